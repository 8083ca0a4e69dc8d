"""Every page shows what it should, with a literal number of queries, whatever the number of rows."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsloom.records import Enclosure, Language, Merges
from newsloom.site.newsroom.models import Article, Publisher
from newsloom.site.newsroom.store import DjangoStore
from newsloom.urls import article_id
from tests.editions import paper, print_edition, print_story, reader
from tests.factories import after, story_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]

PIER = paper("pier", "gazette").id
STORY = f"/en/story/{story_id('pier')}/the-pier-opens"
QUERIES = {
    "/en/": 8,
    "/en/?lang=all": 8,
    "/ar/": 2,
    "/en/latest": 2,
    "/en/section/world": 3,
    STORY: 3,
    f"/en/article/{PIER}": 2,
    "/en/hashtag/harbour": 5,
    "/en/publisher/gazette.example": 3,
    "/en/search": 1,
    "/en/search?q=opens": 4,
    "/en/ask": 0,
    "/en/ask?q=Who+cut+the+ribbon?": 6,
    "/en/ask?q=Which+chess+grandmaster+resigned?": 1,
    f"/en/ask?q=Who+cut+the+ribbon?&story={story_id('pier')}": 5,
    f"/en/ask?q=Who+cut+the+ribbon?&article={PIER}": 4,
    "/en/ask?q=Who+cut+the+ribbon?&hashtag=harbour": 7,
    "/en/about": 0,
    "/en/sources": 3,
    "/en/feeds/front.atom": 2,
    "/en/feeds/latest.json": 1,
    "/en/feeds/section/world.atom": 1,
    f"/en/feeds/story/{story_id('pier')}.json": 2,
    "/en/feeds/hashtag/harbour.atom": 3,
    "/en/feeds/publisher/gazette.example.json": 3,
    "/en/feeds/search.atom?q=opens": 3,
    "/sitemap.xml": 2,
    "/sitemap-pages.xml": 0,
    "/sitemap-2026-3.xml": 1,
    "/sitemap-news.xml": 1,
}


@pytest.mark.parametrize("path", QUERIES)
@pytest.mark.parametrize("n_stories", [1, 3])
def test_a_page_takes_the_same_queries_for_one_story_and_for_three(
    store: DjangoStore, path: str, n_stories: int
) -> None:
    print_edition(store, n_stories)
    with CaptureQueriesContext(connection) as asked:
        answer = reader().get(path)
    assert answer.status_code == 200
    assert len(asked) == QUERIES[path], [query["sql"] for query in asked]


def test_a_story_with_related_ones_takes_one_query_more(store: DjangoStore) -> None:
    print_edition(store, 2)
    path = f"/en/story/{story_id('quay')}/the-quay-opens"
    with CaptureQueriesContext(connection) as asked:
        page = text_of(reader().get(path))
    assert len(asked) == QUERIES[STORY] + 1
    assert "Related stories" in page


@pytest.mark.parametrize("path", [path for path in QUERIES if not re.search(r"pier|harbour|gazette|sitemap", path)])
def test_every_page_opens_in_an_empty_newspaper(path: str) -> None:
    assert reader().get(path).status_code == 200


def test_the_front_page_names_who_covers_the_lead(store: DjangoStore) -> None:
    print_edition(store, 1)
    page = text_of(reader().get("/en/"))
    assert "3 publishers 2 independent texts first Gazette 12:00" in page


def test_each_sentence_of_a_brief_leads_to_where_it_stands(store: DjangoStore) -> None:
    print_edition(store, 1)
    page = reader().get(STORY).content.decode()
    cites = re.findall(r'<a class="cite" href="([^"]+)"', page)
    second = paper("pier", "courier").id
    assert cites[:2] == [f"/en/article/{PIER}#s0", f"/en/article/{second}#s0"]
    assert cites[2].startswith("https://gazette.example/pier#:~:text=")
    article = reader().get(f"/en/article/{PIER}").content.decode()
    assert '<mark id="s0">The pier opened on Saturday.</mark>' in article
    assert "3 sentences taken from" in page


def test_a_text_of_nobody_known_still_says_how_it_was_shortened(store: DjangoStore) -> None:
    article = paper("pier", "nobody", url=None, publisher_id=None, publisher_name="")
    print_story(store, "pier", article)
    page = reader().get(f"/en/article/{article.id}")
    assert "publisher unknown" in text_of(page)
    assert "2 sentences taken word for word" in text_of(page)
    assert re.findall(r'<a class="cite" href="([^"]+)"', page.content.decode()) == [f"/en/article/{article.id}#s0"]
    assert "Read at" not in text_of(page)


def test_copies_are_folded_under_their_original(store: DjangoStore) -> None:
    print_edition(store, 1)
    page = text_of(reader().get(STORY))
    assert "Also in Herald 12:07" in page
    assert "shares the names Ida Quill and Calder Bay" in page


def test_many_copies_are_named_in_part_and_listed_on_demand(store: DjangoStore) -> None:
    houses = ("herald", "mirror", "echo", "mail", "post")
    copies = tuple(paper("pier", house, credit="Northwire") for house in houses)
    print_story(store, "pier", paper("pier", "northwire"), copies=copies)
    page = reader().get(STORY)
    assert "Northwire copy in Echo, Herald, Mail and 2 more" in text_of(page)
    assert page.content.decode().split('<details class="copies">')[1].split("</details>")[0].count("<li") == 5
    assert "6 publishers" in text_of(page)
    assert "1 independent text " in text_of(page)


def test_a_merged_story_leads_to_the_other_for_good(store: DjangoStore) -> None:
    print_edition(store, 2)
    store.revise([Merges(kept_id=story_id("pier"), gone_id=story_id("quay"))], now=after(70))
    for path in (f"/en/story/{story_id('quay')}/the-quay-opens", f"/en/story/{story_id('pier')}", f"{STORY}-wrong"):
        answer = reader().get(path)
        assert (answer.status_code, answer["Location"]) == (301, STORY)


def test_a_story_that_all_its_articles_left_is_gone(store: DjangoStore) -> None:
    print_edition(store, 2)
    Article.objects.filter(story_id=story_id("pier")).update(story_id=story_id("quay"))
    answer = reader().get(STORY)
    assert answer.status_code == 410
    assert "This page is gone" in text_of(answer)


def test_an_anonymous_reader_gets_the_beginning_and_a_link(store: DjangoStore) -> None:
    print_edition(store, 1)
    page = reader().get(f"/en/article/{PIER}").content.decode()
    assert "A band played." in page
    assert "belongs to the publisher alone" not in re.sub(
        r"<aside.*", "", page.split('class="prose"')[1].split("</div>")[0]
    )
    assert "We show only the beginning" in page
    assert page.index("Read at") < page.index("A band played.")
    assert 'href="https://gazette.example/pier" rel="noreferrer"' in page


def test_a_publisher_may_let_whole_texts_be_shown(store: DjangoStore) -> None:
    print_edition(store, 1)
    Publisher.objects.filter(id="gazette.example").update(text_policy="full")
    page = reader().get(f"/en/article/{PIER}").content.decode()
    assert "The third paragraph belongs to the publisher alone." in page
    assert "We show only the beginning" not in page


def test_a_cut_text_says_so(store: DjangoStore) -> None:
    print_story(store, "pier", paper("pier", "gazette", is_cut=True))
    assert "shows only the beginning of this text to readers without a subscription" in text_of(
        reader().get(f"/en/article/{PIER}")
    )


@pytest.mark.parametrize(("credit", "is_said"), [("Northwire", True), ("Gazette", False), ("", False)])
def test_agency_copy_is_named_where_the_agency_is_another(store: DjangoStore, credit: str, is_said: bool) -> None:
    print_story(store, "pier", paper("pier", "gazette", credit=credit))
    page = text_of(reader().get(f"/en/article/{PIER}"))
    assert ("agency copy" in page) == is_said


def test_what_is_not_there_has_no_heading(store: DjangoStore) -> None:
    print_story(store, "pier", paper("pier", "gazette"), brief=False)
    page = text_of(reader().get(f"/en/article/{PIER}")) + text_of(reader().get(STORY))
    for heading in ("Hashtags", "Related", "In brief", "What happened", "Comments", "Part of the story"):
        assert heading not in page


def test_related_articles_say_why(store: DjangoStore) -> None:
    print_edition(store, 2)
    page = text_of(reader().get(f"/en/article/{paper('quay', 'gazette').id}"))
    assert "Related: shares #Harbour" in page


def test_a_hashtag_page_folds_the_articles_of_a_story(store: DjangoStore) -> None:
    print_edition(store, 2)
    page = text_of(reader().get("/en/hashtag/harbour"))
    assert "Latest news with #Harbour" in page
    assert page.count("and 2 more of this story") == 2


def test_the_river_goes_on_where_it_ended(store: DjangoStore) -> None:
    for number in range(35):
        print_story(store, f"s{number:02}", paper(f"pier{number:02}", "g", published_at=after(-number)), brief=False)
    client = reader()
    first = client.get("/en/latest").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    print_story(store, "new", paper("newcomer", "g", published_at=after(1)), brief=False)
    second = client.get("/en/latest" + older.group(1).replace("&amp;", "&")).content.decode()
    seen = re.findall(r"The (pier\d\d) opens", first) + re.findall(r"The (pier\d\d) opens", second)
    assert seen == [f"pier{number:02}" for number in range(35)]


def test_lists_keep_to_the_language_of_the_page_unless_asked(store: DjangoStore) -> None:
    arabic = paper("pier", "sada", language=Language("ar"), headline="افتتاح الرصيف", published_at=after(3))
    print_story(store, "rasif", arabic, brief=False)
    print_edition(store, 1)
    client = reader()
    assert "افتتاح الرصيف" not in client.get("/en/latest").content.decode()
    assert 'lang="ar" dir="rtl">افتتاح الرصيف' in client.get("/en/latest?lang=all").content.decode()
    assert "The pier opens" not in client.get("/ar/latest").content.decode()


def test_arabic_pages_run_from_right_to_left_with_their_own_digits_and_plurals(store: DjangoStore) -> None:
    print_edition(store, 1)
    page = reader().get(f"/ar/story/{story_id('pier')}/the-pier-opens").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    for part in ("٣ ناشرين", "نصان مستقلان", "أولها", "١٢:٠٠", "ما الذي حدث"):
        assert part in page
    assert 'lang="en" dir="ltr"' in page


@pytest.mark.parametrize("path", ["/en/", STORY, f"/en/article/{PIER}", "/en/hashtag/harbour", "/en/search?q=opens"])
def test_a_page_names_its_edition_in_the_other_language(store: DjangoStore, path: str) -> None:
    print_edition(store, 1)
    page = reader().get(path).content.decode()
    other = "http://127.0.0.1:8000" + path.replace("/en/", "/ar/", 1)
    assert f'<link rel="alternate" hreflang="ar" href="{other}">' in page


def test_search_marks_the_words_and_says_how_many(store: DjangoStore) -> None:
    print_edition(store, 3)
    page = reader().get("/en/search?q=ribbon").content.decode()
    assert "<mark>ribbon</mark>" in page
    assert "6 articles" in page, "copies stand under their originals"
    filtered = reader().get("/en/search?q=ribbon&publisher=gazette.example&hashtag=%23TheQuay&since=2026-03-14")
    assert re.findall(r"(\d+) articles?</small>", filtered.content.decode()) == ["1"]


def test_a_search_without_a_hit_says_what_to_try() -> None:
    page = text_of(reader().get("/en/search?q=xylophone&section=sport"))
    assert "Nothing found" in page
    assert "Search without the filters" in page


@pytest.mark.parametrize("path", [STORY, f"/en/article/{PIER}"])
def test_pages_carry_data_for_search_engines(store: DjangoStore, path: str) -> None:
    print_edition(store, 1)
    page = reader().get(path).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    data = json.loads(found.group(1))
    assert (data["@type"], data.get("headline") or data.get("name")) == (
        "NewsArticle" if "article" in path else "CollectionPage",
        "The pier opens",
    )
    assert '<meta property="og:title"' in page


def test_the_coverage_is_drawn_with_words_for_those_who_cannot_see(store: DjangoStore) -> None:
    print_edition(store, 1)
    page = reader().get(STORY).content.decode()
    assert "<title>How the coverage grew</title>" in page
    assert "<desc>3 articles between Sat, 14 Mar 2026, 12:00 UTC and Sat, 14 Mar 2026, 12:07 UTC.</desc>" in page
    table = page.split('<details class="as-table">')[1].split("</details>")[0]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", re.sub(r"</?(?:bdi|time|span)[^>]*>", "", table))
    assert cells == ["12:00", "Gazette", "1", "12:05", "Courier", "2", "12:07", "Herald (a copy)", "3"]


def test_a_podcast_has_a_player(store: DjangoStore) -> None:
    sound = Enclosure(url="https://gazette.example/1.mp3", media_type="audio/mpeg", duration_seconds=754)
    print_story(store, "pier", paper("pier", "gazette", kind="audio", enclosures=(sound,)))
    page = reader().get(f"/en/article/{PIER}").content.decode()
    assert '<audio controls preload="none" src="https://gazette.example/1.mp3"></audio>' in page
    assert "12:34" in page


def test_an_imported_id_leads_to_our_address(store: DjangoStore) -> None:
    given = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    article = paper("pier", "gazette", id=article_id(given_id=given), given_id=given)
    print_story(store, "pier", article)
    answer = reader().get(f"/en/article/{given}")
    assert (answer.status_code, answer["Location"]) == (301, f"/en/article/{article.id}")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(answer: object) -> str:
    """What the page says, on one line."""
    parser = _Text()
    parser.feed(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join("".join(parser.parts).split())

"""The page of a question: sentences that answer, where accounts differ, that the coverage does not say, and where it was asked."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from newsloom.records import Language, PublisherId
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_story, reader
from tests.factories import after, make_hashtag, story_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]

CLOSED = "Mayor Ines Corlan closed the harbour bridge. The repairs will cost 4.2 million crowns."
DEARER = "The repairs of the harbour bridge will cost 6.8 million crowns. Ferries run meanwhile."
CUP = "Rovers beat Athletic in the final. Captain Lena Brandt scored the winning goal."
BRIDGE = "How+much+will+the+repairs+of+the+harbour+bridge+cost?"
GOAL = "Who+scored+the+winning+goal+of+the+final?"


@pytest.fixture(autouse=True)
def archive(store: DjangoStore) -> None:
    closed = paper("bridge", "gazette", text=CLOSED, headline="Harbour bridge closed")
    dearer = paper("bridge", "courier", text=DEARER, headline="Bridge dearer", published_at=after(10))
    copy = paper("bridge", "herald", text=DEARER, headline="Bridge dearer", published_at=after(5))
    cup = paper("cup", "post", text=CUP, headline="Rovers win the cup", publisher_id=PublisherId("post.example"))
    print_story(store, "bridge", dearer, closed, copies=(copy,), hashtags=(make_hashtag("Aldport"),), brief=False)
    print_story(store, "cup", cup, brief=False)


def page_of(path: str) -> str:
    answer = reader().get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def told(page: str) -> list[tuple[str, str, str]]:
    """Each sentence of the answer with its link and publisher."""
    found = re.findall(
        r'<blockquote[^>]*>([^<]+)</blockquote>\s*<p class="meta">(?:<span>[^<]+</span>)?<a href="([^"]+)"[^>]*><bdi[^>]*>([^<]+)</bdi>',
        page,
    )
    return [(text, href, publisher) for text, href, publisher in found]


def heading(page: str) -> str:
    found = re.search(r'<h2 class="title" id="answer">([^<]+)</h2>', page)
    assert found is not None
    return found[1]


def test_a_sentence_that_answers_leads_to_where_it_stands_with_its_date() -> None:
    page = page_of(f"/en/ask?q={GOAL}")
    assert heading(page) == "What the coverage says"
    cup = paper("cup", "post").id
    assert told(page)[0] == ("Captain Lena Brandt scored the winning goal.", f"/en/article/{cup}#s35", "Post")
    assert '<time datetime="2026-03-14T12:00:00+00:00"' in page


def test_accounts_that_differ_stand_side_by_side_the_newest_first() -> None:
    page = page_of(f"/en/ask?q={BRIDGE}")
    assert heading(page) == "Accounts differ"
    assert re.findall(r"<h3><bdi>([^<]+)</bdi></h3>", page) == ["6.8 million", "4.2 million"]
    assert [publisher for _, _, publisher in told(page)[:2]] == ["Courier", "Gazette"]


def test_what_the_coverage_does_not_say_is_not_made_up() -> None:
    page = page_of(f"/en/ask?q=Which+chess+grandmaster+resigned?&story={story_id('bridge')}")
    assert (heading(page), told(page)) == ("The coverage does not say.", [])
    assert "Read closely, in this story: 3 articles." in page
    assert 'href="/en/ask?q=Which%20chess%20grandmaster%20resigned%3F">Ask all articles' in page


def test_what_to_read_on_has_each_text_once() -> None:
    page = page_of(f"/en/ask?q={BRIDGE}").partition('id="read-on"')[2]
    assert sorted(re.findall(r'class="headline" href="[^"]+">([^<]+)<', page)) == [
        "Bridge dearer",
        "Harbour bridge closed",
    ]


PLACES = [
    (f"story={story_id('cup')}", "Ask this story", []),
    (f"article={paper('bridge', 'gazette').id}", "Ask this article", ["Gazette"]),
    ("hashtag=aldport", "Ask the articles with this hashtag", ["Courier", "Gazette"]),
]


@pytest.mark.parametrize(("place", "title", "publishers"), PLACES)
def test_a_question_stays_where_it_is_asked(place: str, title: str, publishers: list[str]) -> None:
    page = page_of(f"/en/ask?q={BRIDGE}&{place}")
    assert f"<h1>{title}</h1>" in page
    assert sorted({publisher for _, _, publisher in told(page)}) == publishers


def test_an_article_is_left_for_its_story_and_for_everything() -> None:
    page = page_of(f"/en/ask?q={GOAL}&article={paper('bridge', 'gazette').id}")
    crumbs = page.partition('class="crumbs"')[2].partition("</ol>")[0]
    asked = "Who%20scored%20the%20winning%20goal%20of%20the%20final%3F"
    assert re.findall(r'href="([^"]+)"', crumbs) == [
        f"/en/ask?q={asked}",
        f"/en/ask?story={story_id('bridge')}&amp;q={asked}",
    ]


def test_every_page_with_a_form_asks_its_own_place() -> None:
    article = paper("bridge", "gazette").id
    for path, kind, key in (
        (f"/en/story/{story_id('cup')}/rovers-win-the-cup", "story", story_id("cup")),
        (f"/en/article/{article}", "article", article),
        ("/en/hashtag/aldport", "hashtag", "aldport"),
    ):
        form = page_of(path).partition('class="ask-form" action="/en/ask"')[2].partition("</form>")[0]
        assert re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form) == [(kind, key)]
    assert '<a href="/en/ask?q=harbour%20bridge">Ask a question instead</a>' in page_of("/en/search?q=harbour+bridge")


@pytest.mark.parametrize(
    ("question", "shown"), [("", "Where accounts differ"), ("Who+was+it?", "There is nothing to look for")]
)
def test_who_asks_nothing_is_told_how_to_ask(question: str, shown: str) -> None:
    assert shown in page_of(f"/en/ask?q={question}")


def test_a_question_is_cut_where_it_is_too_long_and_no_search_engine_keeps_it() -> None:
    page = page_of(f"/en/ask?q={'harbour+' * 200}")
    value = re.search(r'name="q" value="(harbour[^"]*)" maxlength="300"', page)
    assert value is not None
    assert len(value[1]) <= 300
    assert '<meta name="robots" content="noindex">' in page


def test_arabic_is_asked_and_answered_in_arabic(store: DjangoStore) -> None:
    library = paper(
        "library", "nahar", text="افتتح العمدة سامي النجار المكتبة الجديدة يوم الثلاثاء. وحضر الحفل مئات السكان.",
        headline="افتتاح المكتبة", language=Language("ar"),
    )  # fmt: skip
    print_story(store, "library", library, brief=False)
    page = page_of(f"/ar/ask?q={quote('من افتتح المكتبة الجديدة؟')}")
    assert told(page)[0][0] == "افتتح العمدة سامي النجار المكتبة الجديدة يوم الثلاثاء."
    assert re.findall(r"[A-Za-z]{3,}", page.partition('id="answer">')[2].partition("</h2>")[0]) == []

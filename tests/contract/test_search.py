"""Search finds the same in SQLite and in PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.records import CopyOf, Language, PublisherId
from newsloom.site.newsroom.queries.found import find
from newsloom.site.newsroom.search import Filters, Results, search
from newsloom.site.newsroom.snippet import Fragment
from newsloom.site.newsroom.store import DjangoStore
from tests.factories import after, make_article, make_hashtag, make_woven

pytestmark = pytest.mark.usefixtures("database_url")

TEXTS = {
    "ferry": ("Ferry to Oslo runs again", "The ferry was running on Saturday. Ana Lee was aboard."),
    "cafe": ("A café in Malmö", "The Café was opened by Jean-Pierre Blanc in the U.S. embassy."),
    "oil": ("أسعار النفط ترتفع", "ارتفعت أسعارُ النفط في الأسواق اليوم."),
    "lee": ("Lee and Ana quarrel", "Lee said no. Ana said yes. The ferry is not mentioned twice: ferry."),
}


@pytest.fixture(autouse=True)
def articles(database_url: str) -> None:
    keep("ferry", minutes=0, hashtags=(make_hashtag("Oslo"),))
    keep("cafe", minutes=10, publisher_id=PublisherId("herald.example"))
    keep("oil", minutes=20, language=Language("ar"))
    keep("lee", minutes=30, section="culture")


def keep(name: str, *, minutes: float, hashtags: Any = (), **fields: Any) -> None:
    headline, text = TEXTS[name]
    article = make_article(name, headline=headline, text=text, published_at=after(minutes), **fields)
    DjangoStore().keep([make_woven(article, hashtags=hashtags)], now=after(minutes))


def names(results: Results) -> list[str]:
    return [hit.article.id.rstrip("x") for hit in results.hits]


FOUND = {
    "oslo": ["ferry"],
    "OSLO ferry": ["ferry", "lee"],
    "run": ["ferry"],
    "cafe": ["cafe"],
    "CAFÉ": ["cafe"],
    "malmo": ["cafe"],
    "jean-pierre": ["cafe"],
    "u.s.": ["cafe"],
    "اسعار": ["oil"],
    "أسعارُ النفط": ["oil"],
    '"ana lee"': ["ferry"],
    "“Ana Lee”": ["ferry"],
    '"lee ana"': [],
    "the": ["cafe", "ferry", "lee"],
    "zeppelin": [],
    "": [],
    '"': [],
    "--- OR AND NOT ( * ^ : { NEAR(a b)": ["lee"],
}


def test_queries_find_their_articles() -> None:
    assert {query: sorted(names(search(query))) for query in FOUND} == FOUND


def test_articles_with_all_words_come_before_those_with_some() -> None:
    assert names(search("ferry mentioned")) == ["lee", "ferry"]
    assert names(search("café ferry running"))[0] == "ferry"


FILTERED = [
    (Filters(language="en"), ["lee", "ferry"]),
    (Filters(language="ar"), []),
    (Filters(section="culture"), ["lee"]),
    (Filters(publisher="gazette.example"), ["lee", "ferry"]),
    (Filters(publisher="herald.example"), []),
    (Filters(hashtag="oslo"), ["ferry"]),
    (Filters(since=after(1)), ["lee"]),
    (Filters(since=after(30)), ["lee"]),
    (Filters(until=after(30)), ["ferry"]),
    (Filters(since=after(0), until=after(0.5)), ["ferry"]),
]


def test_filters_narrow_what_is_found() -> None:
    for filters, found in FILTERED:
        assert (filters, names(search("ferry", filters=filters, sort="newest"))) == (filters, found)


def test_a_revised_article_is_found_by_its_new_words_only() -> None:
    article = make_article("ferry", headline="Ferry sinks", text="It sank.", published_at=after(0))
    DjangoStore().keep([make_woven(article)], now=after(50))
    assert names(search("sank")) == ["ferry"]
    assert names(search("Oslo")) == []


def test_of_one_text_there_is_one_hit_and_it_names_who_else_ran_it() -> None:
    headline, text = TEXTS["ferry"]
    courier = {"publisher_id": PublisherId("courier.example"), "publisher_name": "The Courier"}
    copy = make_article("copy", headline=headline, text=text, **courier)
    original = make_article("ferry", published_at=after(0)).id
    verdict = CopyOf(article_id=copy.id, original_id=original, kind="exact", resemblance_share=1.0)
    DjangoStore().keep([make_woven(copy, verdict=verdict)], now=after(50))
    found = find("oslo", Filters(), sort="relevance", page=1)
    assert [(item.line.id, item.line.also_in) for item in found.items] == [(original, ("The Courier",))]
    assert (found.n_found, names(search("oslo", filters=Filters(publisher="courier.example")))) == (1, ["copy"])


def test_pages_follow_one_another() -> None:
    for n in range(45):
        article = make_article(f"p{n}", text="Zeppelins fly.", published_at=after(100 + n))
        DjangoStore().keep([make_woven(article)], now=after(100))
    pages = [search("zeppelin", sort="newest", page=page) for page in (1, 2, 3, 99)]
    assert [len(page.hits) for page in pages] == [20, 20, 5, 5]
    assert [(page.page, page.n_pages, page.n_found, page.is_cut) for page in pages] == [
        (1, 3, 45, False), (2, 3, 45, False), (3, 3, 45, False), (3, 3, 45, False),
    ]  # fmt: skip
    assert names(pages[0])[0] == "p44"


def test_a_search_is_two_queries_for_one_hit_and_for_many(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert len(search("oslo").hits) == 1
    with django_assert_num_queries(2):
        assert len(search("ferry").hits) == 2


def test_hits_say_where_they_match() -> None:
    (hit,) = search("running oslo").hits
    assert hit.headline == (
        Fragment("Ferry to "), Fragment("Oslo", is_match=True), Fragment(" "), Fragment("runs", is_match=True),
        Fragment(" again"),
    )  # fmt: skip
    assert hit.snippet[:3] == (
        Fragment("The ferry was "),
        Fragment("running", is_match=True),
        Fragment(" on Saturday. Ana Lee was aboard."),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_query_breaks_the_search(query: str) -> None:
    search(query)

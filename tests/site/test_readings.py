"""What is read in articles stands on their pages: who speaks, whom they name, and what is told of each."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsloom.records import Attributed, Dossier, Named, PublisherId, Quote, Reading, Voice
from newsloom.site.newsroom.models import Entity, Story
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_story, reader
from tests.factories import after, story_id

GAZETTE = paper("pier", "gazette", published_at=after(0))
COURIER = paper("pier", "courier", published_at=after(5), headline="Crowds at the pier")
START = GAZETTE.text.index("Hundreds")
QUOTES = (
    Quote(kind="direct", content=((START, START + 24),), speaker="Ida Quill", description="the mayor", status="named"),
    Quote(kind="indirect", content=((0, 9), (START, START + 8)), speaker="two of the guests", status="anonymous"),
    Quote(kind="indirect", content=((0, 3),), speaker="Lantern Line", status="declined"),
    Quote(kind="direct", content=((0, 4),), status="unknown"),
)
NAMED = (
    Named(key="idaquill", name="Ida Quill", kind="person", n_mentions=3, start=0, end=3, spellings=("إيدا كويل",)),
    Named(key="calderbay", name="Calder Bay", kind="place", n_mentions=2, start=0, end=3, country="GB"),
)
ARTICLE = f"/en/article/{GAZETTE.id}"


@pytest.fixture(autouse=True)
def store(db: None) -> DjangoStore:
    kept = DjangoStore()
    said = Attributed(article_id=GAZETTE.id, publisher_id=PublisherId("gazette.example"), quote=QUOTES[0])
    voice = Voice(speaker="Ida Quill", description="the mayor", status="named", quotes=(said,), n_publishers=2)
    print_story(kept, "pier", GAZETTE, COURIER, dossier=Dossier(voices=(voice,), named=NAMED))
    kept.keep_readings(
        [
            (GAZETTE, Reading(article_id=GAZETTE.id, named=NAMED, quotes=QUOTES)),
            (COURIER, Reading(article_id=COURIER.id, named=NAMED[:1])),
        ],
        now=after(90),
    )
    return kept


def text_of(path: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reader().get(path).content.decode()))


def test_an_article_says_what_it_rests_on() -> None:
    text = text_of(ARTICLE)
    assert "Sourcing 1 named · 1 anonymous · 1 declined to comment" in text
    assert "Ida Quill the mayor named Hundreds came to see it. in the text" in text
    assert "two of the guests anonymous The pier … Hundreds in the text in the article’s words" in text
    assert "Lantern Line declined to comment" in text


def test_a_quotation_leads_to_where_it_stands() -> None:
    page = reader().get(ARTICLE).content.decode()
    assert f'href="{ARTICLE}#s{START}"' in page
    assert f'<mark id="s{START}">Hundreds came to see it.</mark>' in page


def test_a_story_brings_its_speakers_together() -> None:
    text = text_of(f"/en/story/{story_id('pier')}/the-pier-opens")
    assert "Who says what 1 speaker Ida Quill the mayor named · 2 publishers Hundreds came to see it. Gazette" in text
    assert "People, places, organisations Ida Quill Calder Bay" in text


def test_a_story_of_several_articles_wants_a_new_page_when_they_have_been_read() -> None:
    assert Story.objects.get(id=story_id("pier")).stale_since is not None


def test_a_name_has_a_page_with_its_company_and_a_feed() -> None:
    text = text_of("/en/name/idaquill")
    assert "person Ida Quill Also written إيدا كويل 2 articles in 1 story" in text
    assert "In the same articles Calder Bay" in text
    assert "place · United Kingdom Calder Bay" in text_of("/en/name/calderbay")
    assert "Crowds at the pier" in reader().get("/en/feeds/name/idaquill.atom").content.decode()
    assert reader().get("/en/name/nobody").status_code == 404


def test_a_name_that_no_article_has_any_more_has_no_page(store: DjangoStore) -> None:
    store.keep_readings([(one, Reading(article_id=one.id)) for one in (GAZETTE, COURIER)], now=after(91))
    assert Entity.objects.get(key="idaquill").n_articles == 0
    assert reader().get("/en/name/idaquill").status_code == 404


@pytest.mark.parametrize(("path", "n_queries"), [(ARTICLE, 2), ("/en/name/idaquill", 6)])
def test_pages_ask_a_literal_number_of_queries(path: str, n_queries: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        reader().get(path)
    assert len(asked) == n_queries, [query["sql"] for query in asked]

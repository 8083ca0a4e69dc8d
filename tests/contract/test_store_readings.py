"""What is read in articles is kept with their present text, and dropped with it, in every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.records import Named, Quote, Reading
from newsloom.store import Store
from tests.factories import after, make_article, make_woven

EARLY = make_article("early", text="Ida Quill left the harbour.", published_at=after(0))
LATE = make_article("late", text="Rui Almeida came.", published_at=after(9))


def reading(article_id: str, *names: str) -> Reading:
    named = tuple(
        Named(key=name.lower(), name=name, kind="person", n_mentions=2, start=0, end=len(name), spellings=(f"{name}x",))
        for name in names
    )
    quote = Quote(kind="direct", content=((0, 3), (4, 9)), source=((0, 2),), speaker="Ida Quill", status="named")
    return Reading(article_id=article_id, named=named, quotes=(quote,))  # type: ignore[arg-type]


@pytest.fixture
def filled(store: Store) -> Store:
    store.keep([make_woven(EARLY), make_woven(LATE)], now=after(10))
    return store


def test_what_nobody_has_read_waits_the_newest_first(filled: Store) -> None:
    assert [article.id for article in filled.unread(limit=9)] == [LATE.id, EARLY.id]
    assert [article.id for article in filled.unread(limit=1)] == [LATE.id]
    filled.keep_readings([(LATE, reading(LATE.id, "Rui Almeida"))], now=after(11))
    assert [article.id for article in filled.unread(limit=9)] == [EARLY.id]


def test_a_reading_comes_back_as_it_was_kept(filled: Store) -> None:
    kept = reading(EARLY.id, "Ida Quill", "Calder Bay")
    filled.keep_readings([(EARLY, kept)], now=after(11))
    assert filled.readings([EARLY.id, LATE.id]) == {EARLY.id: kept}


def test_a_revised_article_waits_again_and_has_lost_its_reading(filled: Store) -> None:
    filled.keep_readings([(EARLY, reading(EARLY.id, "Ida Quill"))], now=after(11))
    filled.keep([make_woven(replace(EARLY, text="Ida Quill stayed."))], now=after(12))
    assert filled.readings([EARLY.id]) == {}
    assert EARLY.id in [article.id for article in filled.unread(limit=9)]


def test_what_was_read_in_a_text_that_has_changed_meanwhile_is_not_kept(filled: Store) -> None:
    filled.keep([make_woven(replace(EARLY, text="Ida Quill stayed."))], now=after(11))
    filled.keep_readings([(EARLY, reading(EARLY.id, "Ida Quill"))], now=after(12))
    assert filled.readings([EARLY.id]) == {}
    assert EARLY.id in [article.id for article in filled.unread(limit=9)]


def test_an_article_may_be_read_twice_and_one_that_is_gone_is_passed_over(filled: Store) -> None:
    stranger = make_article("stranger", text="Nobody knows it.")
    for _ in range(2):
        both = [(EARLY, reading(EARLY.id, "Ida Quill")), (stranger, reading(stranger.id))]
        filled.keep_readings(both, now=after(11))
    assert list(filled.readings([EARLY.id, stranger.id])) == [EARLY.id]

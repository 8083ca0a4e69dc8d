"""Vectors of articles: without an encoder's answer there are none, and those of two encoders never meet."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from newsloom.encode import Encoder
from newsloom.errors import BadModelOutput, ModelError
from newsloom.pipeline import Loom
from newsloom.records import Language, Remembered
from newsloom.remote.fuse import Resting
from newsloom.store.memory import MemoryStore
from newsloom.vectors import Comparable, vectors_of
from tests.factories import NOON, after, make_article, make_woven


class Told(Encoder):
    """An encoder that gives the rows that it was told, or fails as it was told."""

    is_multilingual = True

    def __init__(self, name: str, n_dims: int, fails: ModelError | None = None) -> None:
        self.given_name, self.length, self.fails = name, n_dims, fails
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return self.given_name

    @property
    def n_dims(self) -> int:
        return self.length

    def reads(self, language: Language) -> bool:
        return language != "de"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        if self.fails:
            raise self.fails
        rows = np.zeros((len(texts), self.length), np.float32)
        rows[["nothing" not in text for text in texts], 0] = 1
        return rows


class Shy(Told):
    """One that knows its dimensions only once it was asked."""

    @property
    def n_dims(self) -> int:
        return self.length if self.asked else 0


def remembered(store: MemoryStore) -> list[Remembered]:
    return list(store.remembered(since=after(-9999)))


def kinds(known: Sequence[Remembered]) -> list[tuple[str, int]]:
    signatures = [one.signature for one in known]
    return [(each.encoder, 0 if each.vector is None else len(each.vector)) for each in signatures]


def test_only_languages_that_the_encoder_reads_are_encoded() -> None:
    encoder = Told("bge", 3)
    articles = [make_article("one"), make_article("two", language=Language("de")), make_article("three")]
    vectors = vectors_of(articles, encoder)
    assert [vector is not None for vector in vectors] == [True, False, True]
    assert len(encoder.asked) == 4
    assert vectors_of(articles, None) == [None] * 3


def test_an_article_of_which_the_model_makes_nothing_has_no_vector() -> None:
    vectors = vectors_of([make_article("nothing"), make_article("one")], Told("bge", 3))
    assert [vector is not None for vector in vectors] == [False, True]


@pytest.mark.parametrize(
    ("error", "n_lines"), [(BadModelOutput("bge", "rubbish"), 1), (Resting("bge", "asked again in 9 seconds"), 0)]
)
def test_an_encoder_that_fails_leaves_the_words(
    caplog: pytest.LogCaptureFixture, error: ModelError, n_lines: int
) -> None:
    store = MemoryStore()
    Loom(store, encoder=Told("bge", 3, fails=error)).weave([make_article("one"), make_article("two")], now=NOON)
    assert kinds(remembered(store)) == [("", 0), ("", 0)]
    assert len(caplog.records) == n_lines


def test_a_vector_is_kept_with_the_name_of_its_maker() -> None:
    store = MemoryStore()
    Loom(store, encoder=Told("bge", 3)).weave([make_article("one"), make_article("nothing")], now=NOON)
    assert sorted(kinds(remembered(store))) == [("", 0), ("bge", 3)]


def test_vectors_of_another_encoder_are_left_alone_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    store = MemoryStore()
    for name, minutes in (("old", 0), ("new", 1), ("new", 2)):
        article = make_article(f"a{minutes}", published_at=after(minutes))
        Loom(store, encoder=Told(name, 3)).weave([article], now=NOON)
    before = remembered(store)
    assert kinds(before) == [("old", 3), ("new", 3), ("new", 3)]
    caplog.clear()
    assert kinds(list(Comparable(Told("new", 3)).among(before))) == [("", 0), ("new", 3), ("new", 3)]
    assert [record.getMessage() for record in caplog.records] == ["vectors left alone that new did not make: 1"]
    assert kinds(before) == [("old", 3), ("new", 3), ("new", 3)]


def test_a_loom_without_encoder_goes_on_with_the_vectors_of_one() -> None:
    batch = [make_woven(make_article(f"a{n}", published_at=after(n))) for n in range(3)]
    vector = np.array([1, 0, 0], np.float32)
    store = MemoryStore()
    store.keep(
        [
            replace(one, signature=replace(one.signature, vector=vector, encoder=name))
            for one, name in zip(batch, ("old", "old", "new"), strict=True)
        ],
        now=NOON,
    )
    assert kinds(list(Comparable(None).among(remembered(store)))) == [("old", 3), ("old", 3), ("", 0)]


def test_a_model_that_was_exchanged_behind_its_name_does_not_stop_the_loom() -> None:
    store = MemoryStore()
    Loom(store, encoder=Told("bge", 3)).weave([make_article("one", published_at=after(0))], now=NOON)
    tally = Loom(store, encoder=Shy("bge", 5)).weave([make_article("two", published_at=after(1))], now=NOON)
    assert tally.n_articles == 1
    assert kinds(remembered(store)) == [("bge", 3), ("bge", 5)]
    assert kinds(list(Comparable(Told("bge", 5)).among(remembered(store)))) == [("", 0), ("bge", 5)]

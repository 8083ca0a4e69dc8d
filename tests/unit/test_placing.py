"""What is made of an article before it is placed: its language, and vectors of what the encoder reads, nothing else."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from newsloom.jsonlines import article_of
from newsloom.placing import Placed, decisions, garbage_left_lying, prepared
from newsloom.records import Joins, Language, Starts
from tests.factories import NOON

ENGLISH = "The ferry left the harbour at noon and nobody on the quay could say when it would be back again."
FRENCH = "Le bac a quitté le port à midi et personne sur le quai ne savait dire quand il serait de retour."


class Reader:
    """Reads English, and says what it was given."""

    name, n_dims, is_multilingual = "reader", 4, False

    def __init__(self) -> None:
        self.read: list[str] = []

    def reads(self, language: Language) -> bool:
        return language == "en"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        return np.full((len(texts), 4), 0.5, np.float32)


@pytest.mark.parametrize(
    ("said", "text", "language", "is_read"),
    [
        ("en", ENGLISH, "en", True),
        ("EN", ENGLISH, "en", True),
        ("en-GB", ENGLISH, "en", True),
        ("en_US", ENGLISH, "en", True),
        (None, ENGLISH, "en", True),
        ("pt-BR", ENGLISH, "pt", False),
        ("fr", FRENCH, "fr", False),
        (None, FRENCH, "fr", False),
        ("", FRENCH, "fr", False),
        ("en", FRENCH, "en", True),
        (None, "12:30", "und", False),
    ],
)
def test_the_encoder_is_given_what_it_reads_by_the_language_said_or_found(
    said: str | None, text: str, language: str, is_read: bool
) -> None:
    reader = Reader()
    (one,) = prepared([article_of({"text": text, "language": said}, now=NOON)], reader)
    assert (one.article.language, one.signature.vector is not None) == (language, is_read)
    assert bool(reader.read) == is_read


def test_decisions_come_in_the_order_of_the_articles() -> None:
    texts = [ENGLISH, FRENCH, f"{ENGLISH} It came back on Monday."]
    articles = [article_of({"id": str(n), "text": text}, now=NOON) for n, text in enumerate(texts)]
    placed = [found for found in decisions(prepared(articles, None)) if isinstance(found, Placed)]
    assert [found.placement.article_id for found in placed] == [article.id for article in articles]
    assert [type(found.placement) for found in placed] == [Starts, Starts, Joins]


def test_nothing_gives_no_decision() -> None:
    assert list(decisions(prepared([], Reader()))) == []


def test_garbage_is_looked_for_seldom_during_work_and_as_before_when_it_has_failed() -> None:
    before = gc.get_threshold()
    during: list[tuple[int, int, int]] = []

    def work() -> None:
        with garbage_left_lying():
            during.append(gc.get_threshold())
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        work()
    assert during == [(100_000, 20, 10)]
    assert gc.get_threshold() == before

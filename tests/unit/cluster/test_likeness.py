"""Two articles' likeness and what it says: of one trade, of a language without vectors, across days."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from newsloom.cluster import policy
from newsloom.cluster.likeness import Likeness, logits, of_a_trade


def likeness(**more: float) -> Likeness:
    """One article beside another of the same hour, whose words are half alike."""
    numbers = {"words": 0.5, "headlines": 0.3, "vectors": 0.6, "hours_apart": 0.0, "telling": -0.5, "usual": 0.0}
    numbers |= {"trade": 0.0} | more
    arrays = {name: np.array([number]) for name, number in numbers.items()}
    return Likeness(**arrays, lengths=np.array([policy.SHORT], np.int32), youth=0.0)


@pytest.mark.parametrize(
    ("length", "trade", "share"),
    [
        (policy.LONG, policy.TRADE[policy.LONG][0], 0.0),
        (policy.LONG, policy.TRADE[policy.LONG][1], 1.0),
        (policy.SHORT, policy.TRADE[policy.SHORT][0], 0.0),
        (policy.SHORT, policy.TRADE[policy.SHORT][1], 1.0),
        (policy.BARE, sum(policy.TRADE[policy.BARE]) / 2, 0.5),
        (policy.ACROSS, 1.0, 0.0),
    ],
)
def test_articles_are_of_a_trade_by_the_company_that_they_lie_among(length: int, trade: float, share: float) -> None:
    alike = replace(likeness(trade=trade), lengths=np.array([length], np.int32))
    assert of_a_trade(alike).tolist() == pytest.approx([share])


def test_vectors_are_not_heard_among_articles_of_a_trade() -> None:
    assert logits(likeness(trade=1.0, vectors=0.9)) == logits(likeness(trade=1.0, vectors=np.nan))
    assert logits(likeness(vectors=0.9)) > logits(likeness(vectors=0.6))


def test_articles_of_a_trade_that_share_no_name_or_number_stay_apart() -> None:
    nothing, most = np.log(0.5 / 9), np.log(7.5 / 9)
    assert logits(likeness(trade=1.0, words=0.2, telling=nothing))[0] < policy.ARRIVAL
    assert logits(likeness(trade=1.0, words=0.4, telling=most))[0] > policy.ARRIVAL


def test_where_a_vector_is_missing_words_speak_by_their_own_table() -> None:
    alike = likeness(vectors=np.nan)
    by_words = policy.BY_WORDS[policy.SHORT]
    wanted = by_words @ [0.5, np.log(0.5 + policy.FAINT), 0.3, 0.0, 1.0, 0.0, 1.0]
    assert logits(alike).tolist() == pytest.approx([wanted])


def test_three_days_apart_is_too_far() -> None:
    far, near = logits(likeness(hours_apart=72.0)), logits(likeness(hours_apart=48.0))
    assert far - near == pytest.approx([policy.TOO_FAR])

"""From what two articles share to the logit that they tell of one event.

In: one article's likeness to many. Out: logits. Refuses: nothing; where a vector is missing, words speak alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One article beside many: each field holds a number for each of them."""

    words: Floats
    """Cosine of tf-idf."""
    headlines: Floats
    """Share of either headline's idf that stands in the other's text, the mean of both ways."""
    vectors: Floats
    """Cosine of the encoder's vectors; not a number where one of the two has none."""
    hours_apart: Floats
    telling: Floats
    """Of the telling words of the one that has fewer the share that both hold, as a logarithm: 0 for all of many."""
    usual: Floats
    """How near the one that lies nearer to what is usual lies to it; 0 where that is not known."""
    trade: Floats
    """The likeness by words to a fifth of all others, of the one whose is greater."""
    lengths: NDArray[np.int32]
    """`LONG`, `SHORT` or `BARE`, of the shorter text; `ACROSS` for two languages."""
    youth: float
    """From 1 where nothing is known yet down to 0."""


def logits(alike: Likeness) -> Floats:
    """The logit with each."""
    has_vectors = ~np.isnan(alike.vectors)
    weights = np.where(has_vectors[:, None], policy.WITH_VECTORS[alike.lengths], policy.BY_WORDS[alike.lengths])
    known = _sum(weights.T, told_by(alike)) - policy.YOUNG * alike.youth * (alike.lengths != policy.LONG)
    share = of_a_trade(alike)
    known += share * (_sum(policy.OF_A_TRADE, told_apart_by(alike)) - known)
    return np.asarray(known + policy.TOO_FAR * time_marks(alike.hours_apart)[2])


def told_by(alike: Likeness) -> tuple[Floats, ...]:
    """What speaks for one event, in the order of the tables; of vectors nothing where there are none."""
    vectors = np.nan_to_num(alike.vectors) - policy.USUAL_FACTOR * np.maximum(alike.usual - policy.USUAL, 0.0)
    same_day, next_day, _ = time_marks(alike.hours_apart)
    by_words = np.log(alike.words + policy.FAINT)
    return alike.words, by_words, alike.headlines, vectors, same_day, next_day, np.ones(len(vectors))


def told_apart_by(alike: Likeness) -> tuple[Floats, ...]:
    """What speaks for one event among articles of one trade, in the order of `OF_A_TRADE`."""
    _, by_words, _, _, *rest = told_by(alike)
    return by_words, alike.telling, *rest


def of_a_trade(alike: Likeness) -> Floats:
    """From 0 to 1, how far the two are of one kind, by the company that they lie among."""
    kind = np.zeros(len(alike.trade))
    for length, between in enumerate(policy.TRADE):
        kind = np.where(alike.lengths == length, np.interp(alike.trade, between, (0.0, 1.0)), kind)
    return kind


def time_marks(hours_apart: Floats) -> tuple[Floats, Floats, Floats]:
    """How far two articles are of one day, of two neighbouring days, and too far apart; straight lines between.

    Dates without an hour are a whole number of days apart, and get whole marks.
    """
    same_day = np.interp(hours_apart, policy.HOURS, (1.0, 1.0, 0.0, 0.0, 0.0))
    next_day = np.interp(hours_apart, policy.HOURS, (0.0, 0.0, 1.0, 0.0, 0.0))
    too_far = np.interp(hours_apart, policy.HOURS, (0.0, 0.0, 0.0, 0.0, 1.0))
    return same_day, next_day, too_far


def _sum(weights: Iterable[Floats | float], columns: Iterable[Floats | float]) -> Floats:
    return np.asarray(sum(weight * column for weight, column in zip(weights, columns, strict=True)))

"""From what two articles share to the logit that they tell of one event.

In: one article's likeness to many. Out: logits. Refuses: nothing; where a vector is missing, words speak alone.
"""

from __future__ import annotations

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
    """How many words both hold that tell events apart."""
    common: Floats
    """Share of the words of the one with fewer that stand in the other."""
    usual: Floats
    """How near the one that lies nearer to what is usual lies to it; 0 where that is not known."""
    lengths: NDArray[np.int32]
    """`LONG`, `SHORT` or `BARE`, of the shorter text; `ACROSS` for two languages."""
    youth: float
    """From 1 where nothing is known yet down to 0."""


def logits(alike: Likeness) -> Floats:
    """The logit with each."""
    has_vectors = ~np.isnan(alike.vectors)
    weights = np.where(has_vectors[:, None], policy.WITH_VECTORS[alike.lengths], policy.BY_WORDS[alike.lengths])
    same_day, next_day, too_far = time_marks(alike.hours_apart)
    vectors = np.nan_to_num(alike.vectors) - policy.USUAL_FACTOR * np.maximum(alike.usual - policy.USUAL, 0.0)
    columns = (alike.words, np.log(alike.words + policy.FAINT), alike.headlines, vectors, same_day, next_day, 1.0)
    known = sum((weights[:, place] * column for place, column in enumerate(columns)), np.zeros(len(weights)))
    is_vague = (alike.telling < policy.FEWEST_TELLING) & (alike.lengths < policy.BARE)
    of_a_kind = np.maximum(
        np.interp(alike.usual, policy.OF_A_KIND_BY_VECTORS, (0.0, 1.0)),
        np.interp(alike.common, policy.OF_A_KIND_BY_WORDS, (0.0, 1.0)) * (alike.lengths == policy.SHORT),
    )
    known += policy.TOO_FAR * too_far + policy.VAGUE * is_vague * of_a_kind
    return np.asarray(known - policy.YOUNG * alike.youth * (alike.lengths != policy.LONG))


def time_marks(hours_apart: Floats) -> tuple[Floats, Floats, Floats]:
    """How far two articles are of one day, of two neighbouring days, and too far apart; straight lines between.

    Dates without an hour are a whole number of days apart, and get whole marks.
    """
    same_day = np.interp(hours_apart, policy.HOURS, (1.0, 1.0, 0.0, 0.0, 0.0))
    next_day = np.interp(hours_apart, policy.HOURS, (0.0, 0.0, 1.0, 0.0, 0.0))
    too_far = np.interp(hours_apart, policy.HOURS, (0.0, 0.0, 0.0, 0.0, 1.0))
    return same_day, next_day, too_far

"""Every threshold of clustering, with the measurement that set it.

Measured on the part of a labelled American news stream that was published before April 2018 (7,335 articles, 473
stories) by logistic regression over the labelled pairs. B3, pairwise and CEAFe are F1 in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import log1p

import numpy as np

OPEN = timedelta(days=4)
"""How long an article attracts others: one pair in fifty of an event's lies further apart."""
MOVABLE = timedelta(days=2)
"""How long a review may move an article; then its story is settled and its page stays as it is."""
N_OPEN = 40_000
"""Open articles of one language at most; the oldest are settled first."""

ARRIVAL = -1.0
"""Mean logit with a story's members from which an article joins it. Between -1.5 and -.5 B3 moves by less than .4."""
AVERAGE_LINK = -0.75
"""Mean logit, rivals heard, down to which a review joins groups."""

LONG, SHORT, BARE = 0, 1, 2
"""Texts of more than `N_SHORT` words, of fewer, and of headlines alone; a pair counts as its shorter text."""
N_BARE, N_SHORT = 20, 80

WITH_VECTORS = np.array(
    [
        [5.5, 2.7, 7.3, 2.9, 1.8, -8.1],
        [2.3, 1.3, 9.1, 3.1, 1.8, -8.0],
        [2.8, -0.3, 9.5, 3.1, 1.9, -7.6],
    ]
)
"""Logit of two articles telling of one event: words, headline words, likeness, same day, next day, constant."""
BY_WORDS = np.array(
    [
        [7.5, 7.8, 0.0, 3.1, 1.9, -6.6],
        [7.0, 6.5, 0.0, 3.1, 1.9, -6.3],
        [6.0, 5.0, 0.0, 3.1, 1.9, -6.0],
    ]
)
"""The same where one of the two has no vector."""
TOO_FAR = -6.0
"""Three days apart: two events, however alike."""
HOURS = (0.0, 12.0, 24.0, 48.0, 72.0)
"""Between these the marks of day run straight: same day, same day, next day, none, too far."""

EDGE = -3.0
"""Pairs below (a probability of .05) are not kept for the review, where each counts as `FLOOR`: kept down to -4.5, the
stories are the same within .3 B3, and of headlines alone nearly all pairs of a day would be kept."""
FLOOR = -4.0
LONELY = 0.0
"""The least logit that a rival counts with: being alone on a quiet day is no reason to be joined to a stranger. So set,
two articles without company meet in a review from a logit of -1.5 on; between -1 and 0 B3 is the same."""
NOTICED = 0.05
"""Share of probability from which a pair counts as neighbours; with none, a burst's noise adds up."""
CROWD, CROWD_ENDS = 10.0, 20.0
"""Neighbour mass between which rivals fall silent: in a dense burst everybody has them. From its end on, articles that
stand in one story stay together, and the review joins stories only."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around two articles."""

    rivals: tuple[float, float]
    """The logit of either with its best other neighbour."""
    shared: float
    """Neighbours that both have, each counted by the product of its shares."""
    apart: float
    """Neighbours that either has, the two themselves left out."""
    crowd: float
    """The greater of both neighbourhoods."""


def with_rivals(logit: float, context: Context) -> float:
    """The logit of two articles when their other neighbours have been heard, as far as there is no crowd."""
    first, second = context.rivals
    heard = (
        0.97 * logit
        - 0.26 * (first + second)
        + 0.11 * abs(first - second)
        - 0.90 * log1p(context.shared)
        - 0.08 * log1p(context.apart)
        + 9.3 * context.shared / (0.1 + context.apart)
        - 0.41 * max(first, second)
        + 0.69
    )
    weight = min(max((CROWD_ENDS - context.crowd) / (CROWD_ENDS - CROWD), 0.0), 1.0)
    return weight * heard + (1 - weight) * (logit + 0.25)

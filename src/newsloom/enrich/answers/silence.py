"""Whether the coverage says what was asked, or only speaks of the same things.

In: a question's ranking and pool. Out: yes or no. Refuses: nothing; where nothing was found it is silent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsloom.enrich.answers import policy
from newsloom.enrich.answers.rank import BM25_SHARE, HEADLINE, LEAD, TOGETHER, Ranked
from newsloom.enrich.answers.sentences import Pool

N_BEST = 10
"""Articles whose features are looked at: the one that answers is among them where anything does."""
DAYS = 20.0


def is_silent(ranked: Sequence[Ranked], pool: Pool) -> bool:
    """Whether nothing found is likely enough to answer."""
    if not ranked or not pool.candidates:
        return True
    logit = sum(weight * value for weight, value in zip(policy.SPEAKS, evidence(ranked, pool), strict=True))
    return logit + policy.SPEAKS_FROM < 0


def evidence(ranked: Sequence[Ranked], pool: Pool) -> tuple[float, ...]:
    """What tells an answer from talk of the same things: how much of the question one article holds where it begins,
    how much of that was printed in its week, and how clearly few values stand out."""
    best = ranked[:N_BEST]
    near = [math.exp(-one.days / DAYS) for one in best]
    likeliest = sorted(pool.likely.values(), reverse=True)[:3]
    return (
        *(max(one.features[column] for one in best) for column in (BM25_SHARE, LEAD, TOGETHER)),
        sum(near) / N_BEST,
        *(
            max(nearness * one.features[column] for nearness, one in zip(near, best, strict=True))
            for column in (LEAD, TOGETHER, HEADLINE)
        ),
        best[0].score,
        sum(likeliest),
    )

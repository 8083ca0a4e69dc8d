"""Which three sentences are shown, and in what order the articles stand.

In: a question's pool and ranking. Out: sentences, articles. Refuses: nothing. Three sentences that say the same are one
answer; so each next one is that which adds most to the likelihood that the answer is among what is shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsloom.enrich.answers import policy
from newsloom.enrich.answers.rank import Ranked
from newsloom.enrich.answers.sentences import Candidate, Pool


def shown_sentences(pool: Pool, n_shown: int) -> list[Candidate]:
    """So many sentences that together hold the likeliest values; ties by the order of the pool."""
    logits = [_logit(one) for one in pool.candidates]
    top = max(logits, default=0.0)
    fit = [2 / (1 + math.exp(top - logit)) for logit in logits]
    left = list(range(len(pool.candidates)))
    chosen: list[Candidate] = []
    held: set[str] = set()
    while left and len(chosen) < n_shown:
        best = max(
            left,
            key=lambda n: (_new(pool, pool.candidates[n], held) + policy.FITNESS * fit[n], -n),
        )
        left.remove(best)
        chosen.append(pool.candidates[best])
        held |= pool.candidates[best].values.keys()
    return chosen


def _logit(one: Candidate) -> float:
    return sum(weight * value for weight, value in zip(policy.SENTENCE, one.features, strict=True))


def _new(pool: Pool, one: Candidate, held: set[str]) -> float:
    return sum(pool.likely.get(value, 0.0) for value in one.values if value not in held)


def shown_articles(ranked: Sequence[Ranked], pool: Pool, n_shown: int) -> list[Ranked]:
    """The best articles: about the question, and together holding what is likely its answer."""
    likely = sorted(pool.likely.items(), key=lambda one: (-one[1], one[0]))[: policy.LIKELY_VALUES]
    whole = sum(share for _, share in likely) or 1.0
    shares = {value: share / whole for value, share in likely}
    looked_at = list(ranked[: max(policy.ARTICLES_ORDERED, n_shown)])
    spelled = {value: pool.spellings[value].lower() for value in shares}
    holds = [{value for value in shares if spelled[value] in one.reading.small} for one in looked_at]
    left, held = list(range(len(looked_at))), set[str]()
    chosen: list[Ranked] = []
    while left and len(chosen) < n_shown:
        best = max(
            left,
            key=lambda n: (
                looked_at[n].score
                + policy.HOLDS * sum(shares[value] for value in holds[n])
                + policy.HOLDS_NEW * sum(shares[value] for value in holds[n] - held),
                -n,
            ),
        )
        left.remove(best)
        held |= holds[best]
        chosen.append(looked_at[best])
    return chosen

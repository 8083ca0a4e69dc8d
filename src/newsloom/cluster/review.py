"""Grouping anew what stands open: the second look, when each article's rivals are known.

In: articles as a graph of logits, some of them settled in groups. Out: the groups. Refuses: to part settled articles,
or to bring two settled groups together.

At arrival an article sees only what came before it. A review lets the best pairs meet first, and holds back an article
that has better company elsewhere: the logit of a pair is lowered by what either has with its best other neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats
from newsloom.cluster.links import Places, join, members_of, summed
from newsloom.cluster.pairs import Edges


def group(edges: Edges, stories: Sequence[int], settled: Sequence[Sequence[int]]) -> list[list[int]]:
    """All articles in groups, by average link down to `AVERAGE_LINK`. `stories` numbers the story of each article.

    The articles of a settled group stay together, and so do those of one story that stand in a crowd: there an arrival
    has heard enough, and only whole groups are looked at again. Equal links are taken in the order of the articles.
    Cost: a few passes over the edges, and O(n · log n) for those within chains of near groups.
    """
    home = np.arange(len(stories))
    for one in (*settled, *_crowds(edges.company, stories, settled)):
        home[list(one)] = min(one)
    firsts, numbers = np.unique(home, return_inverse=True)
    is_anchored = np.isin(firsts, [min(one) for one in settled])
    logits = in_context(edges)
    heard = edges.is_mutual
    links = summed(numbers[edges.earlier[heard]], numbers[edges.later[heard]], logits[heard], len(firsts))
    return join(members_of(numbers, len(firsts)), links, is_anchored, policy.AVERAGE_LINK)


def _crowds(company: Floats, stories: Sequence[int], settled: Sequence[Sequence[int]]) -> list[list[int]]:
    """Articles that move, stand in one story and each have more company than rivals can be heard in."""
    fixed = {number for one in settled for number in one}
    crowds: dict[int, list[int]] = {}
    for number in np.flatnonzero(company >= policy.CROWD_ENDS).tolist():
        if number not in fixed:
            crowds.setdefault(stories[number], []).append(number)
    return list(crowds.values())


def in_context(edges: Edges) -> Floats:
    """The logit of each edge with the rivals of both heard."""
    heard = edges.is_mutual
    one = np.concatenate([edges.later, edges.earlier[heard]])
    other = np.concatenate([edges.earlier, edges.later[heard]])
    logits = np.concatenate([edges.logits, edges.logits[heard]])
    n = len(edges.company)
    best, second = np.full(n, -np.inf), np.full(n, -np.inf)
    np.maximum.at(best, one, logits)
    is_best = logits == best[one]
    whom = np.full(n, n)
    np.minimum.at(whom, one[is_best], other[is_best])
    is_left = other != whom[one]
    np.maximum.at(second, one[is_left], logits[is_left])

    def rival(mine: Places, theirs: Places) -> Floats:
        """The logit with the best neighbour but one, or what stands for one where there is no company."""
        return np.maximum(np.where(whom[mine] == theirs, second[mine], best[mine]), policy.LONELY)

    rivals = rival(edges.earlier, edges.later), rival(edges.later, edges.earlier)
    crowd = np.maximum(edges.company[edges.earlier], edges.company[edges.later])
    return policy.with_rivals(edges.logits, rivals, crowd)

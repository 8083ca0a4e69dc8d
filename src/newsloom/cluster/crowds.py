"""The stories of a crowd, brought together: where hundreds write on one event within hours.

There nobody's rivals can be heard, and of an article only its best pairs are kept. Whole groups are compared instead:
some members of each are held against everybody, and the two groups whose mean logit is highest are joined first.

In: groups that a review found, and a way to ask for an article's logits with all. Out: groups. Refuses: to bring two
settled groups together; groups outside of a crowd are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats

APART = -99.0


def gather(
    groups: Sequence[Sequence[int]],
    edges: Sequence[Mapping[int, float]],
    settled: Sequence[Sequence[int]],
    company: Sequence[float],
    row: Callable[[int], Floats],
) -> list[list[int]]:
    """The groups, those of a crowd joined down to a mean logit of `CROWD_LINK`; of equals the first in order.

    `row` gives an article's logit with each. Cost: `N_WITNESSES` rows a group of a crowd; none where there is no crowd.
    """
    crowded = _crowded(groups, edges, company)
    if len(crowded) < 2:
        return [list(one) for one in groups]
    fixed = {number for one in settled for number in one}
    looked_at = [groups[number] for number in crowded]
    totals, sizes = _totals(looked_at, len(edges), row)
    is_settled = np.array([not fixed.isdisjoint(one) for one in looked_at])
    joined = _joined(totals, sizes, is_settled)
    others = set(range(len(groups))) - set(crowded)
    return sorted(
        [sorted(number for place in one for number in looked_at[place]) for one in joined]
        + [list(groups[number]) for number in others]
    )


def _crowded(
    groups: Sequence[Sequence[int]], edges: Sequence[Mapping[int, float]], company: Sequence[float]
) -> list[int]:
    """Numbers of the groups that hold an article of a crowd, and of those that have one for a near neighbour."""
    in_crowd = [mass >= policy.CROWD_ENDS for mass in company]
    found = []
    for number, one in enumerate(groups):
        if any(in_crowd[article] for article in one) or any(
            in_crowd[other] and logit >= policy.ARRIVAL for article in one for other, logit in edges[article].items()
        ):
            found.append(number)
    return found


def _totals(groups: Sequence[Sequence[int]], n_articles: int, row: Callable[[int], Floats]) -> tuple[Floats, Floats]:
    """What the pairs of two groups sum to, (n_groups, n_groups), by the witnesses of both; and the groups' sizes."""
    home = np.full(n_articles, len(groups))
    for number, one in enumerate(groups):
        home[list(one)] = number
    sizes = np.array([len(one) for one in groups], np.float64)
    means = np.zeros((len(groups), len(groups)))
    for number, one in enumerate(groups):
        step = max(1, -(-len(one) // policy.N_WITNESSES))
        witnesses = one[::step]
        told = np.sum([np.bincount(home, row(article), len(groups) + 1) for article in witnesses], axis=0)
        means[number] = told[: len(groups)] / sizes / len(witnesses)
    totals = (means + means.T) / 2 * np.outer(sizes, sizes)
    return np.asarray(totals), sizes


def _joined(totals: Floats, sizes: Floats, is_settled: NDArray[np.bool_]) -> list[list[int]]:
    """Average link over whole groups. Cost: O(n_groups²) a join at the worst, mostly O(n_groups)."""
    members = {number: [number] for number in range(len(sizes))}
    means = totals / np.outer(sizes, sizes)
    np.fill_diagonal(means, APART)
    means[np.ix_(is_settled, is_settled)] = APART
    best = means.argmax(axis=1)
    height = means[np.arange(len(sizes)), best]
    while (top := int(height.argmax())) >= 0 and height[top] >= policy.CROWD_LINK:
        kept, gone = sorted((top, int(best[top])))
        members[kept] += members.pop(gone)
        totals[kept] += totals[gone]
        totals[:, kept] += totals[:, gone]
        sizes[kept] += sizes[gone]
        is_settled[kept] |= is_settled[gone]
        row = totals[kept] / (sizes[kept] * sizes)
        row[[number for number in range(len(sizes)) if number not in members or number == kept]] = APART
        if is_settled[kept]:
            row[is_settled] = APART
        means[kept], means[:, kept] = row, row
        means[gone], means[:, gone] = APART, APART
        height[gone] = APART
        for number in members:
            if number == kept or best[number] in (kept, gone):
                best[number] = means[number].argmax()
                height[number] = means[number, best[number]]
            elif row[number] > height[number]:
                best[number], height[number] = kept, row[number]
    return list(members.values())

"""The stories of a crowd, brought together: where hundreds write on one event within hours.

There nobody's rivals can be heard, and of an article only its best pairs are kept. Whole groups are compared instead:
some members of each are held against the other, and the two groups whose mean logit is highest are joined first.

In: groups that a review found, and a way to hold some articles against others. Out: groups. Refuses: to bring two
settled groups together; groups outside of a crowd are not looked at, and two groups without a near pair do not meet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats
from newsloom.cluster.links import Links, Places, chains, join, members_of, summed
from newsloom.cluster.pairs import Edges

Group = Sequence[int]
Held = Callable[[Group, Group], Floats]
"""The logits of some articles with others, (n_one, n_other)."""


class Crowds:
    """Brings groups together, and knows what it measured the last time: two groups that stayed as they were hold the
    same against each other, so a review measures only what is new."""

    def __init__(self) -> None:
        self._measured: dict[tuple[int, int], float] = {}

    def gather(
        self,
        groups: Sequence[Group],
        edges: Edges,
        settled: Sequence[Group],
        held: Held,
        numbers: Sequence[int],
    ) -> list[list[int]]:
        """The groups, those of a crowd joined down to a mean logit of `CROWD_LINK`, great ones of `GREAT_LINK`; of
        equals the first in order.

        `numbers` are what the articles keep from review to review. Cost: `N_WITNESSES` articles of a group that is new
        or near a new one, each held against those that are near; none where there is no crowd.
        """
        home = np.zeros(len(edges.company), np.int64)
        for number, one in enumerate(groups):
            home[list(one)] = number
        is_settled, is_crowded = np.zeros(len(groups), np.bool_), _crowded(home, len(groups), edges)
        is_settled[home[[one for group in settled for one in group]]] = True
        names = [hash(tuple(numbers[article] for article in one)) for one in groups]
        before, self._measured = self._measured, {}
        near = self._measure(groups, names, _near(home, edges, is_crowded, is_settled), held, before)
        others = self._measure(groups, names, _within_chains(near, is_settled), held, before)
        return join(groups, near.beside(others), is_settled, policy.CROWD_LINK, policy.GREAT_LINK)

    def _measure(
        self,
        groups: Sequence[Group],
        names: Sequence[int],
        pairs: Links,
        held: Held,
        before: Mapping[tuple[int, int], float],
    ) -> Links:
        """What all pairs of two groups sum to, by the witnesses of both; where all are known, by all."""
        sizes = np.array([len(one) for one in groups], np.int64)
        n_pairs = sizes[pairs.first] * sizes[pairs.second]
        totals = pairs.totals.copy()
        wanted = np.flatnonzero(pairs.n_known < n_pairs).tolist()
        first, second = pairs.first.tolist(), pairs.second.tolist()
        keys = {place: (names[first[place]], names[second[place]]) for place in wanted}
        totals[wanted] = [before.get(keys[place], 0.0) for place in wanted]
        asked: dict[int, list[tuple[int, int]]] = {}
        for place in wanted:
            if keys[place] not in before:
                asked.setdefault(first[place], []).append((second[place], place))
                asked.setdefault(second[place], []).append((first[place], place))
        for number, others in asked.items():
            against = [groups[other] for other, _ in others]
            totals[[place for _, place in others]] += _told(groups[number], against, held) / 2
        self._measured |= {keys[place]: float(totals[place]) for place in wanted}
        return replace(pairs, totals=totals, n_known=n_pairs)


def _told(one: Group, others: Sequence[Group], held: Held) -> Floats:
    """What the witnesses of a group tell of all its pairs with each of the others, (n_others,)."""
    witnesses = one[:: max(1, -(-len(one) // policy.N_WITNESSES))]
    starts = np.cumsum([0] + [len(other) for other in others[:-1]])
    rows = held(witnesses, [article for other in others for article in other])
    return np.asarray(np.add.reduceat(rows.sum(axis=0), starts) * len(one) / len(witnesses))


def _near(home: Places, edges: Edges, is_crowded: NDArray[np.bool_], is_settled: NDArray[np.bool_]) -> Links:
    """What is known of groups that may meet: those with an edge that is high enough alone."""
    n_groups, is_high = len(is_settled), edges.logits >= policy.CROWD_LINK
    first, second = home[edges.earlier], home[edges.later]
    known = summed(first, second, edges.logits, n_groups)
    high = summed(first[is_high], second[is_high], edges.logits[is_high], n_groups)
    are_crowded = is_crowded[known.first] & is_crowded[known.second]
    are_settled = is_settled[known.first] & is_settled[known.second]
    return known.where(are_crowded & ~are_settled & np.isin(known.keys, high.keys))


def _within_chains(near: Links, is_settled: NDArray[np.bool_]) -> Links:
    """What is to be measured too, because the two may come to be parts of one group; nothing of it is known yet."""
    chain = chains(len(is_settled), near.where(near.totals >= policy.CROWD_LINK * near.n_known))
    pairs = [np.zeros((0, 2), np.int64)]
    for one in members_of(chain, len(chain)):
        if len(one) > 2:
            first, second = np.triu_indices(len(one), 1)
            pairs.append(np.array(one)[np.stack([first, second], axis=1)])
    first, second = np.concatenate(pairs).T
    nothing = np.zeros(len(first), np.int64)
    found = Links(len(is_settled), first, second, nothing.astype(np.float64), nothing)
    return found.where(~(is_settled[first] & is_settled[second]) & ~np.isin(found.keys, near.keys))


def _crowded(home: Places, n_groups: int, edges: Edges) -> NDArray[np.bool_]:
    """By group whether it holds an article of a crowd, or one that has such an article for a near neighbour."""
    in_crowd = edges.company >= policy.CROWD_ENDS
    is_near = edges.logits >= policy.ARRIVAL
    found = np.zeros(n_groups, np.bool_)
    found[home[in_crowd]] = True
    found[home[edges.later[is_near & in_crowd[edges.earlier]]]] = True
    found[home[edges.earlier[is_near & edges.is_mutual & in_crowd[edges.later]]]] = True
    return found

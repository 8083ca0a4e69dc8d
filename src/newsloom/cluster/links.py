"""Average link: the two groups whose mean logit is highest are joined first, until none is high enough.

In: groups, and what pairs of them hold against each other. Out: groups. Refuses: to bring two anchored groups together.

The mean of a joint group lies between those of its parts, so groups that no chain of high enough means connects never
meet: only what lies within such chains is looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Links:
    """What two groups hold against each other, an entry for each two; a group goes by its number, the lower first."""

    n_groups: int
    first: Places
    second: Places
    totals: Floats
    """The sum of the logits that are known, and"""
    n_known: Places
    """how many those are; each other counts as `FLOOR`."""

    @property
    def keys(self) -> Places:
        """A number for each two, rising."""
        return self.first * self.n_groups + self.second

    def where(self, held: NDArray[np.bool_]) -> Links:
        return Links(self.n_groups, self.first[held], self.second[held], self.totals[held], self.n_known[held])

    def beside(self, other: Links) -> Links:
        """Both together; no two groups may stand in both."""
        return Links(
            self.n_groups,
            np.concatenate([self.first, other.first]),
            np.concatenate([self.second, other.second]),
            np.concatenate([self.totals, other.totals]),
            np.concatenate([self.n_known, other.n_known]),
        )


def summed(one: Places, other: Places, logits: Floats, n_groups: int) -> Links:
    """The links that come of pairs of articles, each given by the groups of the two; within a group there are none."""
    apart = one != other
    keys, place = np.unique((np.minimum(one, other) * n_groups + np.maximum(one, other))[apart], return_inverse=True)
    totals = np.asarray(np.bincount(place, logits[apart], len(keys)), np.float64)
    return Links(n_groups, keys // n_groups, keys % n_groups, totals, np.bincount(place, minlength=len(keys)))


def members_of(numbers: Places, n_groups: int) -> list[list[int]]:
    """The articles of each group, in order. `numbers` says the group of each."""
    order = np.argsort(numbers, kind="stable")
    ends = np.cumsum(np.bincount(numbers, minlength=n_groups))[:-1]
    return [one.tolist() for one in np.split(order, ends)]


def join(
    groups: Sequence[Sequence[int]],
    links: Links,
    is_anchored: NDArray[np.bool_],
    down_to: float,
    down_to_great: float = -np.inf,
) -> list[list[int]]:
    """The groups, joined as long as two have a mean of `down_to` and more; of equals those that begin first.

    Two that both have `GREAT` members by then need `down_to_great`.

    Cost: O(n_links · log n_links), but a quick look at those that no chain holds.
    """
    sizes = np.array([len(one) for one in groups], np.int64)
    links = links.where(~(is_anchored[links.first] & is_anchored[links.second]))
    n_pairs = sizes[links.first] * sizes[links.second]
    means = (links.totals + (n_pairs - links.n_known) * policy.FLOOR) / n_pairs
    chain = chains(len(groups), links.where(means >= down_to))
    links = links.where(chain[links.first] == chain[links.second])
    under_way = _Groups(groups, links, is_anchored, down_to, down_to_great)
    while (pair := under_way.closest()) is not None:
        under_way.join(*pair)
    return under_way.members()


def chains(n_groups: int, near: Links) -> Places:
    """By group the lowest number of those that it is connected to."""
    chain = np.arange(n_groups)
    while True:
        lowest, before = np.minimum(chain[near.first], chain[near.second]), chain.copy()
        np.minimum.at(chain, near.first, lowest)
        np.minimum.at(chain, near.second, lowest)
        chain = chain[chain]
        if np.array_equal(chain, before):
            return chain


@dataclass(slots=True)
class _Link:
    total: float
    n_known: int


class _Groups:
    """Groups under way. The one with fewer links goes into the other, which keeps its number.

    A pair's place in the queue is what its mean was when it was put there. Since then it has only fallen, unless it was
    put there anew; so whatever comes first is looked at again.
    """

    def __init__(
        self,
        groups: Sequence[Sequence[int]],
        links: Links,
        is_anchored: NDArray[np.bool_],
        down_to: float,
        down_to_great: float,
    ) -> None:
        self._members = {number: list(one) for number, one in enumerate(groups)}
        self._firsts = [min(one) for one in groups]
        self._is_anchored: list[bool] = is_anchored.tolist()
        self._down_to, self._down_to_great = down_to, down_to_great
        self._links: list[dict[int, _Link]] = [{} for _ in groups]
        self._queue: list[tuple[float, int, int, int, int]] = []
        columns = (links.first, links.second, links.totals, links.n_known)
        for a, b, total, n_known in zip(*(column.tolist() for column in columns), strict=True):
            self._links[a][b] = self._links[b][a] = _Link(total, n_known)
            self._offer(a, b)

    def members(self) -> list[list[int]]:
        return sorted(sorted(one) for one in self._members.values())

    def closest(self) -> tuple[int, int] | None:
        """The two groups with the highest mean logit that may be joined."""
        while self._queue:
            minus_mean, _, _, a, b = heapq.heappop(self._queue)
            if a not in self._members or b not in self._members or not self._may_meet(a, b):
                continue
            if self._mean(a, b) == -minus_mean:
                return a, b
            self._offer(a, b)
        return None

    def join(self, a: int, b: int) -> None:
        kept, gone = (a, b) if len(self._links[a]) >= len(self._links[b]) else (b, a)
        self._members[kept] += self._members.pop(gone)
        self._firsts[kept] = min(self._firsts[a], self._firsts[b])
        self._is_anchored[kept] |= self._is_anchored[gone]
        rows = self._links
        del rows[kept][gone], rows[gone][kept]
        for other, link in rows[gone].items():
            del rows[other][gone]
            if (known := rows[kept].get(other)) is None:
                rows[kept][other] = rows[other][kept] = link
            else:
                known.total += link.total
                known.n_known += link.n_known
        for other in rows[gone]:
            self._offer(kept, other)
        rows[gone] = {}

    def _mean(self, a: int, b: int) -> float:
        link, n_pairs = self._links[a][b], len(self._members[a]) * len(self._members[b])
        return (link.total + (n_pairs - link.n_known) * policy.FLOOR) / n_pairs

    def _may_meet(self, a: int, b: int) -> bool:
        """Whether the two are near enough and not both anchored; once they are not, nothing that joins them helps."""
        if self._is_anchored[a] and self._is_anchored[b]:
            return False
        are_great = min(len(self._members[a]), len(self._members[b])) >= policy.GREAT
        return self._mean(a, b) >= (max(self._down_to, self._down_to_great) if are_great else self._down_to)

    def _offer(self, a: int, b: int) -> None:
        if self._may_meet(a, b):
            mean = self._mean(a, b)
            first, second = sorted((self._firsts[a], self._firsts[b]))
            heapq.heappush(self._queue, (-mean, first, second, a, b))

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
    groups: Sequence[Sequence[int]], links: Links, is_anchored: NDArray[np.bool_], down_to: float
) -> list[list[int]]:
    """The groups, joined as long as two have a mean of `down_to` and more; of equals those that begin first.

    Cost: O(n_links · log n_links), but a quick look at those that no chain holds.
    """
    sizes = np.array([len(one) for one in groups], np.int64)
    links = links.where(~(is_anchored[links.first] & is_anchored[links.second]))
    n_pairs = sizes[links.first] * sizes[links.second]
    means = (links.totals + (n_pairs - links.n_known) * policy.FLOOR) / n_pairs
    chain = chains(len(groups), links.where(means >= down_to))
    links = links.where(chain[links.first] == chain[links.second])
    under_way = _Groups(groups, links, is_anchored, down_to)
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
    """Groups under way. A joint group gets a new number."""

    def __init__(
        self, groups: Sequence[Sequence[int]], links: Links, is_anchored: NDArray[np.bool_], down_to: float
    ) -> None:
        self._members = {number: sorted(one) for number, one in enumerate(groups)}
        self._anchored = set(np.flatnonzero(is_anchored).tolist())
        self._down_to = down_to
        self._next = len(groups)
        self._links: dict[int, dict[int, _Link]] = {}
        self._heap: list[tuple[float, int, int]] = []
        columns = (links.first, links.second, links.totals, links.n_known)
        for a, b, total, n_known in zip(*(column.tolist() for column in columns), strict=True):
            self._note(a, b, _Link(total, n_known))
            self._offer(a, b)

    def members(self) -> list[list[int]]:
        return sorted(self._members.values())

    def closest(self) -> tuple[int, int] | None:
        """The two groups with the highest mean logit that may be joined."""
        while self._heap:
            _, a, b = heapq.heappop(self._heap)
            if a in self._members and b in self._members:
                return a, b
        return None

    def join(self, a: int, b: int) -> None:
        joint, self._next = self._next, self._next + 1
        self._members[joint] = sorted(self._members.pop(a) + self._members.pop(b))
        if a in self._anchored or b in self._anchored:
            self._anchored.add(joint)
        for old in (a, b):
            for other, link in self._links.pop(old).items():
                if other not in (a, b):
                    del self._links[other][old]
                    self._note(joint, other, link)
        for other in self._links.setdefault(joint, {}):
            self._offer(joint, other)

    def _note(self, a: int, b: int, more: _Link) -> None:
        row = self._links.setdefault(a, {})
        if (link := row.get(b)) is None:
            row[b] = self._links.setdefault(b, {})[a] = _Link(more.total, more.n_known)
        else:
            link.total += more.total
            link.n_known += more.n_known

    def _offer(self, a: int, b: int) -> None:
        if a in self._anchored and b in self._anchored:
            return
        link, n_pairs = self._links[a][b], len(self._members[a]) * len(self._members[b])
        mean = (link.total + (n_pairs - link.n_known) * policy.FLOOR) / n_pairs
        if mean >= self._down_to:
            first, second = sorted((a, b), key=lambda number: self._members[number][0])
            heapq.heappush(self._heap, (-mean, first, second))

"""Grouping anew what stands open: the second look, when each article's rivals are known.

In: articles as a graph of logits, some of them settled in groups. Out: the groups. Refuses: to part settled articles,
or to bring two settled groups together.

At arrival an article sees only what came before it. A review lets the best pairs meet first, and holds back an article
that has better company elsewhere: the logit of a pair is lowered by what either has with its best other neighbour.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsloom.cluster import policy

Edges = Sequence[Mapping[int, float]]
"""For each article its neighbours and the logit with each; every edge stands on both sides."""


def group(
    edges: Edges, stories: Sequence[int], settled: Sequence[Sequence[int]], company: Sequence[float]
) -> list[list[int]]:
    """All articles in groups, by average link down to `AVERAGE_LINK`. `stories` numbers the story of each article.

    The articles of a settled group stay together, and so do those of one story that stand in a crowd: there an arrival
    has heard enough, and only whole groups are looked at again. Equal links are taken in the order of the articles.
    `company` says how many neighbours each has. Cost: O(n_edges · log n_edges).
    """
    groups = _Groups(in_context(edges, company), settled, _crowds(company, stories, settled))
    while (pair := groups.closest()) is not None:
        groups.join(*pair)
    return groups.members()


def _crowds(company: Sequence[float], stories: Sequence[int], settled: Sequence[Sequence[int]]) -> list[list[int]]:
    """Articles that move, stand in one story and each have more company than rivals can be heard in."""
    fixed = {number for one in settled for number in one}
    crowds: dict[int, list[int]] = {}
    for number, mass in enumerate(company):
        if number not in fixed and mass >= policy.CROWD_ENDS:
            crowds.setdefault(stories[number], []).append(number)
    return list(crowds.values())


def in_context(edges: Edges, company: Sequence[float]) -> list[dict[int, float]]:
    """The logits with rivals heard, on both sides of every edge."""
    best = [heapq.nlargest(2, ((s, -k) for k, s in row.items())) for row in edges]
    heard: list[dict[int, float]] = [{} for _ in edges]
    for i, row in enumerate(edges):
        for j, logit in row.items():
            if i < j:
                rivals = _rival(best[i], j), _rival(best[j], i)
                heard[i][j] = heard[j][i] = policy.with_rivals(logit, rivals, max(company[i], company[j]))
    return heard


def _rival(best: list[tuple[float, int]], other: int) -> float:
    """The logit with the best neighbour but one, or what stands for one where there is no company."""
    return max(next((s for s, minus_k in best if -minus_k != other), policy.LONELY), policy.LONELY)


@dataclass(slots=True)
class _Link:
    """What two groups hold against each other: the sum of the logits that are known, and how many those are."""

    total: float = 0.0
    n_edges: int = 0


class _Groups:
    """Groups under way. A group's number is its first article's until it is joined; the joint one gets a new number."""

    def __init__(
        self, edges: list[dict[int, float]], settled: Sequence[Sequence[int]], crowds: Sequence[Sequence[int]]
    ) -> None:
        self._members: dict[int, list[int]] = {}
        self._anchored = {min(one) for one in settled}
        home: dict[int, int] = {}
        for one in (*settled, *crowds):
            self._members[min(one)] = sorted(one)
            home.update(dict.fromkeys(one, min(one)))
        for number in range(len(edges)):
            if home.setdefault(number, number) == number:
                self._members.setdefault(number, [number])
        self._links: dict[int, dict[int, _Link]] = {number: {} for number in self._members}
        self._next = len(edges)
        self._heap: list[tuple[float, int, int]] = []
        for i, row in enumerate(edges):
            for j, logit in row.items():
                if i < j and home[i] != home[j]:
                    self._note(home[i], home[j], _Link(logit, 1))
        for a, row_of_links in self._links.items():
            for b in row_of_links:
                if a < b:
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
        self._links[joint] = {}
        for old in (a, b):
            for other, link in self._links.pop(old).items():
                if other not in (a, b):
                    del self._links[other][old]
                    self._note(joint, other, link)
        for other in self._links[joint]:
            self._offer(joint, other)

    def _note(self, a: int, b: int, more: _Link) -> None:
        link = self._links[a].get(b)
        if link is None:
            link = self._links[a][b] = self._links[b][a] = _Link()
        link.total += more.total
        link.n_edges += more.n_edges

    def _offer(self, a: int, b: int) -> None:
        if a in self._anchored and b in self._anchored:
            return
        link, n_pairs = self._links[a][b], len(self._members[a]) * len(self._members[b])
        mean = (link.total + (n_pairs - link.n_edges) * policy.FLOOR) / n_pairs
        if mean >= policy.AVERAGE_LINK:
            first, second = sorted((a, b), key=lambda number: self._members[number][0])
            heapq.heappush(self._heap, (-mean, first, second))

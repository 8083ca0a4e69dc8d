"""Average link: who is joined first, who never, and that a short way gives the same groups as the long one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.cluster import policy
from newsloom.cluster.links import Links, join, summed

DOWN_TO = -0.75


def links(n_groups: int, known: dict[tuple[int, int], float]) -> Links:
    first, second = (np.array([pair[side] for pair in known], np.int64) for side in (0, 1))
    return Links(n_groups, first, second, np.array(list(known.values()), np.float64), np.ones(len(known), np.int64))


def joined(
    n: int, known: dict[tuple[int, int], float], anchored: tuple[int, ...] = (), down_to_great: float = DOWN_TO
) -> list[list[int]]:
    is_anchored = np.isin(np.arange(n), anchored)
    return join([[number] for number in range(n)], links(n, known), is_anchored, DOWN_TO, down_to_great)


def test_the_nearest_two_are_joined_and_who_is_near_one_of_them_alone_is_not() -> None:
    assert joined(3, {(0, 1): 3.0, (1, 2): 1.0}) == [[0, 1], [2]]


def test_who_is_near_enough_to_both_is_joined_too() -> None:
    assert joined(3, {(0, 1): 3.0, (1, 2): 1.0, (0, 2): -1.0}) == [[0, 1, 2]]


def test_of_equals_the_first_are_joined() -> None:
    assert joined(3, {(1, 2): 1.0, (0, 1): 1.0}) == [[0, 1], [2]]


def test_two_anchored_groups_never_meet_not_even_by_a_third() -> None:
    assert joined(3, {(0, 1): 9.0, (1, 2): 2.0, (0, 2): 3.0}, anchored=(0, 1)) == [[0, 2], [1]]


def test_two_great_groups_need_more_than_a_great_and_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "GREAT", 2)
    known = {(0, 1): 9.0, (2, 3): 9.0, (0, 2): 1.0, (0, 3): 1.0, (1, 2): 1.0, (1, 3): 1.0}
    assert joined(5, known, down_to_great=1.0) == [[0, 1, 2, 3], [4]]
    assert joined(5, known, down_to_great=1.1) == [[0, 1], [2, 3], [4]]
    small = {(0, 1): 9.0, (0, 2): 1.0, (1, 2): 1.0}
    assert joined(3, small, down_to_great=1.1) == [[0, 1, 2]]


def test_pairs_within_a_group_are_no_link() -> None:
    found = summed(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([5.0, 1.0, 2.0]), 2)
    assert (found.first.tolist(), found.second.tolist()) == ([0], [1])
    assert (found.totals.tolist(), found.n_known.tolist()) == ([3.0], [2])


def plainly_joined(n: int, known: dict[tuple[int, int], float], down_to_great: float) -> list[list[int]]:
    """The same, every mean of every two groups reckoned anew each time."""
    groups = [[number] for number in range(n)]

    def mean(one: list[int], other: list[int]) -> float:
        pairs = [known.get((min(a, b), max(a, b)), policy.FLOOR) for a in one for b in other]
        return sum(pairs) / len(pairs)

    def needed(one: list[int], other: list[int]) -> float:
        return down_to_great if min(len(one), len(other)) >= policy.GREAT else DOWN_TO

    while True:
        may_meet = [two for two in combinations(groups, 2) if mean(*two) >= needed(*two)]
        if not may_meet:
            break
        best = max(may_meet, key=lambda two: mean(*two))
        groups = [one for one in groups if one not in best] + [sorted(best[0] + best[1])]
    return sorted(groups)


@given(
    st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(-3, 9), max_size=30),
    st.floats(DOWN_TO, 4),
)
def test_looking_only_where_means_may_have_risen_gives_the_same_groups(
    drawn: dict[tuple[int, int], float], down_to_great: float
) -> None:
    known = {(a, b): logit + (9 * a + b) * 1e-6 for (a, b), logit in drawn.items() if a < b}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "GREAT", 2)
        assert joined(9, known, down_to_great=down_to_great) == plainly_joined(9, known, down_to_great)

"""Average link: who is joined first, who never, and that a short way gives the same groups as the long one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsloom.cluster import policy
from newsloom.cluster.links import Links, join, summed

DOWN_TO = -0.75


def links(n_groups: int, known: dict[tuple[int, int], float]) -> Links:
    first, second = (np.array([pair[side] for pair in known], np.int64) for side in (0, 1))
    return Links(n_groups, first, second, np.array(list(known.values()), np.float64), np.ones(len(known), np.int64))


def joined(n: int, known: dict[tuple[int, int], float], anchored: tuple[int, ...] = ()) -> list[list[int]]:
    is_anchored = np.isin(np.arange(n), anchored)
    return join([[number] for number in range(n)], links(n, known), is_anchored, DOWN_TO)


def test_the_nearest_two_are_joined_and_who_is_near_one_of_them_alone_is_not() -> None:
    assert joined(3, {(0, 1): 3.0, (1, 2): 1.0}) == [[0, 1], [2]]


def test_who_is_near_enough_to_both_is_joined_too() -> None:
    assert joined(3, {(0, 1): 3.0, (1, 2): 1.0, (0, 2): -1.0}) == [[0, 1, 2]]


def test_of_equals_the_first_are_joined() -> None:
    assert joined(3, {(1, 2): 1.0, (0, 1): 1.0}) == [[0, 1], [2]]


def test_two_anchored_groups_never_meet_not_even_by_a_third() -> None:
    assert joined(3, {(0, 1): 9.0, (1, 2): 2.0, (0, 2): 3.0}, anchored=(0, 1)) == [[0, 2], [1]]


def test_pairs_within_a_group_are_no_link() -> None:
    found = summed(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([5.0, 1.0, 2.0]), 2)
    assert (found.first.tolist(), found.second.tolist()) == ([0], [1])
    assert (found.totals.tolist(), found.n_known.tolist()) == ([3.0], [2])


def plainly_joined(n: int, known: dict[tuple[int, int], float]) -> list[list[int]]:
    """The same, every mean of every two groups reckoned anew each time."""
    groups = [[number] for number in range(n)]

    def mean(one: list[int], other: list[int]) -> float:
        pairs = [known.get((min(a, b), max(a, b)), policy.FLOOR) for a in one for b in other]
        return sum(pairs) / len(pairs)

    while len(groups) > 1:
        best = max(combinations(groups, 2), key=lambda two: mean(*two))
        if mean(*best) < DOWN_TO:
            break
        groups = [one for one in groups if one not in best] + [sorted(best[0] + best[1])]
    return sorted(groups)


@given(st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(-3, 9), max_size=30))
def test_looking_only_where_means_may_have_risen_gives_the_same_groups(drawn: dict[tuple[int, int], float]) -> None:
    known = {(a, b): logit + (9 * a + b) * 1e-6 for (a, b), logit in drawn.items() if a < b}
    assert joined(9, known) == plainly_joined(9, known)

"""Groups of a crowd: whom they are held against, and that nothing is measured twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsloom.cluster.crowds import Crowds
from newsloom.cluster.likeness import Floats
from newsloom.cluster.pairs import Edges

EVENT = [0, 0, 0, 0, 1, 1]
"""Of which event each article is; the first four stand in two groups."""
GROUPS = [[0, 1], [2, 3], [4, 5]]


class Asked:
    """Logits of articles, high within an event, and who was held against whom."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[int], list[int]]] = []

    def held(self, ones: Sequence[int], others: Sequence[int]) -> Floats:
        self.calls.append((list(ones), list(others)))
        return np.array([[2.0 if EVENT[one] == EVENT[other] else -5.0 for other in others] for one in ones])


def edges(company: float) -> Edges:
    """One near pair of the first two groups, and one that chance brought near to the third."""
    return Edges(
        later=np.array([2, 4]),
        earlier=np.array([1, 3]),
        logits=np.array([2.0, 0.0]),
        is_mutual=np.array([True, True]),
        company=np.full(6, company),
    )


def test_groups_of_a_crowd_that_tell_of_one_event_are_joined() -> None:
    found = Crowds().gather(GROUPS, edges(30.0), [], Asked().held, range(6))
    assert found == [[0, 1, 2, 3], [4, 5]]


def test_where_there_is_no_crowd_nobody_is_asked() -> None:
    asked = Asked()
    assert (Crowds().gather(GROUPS, edges(1.0), [], asked.held, range(6)), asked.calls) == (GROUPS, [])


def test_two_settled_groups_are_not_held_against_each_other() -> None:
    asked = Asked()
    found = Crowds().gather(GROUPS, edges(30.0), [[0], [2]], asked.held, range(6))
    assert (found, asked.calls) == (GROUPS, [([2, 3], [4, 5]), ([4, 5], [2, 3])])


def test_groups_that_stayed_as_they_were_are_not_measured_again() -> None:
    crowds, asked = Crowds(), Asked()
    crowds.gather(GROUPS, edges(30.0), [], asked.held, range(6))
    assert crowds.gather(GROUPS, edges(30.0), [], lambda ones, others: asked.held([], []), range(6)) == [
        [0, 1, 2, 3],
        [4, 5],
    ]
    assert asked.calls == [([0, 1], [2, 3]), ([2, 3], [0, 1, 4, 5]), ([4, 5], [2, 3])]

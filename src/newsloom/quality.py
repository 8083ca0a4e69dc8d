"""How good each stage is, on the labelled sample newspaper, and the measures that the benchmarks share.

In: what was found and what is right. Out: shares between 0 and 1. Refuses: nothing; where nothing was asked, a share is
1, and where nothing was found, precision is 1 and recall 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from newsloom.text import folded_words

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return (
            2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0
        )

    def rounded(self) -> dict[str, float]:
        return {"precision": round(self.precision, 4), "recall": round(self.recall, 4), "f1": round(self.f1, 4)}


def score(n_right: float, n_found: float, n_wanted: float) -> Score:
    """From counts. Found nothing: precision 1; wanted nothing: recall 1."""
    return Score(n_right / n_found if n_found else 1.0, n_right / n_wanted if n_wanted else 1.0)


def set_score(found: Collection[Hashable], wanted: Collection[Hashable]) -> Score:
    return score(len(set(found) & set(wanted)), len(set(found)), len(set(wanted)))


def b_cubed(found: Mapping[K, Hashable], wanted: Mapping[K, Hashable]) -> Score:
    """Mean over the labelled things of the share of their found (wanted) companions that are right."""
    groups_found, groups_wanted = _groups(found, wanted), _groups(wanted, wanted)
    precision = recall = 0.0
    for thing in wanted:
        mine, right = groups_found[found[thing]], groups_wanted[wanted[thing]]
        n_both = len(mine & right)
        precision += n_both / len(mine)
        recall += n_both / len(right)
    n = len(wanted)
    return Score(precision / n, recall / n) if n else Score(1.0, 1.0)


def pairwise(found: Mapping[K, Hashable], wanted: Mapping[K, Hashable]) -> Score:
    """Of the pairs of labelled things put together, those that belong together, and the other way round."""
    together_found = _pairs(_groups(found, wanted).values())
    together_wanted = _pairs(_groups(wanted, wanted).values())
    return set_score(together_found, together_wanted)


def rouge_n(found: str, wanted: str, n: int) -> Score:
    """Shared runs of `n` words, each counted as often as in both."""
    mine, right = _runs(folded_words(found), n), _runs(folded_words(wanted), n)
    return score((mine & right).total(), mine.total(), right.total())


def rouge_l(found: Sequence[str], wanted: Sequence[str]) -> Score:
    """Words of each wanted sentence that stand in the same order in some found sentence, over all sentences."""
    mine = [folded_words(sentence) for sentence in found]
    right = [folded_words(sentence) for sentence in wanted]
    left_mine = Counter(word for sentence in mine for word in sentence)
    left_right = Counter(word for sentence in right for word in sentence)
    n_mine, n_right, n_shared = left_mine.total(), left_right.total(), 0
    for sentence in right:
        places = set().union(*(_common_places(sentence, other) for other in mine)) if mine else set()
        for place in places:
            word = sentence[place]
            if left_mine[word] > 0 and left_right[word] > 0:
                n_shared += 1
                left_mine[word] -= 1
                left_right[word] -= 1
    return score(n_shared, n_mine, n_right)


def _groups(placed: Mapping[K, Hashable], things: Iterable[K]) -> dict[Hashable, set[K]]:
    groups: dict[Hashable, set[K]] = {}
    for thing in things:
        groups.setdefault(placed[thing], set()).add(thing)
    return groups


def _pairs(groups: Iterable[set[K]]) -> set[frozenset[K]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def _runs(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + n]) for start in range(len(words) - n + 1))


def _common_places(sentence: Sequence[str], other: Sequence[str]) -> set[int]:
    """Places in `sentence` of one longest common subsequence with `other`. Cost: O(n_words²)."""
    table = [[0] * (len(other) + 1) for _ in range(len(sentence) + 1)]
    for row, word in enumerate(sentence, 1):
        for column, twin in enumerate(other, 1):
            longest = (
                table[row - 1][column - 1] + 1 if word == twin else max(table[row - 1][column], table[row][column - 1])
            )
            table[row][column] = longest
    places: set[int] = set()
    row, column = len(sentence), len(other)
    while row and column:
        if sentence[row - 1] == other[column - 1]:
            places.add(row - 1)
            row, column = row - 1, column - 1
        elif table[row - 1][column] >= table[row][column - 1]:
            row -= 1
        else:
            column -= 1
    return places

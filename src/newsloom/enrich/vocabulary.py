"""Words and names as numbers: how many remembered articles hold each, and how readers write it.

In: features of articles as they come and go. Out: numbers, and how much a feature says. Refuses: nothing; what no
article holds any longer is forgotten, and its number given to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
PRIOR = 20
"""Articles that an empty archive pretends to hold, so that the first ones are weighed sensibly."""


class Vocabulary:
    """Features by number. A feature keeps its number while any article holds it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._free: list[int] = []
        self._spelled: dict[int, str] = {}
        self._frequency = np.zeros(1024, np.int32)
        self.room = np.zeros(1024, np.float32)
        """A zero for each feature, to write a query's weights into and wipe them out again."""

    def numbers(self, features: Iterable[str]) -> Ints:
        """Their numbers; new features get one."""
        found = [self._number(feature) for feature in features]
        return np.array(found, np.int32)

    def take(self, numbers: Ints) -> None:
        """One more article holds them; no number twice."""
        self._frequency[numbers] += 1

    def leave(self, numbers: Ints) -> list[int]:
        """One article less holds them. Gives those that none holds any longer, whose numbers are free from now on."""
        self._frequency[numbers] -= 1
        gone: list[int] = numbers[self._frequency[numbers] == 0].tolist()
        for number in gone:
            del self._numbers[self._names[number]]
            self._names[number] = ""
            self._spelled.pop(number, None)
        self._free += gone
        return gone

    def spell(self, number: int, spelling: str) -> None:
        """How readers write it; the first spelling stays."""
        self._spelled.setdefault(number, spelling)

    def spelling(self, number: int) -> str:
        return self._spelled.get(number, self._names[number])

    def name(self, number: int) -> str:
        """The feature itself, folded."""
        return self._names[number]

    def frequency(self, numbers: Ints) -> Ints:
        """How many articles hold each."""
        return self._frequency[numbers]

    def rarity(self, numbers: Ints, n_articles: int) -> Floats:
        """How much each says among so many articles: from .7 for what all hold up to the logarithm of their number."""
        return np.log1p((n_articles + PRIOR) / (self._frequency[numbers] + np.float32(1))).astype(np.float32)

    def rarity_of(self, feature: str, n_articles: int) -> float:
        """The same for one that may have no number."""
        number = self._numbers.get(feature)
        frequency = 0 if number is None else int(self._frequency[number])
        return log1p((n_articles + PRIOR) / (frequency + 1))

    def _number(self, feature: str) -> int:
        number = self._numbers.get(feature)
        if number is not None:
            return number
        if self._free:
            number = self._free.pop()
            self._names[number] = feature
        else:
            number = len(self._names)
            self._names.append(feature)
            if number == len(self._frequency):
                self._frequency = np.concatenate([self._frequency, np.zeros_like(self._frequency)])
                self.room = np.zeros(len(self._frequency), np.float32)
        self._numbers[feature] = number
        return number

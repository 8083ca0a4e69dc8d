"""The pairs of open articles that may tell of one event: of each article its best, kept when it comes.

In: an article's logits with those before it, by slot. Out: `Edges`, what a review looks at. Refuses: to keep more than
`N_EDGES` pairs of an article, so that memory does not grow with the square of a day.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs among some articles, an entry for each; an article goes by its place among them."""

    later: Places
    """Who came later."""
    earlier: Places
    logits: Floats
    is_mutual: NDArray[np.bool_]
    """Where the earlier one has heard of it; it hears of `N_EDGES_MOST` at most."""
    company: Floats
    """By article: how many neighbours it has, each counted by its probability."""


class Pairs:
    """An article goes by its slot, which falls when older ones are dropped."""

    def __init__(self) -> None:
        self._oldest = 0
        self._later: array[int] = array("i")
        self._earlier: array[int] = array("i")
        self._logits: array[float] = array("f")
        self._is_mutual: array[int] = array("b")
        self._n_heard: array[int] = array("i")
        self._company = array("d")

    def add(self, logits: Floats) -> None:
        """The next article, with its logit to each before it."""
        slot = len(self._company)
        near = np.flatnonzero(logits >= policy.EDGE)
        shares = 1 / (1 + np.exp(-logits[near]))
        shares[shares < policy.NOTICED] = 0.0
        np.frombuffer(self._company)[near] += shares
        self._company.append(float(shares.sum()))
        best = near[np.argsort(-logits[near], kind="stable")][: policy.N_EDGES]
        heard = np.frombuffer(self._n_heard, np.int32)
        is_mutual = heard[best] < policy.N_EDGES_MOST
        heard[best[is_mutual]] += 1
        del heard
        self._n_heard.append(len(best))
        self._later.extend([slot + self._oldest] * len(best))
        self._earlier.extend((best + self._oldest).tolist())
        self._logits.extend(logits[best].tolist())
        self._is_mutual.extend(is_mutual.tolist())

    def drop(self, n: int) -> None:
        """Forget the `n` oldest articles, and their pairs."""
        del self._company[:n]
        del self._n_heard[:n]
        self._oldest += n
        kept = np.frombuffer(self._earlier, np.int32) >= self._oldest
        for column in (self._later, self._earlier, self._logits, self._is_mutual):
            left = np.frombuffer(column, column.typecode)[kept].tobytes()
            del column[:]
            column.frombytes(left)

    def among(self, slots: list[int]) -> Edges:
        """The pairs of these articles; each goes by its place in the list."""
        n_slots = len(self._company)
        place_of = np.full(n_slots, -1)
        place_of[slots] = np.arange(len(slots))
        earlier = np.frombuffer(self._earlier, np.int32) - self._oldest
        later = np.frombuffer(self._later, np.int32) - self._oldest
        there, here = place_of[later], place_of[earlier]
        held = (there >= 0) & (here >= 0)
        return Edges(
            later=there[held],
            earlier=here[held],
            logits=np.frombuffer(self._logits, np.float32)[held].astype(np.float64),
            is_mutual=np.frombuffer(self._is_mutual, np.int8)[held].astype(np.bool_),
            company=np.frombuffer(self._company)[slots],
        )

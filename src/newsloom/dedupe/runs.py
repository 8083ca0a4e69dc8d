"""Which texts hold a hash: a small index that takes millions of entries and forgets old ones.

In: hashes of a text, under a slot (a number that grows with every text). Out: the slots that hold any of some hashes.
Refuses: nothing.

New entries stand in a dict; full, it becomes a sorted run of two arrays, and runs of like size become one. That is
8 bytes an entry, where a dict of lists takes 150.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

N_FRESH = 16_384
"""Entries in the dict before it becomes a run."""


class Runs:
    def __init__(self) -> None:
        self._fresh: dict[int, list[int]] = {}
        self._n_fresh = 0
        self._runs: list[tuple[NDArray[np.uint32], NDArray[np.int32]]] = []

    def add(self, hashes: NDArray[np.uint32], slot: int, *, oldest: int) -> None:
        """Note that the text at `slot` holds these hashes; slots below `oldest` may be forgotten."""
        for value in hashes.tolist():
            self._fresh.setdefault(value, []).append(slot)
        self._n_fresh += len(hashes)
        if self._n_fresh >= N_FRESH:
            self._settle(oldest)

    def find(self, hashes: NDArray[np.uint32]) -> list[list[int]]:
        """The slots of each hash, in no order, forgotten ones perhaps among them. Cost: O(n_hashes · log n_entries)."""
        found = [list(self._fresh.get(value, ())) for value in hashes.tolist()]
        for keys, slots in self._runs:
            starts = np.searchsorted(keys, hashes, side="left").tolist()
            ends = np.searchsorted(keys, hashes, side="right").tolist()
            for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
                if end > start:
                    found[place] += slots[start:end].tolist()
        return found

    def _settle(self, oldest: int) -> None:
        pairs = sorted(_pairs(self._fresh))
        self._fresh, self._n_fresh = {}, 0
        run = (np.array([key for key, _ in pairs], np.uint32), np.array([slot for _, slot in pairs], np.int32))
        while self._runs and len(self._runs[-1][0]) <= 2 * len(run[0]):
            run = _merged(self._runs.pop(), run, oldest)
        self._runs.append(run)
        self._runs = [(keys, slots) for keys, slots in self._runs if len(slots) and slots.max() >= oldest]


def _pairs(fresh: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    return ((key, slot) for key, slots in fresh.items() for slot in slots)


def _merged(
    first: tuple[NDArray[np.uint32], NDArray[np.int32]],
    second: tuple[NDArray[np.uint32], NDArray[np.int32]],
    oldest: int,
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    keys, slots = np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]])
    held = slots >= oldest
    keys, slots = keys[held], slots[held]
    order = np.argsort(keys, kind="stable")
    return keys[order], slots[order]

"""How likely it is that a block belongs to the body: boosted trees, learned from labelled pages.

The trees lie in `judge.npz` beside this file; `scripts/train_extraction.py` makes them, and `judge.md` says from
which pages and how well they do. Nothing but numpy is needed to read them.

In: the matrix of `features.measure`. Out: a likelihood a block. Refuses: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsloom.extract.features import Matrix

AT_ONCE = 512
"""Blocks judged at one time, so that a page of many thousands needs no more memory than a small one."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Every tree as a row of nodes; a leaf leads to itself."""

    feature: NDArray[np.int16]
    """(n_trees, n_nodes): the column that a node looks at."""
    threshold: NDArray[np.float32]
    """Up to and with it a block goes left."""
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    """What a leaf adds to the logit."""
    depth: int
    baseline: float


@cache
def trees() -> Trees:
    """The trees of this release. Cost: a few milliseconds, once."""
    with files("newsloom.extract").joinpath("judge.npz").open("rb") as file, np.load(file) as kept:
        return Trees(
            feature=kept["feature"],
            threshold=kept["threshold"],
            left=kept["left"],
            right=kept["right"],
            value=kept["value"],
            depth=int(kept["depth"]),
            baseline=float(kept["baseline"]),
        )


def likelihoods(matrix: Matrix) -> NDArray[np.float64]:
    """float64, (n_blocks,), 0 to 1. Cost: O(n_blocks x n_trees), about 8 ms for 300 blocks."""
    logits = [_logits(matrix[start : start + AT_ONCE], trees()) for start in range(0, len(matrix), AT_ONCE)]
    clipped = np.clip(np.concatenate(logits) if logits else np.zeros(0), -30, 30)
    return np.asarray(1 / (1 + np.exp(-clipped)), dtype=np.float64)


def _logits(matrix: Matrix, grown: Trees) -> NDArray[np.float64]:
    n_trees, n_nodes = grown.feature.shape
    measured = np.ascontiguousarray(matrix).ravel()
    row = (np.arange(len(matrix), dtype=np.int32) * matrix.shape[1])[:, None]
    root = (np.arange(n_trees, dtype=np.int32) * n_nodes)[None, :]
    node = np.repeat(root, len(matrix), axis=0)
    for _ in range(grown.depth):
        goes_left = measured.take(row + grown.feature.take(node)) <= grown.threshold.take(node)
        node = root + np.where(goes_left, grown.left.take(node), grown.right.take(node))
    return np.asarray(grown.baseline + grown.value.take(node).sum(axis=1), dtype=np.float64)

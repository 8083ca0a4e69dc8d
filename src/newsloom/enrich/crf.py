"""A linear-chain model whose features are numbers: reads what a trainer learned, with numpy alone.

A feature is a 32-bit key that the caller made of what it sees; the model keeps a row of weights for each key that
training found worth one. Keys are looked up all at once, so that a text costs a few milliseconds whatever the number
of templates.

In: keys, (n_templates, n_tokens), and where each sequence ends. Out: how likely each label is at each token.
Refuses: nothing; a key that is not known weighs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SLOT_BITS = 20
AT_ONCE = 4096
"""Tokens looked up at one time, so that a book needs no more memory than an article."""
SLOTS = np.uint32((1 << SLOT_BITS) - 1)

Keys = NDArray[np.uint32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Crf:
    """Weights of a linear chain."""

    labels: tuple[str, ...]
    table: NDArray[np.int32]
    """(2**SLOT_BITS,): the row that the lower bits of a key lead to; 0, a row of zeros, where none does."""
    keys: Keys
    """(n_rows,): the whole key of each row, because several keys share their lower bits."""
    weights: Floats
    """(n_rows, n_labels)."""
    transitions: Floats
    """(n_labels, n_labels): from, to."""

    def scores(self, keys: Keys) -> Floats:
        """(n_tokens, n_labels): what the features alone say."""
        found = np.zeros((keys.shape[1], len(self.labels)), dtype=np.float32)
        for start in range(0, keys.shape[1], AT_ONCE):
            asked = keys[:, start : start + AT_ONCE]
            rows = self.table[asked & SLOTS]
            rows[self.keys[rows] != asked] = 0
            found[start : start + AT_ONCE] = self.weights[rows].sum(axis=0)
        return found

    def likelihoods(self, keys: Keys, sequences: Sequence[tuple[int, int]]) -> Floats:
        """(n_tokens, n_labels), each row of sum 1: by the sum over all ways to label the token's sequence."""
        scores = self.scores(keys)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-60.0))
        found: Floats = np.zeros_like(shares)
        for batch in _batches(sequences):
            _fill(found, shares, batch, np.exp(self.transitions))
        return found


def _batches(sequences: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Sequences of much the same length together, the longest first: what is padded is worked out for nothing."""
    batches: list[list[tuple[int, int]]] = []
    for one in sorted(sequences, key=lambda one: one[0] - one[1]):
        length = one[1] - one[0]
        if batches and length * 3 > batches[-1][0][1] - batches[-1][0][0]:
            batches[-1].append(one)
        else:
            batches.append([one])
    return batches


def _fill(found: Floats, shares: Floats, batch: Sequence[tuple[int, int]], moves: Floats) -> None:
    """Forward and backward through the sequences of a batch side by side, in shares of sum 1 at each step."""
    n_steps, n_labels = batch[0][1] - batch[0][0], shares.shape[1]
    laid = np.ones((n_steps, len(batch), n_labels), dtype=np.float32)
    for place, (start, end) in enumerate(batch):
        laid[: end - start, place] = shares[start:end]
    ahead, behind = np.empty_like(laid), np.empty_like(laid)
    ahead[0] = laid[0] / laid[0].sum(axis=1, keepdims=True)
    for step in range(1, n_steps):
        reached = (ahead[step - 1] @ moves) * laid[step]
        ahead[step] = reached / reached.sum(axis=1, keepdims=True)
    lengths = np.array([end - start for start, end in batch])
    behind[-1] = 1.0
    for step in range(n_steps - 2, -1, -1):
        reached = (behind[step + 1] * laid[step + 1]) @ moves.T
        behind[step] = reached / reached.sum(axis=1, keepdims=True)
        behind[step, lengths == step + 1] = 1.0
    whole = ahead * behind
    whole /= whole.sum(axis=2, keepdims=True)
    for place, (start, end) in enumerate(batch):
        found[start:end] = whole[: end - start, place]


@cache
def load(package: str, name: str) -> Crf:
    """The model `name` in the data of a package. Cost: some ten milliseconds, once."""
    with as_file(files(package).joinpath(name)) as path:
        return read(path)


def read(path: Path) -> Crf:
    """A model as training wrote it. Raises OSError."""
    with np.load(path) as kept:
        return arranged(tuple(kept["labels"].tolist()), kept["keys"], kept["weights"], kept["transitions"])


def arranged(labels: tuple[str, ...], keys: Keys, weights: NDArray[np.float16], transitions: Floats) -> Crf:
    """A model for looking up: of two keys that share their lower bits, the later one stays."""
    table = np.zeros(1 << SLOT_BITS, dtype=np.int32)
    table[keys & SLOTS] = np.arange(1, len(keys) + 1, dtype=np.int32)
    return Crf(
        labels=labels,
        table=table,
        keys=np.concatenate([np.zeros(1, dtype=np.uint32), keys.astype(np.uint32)]),
        weights=np.concatenate([np.zeros((1, len(labels)), dtype=np.float32), weights.astype(np.float32)]),
        transitions=transitions.astype(np.float32),
    )

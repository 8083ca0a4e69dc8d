"""A linear chain of labels, read from a file of learned weights: what speaks for each label, and the best sequence.

The weights are those of a conditional random field, trained elsewhere; reading takes numpy alone. All sentences of an
article go side by side, one step a token, which is some ten times as fast as one after the other.

In: the bytes of a weights file, scores of tokens by label. Out: `Chain`, labels, probabilities. Refuses: nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LEAST = np.float32(-60)
"""Below it, single precision may come to nothing at all where everything is unlikely."""


@dataclass(frozen=True, slots=True)
class Chain:
    labels: tuple[str, ...]
    rows: dict[str, int]
    """Feature to its row of `table`."""
    table: Floats
    """(n_features, n_labels): how much a feature speaks for a label."""
    steps: Floats
    """(n_labels, n_labels): from one label to the next."""

    def best(self, scores: Floats, lengths: Sequence[int]) -> list[list[int]]:
        """The best labels of each sentence by Viterbi; `scores` is (n_tokens, n_labels), sentence after sentence."""
        if not len(scores):
            return [[] for _ in lengths]
        padded, ends = _side_by_side(scores, lengths)
        n_sentences, longest, _ = padded.shape
        states = np.empty((longest, n_sentences, len(self.labels)), np.float32)
        states[0] = padded[:, 0]
        for place in range(1, longest):
            states[place] = (states[place - 1][:, :, None] + self.steps).max(axis=1) + padded[:, place]
        paths = np.zeros((longest, n_sentences), np.intp)
        at = np.zeros(n_sentences, np.intp)
        for place in range(longest - 1, -1, -1):
            if place + 1 < longest:  # only the labels that were taken need to know where they came from
                at = (states[place] + self.steps[:, at].T).argmax(axis=1)
            at = np.where(ends == place, states[place].argmax(axis=1), at)
            paths[place] = at
        return [paths[:length, number].tolist() for number, length in enumerate(lengths)]

    def probabilities(self, scores: Floats, lengths: Sequence[int]) -> Floats:
        """Each token's probability of each label, (n_tokens, n_labels), by the forward-backward rule."""
        if not len(scores):
            return scores
        padded, ends = _side_by_side(scores, lengths)
        n_sentences, longest, n_labels = padded.shape
        steps = np.exp(np.maximum(self.steps - self.steps.max(), LEAST))
        told = np.exp(np.maximum(padded - padded.max(axis=2, keepdims=True), LEAST))
        forward, backward = np.empty_like(told), np.ones_like(told)
        state = told[:, 0]
        forward[:, 0] = state = state / state.sum(axis=1, keepdims=True)
        for place in range(1, longest):
            state = (state @ steps) * told[:, place]
            forward[:, place] = state = state / state.sum(axis=1, keepdims=True)
        behind = np.ones((n_sentences, n_labels), np.float32)
        for place in range(longest - 2, -1, -1):
            behind = (behind * told[:, place + 1]) @ steps.T
            behind = np.where((ends <= place)[:, None], np.float32(1), behind / behind.sum(axis=1, keepdims=True))
            backward[:, place] = behind
        both = forward * backward
        both /= both.sum(axis=2, keepdims=True)
        return np.concatenate([both[number, :length] for number, length in enumerate(lengths)])


def read_chain(content: bytes) -> Chain:
    """The chain that `write_chain` wrote."""
    with np.load(io.BytesIO(content)) as arrays:
        names = arrays["features"].tobytes().decode().split("\n")
        labels = tuple(arrays["labels"].tobytes().decode().split("\n"))
        table = np.zeros((len(names), len(labels)), np.float32)
        table[arrays["row"].cumsum(), arrays["column"]] = arrays["weight"].astype(np.float32)
        steps = arrays["steps"].astype(np.float32)
    return Chain(labels=labels, rows={name: row for row, name in enumerate(names)}, table=table, steps=steps)


def write_chain(chain: Chain) -> bytes:
    """The chain as compressed arrays; weights lose what half precision cannot hold."""
    row, column = np.nonzero(chain.table)
    target = io.BytesIO()
    np.savez_compressed(
        target,
        features=np.frombuffer("\n".join(chain.rows).encode(), np.uint8),
        labels=np.frombuffer("\n".join(chain.labels).encode(), np.uint8),
        row=np.diff(row, prepend=0).astype(np.uint16),
        column=column.astype(np.uint8),
        weight=chain.table[row, column].astype(np.float16),
        steps=chain.steps.astype(np.float16),
    )
    return target.getvalue()


def _side_by_side(scores: Floats, lengths: Sequence[int]) -> tuple[Floats, NDArray[np.intp]]:
    """(n_sentences, longest, n_labels), and each sentence's last place; none is empty."""
    padded = np.zeros((len(lengths), max(lengths), scores.shape[1]), np.float32)
    start = 0
    for number, length in enumerate(lengths):
        padded[number, :length] = scores[start : start + length]
        start += length
    return padded, np.array(lengths) - 1

"""The reader of linear chains, beside the sum over all ways to label a sequence."""

from itertools import pairwise, product
from math import exp

import numpy as np
import pytest

from newsloom.enrich import crf


def model() -> crf.Crf:
    return crf.arranged(
        ("O", "B", "I"),
        np.array([7, 9, 1 << 25], dtype=np.uint32),
        np.array([[1, 0, -1], [-0.5, 2, 0], [0, 0, 3]], dtype=np.float16),
        np.array([[0.5, 0, -3], [0, -1, 1], [0.2, 0, 1]], dtype=np.float32),
    )


def by_hand(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Likelihoods by walking through every way to label the sequence."""
    found = np.zeros_like(scores, dtype=np.float64)
    for path in product(range(3), repeat=len(scores)):
        weight = sum(scores[place, label] for place, label in enumerate(path))
        weight += sum(moves[a, b] for a, b in pairwise(path))
        for place, label in enumerate(path):
            found[place, label] += exp(weight)
    return found / found.sum(axis=1, keepdims=True)


def test_a_token_scores_the_sum_of_its_known_keys() -> None:
    keys = np.array([[7, 9, 5], [9, 7 + (1 << 20), 1 << 25]], dtype=np.uint32)
    assert model().scores(keys).tolist() == [[0.5, 2.0, -1.0], [-0.5, 2.0, 0.0], [0.0, 0.0, 3.0]]


def test_likelihoods_are_those_of_all_ways_to_label_each_sequence() -> None:
    keys = np.array([[7, 9, 5, 1 << 25, 7, 9, 9]], dtype=np.uint32)
    sequences = [(0, 4), (4, 5), (5, 7)]
    found = model().likelihoods(keys, sequences)
    scores = model().scores(keys).astype(np.float64)
    for start, end in sequences:
        assert found[start:end] == pytest.approx(by_hand(scores[start:end], model().transitions), abs=1e-5)


def test_a_sequence_counts_the_same_beside_others_and_alone() -> None:
    keys = np.array([[7, 9, 5, 9, 7, 7, 1 << 25, 9]], dtype=np.uint32)
    together = model().likelihoods(keys, [(0, 5), (5, 8)])
    alone = model().likelihoods(keys[:, 5:], [(0, 3)])
    assert together[5:] == pytest.approx(alone, abs=1e-6)


def test_no_sequence_gives_no_likelihood() -> None:
    assert model().likelihoods(np.zeros((1, 0), dtype=np.uint32), []).shape == (0, 3)

"""The chain against every path of small sentences, and its file."""

from itertools import pairwise, product

import numpy as np
import pytest

from newsloom.enrich.entities.chain import Chain, Floats, read_chain, write_chain

LABELS = ("O", "B-Person", "I-Person")
STEPS = np.array([[0.5, 0.1, -9.0], [0.2, -0.4, 0.8], [0.3, -0.2, 0.6]], np.float32)
CHAIN = Chain(
    labels=LABELS,
    rows={"w=rana": 0, "+1w=said": 1},
    table=np.array([[0.0, 1.5, -0.25], [-1.0, 0.5, 0.0]], np.float32),
    steps=STEPS,
)


def paths(scores: Floats) -> dict[tuple[int, ...], float]:
    return {
        path: float(sum(scores[n, one] for n, one in enumerate(path)))
        + float(sum(STEPS[here, there] for here, there in pairwise(path)))
        for path in product(range(3), repeat=len(scores))
    }


@pytest.fixture
def scores() -> Floats:
    return np.random.default_rng(7).normal(0, 2, (11, 3)).astype(np.float32)


LENGTHS = (4, 1, 5, 1)


def test_the_best_path_is_the_best_of_all_paths(scores: Floats) -> None:
    wanted, start = [], 0
    for length in LENGTHS:
        every = paths(scores[start : start + length])
        wanted.append(list(max(every, key=lambda path: every[path])))
        start += length
    assert CHAIN.best(scores, LENGTHS) == wanted


def test_probabilities_are_those_of_all_paths(scores: Floats) -> None:
    wanted, start = np.zeros((11, 3)), 0
    for length in LENGTHS:
        every = paths(scores[start : start + length])
        whole = sum(np.exp(told) for told in every.values())
        for path, told in every.items():
            for place, label in enumerate(path):
                wanted[start + place, label] += np.exp(told) / whole
        start += length
    assert np.allclose(CHAIN.probabilities(scores, LENGTHS), wanted, atol=1e-4)


def test_nothing_has_no_labels() -> None:
    nothing = np.zeros((0, 3), np.float32)
    assert CHAIN.best(nothing, ()) == []
    assert CHAIN.probabilities(nothing, ()).shape == (0, 3)


def test_a_chain_comes_back_from_its_file() -> None:
    again = read_chain(write_chain(CHAIN))
    assert (again.labels, again.rows) == (CHAIN.labels, CHAIN.rows)
    assert np.array_equal(again.table, CHAIN.table)
    assert np.allclose(again.steps, CHAIN.steps, atol=1e-2)

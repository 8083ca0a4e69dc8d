"""Bearings: what all vectors of a model share is taken away, and whether meaning is left is said."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from newsloom.encode.bearings import EVENTS, LANGUAGES, STRANGERS, bearings, sentences
from newsloom.errors import BadModelOutput

N_DIMS = 300
SENTENCES = sentences(())
N_LANGUAGES = len(LANGUAGES)


def unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def model(*, bend: float, language_share: float, n_events: int = len(EVENTS)) -> NDArray[np.float64]:
    """Rows of sentences: `bend` is the cosine of strangers, `language_share` how much of the rest is one's own wording."""
    rng = np.random.default_rng(3)
    shared = unit(rng.standard_normal((1, N_DIMS)))
    meanings = np.repeat(unit(rng.standard_normal((n_events, N_DIMS))), N_LANGUAGES, axis=0)
    wordings = unit(rng.standard_normal((len(meanings), N_DIMS)))
    own = unit((1 - language_share) ** 0.5 * meanings + language_share**0.5 * wordings)
    return unit(bend**0.5 * shared + (1 - bend) ** 0.5 * own)


def test_every_event_is_told_in_as_many_languages_and_no_sentence_twice() -> None:
    assert {len(event) for event in EVENTS} == {N_LANGUAGES}
    assert len(set(SENTENCES)) == len(EVENTS) * N_LANGUAGES


@pytest.mark.parametrize("bend", [0.0, 0.4, 0.8])
def test_strangers_lie_as_near_as_with_minilm_wherever_the_model_puts_them(bend: float) -> None:
    rows = model(bend=bend, language_share=0.3, n_events=200)
    found = bearings("model", rows[: len(SENTENCES)])
    centred = found.centred(rows[len(SENTENCES) :])
    event = np.arange(len(centred)) // N_LANGUAGES
    strangers = (centred @ centred.T)[event[:, None] != event]
    assert found.strangers == pytest.approx(bend, abs=0.05)
    assert float(np.abs(np.linalg.norm(centred, axis=1) - 1).max()) < 1e-6
    assert float(strangers.mean()) == pytest.approx(STRANGERS if bend else 0.0, abs=0.02)


def test_a_model_is_tried_in_the_languages_that_it_reads_or_in_all() -> None:
    assert sentences(["ar", "de"]) == tuple(event[1] for event in EVENTS)
    assert sentences(["es", "en"])[:2] == (EVENTS[0][0], EVENTS[0][3])
    assert sentences(["de"]) == SENTENCES


def test_nothing_is_taken_from_a_model_that_shares_as_little_as_minilm() -> None:
    """The mean of some vectors is not zero by chance, and chance must not turn every vector."""
    rows = model(bend=0.0, language_share=0.3)[::N_LANGUAGES]
    found = bearings("model", rows)
    assert found.translations is None
    assert float(np.linalg.norm(rows.mean(axis=0))) > 0.2
    assert np.array_equal(found.centred(rows), rows.astype(np.float32))


@pytest.mark.parametrize(("language_share", "tells"), [(0.2, True), (0.97, False)])
def test_a_model_that_knows_no_translations_is_found_out(language_share: float, tells: bool) -> None:
    assert bearings("model", model(bend=0.3, language_share=language_share)).tells_languages_together is tells


def test_a_row_without_anything_of_its_own_is_zeros() -> None:
    rows = model(bend=0.5, language_share=0.3)
    found = bearings("model", rows)
    given = np.stack([np.zeros(N_DIMS), found.shared, rows[0]])
    assert [bool(row.any()) for row in found.centred(given)] == [False, False, True]


def test_one_vector_for_whatever_text_is_no_model() -> None:
    with pytest.raises(BadModelOutput, match="one and the same vector"):
        bearings("model", np.repeat(model(bend=0.5, language_share=0.3)[:1], len(SENTENCES), axis=0))

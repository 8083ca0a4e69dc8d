"""How an unknown model's vectors lie: what do all of them share, what tells the language, and is meaning left?

In: the vectors of `sentences`. Out: `Bearings`. Refuses: a model that gives one vector for whatever text, with
BadModelOutput.

Models differ in how alike they find two texts that have nothing to do with each other: some say .05, others .75. The
weights of `cluster.policy` were measured where strangers lie near 0; with vectors of the other kind every day becomes
one heap (docs/adr/0033). Most of the difference is one direction that all vectors of a model share. It is the mean of
the vectors of unlike texts, and is taken away from each. So are the few directions in which the vectors of one language
differ from those of another that say the same: texts of one language would be nearer for that alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsloom.encode.sentences import EVENTS
from newsloom.errors import BadModelOutput

Rows = NDArray[np.float64]
STRANGERS = 0.05
"""Mean cosine of the English sentences by MiniLM, with which the weights were measured (.051, deviation .085)."""
NO_LENGTH = 1e-3
"""Shorter than this is noise: the text says nothing beyond what all say."""
CLEARLY = 0.25
"""How much nearer a translation must lie than a stranger; MiniLM, which knows English alone, reaches .14."""


@dataclass(frozen=True, slots=True)
class Bearings:
    """What the vectors of a model have in common, and how well they tell meanings apart."""

    n_sentences: int
    languages: Rows
    """(n_directions, n_dims), orthogonal, of length 1: where one language differs from another; taken out first."""
    shared: Rows
    """(n_dims,), then taken away from every vector."""
    strangers: float
    """Mean cosine of two sentences of one language on different events, as the model gives it."""
    translations: float | None = None
    """Mean cosine of a sentence and its translation, centred; None where one language is read."""
    others: float | None = None
    """The same of sentences in two languages on different events."""

    @property
    def tells_languages_together(self) -> bool:
        """Whether a translation lies clearly nearer than a stranger of its language does."""
        if self.translations is None or self.others is None:
            return False
        return self.translations > self.others + CLEARLY

    def centred(self, rows: Rows) -> NDArray[np.float32]:
        """The rows without what all share, of length 1; all zeros where nothing is left."""
        return _centred(rows, self.languages, self.shared).astype(np.float32)


def bearings(subject: str, rows: Rows) -> Bearings:
    """What the vectors of `sentences`, in their order, tell of the model `subject`."""
    n_languages = len(rows) // len(EVENTS)
    if len(np.unique(rows[::n_languages].round(5), axis=0)) < len(EVENTS):
        raise BadModelOutput(subject, "one and the same vector for unlike texts")
    event, language = np.divmod(np.arange(len(rows)), n_languages)
    is_same_event, is_same_language = event[:, None] == event, language[:, None] == language
    languages = _directions(np.stack([rows[language == n].mean(axis=0) for n in range(n_languages)]))
    neutral = _of_length_one(_without(rows, languages))
    alike = max(0.0, float((neutral @ neutral.T)[~is_same_event].mean()))
    mean = neutral.mean(axis=0)
    shared = mean * _share_to_take(alike, float(mean @ mean))
    strangers = float((rows @ rows.T)[~is_same_event & is_same_language].mean())
    if n_languages == 1:
        return Bearings(len(rows), languages, shared, strangers)
    centred = _centred(rows, languages, shared)
    cosines = centred @ centred.T
    translations = float(cosines[is_same_event & ~is_same_language].mean())
    others = float(cosines[~is_same_event & ~is_same_language].mean())
    return Bearings(len(rows), languages, shared, strangers, translations, others)


def _directions(means: Rows) -> Rows:
    """In which the means of languages differ: they say the same, so what differs is the language."""
    _, lengths, directions = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    found: Rows = directions[lengths > NO_LENGTH]
    return found


def _share_to_take(alike: float, mean_squared: float) -> float:
    """How much of the mean is taken away, so that strangers who were `alike` are no more so than `STRANGERS`.

    The mean holds what all share, and by chance some of what they do not: to take away more than is shared makes all
    texts alike again.
    """
    rest = STRANGERS * (1 - alike) / (1 - STRANGERS)
    if alike <= rest:
        return 0.0
    reachable = max(0.0, alike**2 - mean_squared * (alike - rest))
    return (alike - math.sqrt(reachable)) / mean_squared


def _centred(rows: Rows, languages: Rows, shared: Rows) -> Rows:
    neutral = _of_length_one(_without(rows, languages))
    return _of_length_one(np.where(neutral.any(axis=1, keepdims=True), neutral - shared, 0.0))


def _without(rows: Rows, directions: Rows) -> Rows:
    return rows - (rows @ directions.T) @ directions


def _of_length_one(rows: Rows) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > NO_LENGTH)
    return unit

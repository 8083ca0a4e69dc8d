"""Sentence vectors, where there is a model that reads the language.

In: texts. Out: rows of length 1, near one another where the texts speak of the same thing. Refuses: nothing; without
a model the loom works lexically.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from newsloom.records import Language

__all__ = ["Encoder"]


class Encoder(Protocol):
    """Makes vectors of texts. Vectors of two encoders of different names must never be compared."""

    @property
    def name(self) -> str:
        """Model, version and number format; kept with what was made of the vectors."""
        ...

    @property
    def n_dims(self) -> int:
        """Length of a row; 0 while nobody knows, because the model is elsewhere and was not asked yet."""
        ...

    @property
    def is_multilingual(self) -> bool:
        """Whether vectors of texts in two languages may be compared."""
        ...

    def reads(self, language: Language) -> bool:
        """Whether vectors of texts in this language mean anything."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text: float32, (n_texts, n_dims), rows of length 1, or all zeros for a text that the model makes
        nothing of. Raises ModelError."""
        ...

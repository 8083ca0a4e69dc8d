"""MiniLM, run on the processor: 384 dimensions, English.

In: texts. Out: float32 rows of length 1. Refuses: a folder in which no encoder was built, with None; one whose files
are broken, or a missing library, with ModelUnavailable.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsloom.encode.build import MODEL_FILE, TOKENIZER_FILE, read_card
from newsloom.errors import BadModelOutput, ModelUnavailable
from newsloom.records import Language

N_DIMS = 384
N_TOKENS = 128
"""Longest text; what stands further down says little about the event (stories: .2 B3 less than with 256)."""
LANGUAGES = frozenset({"en"})
"""Others it splits into letters: their vectors tell of spelling, not of meaning."""


class MiniLM:
    """An `Encoder`. The row of a text depends on the text alone, so that a replay gives the same stories.

    Texts therefore run one at a time: in a batch the 8-bit scales are shared, which turns a row by up to .01 with its
    company, and saves a tenth of the time only.
    """

    def __init__(self, session: Any, tokenizer: Any, *, name: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def n_dims(self) -> int:
        return N_DIMS

    @property
    def is_multilingual(self) -> bool:
        return False

    def reads(self, language: Language) -> bool:
        return language in LANGUAGES

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), N_DIMS), np.float32)
        for row, encoding in zip(rows, self._tokenizer.encode_batch(list(texts)), strict=True):
            row[:] = self._session.run(["vector"], {"ids": np.array([encoding.ids], np.int64)})[0][0]
        if not np.isfinite(rows).all():
            raise BadModelOutput("minilm", "a vector that is no number")
        return rows


def load(folder: Path, *, n_threads: int = 1, n_tokens: int = N_TOKENS) -> MiniLM | None:
    """The encoder built in `folder`, or None where there is none.

    One thread is the default: the loom encodes on one core and thinks on the other, and a second thread that spins
    takes more from its neighbours than it gives. Raises ModelUnavailable where a library is missing or a file broken.
    """
    card = read_card(folder)
    if card is None:
        return None
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelUnavailable("minilm", f"needs the extra newsloom[encoder]: {error.name} is missing") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), sess_options=options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    except Exception as error:  # both libraries raise bare classes of their own making
        raise ModelUnavailable("minilm", f"{folder}: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=n_tokens)
    return MiniLM(session, tokenizer, name=f"{card.name}-{card.version}")

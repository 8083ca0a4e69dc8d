"""Vectors from an endpoint that speaks as OpenAI's does: Ollama, llama.cpp, vLLM, a machine elsewhere.

In: texts, and an `Environment` that says where. Out: rows of length 1, without what all vectors of the model share
(`bearings`). Refuses, with ModelError: an endpoint that is away, answers rubbish, or may not be asked any more today;
with Resting while it has failed so often that nobody should wait for it.

What was asked once is remembered, as much of it as 32 MB hold, so that a revision or a replay costs nothing.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from newsloom.encode.answers import TooLong, limit_bytes, rows_of
from newsloom.encode.bearings import Bearings, bearings
from newsloom.encode.sentences import VERSION, sentences
from newsloom.environment import Environment
from newsloom.errors import BadModelOutput, ModelUnavailable, SettingsError
from newsloom.records import Language, Vector
from newsloom.remote.budget import Budget
from newsloom.remote.peer import Peer, below

REMEMBERED_BYTES = 32_000_000
N_CHARACTERS = 2_000
"""Of a text that are sent."""
N_SHORTEST = 100
"""A text that is too long even so says nothing to the model."""
N_TOO_LONG = 24
"""Answers of that kind for one call; a batch of 32 with one text that is too long has 9 of them."""
Rows = NDArray[np.float64]


class Endpoint:
    """An `Encoder` elsewhere. Not safe for two threads.

    The clock counts seconds and never runs backwards; `now` tells which day it is, for the budget.
    """

    def __init__(
        self,
        environment: Environment,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not environment.encoder_model:
            raise SettingsError("NEWSLOOM_ENCODER_MODEL", "missing: what does NEWSLOOM_ENCODER_URL call the model?")
        self._environment = environment
        self._subject = f"{environment.encoder_model}@{urlsplit(environment.encoder_url).netloc}"
        self._peer = Peer(
            self._subject,
            below(environment.encoder_url, "/embeddings"),
            key=environment.encoder_key,
            timeout_seconds=environment.encoder_timeout_seconds,
            clock=clock,
            sleep=sleep,
        )
        file = environment.home / "encoder-budget.json"
        self._budget = Budget(self._subject, environment.encoder_texts_a_day, file, now)
        self._bearings: Bearings | None = None
        self._remembered: OrderedDict[bytes, Vector] = OrderedDict()
        self._n_too_long = 0

    @property
    def name(self) -> str:
        prefix = self._environment.encoder_prefix
        return "/".join(part for part in (self._subject, prefix, VERSION) if part)

    @property
    def n_dims(self) -> int:
        return len(self._bearings.shared) if self._bearings else 0

    @property
    def is_multilingual(self) -> bool:
        return self._environment.encoder_joins_languages and len(self._environment.encoder_languages) != 1

    def reads(self, language: Language) -> bool:
        languages = self._environment.encoder_languages
        return not languages or language in languages

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text. Raises Resting, or whatever went wrong this time."""
        plain = [_plain(text) for text in texts]
        found = {text: row for text in plain if (row := self._recall(text)) is not None}
        missing = [text for text in dict.fromkeys(plain) if text and text not in found]
        if missing:
            found |= self._peer.guarded(lambda: self._vectors(missing))
        nothing = np.zeros(self.n_dims, np.float32)
        return (
            np.stack([found.get(text, nothing) for text in plain]) if plain else np.zeros((0, self.n_dims), np.float32)
        )

    def take_bearings(self) -> Bearings:
        """How the model's vectors lie; asked for once, before anything else. Raises ModelError."""
        if self._bearings is None:
            self._peer.guarded(lambda: self._vectors(()))
        assert self._bearings is not None
        return self._bearings

    # ------------------------------------------------------------------------------------------ inside

    def _vectors(self, texts: Sequence[str]) -> dict[str, Vector]:
        """The vectors of texts that are not remembered."""
        self._n_too_long = 0
        if self._bearings is None:
            known = sentences(self._environment.encoder_languages)
            self._bearings = bearings(self._subject, np.concatenate(list(self._in_batches(known))))
        found: dict[str, Vector] = {}
        rest = iter(texts)
        for rows in self._in_batches(texts):
            for text, row in zip(islice(rest, len(rows)), self._bearings.centred(rows), strict=True):
                found[text] = row
                self._remember(text, row)
        return found

    def _in_batches(self, texts: Sequence[str]) -> Iterator[Rows]:
        for start in range(0, len(texts), self._n_batch):
            yield self._read(texts[start : start + self._n_batch])

    @property
    def _n_batch(self) -> int:
        return max(1, self._environment.encoder_batch)

    def _read(self, texts: Sequence[str]) -> Rows:
        """One row a text; a text that the model refuses for its length is sought by halves, and then shortened."""
        try:
            return self._peer.twice(lambda: self._ask(texts), but=(TooLong,))
        except TooLong as error:
            self._n_too_long += 1
            if self._n_too_long > N_TOO_LONG or not self.n_dims:
                raise ModelUnavailable(self._subject, error.detail) from error
        if len(texts) > 1:
            middle = len(texts) // 2
            return np.concatenate([self._read(texts[:middle]), self._read(texts[middle:])])
        shorter = texts[0][: len(texts[0]) // 2]
        return self._read([shorter]) if len(shorter) >= N_SHORTEST else np.zeros((1, self.n_dims))

    def _ask(self, texts: Sequence[str]) -> Rows:
        self._budget.spend(len(texts))
        prefix = self._environment.encoder_prefix
        asked = {
            "model": self._environment.encoder_model,
            "input": [f"{prefix} {text}" if prefix else text for text in texts],
            "encoding_format": "float",
        }
        reply = self._peer.post(json.dumps(asked, ensure_ascii=False).encode(), limit_bytes(len(texts)))
        rows = rows_of(self._subject, reply, len(texts), key=self._environment.encoder_key)
        if self.n_dims and rows.shape[1] != self.n_dims:
            raise BadModelOutput(self._subject, f"{rows.shape[1]} dimensions, and {self.n_dims} before")
        return rows

    def _recall(self, text: str) -> Vector | None:
        key = _key(text)
        row = self._remembered.get(key)
        if row is not None:
            self._remembered.move_to_end(key)
        return row

    def _remember(self, text: str, row: Vector) -> None:
        self._remembered[_key(text)] = row.copy()  # a view would keep the whole batch
        while len(self._remembered) * row.nbytes > REMEMBERED_BYTES:
            self._remembered.popitem(last=False)


def _plain(text: str) -> str:
    """One line, not too long, of characters that every server takes."""
    clean = text[: 2 * N_CHARACTERS].encode("utf-8", "replace").decode().replace("\0", " ")
    return " ".join(clean.split())[:N_CHARACTERS]


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()

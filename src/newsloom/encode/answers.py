"""What an endpoint for embeddings answers, read and not believed.

In: a `Reply`, and how many texts were asked for. Out: one row a text. Refuses: a status that is no success, with the
error that says what to do next; whatever is not that many vectors of numbers, with BadModelOutput.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsloom.errors import BadModelOutput, ModelUnavailable
from newsloom.remote.post import Reply
from newsloom.remote.refusals import is_packed, one_line, quoted, refusal

Rows = NDArray[np.float64]

MAX_DIMS = 8192
HEAD_BYTES = 65_536
NUMBER_BYTES = 32
"""Room for what stands around the vectors, and for one number of them with its comma and blanks."""

TOO_LARGE = 413
UNREADABLE = (400, 422, 500)
"""Statuses by which servers say, among other things, that a text is longer than the model reads."""
TOO_LONG = re.compile(r"too (?:large|long|many)|exceed|context|length|tokens", re.IGNORECASE)


class TooLong(BadModelOutput):
    """One of the texts is longer than the model reads."""


def limit_bytes(n_texts: int) -> int:
    """The longest answer that so many vectors can need."""
    return HEAD_BYTES + n_texts * MAX_DIMS * NUMBER_BYTES


def rows_of(subject: str, reply: Reply, n_texts: int, *, key: str) -> Rows:
    """One row a text, in the order of the texts, of length 1, or all zeros where the model says nothing.

    Raises Busy, Closed, TooLong or another ModelError; `key` is cut out of what they quote.
    """
    if not 200 <= reply.status < 300:
        raise _failure(subject, reply, key)
    if is_packed(reply):
        raise BadModelOutput(subject, "packs its answer, which nobody asked for")
    try:
        said = json.loads(reply.content)
        given = [_numbers(vector) for vector in _in_order(said["data"], n_texts)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadModelOutput(subject, f"no embeddings: {one_line(str(error))}") from None
    if len({len(vector) for vector in given}) > 1:
        raise BadModelOutput(subject, "vectors of several lengths")
    return _of_length_one(subject, np.stack(given))


def _in_order(data: Any, n_texts: int) -> list[Any]:
    """The vectors by the `index` of each; by their place where none has an index."""
    if not isinstance(data, list) or len(data) != n_texts:
        raise ValueError(f"not a list of {n_texts}")
    places = [one.get("index", n) for n, one in enumerate(data)]
    if sorted(places) != list(range(n_texts)):
        raise ValueError("the places are not those of the texts")
    vectors: list[Any] = [None] * n_texts
    for place, one in zip(places, data, strict=True):
        vectors[place] = one["embedding"]
    return vectors


def _numbers(vector: Any) -> Rows:
    if isinstance(vector, str):
        try:
            found = np.frombuffer(base64.b64decode(vector, validate=True), dtype="<f4")
        except (binascii.Error, ValueError):
            raise ValueError("a text that is no vector") from None
    else:
        found = np.asarray(vector)
    if found.dtype.kind not in "fi" or found.ndim > 2:
        raise ValueError("something else than numbers")
    if found.ndim == 2:
        raise ValueError("a vector for each token; the server must be told to pool them")
    if found.ndim == 0 or not 2 <= len(found) <= MAX_DIMS:
        raise ValueError(f"no vector of 2 to {MAX_DIMS} numbers")
    return found.astype(np.float64)


def _of_length_one(subject: str, rows: Rows) -> Rows:
    if not np.isfinite(rows).all():
        raise BadModelOutput(subject, "a vector that is no number")
    largest = np.abs(rows).max(axis=1, keepdims=True)
    rows = np.divide(rows, largest, out=np.zeros_like(rows), where=largest > 0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit


def _failure(subject: str, reply: Reply, key: str) -> ModelUnavailable | BadModelOutput:
    said = quoted(reply, key=key)
    if reply.status == TOO_LARGE or (reply.status in UNREADABLE and TOO_LONG.search(said)):
        return TooLong(subject, said)
    return refusal(subject, reply, key=key)

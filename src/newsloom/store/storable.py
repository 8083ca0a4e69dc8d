"""What every store does to records at its door, so that what comes out is the same for all of them.

In: records. Out: records that any database can keep. Refuses: nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np

from newsloom.records import Vector

T = TypeVar("T")

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL keeps no NUL, and half a surrogate pair is no UTF-8; each is replaced by one character, so that offsets
into a text stay true."""
NUL_IN_JSON = "\\u0000"


def storable(record: T) -> T:
    """The record with every unstorable character replaced; the very same object where there is none."""
    return record if _is_storable(record) else cast(T, _storable(record))


def pack_vector(vector: Vector) -> bytes:
    """Two bytes a dimension: likeness of news texts does not need more, and the archive is halved."""
    return vector.astype("<f2").tobytes()


def unpack_vector(packed: bytes) -> Vector:
    """float32, of length 1."""
    vector = np.frombuffer(packed, dtype="<f2").astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def _is_storable(record: Any) -> bool:
    """Whether it certainly is: its JSON says so at once, where walking through every part takes ten times as long."""
    written = json.dumps(record, ensure_ascii=False, default=_parts)
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return NUL_IN_JSON not in written


def _parts(value: Any) -> Any:
    """The fields of a record; of anything else nothing, for it holds no text."""
    kind: Any = type(value)
    return [getattr(value, name) for name in _names(kind)] if is_dataclass(value) else None


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("�", value)
    if isinstance(value, tuple):
        cleaned = tuple(_storable(part) for part in value)
        return value if all(a is b for a, b in zip(cleaned, value, strict=True)) else cleaned
    if is_dataclass(value) and not isinstance(value, type):
        return _storable_record(value)
    return value


def _storable_record(record: Any) -> Any:
    changed = {}
    kind: Any = type(record)
    for name in _names(kind):
        before = getattr(record, name)
        if before is not None and (after := _storable(before)) is not before:
            changed[name] = after
    return replace(record, **changed) if changed else record


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))

"""Records as JSON values and back, by the types of their fields; what equals its default is left out.

In: frozen records. Out: dictionaries and lists that `json` writes. Refuses: a field whose type has no JSON form,
with TypeError, at the first record of its kind.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Step = Callable[[Any], Any]


def dump(record: object) -> dict[str, Any]:
    """The record as a dictionary."""
    found: dict[str, Any] = {}
    for name, default, write, _ in _plan(cast(Any, type(record))):
        value = getattr(record, name)
        if value != default:
            found[name] = write(value)
    return found


def dump_all(records: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dump(record) for record in records]


def load(kind: type[T], values: dict[str, Any]) -> T:
    """The record that `dump` wrote; names that the record no longer has are passed over."""
    return kind(**{name: read(values[name]) for name, _, _, read in _plan(cast(Any, kind)) if name in values})


def load_all(kind: type[T], values: list[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(load(kind, one) for one in values)


def to_json(record: Any) -> str:
    return compact(dump(record))


def from_json(kind: type[T], text: str) -> T:
    return load(kind, json.loads(text))


def compact(value: Any) -> str:
    """JSON without a space too many."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _plan(kind: Any) -> tuple[tuple[str, Any, Step, Step], ...]:
    """Name, default, writer and reader of each field."""
    hints = get_type_hints(kind)
    steps = []
    for field in fields(kind):
        default = field.default if field.default_factory is MISSING else field.default_factory()
        steps.append((field.name, default, *_steps(hints[field.name])))
    return tuple(steps)


def _steps(hint: Any) -> tuple[Step, Step]:
    if isinstance(hint, NewType):
        return _steps(hint.__supertype__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        write, read = _steps(inner)
        return _unless_none(write), _unless_none(read)
    if origin is tuple:
        return _tuple_steps(arguments)
    if hint is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if hint is date:
        return date.isoformat, date.fromisoformat
    if is_dataclass(hint):
        return dump, partial(load, cast(Any, hint))
    if hint in (str, int, float, bool) or origin is Literal:
        return _same, _same
    raise TypeError(f"{hint} has no JSON form")


def _tuple_steps(arguments: tuple[Any, ...]) -> tuple[Step, Step]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        write, read = _steps(arguments[0])
        return lambda parts: [write(part) for part in parts], lambda parts: tuple([read(part) for part in parts])
    pairs = [_steps(argument) for argument in arguments]
    return (
        lambda parts: [write(part) for (write, _), part in zip(pairs, parts, strict=True)],
        lambda parts: tuple([read(part) for (_, read), part in zip(pairs, parts, strict=True)]),
    )


def _unless_none(step: Step) -> Step:
    return lambda value: None if value is None else step(value)


def _same(value: Any) -> Any:
    return value

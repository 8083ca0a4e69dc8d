"""One transaction, and the few lines of SQL that all parts of the store share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction

from newsloom.errors import StoreError
from newsloom.site.newsroom.store.wal import fold_if_large

T = TypeVar("T")

PLACES = 0x6E6C_706C
"""Name of the lock of `take_turn`."""
AT_ONCE = 5_000
"""Values in one IN list: SQLite takes 32,766 parameters, PostgreSQL 65,535."""


@contextmanager
def whole() -> Iterator[None]:
    """All or nothing. A database that fails (disk full, locked, gone) raises StoreError with its reason."""
    with readable(), transaction.atomic():
        yield
    fold_if_large()


@contextmanager
def readable() -> Iterator[None]:
    """Reads, which take no lock. A database that fails raises StoreError with its reason.

    A connection that broke (the server was restarted) is opened anew, so that the worker outlives its database.
    """
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        yield
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise StoreError(str(connection.settings_dict["NAME"]), reason or type(error).__name__) from error


def take_turn() -> None:
    """Wait until nobody else changes which article is in which story, and keep the others waiting until we are done.

    SQLite lets one write at a time anyway. In PostgreSQL an article could else be put into a story that an editor
    merges at that moment, because neither transaction sees what the other is about to do.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (PLACES,))


def run_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """The same statement for many rows. Cost: a few microseconds a row in SQLite."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def moment(at: datetime | None) -> Any:
    """A moment as this database takes it in plain SQL."""
    return connection.ops.adapt_datetimefield_value(at) if at is not None else None


def in_parts(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in lists of `size` at most."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part

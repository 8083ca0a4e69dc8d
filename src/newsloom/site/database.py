"""Which database, and how it is opened.

In: `DATABASE_URL` and the home folder. Out: Django's DATABASES entry. Refuses: an address that is neither
PostgreSQL nor SQLite, with SettingsError.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from newsloom.errors import SettingsError

SQLITE_SAFE_VERSION = (3, 51, 3)
"""From here on, a checkpoint that runs beside a writer cannot lose pages of a write-ahead log that starts anew."""
BUSY_SECONDS = 30


def is_sqlite_safe() -> bool:
    return sqlite3.sqlite_version_info >= SQLITE_SAFE_VERSION


def database_of(url: str, home: Path) -> dict[str, Any]:
    """Django's description of the database: SQLite in `home` where `url` is empty."""
    if not url:
        return _sqlite(home / "newsloom.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgres(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    raise SettingsError("DATABASE_URL", f"{parts.scheme or url!r} is neither postgres nor sqlite")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in _pragmas()),
        },
    }


def _pragmas() -> tuple[str, ...]:
    """Before the safe version no connection checkpoints on its own: `wal.fold` does, holding the writers' lock."""
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-32000", "temp_store=MEMORY", "mmap_size=0")
    return pragmas if is_sqlite_safe() else (*pragmas, "wal_autocheckpoint=0")


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise SettingsError("DATABASE_URL", str(error)) from None
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }

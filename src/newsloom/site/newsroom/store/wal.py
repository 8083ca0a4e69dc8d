"""Folding SQLite's write-ahead log back into its database.

Before SQLite 3.51.3 a checkpoint that runs while another connection starts the log anew may lose pages. So no
connection there checkpoints on its own (`site.database` turns that off); the store does, in the one mode that
takes the writers' lock first. From 3.51.3 on SQLite is left to itself.
"""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from newsloom.site.database import is_sqlite_safe

LARGE_BYTES = 32_000_000
"""About 3,000 articles; reading slows down as the log grows, and folding this much takes a tenth of a second."""


def fold_if_large() -> None:
    """Fold the log if it has grown; does nothing inside a transaction, or where SQLite does it by itself."""
    if connection.vendor != "sqlite" or is_sqlite_safe() or connection.in_atomic_block:
        return
    if _n_bytes() >= LARGE_BYTES:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _n_bytes() -> int:
    try:
        return Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size
    except OSError:
        return 0

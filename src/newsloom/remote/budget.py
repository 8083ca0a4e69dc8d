"""How much may be asked for in one day, for endpoints that charge for each.

In: a limit, a file to remember the day's count in, a clock. Out: nothing. Refuses: a thing more than the day allows,
with ModelUnavailable, and with Resting once that was said.

The count outlives the process, or a worker that restarts would begin its day anew. Days are those of UTC.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from newsloom.errors import ModelUnavailable
from newsloom.remote.fuse import Resting


class Budget:
    """Counts what is asked for (`texts`, or what else) by the day. Two processes that spend at one moment may
    count one batch once."""

    def __init__(
        self, subject: str, limit: int, file: Path, now: Callable[[], datetime], *, what: str = "texts"
    ) -> None:
        self._subject = subject
        self._limit = limit
        self._file = file
        self._now = now
        self._what = what
        self._refused_on = ""

    def spend(self, n: int) -> None:
        """Count these before they are asked for. Raises ModelUnavailable where the day allows no more."""
        if not self._limit:
            return
        today = self._now().date().isoformat()
        n_spent = self._spent(today) + n
        if n_spent > self._limit:
            error = Resting if self._refused_on == today else ModelUnavailable
            self._refused_on = today
            raise error(self._subject, f"the day's {self._limit:,} {self._what} are spent")
        self._keep(today, n_spent)

    def _spent(self, today: str) -> int:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return int(kept[f"n_{self._what}"]) if kept["day"] == today else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _keep(self, today: str, n_spent: int) -> None:
        written = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(json.dumps({"day": today, f"n_{self._what}": n_spent}), encoding="utf-8")
            written.replace(self._file)
        except OSError as error:
            raise ModelUnavailable(self._subject, f"cannot count what is spent: {error}") from error

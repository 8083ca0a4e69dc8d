"""Where drafts are remembered: in memory, or in files of the home folder.

In: keys and drafts. Out: drafts. Refuses: nothing; what cannot be read or kept is asked for again.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

MOST = 4_000
"""Drafts remembered in memory, a kilobyte or two each."""
MOST_IN_FOLDER = 64
"""Of each of 256 folders, the oldest go first: 16,384 drafts, some 30 MB."""
LONGEST = 40_000
"""Characters; a longer draft is not kept."""


class MemoryDrafts:
    """Drafts for as long as the process lives, the latest `MOST`."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, str] = OrderedDict()

    def get(self, key: str) -> str | None:
        if key in self._drafts:
            self._drafts.move_to_end(key)
        return self._drafts.get(key)

    def put(self, key: str, draft: str) -> None:
        self._drafts[key] = draft
        while len(self._drafts) > MOST:
            self._drafts.popitem(last=False)


class FileDrafts:
    """Drafts in files named by their keys, which are hexadecimal. Several processes may share a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        try:
            return self._file(key).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def put(self, key: str, draft: str) -> None:
        if len(draft) > LONGEST:
            return
        try:
            file = self._file(key)
            written = file.with_name(f".{key}.{os.getpid()}")
            file.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(draft, encoding="utf-8")
            written.replace(file)
            _thin_out(file.parent)
        except (OSError, ValueError):
            return

    def _file(self, key: str) -> Path:
        if not (key.isalnum() and key.isascii()):
            raise ValueError(f"{key!r} names no draft")
        return self._folder / key[:2] / f"{key}.json"


def _thin_out(folder: Path) -> None:
    """Leave the latest `MOST_IN_FOLDER`."""
    ages = [(file.stat().st_mtime_ns, file) for file in folder.glob("*.json")]
    for _, file in sorted(ages)[: max(0, len(ages) - MOST_IN_FOLDER)]:
        file.unlink(missing_ok=True)

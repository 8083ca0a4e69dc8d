"""The labelled data that benchmarks and quality tests read: where it lies, and how its files are opened.

In: the folder named by `NEWSLOOM_DATA`, else `../shared/data` beside the checkout. Out: records as dictionaries,
saved pages as bytes. Refuses: nothing; where there is no data, `find_corpora` gives None and the caller says so.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard


def find_corpora() -> Path | None:
    """The data folder, or None where it is not to be had."""
    named = os.environ.get("NEWSLOOM_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Each object of a JSON Lines file: plain, `.gz` or `.zst`."""
    with path.open("rb") as file:
        stream: Any = file
        if path.suffix == ".zst":
            stream = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        elif path.suffix == ".gz":
            stream = gzip.GzipFile(fileobj=file)
        for line in io.BufferedReader(stream):
            if line.strip():
                yield json.loads(line)


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The labels of a set of saved pages, in the order of their file."""
    return list(read_lines(folder / "gold.jsonl.gz"))


def read_pages(folder: Path) -> dict[str, bytes]:
    """The saved pages of a set by the name of their file."""
    with (folder / "pages.tar.zst").open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file)
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            return {member.name: taken.read() for member in archive if (taken := archive.extractfile(member))}


def is_reported(record_id: str) -> bool:
    """Whether a record belongs to the half that is only reported on: sha1 of its id ends in an odd digit."""
    return int(hashlib.sha1(record_id.encode(), usedforsecurity=False).hexdigest()[-1], 16) % 2 == 1

"""Files that commands write: packed as their name says, and there only when they are whole.

In: a path, `-` for standard output. Out: the file. Refuses: nothing of its own; what could not be written, or read of
the store meanwhile, is a StoreError, and nothing is left behind.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard
from django.db import DatabaseError

from newsloom.errors import StoreError


def add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="packed where it ends in .gz or .zst; standard output if none",
    )


@contextmanager
def told_of(path: str) -> Iterator[None]:
    """What goes wrong in the block as a StoreError of the file; a reader that has gone away is not one."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (DatabaseError, OSError) as error:
        raise StoreError(path, f"{getattr(error, 'strerror', None) or error}; nothing was written") from error


def write_whole(path: str, write: Callable[[BinaryIO], int]) -> int:
    """Let `write` fill the file, packed as its name says, and return what it returns. Raises OSError."""
    if path == "-":
        return write(sys.stdout.buffer)
    final = Path(path)
    if final.exists() and not final.is_file():
        with final.open("wb") as out:
            return write(out)
    draft = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as raw, _packed(raw, final.suffix) as out:
            n_written = write(out)
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)
    return n_written


@contextmanager
def _packed(raw: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    if suffix == ".gz":
        with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as out:
            yield out  # type: ignore[misc]
    elif suffix == ".zst":
        with zstandard.ZstdCompressor(level=9).stream_writer(raw, closefd=False) as packed:
            yield packed
    else:
        yield raw

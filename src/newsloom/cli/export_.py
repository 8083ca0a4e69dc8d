"""`newsloom export`: every article as JSON Lines, which `newsloom import` reads back."""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard
from django.db import DatabaseError

from newsloom.environment import read_environment
from newsloom.errors import StoreError
from newsloom.jsonlines import write_lines
from newsloom.records import Article
from newsloom.site.setup import open_store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="packed where it ends in .gz or .zst; standard output if none",
    )


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    try:
        articles = open_store(environment, migrate=True).articles()
        n_articles = write_file(articles, args.file)
    except BrokenPipeError:
        raise
    except (DatabaseError, OSError) as error:
        raise StoreError(args.file, f"{getattr(error, 'strerror', None) or error}; nothing was written") from error
    print(f"{n_articles} articles", file=sys.stderr)
    return 0


def write_file(articles: Iterable[Article], path: str) -> int:
    """Write a line an article, and return how many; a file appears only when it is whole. Raises OSError."""
    return write_whole(path, lambda out: write_lines(articles, out))


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

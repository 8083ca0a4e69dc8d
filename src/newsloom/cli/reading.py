"""Articles for the stage commands, from a file of JSON Lines.

In: a path, `-` for standard input. Out: articles. Refuses: lines that are no article, each with one line on standard
error; the rest is still read.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from newsloom.errors import ParseError
from newsloom.jsonlines import read_articles, read_given
from newsloom.records import Article
from newsloom.text import Places


def given_articles(path: str) -> Iterator[Article]:
    """The readable articles of the file; a moment that the file does not give is now."""
    return _told(read_articles(path, now=datetime.now(UTC)))


def given_with_texts(path: str) -> Iterator[tuple[Article, str]]:
    """The same, each with its text as the file gives it."""
    for found in read_given(path, now=datetime.now(UTC)):
        if isinstance(found, ParseError):
            print(f"newsloom: {found}", file=sys.stderr)
        else:
            yield found


def given_with_places(path: str) -> Iterator[tuple[Article, Places]]:
    """The same, each with what finds a stretch of its text in the text as the file gives it."""
    for article, given in given_with_texts(path):
        yield article, Places(article.text, given)


def given_twice(path: str) -> tuple[Iterator[Article], Iterator[Article]]:
    """The same articles two times, for what must know all before it can say anything of the first.

    A file is read twice and never held whole; what can be read only once is kept in a temporary file for so long.
    """
    now = datetime.now(UTC)
    held = _held(path) if path == "-" or (Path(path).exists() and not Path(path).is_file()) else None
    first, again = (_read_held(held, path, now) if held else read_articles(path, now=now) for _ in range(2))
    return (found for found in first if isinstance(found, Article)), _told(again)


def _told(found: Iterator[Article | ParseError]) -> Iterator[Article]:
    for one in found:
        if isinstance(one, ParseError):
            print(f"newsloom: {one}", file=sys.stderr)
        else:
            yield one


def _held(path: str) -> IO[bytes]:
    """Standard input or a pipe, as it comes, in a file that is gone when nobody holds it any more."""
    held = tempfile.NamedTemporaryFile(prefix="newsloom-")  # noqa: SIM115
    with open(0 if path == "-" else path, "rb", closefd=path != "-") as stream:
        shutil.copyfileobj(stream, held)
    held.flush()
    return held


def _read_held(held: IO[bytes], path: str, now: datetime) -> Iterator[Article | ParseError]:
    for found in read_articles(held.name, now=now):
        if isinstance(found, ParseError):
            yield ParseError(found.subject.replace(held.name, path), found.detail)
        else:
            yield found

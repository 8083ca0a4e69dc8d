"""Articles for the stage commands, from a file of JSON Lines.

In: a path, `-` for standard input. Out: articles. Refuses: lines that are no article, each with one line on standard
error; the rest is still read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from newsloom.errors import ParseError
from newsloom.jsonlines import read_articles
from newsloom.records import Article


def given_articles(path: str) -> Iterator[Article]:
    """The readable articles of the file; a moment that the file does not give is now."""
    for found in read_articles(path, now=datetime.now(UTC)):
        if isinstance(found, ParseError):
            print(f"newsloom: {found}", file=sys.stderr)
        else:
            yield found


def given_twice(path: str) -> tuple[Iterator[Article], Iterator[Article]]:
    """The same articles two times, for what must know all before it can say anything of the first.

    A file is read twice and never held whole; standard input has to be.
    """
    if path == "-":
        held = list(given_articles(path))
        return iter(held), iter(held)
    return (
        found for found in read_articles(path, now=datetime.now(UTC)) if isinstance(found, Article)
    ), given_articles(path)

"""Articles as JSON Lines, as `newsloom import` takes them and `newsloom export` writes them.

In: files of one JSON object a line (plain, `.gz`, `.zst`, or `-` for standard input). Out: `Article`.
Refuses: a line that is no article, with ParseError naming file and line; the lines after it are still read.
"""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any, BinaryIO

import zstandard

from newsloom.errors import ParseError
from newsloom.records import UNKNOWN_LANGUAGE, Article, Language, PublisherId
from newsloom.text import paragraphs, squeeze
from newsloom.urls import article_id, canonical_url, registered_domain, short_id, web_url

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP_MAGIC = b"\x1f\x8b"


@contextmanager
def open_bytes(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked if they are gzip or Zstandard; `-` is standard input. Raises OSError."""
    with ExitStack() as opened:
        raw = 0 if path == "-" else os.open(path, os.O_RDONLY)
        stream = opened.enter_context(open(raw, "rb", closefd=path != "-"))
        magic = stream.peek(4)[:4]
        if magic == ZSTD_MAGIC:
            unpacked = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)
            yield io.BufferedReader(opened.enter_context(unpacked))
        elif magic[:2] == GZIP_MAGIC:
            yield opened.enter_context(gzip.GzipFile(fileobj=stream))  # type: ignore[misc]
        else:
            yield stream


def read_articles(path: str, *, now: datetime) -> Iterator[Article | ParseError]:
    """Each line as an article, or as the error that says what is wrong with it; empty lines are passed over.

    A file that breaks off (a cut gzip, a bad disk) gives what could be read, then one ParseError.
    """
    number = 0
    try:
        with open_bytes(path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield article_of(json.loads(line), now=now)
                except (ValueError, TypeError, AttributeError, RecursionError) as error:
                    yield ParseError(f"{path}:{number}", f"no article: {error}")
    except (EOFError, OSError, zstandard.ZstdError) as error:
        yield ParseError(f"{path}:{number + 1}", str(error))


def article_of(line: dict[str, Any], *, now: datetime) -> Article:
    """The article of one JSON object. Raises ValueError where it has neither headline nor text, or a bad date."""
    if not isinstance(line, dict):
        raise TypeError("not a JSON object")
    headline, body = squeeze(_text(line, "headline")), _text(line, "text")
    if not headline and not body.strip():
        raise ValueError("neither headline nor text")
    given, url, name = _text(line, "id") or None, web_url(_text(line, "url")), squeeze(_text(line, "publisher"))
    text = "\n\n".join(paragraphs(body))
    publisher = registered_domain(url) if url else PublisherId(short_id("publisher", name)) if name else None
    return Article(
        id=article_id(given_id=given, url=url, headline=headline, text=text),
        given_id=given,
        url=canonical_url(url) if url else None,
        publisher_id=publisher,
        publisher_name=name or publisher or "",
        published_at=moment(_text(line, "published_at")),
        language=Language(_text(line, "language").lower().partition("-")[0] or UNKNOWN_LANGUAGE),
        headline=headline,
        text=text,
        seen_at=now,
    )


def line_of(article: Article) -> dict[str, Any]:
    """The JSON object of an article: what `article_of` reads back as the same article."""
    return {
        "id": article.public_id,
        "url": article.url,
        "publisher": article.publisher_name or None,
        "published_at": article.published_at.isoformat().replace("+00:00", "Z") if article.published_at else None,
        "language": None if article.language == UNKNOWN_LANGUAGE else article.language,
        "headline": article.headline,
        "text": article.text,
    }


def moment(text: str) -> datetime | None:
    """An ISO 8601 moment or day as aware UTC; None for nothing. Raises ValueError for anything else."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _text(line: dict[str, Any], name: str) -> str:
    value = line.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise TypeError(f"{name} is no text")
    return str(value).encode("utf-8", "replace").decode("utf-8")

"""Articles as JSON Lines, as `newsloom import` takes them and `newsloom export` writes them.

In: files of one JSON object a line (plain, `.gz`, `.zst`, or `-` for standard input). Out: `Article`.
Refuses: a line that is no article, with ParseError naming file and line; the lines after it are still read.
"""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, BinaryIO, get_args

import zstandard

from newsloom.errors import ParseError
from newsloom.records import (
    SECTIONS,
    UNKNOWN_LANGUAGE,
    Article,
    ArticleKind,
    Enclosure,
    Image,
    Language,
    PublisherId,
)
from newsloom.text import paragraphs, squeeze
from newsloom.urls import article_id, canonical_url, registered_domain, short_id, web_url

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP_MAGIC = b"\x1f\x8b"

FURTHER_TEXTS = ("standfirst", "byline", "section", "credit")
FURTHER_LISTS = ("authors", "topics")


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


def write_lines(articles: Iterable[Article], out: BinaryIO) -> int:
    """Write a line an article; returns how many. Raises OSError."""
    n_articles = 0
    for article in articles:
        out.write(json.dumps(line_of(article), ensure_ascii=False).encode() + b"\n")
        n_articles += 1
    out.flush()
    return n_articles


def article_of(line: dict[str, Any], *, now: datetime) -> Article:
    """The article of one JSON object. Raises ValueError where it has neither headline nor text, or a bad date."""
    if not isinstance(line, dict):
        raise TypeError("not a JSON object")
    headline, body = squeeze(_text(line, "headline")), _text(line, "text")
    if not headline and not body.strip():
        raise ValueError("neither headline nor text")
    given, url, name = _text(line, "id") or None, web_url(_text(line, "url")), squeeze(_text(line, "publisher"))
    text = "\n\n".join(paragraphs(body))
    publisher = PublisherId(_text(line, "publisher_id")) or _publisher_of(url, name)
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
        seen_at=moment(_text(line, "seen_at")) or now,
        **_further(line),
    )


def line_of(article: Article) -> dict[str, Any]:
    """The JSON object of an article: what `article_of` reads back as the same article, but for its markup.

    Seven fields are always there; those after them only where they say something.
    """
    seven = {
        "id": article.public_id,
        "url": article.url,
        "publisher": article.publisher_name or None,
        "published_at": _written(article.published_at),
        "language": None if article.language == UNKNOWN_LANGUAGE else article.language,
        "headline": article.headline,
        "text": article.text,
    }
    is_foreign = article.publisher_id != _publisher_of(article.url, article.publisher_name)
    further = {
        "publisher_id": article.publisher_id if is_foreign else None,
        "seen_at": None if article.published_at else _written(article.seen_at),
        "revised_at": _written(article.revised_at),
        **{name: getattr(article, name) for name in (*FURTHER_TEXTS, "is_cut")},
        **{name: list(getattr(article, name)) for name in FURTHER_LISTS},
        "image": _filled(article.image) if article.image else None,
        "enclosures": [_filled(enclosure) for enclosure in article.enclosures],
        "kind": "" if article.kind == "text" else article.kind,
    }
    return seven | {name: value for name, value in further.items() if value}


def _further(line: dict[str, Any]) -> dict[str, Any]:
    """The fields of an article that a line need not have."""
    image, kind = line.get("image"), _text(line, "kind") or "text"
    if kind not in get_args(ArticleKind):
        raise ValueError(f"{kind!r} is no kind of article")
    section = _text(line, "section")
    return {
        **{name: squeeze(_text(line, name)) for name in FURTHER_TEXTS},
        **{name: tuple(str(value) for value in line.get(name) or ()) for name in FURTHER_LISTS},
        "section": section if section in SECTIONS else "",
        "revised_at": moment(_text(line, "revised_at")),
        "image": Image(**image) if isinstance(image, dict) and web_url(image.get("url")) else None,
        "enclosures": tuple(Enclosure(**one) for one in line.get("enclosures") or () if web_url(one.get("url"))),
        "is_cut": bool(line.get("is_cut")),
        "kind": kind,
    }


def _publisher_of(url: str | None, name: str) -> PublisherId | None:
    if url:
        return registered_domain(url)
    return PublisherId(short_id("publisher", name)) if name else None


def _filled(record: Image | Enclosure) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if value not in (None, "")}


def _written(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


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

"""Articles as JSON Lines, as `newsloom import` takes them and `newsloom export` writes them.

In: files of one JSON object a line (plain, `.gz`, `.zst`, or `-` for standard input). Out: `Article`.
Refuses: a line that is no article, with ParseError naming file and line; the lines after it are still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, TypeVar, get_args

from newsloom.errors import ParseError
from newsloom.packed import UNREADABLE, open_bytes, reason
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

T = TypeVar("T")

LINE_LIMIT_BYTES = 64_000_000
FIRST_YEAR, LAST_YEAR = 1600, 2200
"""Newspapers began in 1605, and a date has room on both sides of it for the days that are reckoned with."""
NO_ARTICLE = (ValueError, TypeError, AttributeError, RecursionError)
"""What a line that is no article raises."""

REGION = re.compile(r"[-_].*", re.DOTALL)
"""What follows the language in a tag: `pt-BR`, `en_US`."""
FURTHER_TEXTS = ("standfirst", "byline", "section", "credit")
FURTHER_LISTS = ("authors", "topics")


def read_articles(path: str, *, now: datetime) -> Iterator[Article | ParseError]:
    """Each line as an article, or as the error that says what is wrong with it; empty lines are passed over.

    A file that breaks off (a cut gzip, a bad disk) gives what could be read, then one ParseError.
    """
    return (found if isinstance(found, ParseError) else found[0] for found in read_given(path, now=now))


def read_given(path: str, *, now: datetime) -> Iterator[tuple[Article, str] | ParseError]:
    """As `read_articles`, each article with its `text` exactly as the line gives it: what offsets count in there."""
    number = 0
    try:
        with open_bytes(path) as stream:
            for number, line in enumerate(lines_of(stream), 1):
                if not line.strip():
                    continue
                try:
                    fields = parse_line(line)
                    yield article_of(fields, now=now), _text(fields, "text")
                except NO_ARTICLE as error:
                    yield ParseError(f"{path}:{number}", f"no article: {error}")
    except UNREADABLE as error:
        yield ParseError(f"{path}:{number + 1}", reason(error))


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Every line, read to its end; of one that is too long as much as shows that it is. Raises `UNREADABLE`."""
    while line := stream.readline(LINE_LIMIT_BYTES + 1):
        rest = line
        while len(rest) > LINE_LIMIT_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_LIMIT_BYTES + 1)
        yield line


def parse_line(line: bytes) -> dict[str, Any]:
    """The JSON object of a line. Raises one of `NO_ARTICLE`."""
    if len(line) > LINE_LIMIT_BYTES:
        raise ValueError(f"a line of more than {LINE_LIMIT_BYTES:,} bytes")
    found = json.loads(line)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return found


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
    headline, body = squeeze(_text(line, "headline")), _text(line, "text")
    if not headline and not body.strip():
        raise ValueError("neither headline nor text")
    given, url, name = given_id(line), web_url(_text(line, "url")), squeeze(_text(line, "publisher"))
    text = "\n\n".join(paragraphs(body))
    publisher = PublisherId(_text(line, "publisher_id")) or _publisher_of(url, name)
    return Article(
        id=article_id(given_id=given, url=url, headline=headline, text=text),
        given_id=given,
        url=canonical_url(url) if url else None,
        publisher_id=publisher,
        publisher_name=name or publisher or "",
        published_at=moment(_text(line, "published_at")),
        language=Language(REGION.sub("", _text(line, "language").strip().lower()) or UNKNOWN_LANGUAGE),
        headline=headline,
        text=text,
        seen_at=moment(_text(line, "seen_at")) or now,
        **_further(line),
    )


def given_id(line: dict[str, Any]) -> str | None:
    """The id that the object gives itself. Raises TypeError where that is no text."""
    return _text(line, "id") or None


def remains_of(line: dict[str, Any], *, now: datetime) -> Article:
    """What is left of an object that is no article: the fields that read, perhaps no more than its id.

    Raises ValueError where it has neither id nor address.
    """
    fields = {name: value for name, value in line.items() if _reads(name, value)}
    if not (fields.get("id") or web_url(_text(fields, "url"))):
        raise ValueError("neither id nor address")
    if squeeze(_text(fields, "headline")) or _text(fields, "text").strip():
        return article_of(fields, now=now)
    return replace(article_of({**fields, "text": "none"}, now=now), text="")


def line_of(article: Article) -> dict[str, Any]:
    """The JSON object of an article: what `article_of` reads back as the same article, but for its markup.

    Seven fields are always there; those after them only where they say something.
    """
    seven = {
        "id": article.public_id,
        "url": article.url,
        "publisher": article.publisher_name or None,
        "published_at": written(article.published_at),
        "language": None if article.language == UNKNOWN_LANGUAGE else article.language,
        "headline": article.headline,
        "text": article.text,
    }
    is_foreign = article.publisher_id != _publisher_of(article.url, article.publisher_name)
    further = {
        "publisher_id": article.publisher_id if is_foreign else None,
        "seen_at": None if article.published_at else written(article.seen_at),
        "revised_at": written(article.revised_at),
        **{name: getattr(article, name) for name in (*FURTHER_TEXTS, "is_cut")},
        **{name: list(getattr(article, name)) for name in FURTHER_LISTS},
        "image": _filled(article.image) if article.image else None,
        "enclosures": [_filled(enclosure) for enclosure in article.enclosures],
        "kind": "" if article.kind == "text" else article.kind,
    }
    return seven | {name: value for name, value in further.items() if value}


def _reads(name: str, value: object) -> bool:
    """Whether a field alone would make an article unreadable."""
    try:
        article_of({"headline": "a stand-in", name: value or None}, now=datetime.min.replace(tzinfo=UTC))
    except NO_ARTICLE:
        return name in ("headline", "text") and isinstance(value, str)
    return True


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


def written(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def moment(text: str) -> datetime | None:
    """An ISO 8601 moment or day as aware UTC; None for nothing. Raises ValueError for anything else."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"{text!r} is no date of a newspaper")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _text(line: dict[str, Any], name: str) -> str:
    value = line.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise TypeError(f"{name} is no text")
    return str(value).encode("utf-8", "replace").decode("utf-8")

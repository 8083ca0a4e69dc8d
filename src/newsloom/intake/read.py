"""A file's bytes made into articles, whatever kind of file it is.

In: a path. Out: articles, rejections, feeds to add, and errors that name file and place. Refuses: nothing; what
cannot be read is said in a ParseError, and the rest of the file is still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsloom.errors import ParseError
from newsloom.extract import extract
from newsloom.extract.capture import read_capture
from newsloom.extract.parsed import decode
from newsloom.fetch.feeds import parse_feed
from newsloom.fetch.opml import parse_opml
from newsloom.intake.sniff import HEAD_BYTES, FileKind, kind_of
from newsloom.intake.warc import Capture, read_records
from newsloom.jsonlines import read_articles
from newsloom.packed import read_bytes
from newsloom.records import Article, FeedSubscription, FetchedFeed, Page, PublisherId, Rejection
from newsloom.urls import feed_id, registered_domain, short_id, web_url

Taken = Article | Rejection | FeedSubscription | ParseError

LIMIT_BYTES = 10_000_000
"""Largest page, feed or capture; archives and JSON Lines are read piece by piece and may have any size."""
SAVED_FROM = re.compile(rb"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]{4,1000})")
"""What browsers write into a page that they save."""
NO_ARTICLES: dict[FileKind, str] = {
    "empty": "an empty file",
    "picture": "a picture, no page, feed, list or archive",
    "document": "an office document, no page, feed, list or archive",
    "program": "a program, no page, feed, list or archive",
    "binary": "no page, feed, list, archive or text",
}


def files_of(paths: list[str]) -> Iterator[str]:
    """Every file that is meant: folders are walked in order, hidden files and the parts of saved pages left out."""
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        for found in sorted(Path(path).rglob("*")):
            inner = found.relative_to(path).parts
            if found.is_file() and not any(part.startswith(".") or part.endswith("_files") for part in inner):
                yield str(found)


def read_file(path: str, *, now: datetime, limit_bytes: int = LIMIT_BYTES) -> Iterator[Taken]:
    """Everything in a file that the pipeline can take, and what is wrong with the rest."""
    if path == "-":
        yield from read_articles(path, now=now)
        return
    kind, content, error = _read(path, limit_bytes)
    if kind == "jsonl":
        yield from read_articles(path, now=now)
    elif kind == "warc":
        yield from _of_archive(path, now=now, limit_bytes=limit_bytes)
    elif error is not None:  # half a page would be kept as if it were the whole
        yield error
    else:
        yield from _of_whole(content, kind, path, now=now, limit_bytes=limit_bytes)


def _read(path: str, limit_bytes: int) -> tuple[FileKind, bytes, ParseError | None]:
    """The kind of a file, and its content where that is read as a whole: one byte more than allowed at most."""
    head, error = read_bytes(path, HEAD_BYTES)
    kind = kind_of(head)
    if error is not None or kind in ("jsonl", "warc") or kind in NO_ARTICLES:
        return kind, head, error
    return kind, *read_bytes(path, limit_bytes + 1)


def _of_whole(content: bytes, kind: FileKind, path: str, *, now: datetime, limit_bytes: int) -> Iterator[Taken]:
    try:
        if kind in NO_ARTICLES:
            yield ParseError(path, NO_ARTICLES[kind])
        elif len(content) > limit_bytes:
            yield ParseError(path, f"more than the {limit_bytes:,} bytes that one page, feed or capture may have")
        elif kind == "feed":
            yield from _of_feed(content, path, now=now)
        elif kind == "opml":
            yield from parse_opml(content, path)
        elif kind == "html":
            yield _with_origin(extract(_page(content, path), None, now=now), path)
        else:
            yield from read_capture(decode(content), path, now=now, captured_at=_written_at(path, now))
    except ParseError as error:
        yield error


def _of_archive(path: str, *, now: datetime, limit_bytes: int) -> Iterator[Taken]:
    for record in read_records(path, limit_bytes=limit_bytes):
        if isinstance(record, Capture):
            yield from read_capture(record.text, record.source, now=now, captured_at=record.captured_at)
        elif isinstance(record, Page):
            yield extract(record, None, now=record.fetched_at or now)
        else:
            yield record


def _of_feed(content: bytes, path: str, *, now: datetime) -> Iterator[Taken]:
    """The entries of a feed as articles of their own texts; nothing is fetched."""
    feed = FetchedFeed(feed_id=feed_id(path), url=path, content=content, content_type=None, fetched_at=now)
    meta, entries = parse_feed(feed)
    publisher = registered_domain(meta.home_url) if meta.home_url else None
    for entry in entries:
        yield extract(None, entry, now=now, publisher_id=publisher, publisher_name=meta.title, language=meta.language)


def _page(content: bytes, path: str) -> Page:
    found = SAVED_FROM.search(content[:HEAD_BYTES])
    return Page(url=web_url(found[1].decode("ascii", "ignore")) if found else None, content=content)


def _with_origin(found: Article | Rejection, path: str) -> Article | Rejection:
    """A page without an address: an article's publisher is known by name, a rejection says which file it was."""
    if isinstance(found, Rejection):
        return found if found.url else replace(found, detail=f"{path} {found.detail}".strip())
    if found.publisher_id is None and found.publisher_name:
        return replace(found, publisher_id=PublisherId(short_id("publisher", found.publisher_name)))
    return found


def _written_at(path: str, now: datetime) -> datetime:
    return min(datetime.fromtimestamp(Path(path).stat().st_mtime, UTC), now)

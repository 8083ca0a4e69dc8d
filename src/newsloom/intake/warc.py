"""Web archives: WARC files of pages, and WET files of their texts.

In: the path of a file, packed or not. Out: a `Page` for each page, a `Capture` for each text. Refuses: a record that
is too large or broken off, with ParseError naming its place; the records after it are still read where possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsloom.errors import ParseError
from newsloom.records import Page

PAGE_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The text of a page, as a WET record or a file holds it."""

    text: str
    source: str
    captured_at: datetime | None


def read_records(path: str, *, limit_bytes: int) -> Iterator[Page | Capture | ParseError]:
    """Each page or text of an archive, in its order; other records are passed over."""
    number = 0
    try:
        with Path(path).open("rb") as file:
            for record in ArchiveIterator(file, parse_http=False):
                number += 1
                found = _read_whole(record, f"{path}: record {number}", limit_bytes)
                if found is not None:
                    yield found
    except (OSError, EOFError, ValueError) as error:
        yield ParseError(f"{path}: after record {number}", getattr(error, "strerror", None) or str(error))


def _read_whole(record: WarcRecord, place: str, limit_bytes: int) -> Page | Capture | ParseError | None:
    if "Content-Length" not in record.headers:
        return ParseError(place, "the archive breaks off here")
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        return None
    n_bytes = record.content_length
    if n_bytes > limit_bytes:
        return ParseError(place, f"{n_bytes:,} bytes, more than the {limit_bytes:,} that a page may have")
    record.freeze()
    if record.content_length < n_bytes:
        return ParseError(place, "the archive breaks off here")
    return _read(record, place)


def _read(record: WarcRecord, place: str) -> Page | Capture | None:
    url = record.headers.get("WARC-Target-URI") or None
    at = record.record_date.astimezone(UTC) if record.record_date else None
    if record.record_type == WarcRecordType.conversion:
        return Capture(text=record.reader.read().decode("utf-8", "replace"), source=url or place, captured_at=at)
    content_type = record.headers.get("Content-Type") or ""
    if record.is_http:
        record.parse_http(auto_decode="all")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        content_type = record.http_headers.get("Content-Type") or ""
    if not content_type.lower().startswith(PAGE_TYPES):
        return None
    return Page(url=url, content=record.reader.read(), content_type=content_type, fetched_at=at)

"""Web archives: WARC files of pages, and WET files of their texts.

In: a stream of WARC bytes, unpacked. Out: a `Page` for each page, a `Capture` for each text. Refuses: a record that
is too large or broken off, with ParseError naming its place; the records after it are still read where possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

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


def read_records(stream: BinaryIO, path: str, *, limit_bytes: int) -> Iterator[Page | Capture | ParseError]:
    """Each page or text of an archive, in its order; other records are passed over."""
    number = 0
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            number += 1
            place = f"{path}: record {number}"
            if record.record_type == WarcRecordType.unknown or "Content-Length" not in record.headers:
                yield ParseError(place, "the archive breaks off here")
                return
            if record.record_type not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
                continue
            n_bytes = record.content_length
            if n_bytes > limit_bytes:
                yield ParseError(place, f"{n_bytes:,} bytes, more than the {limit_bytes:,} that a page may have")
                continue
            record.freeze()
            if record.content_length < n_bytes:
                yield ParseError(place, "the archive breaks off here")
                return
            if (found := _read(record, place)) is not None:
                yield found
    except (OSError, EOFError, ValueError) as error:
        yield ParseError(f"{path}: after record {number}", str(error) or "the archive breaks off here")
    if number == 0:
        yield ParseError(path, "an archive without records")


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

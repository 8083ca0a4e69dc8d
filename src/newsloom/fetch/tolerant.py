"""Any feed that can be read at all, with feedparser's patience: wrong encodings, broken markup, a dozen dialects.

In: bytes. Out: a `FeedDraft`. Refuses: bytes that are no feed, with ValueError.
"""

from __future__ import annotations

import html
import io
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from newsloom.fetch.dates import read_date, read_duration
from newsloom.fetch.drafts import MAX_ENTRIES, Draft, FeedDraft
from newsloom.fetch.media import file_of
from newsloom.urls import web_url

MAX_TAGS = 250_000
KINDS = {"rss10": "rdf10", "rss090": "rdf090"}
PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 7 * 86400.0, "monthly": 30 * 86400.0, "yearly": 365 * 86400.0}


def read_tolerant(content: bytes, content_type: str | None) -> FeedDraft:
    """The feed as feedparser sees it. Cost: some 20 µs a tag, however broken; a second for the largest real feeds."""
    if content.count(b"<") > MAX_TAGS:
        raise ValueError(f"out of the ordinary, and with more than {MAX_TAGS:,} tags too large for that")
    try:
        found = feedparser.parse(
            io.BytesIO(content),
            response_headers={"content-type": _content_type(content, content_type)},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    if not found.version and not found.entries:
        raise ValueError("no feed")
    is_atom = found.version.startswith("atom")
    feed = found.feed
    return FeedDraft(
        kind=KINDS.get(found.version, found.version),
        title=_text(feed, "title"),
        is_markup=not is_atom or _is_html(feed, "title"),
        link="" if _text(feed, "link") == _text(feed, "id") and not web_url(_text(feed, "id")) else _text(feed, "link"),
        language=_text(feed, "language"),
        description=_text(feed, "subtitle"),
        icon=_text(feed, "icon") or _text(feed.get("image"), "href") or _text(feed, "logo"),
        ttl_seconds=ttl_seconds(_text(feed, "ttl"), _text(feed, "sy_updateperiod"), _text(feed, "sy_updatefrequency")),
        drafts=[_draft(entry, is_atom=is_atom) for entry in found.entries[:MAX_ENTRIES]],
    )


def ttl_seconds(ttl: str, period: str = "", frequency: str = "") -> float | None:
    """How long a feed asks to be left alone, by `ttl` in minutes or by the syndication module's period."""
    if ttl.strip().isdecimal() and int(ttl.strip()[:9]):
        return int(ttl.strip()[:9]) * 60.0
    if period.strip().lower() in PERIODS:
        times = int(frequency.strip()[:9]) if frequency.strip().isdecimal() else 1
        return PERIODS[period.strip().lower()] / max(1, times)
    return None


def _draft(entry: feedparser.FeedParserDict, *, is_atom: bool) -> Draft:
    links: list[Mapping[str, str]] = entry.get("links", [])
    contents = entry.get("content", [])
    files = [link for link in links if link.get("rel") == "enclosure"] + list(entry.get("media_content", []))
    thumbnails = entry.get("media_thumbnail", [])
    summary = _text(entry, "summary")
    return Draft(
        guid=_text(entry, "id"),
        link=_text(entry, "link"),
        headline=_text(entry, "title"),
        is_markup=not is_atom or _is_html(entry, "title"),
        summary="" if _is_one_of(summary, contents) else _markup(summary, _type(entry, "summary"), is_atom=is_atom),
        content=max(
            (_markup(_text(part, "value"), part.get("type"), is_atom=is_atom) for part in contents), key=len, default=""
        ),
        authors=[_text(author, "name") for author in entry.get("authors", [])],
        published_at=_moment(entry, "published"),
        updated_at=_moment(entry, "updated"),
        categories=[_text(tag, "label") or _text(tag, "term") for tag in entry.get("tags", [])],
        files=[file for attributes in files if (file := file_of(attributes))],
        image=_text(thumbnails[0] if thumbnails else None, "url") or _text(entry.get("image"), "href"),
        duration_seconds=read_duration(_text(entry, "itunes_duration")),
        language=_text(entry, "language"),
    )


def _content_type(content: bytes, content_type: str | None) -> str:
    """The header, unless the bytes know better: text that is not ASCII and reads as UTF-8 is UTF-8."""
    if content.isascii():
        return content_type or ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content_type or ""
    return "application/xml; charset=utf-8"


def _moment(entry: feedparser.FeedParserDict, name: str) -> datetime | None:
    if name not in entry:
        return None
    found = read_date(_text(entry, name))
    parsed: struct_time | None = entry.get(f"{name}_parsed") if f"{name}_parsed" in entry else None
    if found is not None or parsed is None:
        return found
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(found: Any, name: str) -> str:
    value = found.get(name) if isinstance(found, Mapping) else None
    return value if isinstance(value, str) else ""


def _type(entry: feedparser.FeedParserDict, name: str) -> str:
    return _text(entry.get(f"{name}_detail"), "type")


def _is_one_of(summary: str, contents: list[Mapping[str, Any]]) -> bool:
    """Where an entry has a content alone, feedparser shows it as summary too."""
    return any(_text(part, "value") == summary for part in contents)


def _is_html(entry: feedparser.FeedParserDict, name: str) -> bool:
    return "html" in _type(entry, name)


def _markup(text: str, media_type: str | None, *, is_atom: bool) -> str:
    """Atom says which texts are plain; elsewhere all may be markup."""
    return html.escape(text, quote=False) if is_atom and media_type == "text/plain" else text

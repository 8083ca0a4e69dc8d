"""Feeds: asked for politely, and read whatever their format.

In: a `DueFeed`. Out: `FetchedFeed` or `NotModified`; then `FeedMeta` and entries. Refuses: what cannot be had with
FetchError, what is no feed with ParseError.

Three readers share the work: `jsonfeed` for JSON Feed, `wellformed` for RSS and Atom as most publishers write them, and
`tolerant` for everything else. What `wellformed` reads it reads as `tolerant` would, some twenty times as fast.
"""

from __future__ import annotations

from datetime import datetime

import xxhash

from newsloom.errors import ParseError
from newsloom.fetch.answer import Answer, max_age_seconds
from newsloom.fetch.client import Client
from newsloom.fetch.drafts import FeedDraft, entries_of, meta_of
from newsloom.fetch.items import Unusual
from newsloom.fetch.jsonfeed import is_json, read_json_feed
from newsloom.fetch.tolerant import read_tolerant
from newsloom.fetch.wellformed import read_wellformed
from newsloom.records import DueFeed, Entry, FeedMeta, FetchedFeed, NotModified
from newsloom.urls import web_url

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)


async def fetch_feed(client: Client, due: DueFeed, *, now: datetime) -> FetchedFeed | NotModified:
    """Ask a feed for news since the last time. Raises FetchError.

    A server that knows no conditional requests sends the same bytes again; by their hash that is no news either.
    """
    headers = {}
    if due.etag:
        headers["If-None-Match"] = due.etag
    if due.last_modified:
        headers["If-Modified-Since"] = due.last_modified
    answer = await client.get(
        due.url, accept=FEED_TYPES, headers=headers, limit_bytes=client.environment.feed_limit_bytes
    )
    content_hash = xxhash.xxh3_128_hexdigest(answer.content)
    if answer.status == 304 or content_hash == due.content_hash:
        return _not_modified(due, answer, now)
    return FetchedFeed(
        feed_id=due.id,
        url=answer.url,
        content=answer.content,
        content_type=answer.headers.get("content-type"),
        fetched_at=now,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        content_hash=content_hash,
        moved_to=answer.moved_to,
        max_age_seconds=max_age_seconds(answer.headers),
    )


def parse_feed(fetched: FetchedFeed) -> tuple[FeedMeta, tuple[Entry, ...]]:
    """What the feed says of itself, and its entries in its order. Raises ParseError. Cost: 2 ms for 20 entries.

    Where nobody knows the feed's own address (a saved file), its home page is the base of relative ones.
    """
    base = web_url(fetched.url)
    try:
        feed = read_feed(fetched.content, fetched.content_type)
    except ValueError as error:
        raise ParseError(fetched.url, str(error)) from None
    meta = meta_of(feed, base)
    base = base or meta.home_url
    return meta, entries_of(feed, feed_id=fetched.feed_id, base_url=base, now=fetched.fetched_at)


def read_feed(content: bytes, content_type: str | None) -> FeedDraft:
    """The feed in these bytes, by the fastest reader that understands it. Raises ValueError."""
    if not content.strip():
        raise ValueError("empty")
    if is_json(content):
        return read_json_feed(content)
    try:
        return read_wellformed(content, content_type)
    except Unusual:
        return read_tolerant(content, content_type)


def _not_modified(due: DueFeed, answer: Answer, now: datetime) -> NotModified:
    """A 304 need not repeat what it confirms."""
    return NotModified(
        feed_id=due.id,
        fetched_at=now,
        etag=answer.headers.get("etag") or due.etag,
        last_modified=answer.headers.get("last-modified") or due.last_modified,
        moved_to=answer.moved_to,
        max_age_seconds=max_age_seconds(answer.headers),
    )

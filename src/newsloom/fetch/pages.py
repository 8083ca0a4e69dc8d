"""Pages: asked for where robots.txt allows it, at a resting pace.

In: an address. Out: a `Page`. Refuses: what cannot be had, or must not be read, with FetchError.
"""

from __future__ import annotations

from datetime import datetime

from newsloom.errors import Refused
from newsloom.fetch.client import Client
from newsloom.records import Page

PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.1"


async def fetch_page(client: Client, url: str, *, now: datetime) -> Page:
    """The page at `url`, redirects followed. Raises FetchError: `Refused` by "robots.txt" where its host wants that."""
    if not await client.robots.may_fetch(client, url, now=now):
        raise Refused(url, "robots.txt")
    answer = await client.get(url, accept=PAGE_TYPES, is_page=True)
    return Page(
        url=answer.url,
        content=answer.content,
        content_type=answer.headers.get("content-type"),
        fetched_at=now,
    )

"""A waiting entry taken up: its page fetched, and made an article.

    WaitingEntry ─▶ fetch_page ─▶ Page, or none ─▶ extract ─▶ Outcome

In: a waiting entry. Out: its `Outcome`. Refuses: nothing; a page that cannot be had is an outcome too, and after
`N_PAGE_ATTEMPTS` of them the feed's own text serves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

import structlog

from newsloom.errors import FetchError
from newsloom.extract import extract
from newsloom.fetch.client import Client
from newsloom.fetch.pages import fetch_page
from newsloom.records import Article, Page, Rejection, WaitingEntry

log = structlog.get_logger()

N_PAGE_ATTEMPTS = 4
"""After so many failures of a page its entry is woven from the feed's own text."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one waiting entry."""

    waiting: WaitingEntry
    found: Article | Rejection | FetchError


async def take(waiting: WaitingEntry, client: Client, *, clock: Clock, extractor: Executor) -> Outcome:
    """What the entry's page, or the entry itself, says; the page is read in a thread of `extractor`."""
    page: Page | None = None
    if _has_page(waiting):
        try:
            page = await fetch_page(client, waiting.entry.url or "", now=clock())
        except FetchError as error:
            if error.try_again in ("backing-off", "when-told") and waiting.n_attempts + 1 < N_PAGE_ATTEMPTS:
                return Outcome(waiting, error)
    found = await asyncio.get_running_loop().run_in_executor(extractor, _extract, page, waiting, clock())
    return Outcome(waiting, found)


def _extract(page: Page | None, waiting: WaitingEntry, now: datetime) -> Article | Rejection:
    try:
        return extract(
            page,
            waiting.entry,
            now=now,
            publisher_id=waiting.publisher_id,
            publisher_name=waiting.publisher_name,
            section=waiting.section,
            language=waiting.language,
        )
    except Exception as error:  # one page must not stop the others, whatever is wrong with us
        log.exception("page broke the extractor", url=waiting.entry.url)
        return Rejection(reason="unreadable", url=waiting.entry.url, detail=f"our fault: {error!r}")


def _has_page(waiting: WaitingEntry) -> bool:
    """A podcast's or video's entry is kept for its file; its page would only be a worse description."""
    media = any(enclosure.media_type.startswith(("audio/", "video/")) for enclosure in waiting.entry.enclosures)
    return bool(waiting.entry.url) and not media

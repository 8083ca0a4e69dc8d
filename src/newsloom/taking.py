"""A waiting entry taken up: its page fetched, and made an article.

    WaitingEntry ─▶ fetch_page ─▶ Page, or none ─▶ extract ─▶ Outcome

In: a waiting entry. Out: its `Outcome`. Refuses: nothing; a page that cannot be had is an outcome too, and after
`N_PAGE_ATTEMPTS` of them the feed's own text serves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsloom.errors import FetchError, Throttled
from newsloom.extracting import Extractors
from newsloom.fetch.client import Client
from newsloom.fetch.pages import fetch_page
from newsloom.records import Article, Page, Rejection, WaitingEntry

FIRST_WAIT = timedelta(minutes=10)
"""Before a page is asked for again; four times as long after each failure."""
N_PAGE_ATTEMPTS = 4
"""After so many failures of a page its entry is woven from the feed's own text."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one waiting entry."""

    waiting: WaitingEntry
    found: Article | Rejection | FetchError


def wait_after(waiting: WaitingEntry, error: FetchError) -> timedelta:
    """How long until a page that could not be had is asked for again."""
    wait: timedelta = FIRST_WAIT * 4**waiting.n_attempts
    if isinstance(error, Throttled) and error.retry_after_seconds:
        wait = max(wait, timedelta(seconds=error.retry_after_seconds))
    return wait


async def take(waiting: WaitingEntry, client: Client, *, clock: Clock, extractors: Extractors) -> Outcome:
    """What the entry's page, or the entry itself, says; read in a process of `extractors`."""
    page: Page | None = None
    if _has_page(waiting):
        try:
            page = await fetch_page(client, waiting.entry.url or "", now=clock())
        except FetchError as error:
            if error.try_again in ("backing-off", "when-told") and waiting.n_attempts + 1 < N_PAGE_ATTEMPTS:
                return Outcome(waiting, error)
    return Outcome(waiting, await extractors.extract(page, waiting, now=clock()))


def _has_page(waiting: WaitingEntry) -> bool:
    """A podcast's or video's entry is kept for its file; its page would only be a worse description."""
    media = any(enclosure.media_type.startswith(("audio/", "video/")) for enclosure in waiting.entry.enclosures)
    return bool(waiting.entry.url) and not media

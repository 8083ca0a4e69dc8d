"""When to ask a feed again: pure decisions, each the whole of a feed's next state.

In: a `DueFeed` and what became of it. Out: a `FetchNote`. Refuses: nothing.

A feed is asked about twice as often as it brings news, between ten minutes and a day, and never sooner than it or its
server asks for. Failures wait by their kind. Two feeds that were added together drift apart, each by its own share, so
that no pass finds all of them due at one moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from newsloom.errors import FetchError, Gone, ParseError, Throttled
from newsloom.records import DueFeed, Entry, FeedId, FeedMeta, FetchedFeed, FetchNote, NotModified

SHORTEST_SECONDS = 600.0
LONGEST_SECONDS = 86400.0
WEEK_SECONDS = 7 * 86400.0
N_RECENT = 10
"""So many of the newest entries tell a feed's pace."""
SLOWER = 1.3
"""An answer without news makes the wait longer by this much, news of unknown date shorter by as much."""
SPREAD_SHARE = 0.1
"""The most that a feed's own share adds to a wait."""
PATIENCE = timedelta(days=7)
"""How long an address may answer 404 before the feed is retired."""
RETIRED = timedelta(days=365)

FIRST_WAIT_SECONDS = {"backing-off": 900.0, "when-told": 1800.0, "slowly": 6 * 3600.0, "never": WEEK_SECONDS}
"""By `try_again`, doubled for each failure in a row. What is never to be tried again still is, once a week: operators
open networks, and publishers mend their feeds."""


def note_answer(
    due: DueFeed, answer: FetchedFeed | NotModified, meta: FeedMeta | None, entries: Sequence[Entry], *, now: datetime
) -> FetchNote:
    """The next state of a feed that answered; `meta` and `entries` are those of a `FetchedFeed`."""
    is_new = isinstance(answer, FetchedFeed)
    wait = (_pace(entries, now) or due.interval_seconds / SLOWER) if is_new else due.interval_seconds * SLOWER
    asked_for = max((meta.ttl_seconds if meta else None) or 0.0, answer.max_age_seconds or 0.0)
    interval = min(max(wait, asked_for, SHORTEST_SECONDS), LONGEST_SECONDS)
    return FetchNote(
        feed_id=due.id,
        at=now,
        outcome="fetched" if is_new else "unchanged",
        due_at=_due_at(now, interval, due.id),
        interval_seconds=interval,
        url=answer.moved_to if answer.moved_to != due.url else None,
        etag=answer.etag,
        last_modified=answer.last_modified,
        content_hash=answer.content_hash if isinstance(answer, FetchedFeed) else due.content_hash,
        meta=meta,
        entries=tuple(entries),
    )


def note_failure(due: DueFeed, error: FetchError | ParseError, *, now: datetime) -> FetchNote:
    """The next state of a feed that failed. 410 retires it at once, 404 after a week of nothing else."""
    gone_since_at = (due.gone_since_at or now) if isinstance(error, Gone) else None
    is_gone = isinstance(error, Gone) and (error.status == 410 or now - (gone_since_at or now) >= PATIENCE)
    return FetchNote(
        feed_id=due.id,
        at=now,
        outcome="gone" if is_gone else "failed",
        due_at=now + RETIRED if is_gone else _due_at(now, _wait_seconds(due, error), due.id),
        interval_seconds=due.interval_seconds,
        etag=due.etag,
        last_modified=due.last_modified,
        content_hash=due.content_hash,
        n_failures=due.n_failures + 1,
        gone_since_at=gone_since_at,
        error_code=error.code,
        error_detail=error.detail,
    )


def _pace(entries: Sequence[Entry], now: datetime) -> float | None:
    """Half the mean time between the newest entries, the time since the last of them included."""
    recent = sorted((entry.published_at for entry in entries if entry.published_at), reverse=True)[:N_RECENT]
    return max(0.0, (now - recent[-1]).total_seconds()) / len(recent) / 2 if recent else None


def _wait_seconds(due: DueFeed, error: FetchError | ParseError) -> float:
    # A page of HTML with status 200 where a feed was, or a missing one, is a server's bad day more often than the end.
    kind = "slowly" if isinstance(error, ParseError | Gone) else error.try_again
    longest = LONGEST_SECONDS if kind in ("backing-off", "when-told") else WEEK_SECONDS
    if isinstance(error, Gone):
        longest = LONGEST_SECONDS
    wait = min(FIRST_WAIT_SECONDS[kind] * 2.0 ** min(due.n_failures, 16), longest)
    if isinstance(error, Throttled) and error.retry_after_seconds is not None:
        wait = min(max(error.retry_after_seconds, SHORTEST_SECONDS), WEEK_SECONDS)
    return wait


def _due_at(now: datetime, wait_seconds: float, feed_id: FeedId) -> datetime:
    share = int.from_bytes(hashlib.blake2b(feed_id.encode(), digest_size=4).digest(), "big") / 2**32
    return now + timedelta(seconds=wait_seconds * (1 + SPREAD_SHARE * share))

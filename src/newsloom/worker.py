"""The worker: brings the network's news to the loom, one pass or for ever.

    claim_due_feeds ─▶ fetch_feed ─▶ parse_feed ─▶ note_fetches            every feed by itself, many at a time
    claim_entries ───▶ fetch_page ─▶ extract ────▶ Loom ─▶ note_run        every page by itself, many at a time

In: a `Store`, a fetch client. Out: a `Run` for each pass. Refuses: nothing; a failure belongs to its feed or page,
is kept with its reason and next try, and the pass goes on.

All that touches the store happens in one thread, because database connections belong to threads; the event loop
never waits for it. A pass can be ended at any moment: what was kept stays, what was claimed comes back.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

import structlog

from newsloom.errors import FetchError, NewsloomError, ParseError, Throttled
from newsloom.extract import extract
from newsloom.fetch.cadence import note_answer, note_failure
from newsloom.fetch.client import Client
from newsloom.fetch.feeds import fetch_feed, parse_feed
from newsloom.fetch.icons import fetch_icon
from newsloom.fetch.pages import fetch_page
from newsloom.pipeline import Arrival, Loom, Tally
from newsloom.records import (
    Article,
    DueFeed,
    Entry,
    FeedMeta,
    FetchedFeed,
    FetchNote,
    Page,
    PublisherId,
    Rejection,
    Run,
    WaitingEntry,
)
from newsloom.store import Store

log = structlog.get_logger()

N_FEEDS_AT_ONCE = 400
N_ENTRIES_AT_ONCE = 400
N_STORIES_AT_ONCE = 50
GATHER_SECONDS = 0.2
"""How long results gather before they are kept together in one transaction."""
FEED_LEASE_SECONDS = 300.0
ENTRY_LEASE_SECONDS = 900.0
PLACER_LEASE_SECONDS = 120.0
N_PAGE_ATTEMPTS = 4
"""After so many failures of a page its entry is woven from the feed's own text."""
FIRST_WAIT = timedelta(minutes=10)
"""Before a page is asked for again; four times as long after each failure."""
REST_SECONDS = 15.0
"""Between two passes that found nothing to do."""
N_ICONS_A_PASS = 10
LARGE_FEED_BYTES = 200_000
"""A feed this large may take a second to parse, and is parsed where it holds up nobody."""

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")
Clock = Callable[[], datetime]


def worker_name() -> str:
    """A name that no other worker has, on this machine or another."""
    return f"{socket.gethostname()}-{os.getpid()}"


@dataclass(slots=True)
class Pass:
    """The numbers of one pass while it runs."""

    started_at: datetime
    n_feeds: int = 0
    n_feeds_failed: int = 0
    n_new_entries: int = 0
    n_rejected: int = 0
    tally: Tally = field(default_factory=Tally)

    def run(self, ended_at: datetime) -> Run:
        return Run(
            started_at=self.started_at,
            ended_at=ended_at,
            n_feeds=self.n_feeds,
            n_feeds_failed=self.n_feeds_failed,
            n_articles=self.tally.n_articles,
            n_rejected=self.n_rejected,
            n_copies=self.tally.n_copies,
            n_stories=self.tally.n_stories,
        )


class Worker:
    """Runs passes over one store. Several workers may share a store; one of them at a time places articles."""

    def __init__(self, store: Store, loom: Loom, client: Client, *, clock: Clock, name: str = "") -> None:
        self._store = store
        self._loom = loom
        self._client = client
        self._clock = clock
        self._name = name or worker_name()
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Finish what is in hand and end; safe to call from a signal's handler."""
        self._stop.set()

    async def run_for_ever(self) -> None:
        while not self._stop.is_set():
            try:
                done = await self.run_once()
            except NewsloomError as error:
                log.error("pass failed", code=error.code, subject=error.subject, detail=error.detail)
                done = Pass(started_at=self._clock())
            if done.n_new_entries or done.tally.n_articles:
                continue
            await self._rest(REST_SECONDS)
        await self._close()

    async def run_once(self) -> Pass:
        """One pass: every feed that is due, every entry that waits, every story that changed."""
        done = Pass(started_at=self._clock())
        await self.refresh(done)
        await self.weave(done)
        await self._fetch_icons()
        await self._kept(self._store.note_run, done.run(self._clock()))
        await self._kept(self._store.release, worker=self._name)
        return done

    async def refresh(self, done: Pass) -> None:
        """Ask every due feed for news; keep the notes in groups, as they come."""

        async def claim(n_free: int) -> tuple[DueFeed, ...]:
            return await self._kept(
                self._store.claim_due_feeds,
                worker=self._name,
                now=self._clock(),
                limit=n_free,
                lease_seconds=FEED_LEASE_SECONDS,
            )

        await self._flow(claim, self._refresh_feed, lambda notes: self._keep_notes(notes, done), N_FEEDS_AT_ONCE)

    async def weave(self, done: Pass) -> None:
        """Take every waiting entry through the loom, then make anew what readers see of the stories that changed."""
        if not await self._holds_placer():
            log.info("another worker places articles")
            return

        async def claim(n_free: int) -> tuple[WaitingEntry, ...]:
            if not await self._holds_placer():
                return ()
            return await self._kept(
                self._store.claim_entries,
                worker=self._name,
                now=self._clock(),
                limit=n_free,
                lease_seconds=ENTRY_LEASE_SECONDS,
            )

        await self._flow(claim, self._take, lambda outcomes: self._keep_outcomes(outcomes, done), N_ENTRIES_AT_ONCE)
        done.tally += await self._kept(self._loom.review, self._clock(), now=self._clock())
        while not self._stop.is_set() and await self._holds_placer():
            if not await self._kept(self._loom.enrich, now=self._clock(), limit=N_STORIES_AT_ONCE):
                return

    # ------------------------------------------------------------------------------------------- feeds

    async def _refresh_feed(self, due: DueFeed) -> FetchNote:
        try:
            return await self._ask_feed(due)
        except (FetchError, ParseError) as error:
            log.info("feed failed", url=due.url, code=error.code, detail=error.detail)
            return note_failure(due, error, now=self._clock())
        except Exception as error:  # one feed must not stop the others, whatever is wrong with us
            log.exception("feed broke the parser", url=due.url)
            return note_failure(due, ParseError(due.url, f"our fault: {error!r}"), now=self._clock())

    async def _ask_feed(self, due: DueFeed) -> FetchNote:
        answer = await fetch_feed(self._client, due, now=self._clock())
        meta: FeedMeta | None = None
        entries: tuple[Entry, ...] = ()
        if isinstance(answer, FetchedFeed) and len(answer.content) > LARGE_FEED_BYTES:
            meta, entries = await asyncio.to_thread(parse_feed, answer)
        elif isinstance(answer, FetchedFeed):
            meta, entries = parse_feed(answer)
        return note_answer(due, answer, meta, entries, now=self._clock())

    async def _keep_notes(self, notes: Sequence[FetchNote], done: Pass) -> None:
        done.n_feeds += len(notes)
        done.n_feeds_failed += sum(1 for note in notes if note.error_code)
        done.n_new_entries += sum(await self._kept(self._store.note_fetches, notes))

    # ----------------------------------------------------------------------------------------- entries

    async def _take(self, waiting: WaitingEntry) -> Outcome:
        page: Page | None = None
        if _has_page(waiting):
            try:
                page = await fetch_page(self._client, waiting.entry.url or "", now=self._clock())
            except FetchError as error:
                if error.try_again in ("backing-off", "when-told") and waiting.n_attempts + 1 < N_PAGE_ATTEMPTS:
                    return Outcome(waiting, error)
        return Outcome(waiting, await asyncio.to_thread(self._extract, page, waiting))

    def _extract(self, page: Page | None, waiting: WaitingEntry) -> Article | Rejection:
        try:
            return extract(
                page,
                waiting.entry,
                now=self._clock(),
                publisher_id=waiting.publisher_id,
                publisher_name=waiting.publisher_name,
                section=waiting.section,
                language=waiting.language,
            )
        except Exception as error:  # one page must not stop the others, whatever is wrong with us
            log.exception("page broke the extractor", url=waiting.entry.url)
            return Rejection(reason="unreadable", url=waiting.entry.url, detail=f"our fault: {error!r}")

    async def _keep_outcomes(self, outcomes: Sequence[Outcome], done: Pass) -> None:
        arrivals: list[Arrival] = []
        for outcome in outcomes:
            match outcome.found:
                case Article() as article:
                    arrivals.append(Arrival(article, outcome.waiting.id))
                case Rejection() as rejection:
                    done.n_rejected += 1
                    await self._kept(
                        self._store.keep_rejection, rejection, entry_id=outcome.waiting.id, now=self._clock()
                    )
                case FetchError() as error:
                    await self._postpone(outcome.waiting, error)
        done.tally += await self._kept(self._loom.weave_arrivals, arrivals, now=self._clock())

    async def _postpone(self, waiting: WaitingEntry, error: FetchError) -> None:
        wait = FIRST_WAIT * 4**waiting.n_attempts
        if isinstance(error, Throttled) and error.retry_after_seconds:
            wait = max(wait, timedelta(seconds=error.retry_after_seconds))
        await self._kept(
            self._store.postpone_entry,
            waiting.id,
            due_at=self._clock() + wait,
            error_code=error.code,
            error_detail=error.detail,
        )

    async def _fetch_icons(self) -> None:
        wanted = await self._kept(self._store.publishers_without_icon, limit=N_ICONS_A_PASS, now=self._clock())
        for publisher_id, home_url in wanted:
            if self._stop.is_set():
                return
            await self._fetch_icon(publisher_id, home_url)

    async def _fetch_icon(self, publisher_id: PublisherId, home_url: str) -> None:
        try:
            icon = await fetch_icon(self._client, home_url, now=self._clock())
        except FetchError:
            icon = None
        await self._kept(self._store.keep_icon, publisher_id, icon, now=self._clock())

    # ------------------------------------------------------------------------------------------ inside

    async def _kept(self, deed: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._keeper, lambda: deed(*args, **kwargs))

    async def _flow(
        self,
        claim: Callable[[int], Awaitable[Sequence[S]]],
        deed: Callable[[S], Awaitable[R]],
        keep: Callable[[Sequence[R]], Awaitable[None]],
        n_at_once: int,
    ) -> None:
        """Do a deed for everything that can be claimed, many at a time, and keep results in groups as they come.

        New work is claimed as soon as a quarter of the places is free: nobody waits for the slowest.
        """
        tasks: set[asyncio.Future[R]] = set()
        try:
            while True:
                if len(tasks) <= n_at_once * 3 // 4 and not self._stop.is_set():
                    tasks |= {asyncio.ensure_future(deed(thing)) for thing in await claim(n_at_once - len(tasks))}
                if not tasks:
                    return
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.wait(tasks, timeout=GATHER_SECONDS)
                ready = {task for task in tasks if task.done()}
                tasks -= ready
                await keep([task.result() for task in ready])
        finally:
            for task in tasks:
                task.cancel()

    async def _holds_placer(self) -> bool:
        return await self._kept(
            self._store.hold_placer, worker=self._name, now=self._clock(), lease_seconds=PLACER_LEASE_SECONDS
        )

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return

    async def _close(self) -> None:
        await self._kept(self._store.release, worker=self._name)
        self._keeper.shutdown()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one waiting entry."""

    waiting: WaitingEntry
    found: Article | Rejection | FetchError


def _has_page(waiting: WaitingEntry) -> bool:
    """A podcast's or video's entry is kept for its file; its page would only be a worse description."""
    media = any(enclosure.media_type.startswith(("audio/", "video/")) for enclosure in waiting.entry.enclosures)
    return bool(waiting.entry.url) and not media

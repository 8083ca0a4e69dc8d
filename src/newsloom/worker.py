"""The worker: brings the network's news to the loom, one pass or for ever.

    claim_due_feeds ─▶ fetch_feed ─▶ parse_feed ─▶ note_fetches            every feed by itself, many at a time
    claim_entries ───▶ fetch_page ─▶ extract ────▶ Loom.weave              every page by itself, many at a time
                                                   Loom.enrich             stories that changed, a few at a time
                                                   Loom.review             when nothing comes

A pass takes these lines one after the other. For ever, each goes round by itself, and their turns at the store
alternate: a few articles are woven, a few stories get their pages, a few feeds are noted. So an article is on its
story's page soon, whatever else waits; nobody's turn is longer than a batch.

In: a `Store`, a fetch client. Out: a `Run` for each pass, or each minute. Refuses: nothing; a failure belongs to its
feed or page, is kept with its reason and next try, and the rest goes on.

All that touches the store happens in one thread, because database connections belong to threads; the event loop
never waits for it. Pages are read in other processes. The worker can be ended at any moment: what was kept stays, what
was claimed comes back.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import ParamSpec, Self, TypeVar

import structlog

from newsloom.errors import FetchError, NewsloomError, ParseError
from newsloom.extracting import Extractors
from newsloom.fetch.cadence import note_answer, note_failure
from newsloom.fetch.client import Client
from newsloom.fetch.feeds import fetch_feed, parse_feed
from newsloom.fetch.icons import fetch_icon
from newsloom.flow import flow
from newsloom.pipeline import Arrival, Loom
from newsloom.reading import Readers
from newsloom.records import (
    Article,
    DueFeed,
    Entry,
    FeedMeta,
    FetchedFeed,
    FetchNote,
    PublisherId,
    Rejection,
    WaitingEntry,
)
from newsloom.rounds import Line, Pass
from newsloom.store import Store
from newsloom.taking import Clock, Outcome, take, wait_after
from newsloom.tellers import Teller, written_of

log = structlog.get_logger()

N_FEEDS_AT_ONCE = 400
N_ENTRIES_AT_ONCE = 400
N_STORIES_AT_ONCE = 20
"""Stories whose pages are made in one turn."""
FEED_LEASE_SECONDS = 300.0
ENTRY_LEASE_SECONDS = 900.0
PLACER_LEASE_SECONDS = 120.0
"""A worker that died is followed by another after so long. No turn at the store comes near it."""
FEED_REST_SECONDS = 1.0
"""Before feeds are looked at again, when none is due."""
REST_SECONDS = 1.0
"""Before entries are looked at again, when none waits; news of our own ends the rest."""
PAGES_REST_SECONDS = 1.0
"""Before stories are looked at again. Nothing ends this rest: whatever comes to a story meanwhile makes one page."""
READINGS_REST_SECONDS = 5.0
"""Before it is asked whether an article waits to be read."""
TELLING_REST_SECONDS = 30.0
"""Before it is asked whether a brief waits for a model's words."""
READING_REST, BUSY_SECONDS = 4.0, 10.0
"""How many times longer it rests while articles came in that lately; without rests their p95 went from 7 to 13 s."""
N_READ_AT_ONCE, N_BATCHES_A_PASS = 16, 60
"""About half a second of reading: longer would keep a worker that is told to stop. A single pass leaves what is more
than a minute's reading, as there is after an upgrade, to the next."""
NOTE_SECONDS = 60.0
"""Between two `Run`s of a worker that goes on for ever."""
FAILURE_REST_SECONDS = 15.0
"""After a failure of the store."""
QUIET_SECONDS = 20.0
"""Nothing has come for so long: there is time for a review."""
REVIEW_REST = 50.0
"""And for the next one when so many times as long as the last one took has passed: reviews take a fiftieth at most."""
N_ICONS_A_PASS = 10
LARGE_FEED_BYTES = 200_000
"""A feed this large may take a second to parse, and is parsed where it holds up nobody."""

P = ParamSpec("P")
T = TypeVar("T")


def worker_name() -> str:
    """A name that no other worker has, not even where containers share a host's name and process numbers."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


class Worker:
    """Runs passes over one store. Several workers may share a store; one of them at a time places articles.

    To be used in an `async with` block: at its end what is still claimed is given back, and the processes end.
    """

    def __init__(
        self, store: Store, loom: Loom, client: Client, *, clock: Clock, name: str = "", teller: Teller | None = None
    ) -> None:
        self._store = store
        self._loom = loom
        self._client = client
        self._clock = clock
        self._name = name or worker_name()
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._extractors = Extractors()
        self._readers = Readers()
        self._teller = teller
        self._stop = asyncio.Event()
        self._feeds = Line(self.refresh, FEED_REST_SECONDS, f"{self._name}/feeds")
        self._entries = Line(self._weave_waiting, REST_SECONDS, f"{self._name}/entries")
        self._pages = Line(self._renew_pages, PAGES_REST_SECONDS)
        self._readings = Line(self._read_some, READINGS_REST_SECONDS)
        self._books = Line(self._keep_books, NOTE_SECONDS)
        self._tellings = Line(self._tell_some, TELLING_REST_SECONDS)
        self._lines = (self._feeds, self._entries, self._pages, self._readings, self._tellings, self._books)
        self._n_at_place = 0
        self._woven_at = self._review_at = float("-inf")
        self._is_reviewed = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for line in self._lines:
            await self._give_back(line)
        self._keeper.shutdown()
        self._extractors.close()
        self._readers.close()

    def stop(self) -> None:
        """Finish what is in hand and end; safe to call from a signal's handler."""
        self._stop.set()
        for line in self._lines:
            line.bell.ring()

    async def run_for_ever(self) -> None:
        """Let every line go round by itself until the worker is stopped."""
        done = Pass(started_at=self._clock())
        async with asyncio.TaskGroup() as lines:
            for line in self._lines:
                lines.create_task(self._go_round(line, done))
        await self._keep_books(done)

    async def run_once(self) -> Pass:
        """One pass: every feed that is due, every entry that waits, every story that changed."""
        done = Pass(started_at=self._clock())
        await self.refresh(done)
        await self.weave(done)
        await self._fetch_icons()
        await self._kept(self._store.note_run, done.run(self._clock()))
        for line in self._lines:
            await self._give_back(line)
        return done

    async def refresh(self, done: Pass) -> None:
        """Ask every due feed for news; keep the notes in groups, as they come."""

        async def claim(n_free: int) -> tuple[DueFeed, ...]:
            if self._stop.is_set():
                return ()
            return await self._kept(
                self._store.claim_due_feeds,
                worker=self._feeds.holder,
                now=self._clock(),
                limit=n_free,
                lease_seconds=FEED_LEASE_SECONDS,
            )

        await flow(claim, self._refresh_feed, lambda notes: self._keep_notes(notes, done), N_FEEDS_AT_ONCE)

    async def weave(self, done: Pass) -> None:
        """Take every waiting entry through the loom, then make anew what readers see of the stories that changed."""
        async with self._place() as is_ours:
            if not is_ours:
                log.info("another worker places articles")
                return
            await self._weave_waiting(done)
            await self._review(done)
            await self._make_pages()
            for _ in range(N_BATCHES_A_PASS):
                if self._stop.is_set() or not await self._read_batch():
                    break
            await self._make_pages()

    # ------------------------------------------------------------------------------------------- lines

    async def _go_round(self, line: Line, done: Pass) -> None:
        while not self._stop.is_set():
            seconds = line.rest_seconds
            try:
                await line.deed(done)
            except NewsloomError as error:
                log.error("worker failed", code=error.code, subject=error.subject, detail=error.detail)
                await self._give_back(line)
                seconds = FAILURE_REST_SECONDS
            await line.bell.rest(seconds)

    async def _weave_waiting(self, done: Pass) -> None:
        """Take entries through the loom as long as any waits."""

        async def claim(n_free: int) -> tuple[WaitingEntry, ...]:
            if self._stop.is_set() or not await self._holds_place():
                return ()
            return await self._kept(
                self._store.claim_entries,
                worker=self._entries.holder,
                now=self._clock(),
                limit=n_free,
                lease_seconds=ENTRY_LEASE_SECONDS,
            )

        def take_up(waiting: WaitingEntry) -> Awaitable[Outcome]:
            return take(waiting, self._client, clock=self._clock, extractors=self._extractors)

        async with self._place() as is_ours:
            if is_ours:
                await flow(claim, take_up, lambda outcomes: self._keep_outcomes(outcomes, done), N_ENTRIES_AT_ONCE)

    async def _renew_pages(self, done: Pass) -> None:
        """Make the pages of stories that changed; when nothing has come for a while, review the stories first."""
        async with self._place() as is_ours:
            if is_ours and self._has_time_for_review():
                await self._review(done)
            if is_ours:
                await self._make_pages()

    def _has_time_for_review(self) -> bool:
        now = time.monotonic()
        return not self._is_reviewed and now >= self._woven_at + QUIET_SECONDS and now >= self._review_at

    async def _review(self, done: Pass) -> None:
        self._is_reviewed, began = True, time.monotonic()
        tally = await self._kept(self._loom.review, self._clock(), now=self._clock())
        done.tally += tally
        ended = time.monotonic()
        self._review_at = ended + REVIEW_REST * (ended - began)

    async def _make_pages(self) -> None:
        """To be called by who holds the place, which is held on to from turn to turn.

        Ends with a turn that is not full: what has come since waits for the next round, with what comes until then.
        """
        while not self._stop.is_set():
            n_made = await self._kept(self._loom.enrich, now=self._clock(), limit=N_STORIES_AT_ONCE)
            if n_made < N_STORIES_AT_ONCE or not await self._holds_place():
                return

    async def _read_some(self, _: Pass) -> None:
        """Read what waits, the newest first, as the one who places articles; with long rests while others come in."""
        async with self._place() as is_ours:
            while is_ours and not self._stop.is_set():
                began = time.monotonic()
                if not await self._read_batch():
                    return
                if (ended := time.monotonic()) < self._woven_at + BUSY_SECONDS:
                    await self._readings.bell.rest(READING_REST * (ended - began))
                is_ours = await self._holds_place()

    async def _read_batch(self) -> bool:
        articles = await self._kept(self._store.unread, limit=N_READ_AT_ONCE)
        if articles:
            readings = await self._readers.read(articles)
            await self._kept(self._store.keep_readings, list(zip(articles, readings, strict=True)), now=self._clock())
        return bool(articles)

    async def _tell_some(self, _: Pass) -> None:
        """Have briefs put into words, one by one; the place is not held on to while a model thinks."""
        while self._teller is not None and not self._stop.is_set():
            async with self._place() as is_ours:
                due = await self._kept(self._store.briefs_due, since=self._teller.since(self._clock()), limit=1)
            found = await self._teller.tell(due[0], self._stop) if is_ours and due else None
            if found is None:
                return
            await self._kept(self._store.keep_written_brief, due[0], written_of(found), now=self._clock())

    async def _keep_books(self, done: Pass) -> None:
        """Note what was done, and look for favicons."""
        run = done.run(self._clock())
        done.begin_anew(run.ended_at)
        await self._kept(self._store.note_run, run)
        await self._fetch_icons()

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
        n_new = sum(await self._kept(self._store.note_fetches, notes))
        done.n_new_entries += n_new
        if n_new:
            self._entries.bell.ring()

    # ----------------------------------------------------------------------------------------- entries

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
        tally = await self._kept(self._loom.weave_arrivals, arrivals, now=self._clock())
        done.tally += tally
        if arrivals:
            self._woven_at, self._is_reviewed = time.monotonic(), False

    async def _postpone(self, waiting: WaitingEntry, error: FetchError) -> None:
        await self._kept(
            self._store.postpone_entry,
            waiting.id,
            due_at=self._clock() + wait_after(waiting, error),
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

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[bool]:
        """Whether we are the one who places articles; the last line that leaves lets others have the place."""
        self._n_at_place += 1
        is_ours = False
        try:
            is_ours = await self._holds_place()
            yield is_ours
        finally:
            self._n_at_place -= 1
            if is_ours and not self._n_at_place:
                await self._kept(self._loom.leave_place, worker=self._name, now=self._clock())

    async def _holds_place(self) -> bool:
        return await self._kept(
            self._loom.take_place, worker=self._name, now=self._clock(), lease_seconds=PLACER_LEASE_SECONDS
        )

    async def _give_back(self, line: Line) -> None:
        if not line.holder:
            return
        try:
            await self._kept(self._store.release, worker=line.holder)
        except NewsloomError as error:
            log.error("nothing given back", code=error.code, subject=error.subject, detail=error.detail)

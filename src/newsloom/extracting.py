"""Pages read in processes of their own, one page at a time in each.

    Page, WaitingEntry ─▶ a free process ─ extract ─▶ Article | Rejection
                              │ ends over it: once more in a new one, then a Rejection
                              └ takes too long: ended, a new one for the next page, a Rejection

Extraction is most of the work, and would else share one interpreter with whatever places, keeps and fetches. And pages
are sent by strangers: one that makes a library of ours crash or turn in circles costs that page only.

In: a page, or none, and its waiting entry. Out: `Article | Rejection`. Refuses: nothing that a page can do; raises
NewsloomError where a process cannot even begin, for that is no page's fault.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from typing import Self

import structlog

from newsloom import processes
from newsloom.errors import NewsloomError
from newsloom.extract import extract
from newsloom.records import Article, Page, Rejection, WaitingEntry

log = structlog.get_logger()

MOST_PROCESSES = 2
"""Each reads 13 to 17 pages of newspapers a second, and one keeper takes about 35 articles a second."""
PAGE_SECONDS = 30.0
"""Processor time for one page. Of pages as large as may be fetched (10 MB) the slowest we could make took 2.1 s, the
usual ones take 0.02 to 0.1 s. It is the process's own time, so that no page is blamed for a busy machine."""
N_TRIES = 2

EMPTY_PAGE = b"<html><head><title>A title</title></head><body><article><p>A text.</p></article></body></html>"


class Broke(Exception):
    """The extractor raised something; this is its name, for the thing itself may not travel from process to process."""


class Extractors:
    """The processes. None is started before its first page, a second one not before two pages come at a time."""

    def __init__(self, n_processes: int | None = None, *, page_seconds: float = PAGE_SECONDS) -> None:
        """As many processes as there are processors where no number is given, and `MOST_PROCESSES` at most."""
        n_wanted = n_processes or min(processes.n_processors(), MOST_PROCESSES)
        self._all = [_Process(page_seconds) for _ in range(n_wanted)]
        self._free: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        for one in self._all:
            self._free.put_nowait(one)

    async def extract(self, page: Page | None, waiting: WaitingEntry, *, now: datetime) -> Article | Rejection:
        """The article of the page and the entry, or why there is none. Waits for a free process."""
        one = await self._free.get()
        try:
            return await one.extract(page, waiting, now)
        finally:
            self._free.put_nowait(one)

    def close(self) -> None:
        """End the processes, each after the page that it has in hand."""
        for one in self._all:
            one.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()


class _Process:
    """One process, made anew when it is lost: a pool of one, so that it is known which page it was lost over."""

    def __init__(self, page_seconds: float) -> None:
        self._page_seconds = page_seconds
        self._pool: ProcessPoolExecutor | None = None

    async def extract(self, page: Page | None, waiting: WaitingEntry, now: datetime) -> Article | Rejection:
        url = waiting.entry.url
        for _ in range(N_TRIES):
            pool, began = await self._begun(), time.monotonic()
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(pool, _extract, page, waiting, now, self._page_seconds)
            except BrokenProcessPool:
                seconds = time.monotonic() - began
                log.warning("page ended its extractor", url=url, seconds=round(seconds, 1))
                self.close()
                if seconds >= self._page_seconds / 2:  # the system counts that time by ticks, and may be early
                    return Rejection(reason="too-slow", url=url, detail=f"not read in {self._page_seconds:g} seconds")
            except Broke as broke:
                log.exception("page broke the extractor", url=url)
                return Rejection(reason="unreadable", url=url, detail=f"our fault: {broke}")
        return Rejection(reason="unreadable", url=url, detail=f"ended the process that read it, {N_TRIES} times")

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    async def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=processes.begin)
            try:
                await asyncio.get_running_loop().run_in_executor(self._pool, _warm_up)
            except BrokenProcessPool:
                self.close()
                raise NewsloomError("extractor", "its process ended at start; is there memory enough?") from None
        return self._pool


# ------------------------------------------------------------------------------------------ in the process


def _warm_up() -> None:
    """Load what extraction needs, so that it is not counted as a page's time."""
    extract(Page(url=None, content=EMPTY_PAGE, content_type="text/html"), now=datetime(2000, 1, 1, tzinfo=UTC))


def _extract(page: Page | None, waiting: WaitingEntry, now: datetime, seconds: float) -> Article | Rejection:
    """The system ends the process when the time is over, whatever it is in the middle of."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
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
        raise Broke(repr(error)) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)

"""Articles read by themselves, in a process of its own that gives way to all others.

    Store.unread ─▶ Article ─ enrich.read ─▶ Reading ─▶ Store.keep_readings

In: articles. Out: a `Reading` of each. Refuses: nothing; of an article that ends the process, or that our own code
cannot read, there is an empty reading, so that nobody asks for it again.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import structlog

from newsloom import processes
from newsloom.enrich import read
from newsloom.enrich.entities import NameBook
from newsloom.records import Article, Reading

log = structlog.get_logger()

ARTICLE_SECONDS = 30.0
"""Processor time for one article, after which the system ends the process: usual ones take a thirtieth of a second."""
GIVES_WAY = 10
"""Niceness: pages that wait to be extracted go first."""


class Readers:
    """The process. It is started before its first article, and made anew where it is lost."""

    def __init__(self, *, article_seconds: float = ARTICLE_SECONDS) -> None:
        self._article_seconds = article_seconds
        self._pool: ProcessPoolExecutor | None = None

    async def read(self, articles: Sequence[Article]) -> list[Reading]:
        """A reading of each, in order. Where one ends the process, all are read again, one by one."""
        try:
            return await self._run(tuple(articles))
        except BrokenProcessPool:
            self.close()
        return [await self._read_alone(article) for article in articles]

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    async def _read_alone(self, article: Article) -> Reading:
        try:
            return (await self._run((article,)))[0]
        except BrokenProcessPool:
            log.warning("article ended its reader", article=article.id)
            self.close()
            return Reading(article_id=article.id)

    async def _run(self, articles: tuple[Article, ...]) -> list[Reading]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=_begin)
        return await asyncio.get_running_loop().run_in_executor(self._pool, _read_all, articles, self._article_seconds)


# ------------------------------------------------------------------------------------------ in the process

_book = NameBook()
"""What earlier articles have shown of names; as good as the process is old."""


def _begin() -> None:
    processes.begin()
    os.nice(GIVES_WAY)


def _read_all(articles: tuple[Article, ...], seconds: float) -> list[Reading]:
    return [_read_one(article, seconds) for article in articles]


def _read_one(article: Article, seconds: float) -> Reading:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return read(article, _book)
    except Exception:  # one article must not stop the others, whatever is wrong with us
        log.exception("article broke the reader", article=article.id)
        return Reading(article_id=article.id)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)

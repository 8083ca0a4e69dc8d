"""Pages read in other processes: as they would be read here, whatever happens to the processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from typing import Never

import pytest

from newsloom import extracting
from newsloom.errors import NewsloomError
from newsloom.extract import extract
from newsloom.extracting import Extractors
from newsloom.records import Entry, EntryId, Page, RawHtml, Rejection, WaitingEntry
from tests.factories import NOON

PARAGRAPH = (
    "<p>The council of Lower Town said on Monday that the ferry would sail again in spring. Nobody was glad.</p>"
)
URL = "https://gazette.example/ferry"
WAITING = WaitingEntry(
    id=EntryId(1), entry=Entry(guid="ferry", url=URL, headline="The ferry sails", content=RawHtml("")), n_attempts=0
)


def page(n_paragraphs: int = 9) -> Page:
    body = f"<html><body><article><h1>The ferry sails</h1>{PARAGRAPH * n_paragraphs}</article></body></html>"
    return Page(url=URL, content=body.encode(), content_type="text/html; charset=utf-8")


LARGE = page(90_000)
"""Nine megabytes: more than a second's work on any machine."""


def kill_children() -> None:
    for child in multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)


def kill_itself(*_: object) -> Never:
    """What a page would do that makes a library crash."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_page_is_read_in_another_process_as_it_is_here() -> None:
    async def read() -> None:
        async with Extractors(1) as extractors:
            assert await extractors.extract(page(), WAITING, now=NOON) == extract(page(), WAITING.entry, now=NOON)
            assert await extractors.extract(None, WAITING, now=NOON) == extract(None, WAITING.entry, now=NOON)

    asyncio.run(read())


def test_processes_start_with_their_first_page_and_end_with_the_block() -> None:
    async def read() -> None:
        async with Extractors(2) as extractors:
            assert multiprocessing.active_children() == []
            await extractors.extract(page(), WAITING, now=NOON)
            await extractors.extract(page(), WAITING, now=NOON)
            assert len(multiprocessing.active_children()) == 1
            await asyncio.gather(*(extractors.extract(page(), WAITING, now=NOON) for _ in range(3)))
            assert len(multiprocessing.active_children()) == 2
        assert multiprocessing.active_children() == []

    asyncio.run(read())


def test_a_page_that_takes_too_long_is_rejected_and_the_next_one_read() -> None:
    async def read() -> None:
        async with Extractors(1, page_seconds=0.5) as extractors:
            slow = await extractors.extract(LARGE, WAITING, now=NOON)
            assert slow == Rejection(reason="too-slow", url=URL, detail="not read in 0.5 seconds")
            assert await extractors.extract(page(), WAITING, now=NOON) == extract(page(), WAITING.entry, now=NOON)

    asyncio.run(read())


def test_a_page_whose_process_is_killed_is_read_by_a_new_one() -> None:
    async def read() -> None:
        async with Extractors(1) as extractors:
            await extractors.extract(page(), WAITING, now=NOON)
            reading = asyncio.create_task(extractors.extract(LARGE, WAITING, now=NOON))
            await asyncio.sleep(0.3)
            kill_children()
            assert await reading == extract(LARGE, WAITING.entry, now=NOON)

    asyncio.run(read())


def test_a_process_that_is_killed_while_it_has_nothing_to_do_costs_no_page() -> None:
    async def read() -> None:
        async with Extractors(1) as extractors:
            await extractors.extract(page(), WAITING, now=NOON)
            kill_children()
            assert await extractors.extract(page(), WAITING, now=NOON) == extract(page(), WAITING.entry, now=NOON)

    asyncio.run(read())


def test_a_page_that_ends_its_process_twice_is_rejected_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    async def read() -> None:
        async with Extractors(1) as extractors:
            with monkeypatch.context() as bad:
                bad.setattr(extracting, "_extract", kill_itself)
                found = await extractors.extract(page(), WAITING, now=NOON)
            assert found == Rejection(reason="unreadable", url=URL, detail="ended the process that read it, 2 times")
            assert await extractors.extract(page(), WAITING, now=NOON) == extract(page(), WAITING.entry, now=NOON)

    asyncio.run(read())


def test_where_no_process_can_begin_no_page_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def read() -> None:
        monkeypatch.setattr(extracting, "_warm_up", kill_itself)
        async with Extractors(1) as extractors:
            with pytest.raises(NewsloomError, match="its process ended at start"):
                await extractors.extract(page(), WAITING, now=NOON)

    asyncio.run(read())

"""Articles read in another process: as they would be read here, whatever happens to the process."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal

from newsloom.enrich import read
from newsloom.reading import Readers
from newsloom.records import Article, Reading
from tests.factories import make_article

TEXT = (
    "The ferry Selene Star struck a reef off Calder Bay on Thursday. \u201cNobody was ready,\u201d said Ida Quill, "
    "the mayor of Calder Bay. Ida Quill left the harbour with Rui Almeida of Lantern Line."
)
EARLY, LATE = make_article("early", text=TEXT), make_article("late", text=TEXT.replace("Ida Quill", "Mara Toll"))
ENDLESS = make_article("endless", text=f"{TEXT} " * 20_000)


def empty(article: Article) -> Reading:
    return Reading(article_id=article.id)


def test_articles_are_read_as_they_are_here() -> None:
    async def run() -> list[Reading]:
        readers = Readers()
        try:
            return await readers.read([EARLY, LATE])
        finally:
            readers.close()

    found = asyncio.run(run())
    assert found == [read(EARLY), read(LATE)]
    assert {one.name for one in found[0].named} >= {"Ida Quill", "Calder Bay"}


def test_a_process_that_is_killed_is_made_anew_and_its_articles_are_read() -> None:
    async def run() -> tuple[list[Reading], int]:
        readers = Readers()
        await readers.read([EARLY])
        (child,) = multiprocessing.active_children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        found = await readers.read([EARLY, LATE])
        n_alive = len(multiprocessing.active_children())
        readers.close()
        return found, n_alive

    assert asyncio.run(run()) == ([read(EARLY), read(LATE)], 1)
    assert multiprocessing.active_children() == []


def test_an_article_that_takes_too_long_costs_itself_only() -> None:
    async def run() -> list[Reading]:
        readers = Readers(article_seconds=2.0)
        try:
            return await readers.read([EARLY, ENDLESS, LATE])
        finally:
            readers.close()

    assert asyncio.run(run()) == [read(EARLY), empty(ENDLESS), read(LATE)]

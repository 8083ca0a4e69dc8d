"""The worker has briefs put into words beside its other lines, and is not held up by a model that thinks long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from newsloom.environment import Environment
from newsloom.fetch.client import Client
from newsloom.pipeline import Loom
from newsloom.records import StoryId
from newsloom.store.memory import MemoryStore
from newsloom.tellers import Teller
from newsloom.worker import Worker
from newsloom.write import ChatEndpoint, MemoryDrafts, Scribe
from tests.completions import environment, retelling
from tests.editions import paper, print_story
from tests.embeddings import Asked, Says, Server, answer, serving
from tests.factories import after

FIRST = "The pier of Calder Bay opened on Saturday."
SECOND = "Mayor Ida Quill cut a ribbon of kelp before 300 guests."
LAST = "Ferries to the islands leave from it every hour."


@pytest.fixture
def store() -> MemoryStore:
    kept = MemoryStore()
    gazette = paper("pier", "gazette", text=f"{FIRST} It is long.\n\n{LAST}")
    print_story(kept, "pier", gazette, paper("pier", "courier", text=f"{SECOND} It rained."))
    print_story(kept, "lone", paper("lone", "gazette"))
    return kept


async def run_until(store: MemoryStore, server: Server, home: Path, is_done: asyncio.Event) -> None:
    teller = Teller(Scribe(ChatEndpoint(environment(server.url, home)), MemoryDrafts()))
    async with (
        Client(Environment(home=home)) as client,
        Worker(store, Loom(store), client, clock=lambda: after(90), teller=teller) as worker,
    ):
        running = asyncio.create_task(worker.run_for_ever())
        async with asyncio.timeout(30):
            await is_done.wait()
            worker.stop()
            await running


def run(
    store: MemoryStore, says: Says, home: Path, is_done: threading.Event, then: Callable[[], None] = lambda: None
) -> Server:
    """Run a worker until the event is set and it has ended; then, while the model is there still, do that."""

    async def go(server: Server) -> None:
        ended = asyncio.Event()

        async def watch() -> None:
            while not is_done.is_set():  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            ended.set()

        await asyncio.gather(watch(), run_until(store, server, home, ended))

    with serving(says) as server:
        asyncio.run(go(server))
        then()
    return server


def test_a_story_of_several_publishers_gets_its_brief_in_a_models_words(
    store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_kept = threading.Event()
    keep = store.keep_written_brief

    def note(*args: object, **named: object) -> None:
        keep(*args, **named)  # type: ignore[arg-type]
        is_kept.set()

    monkeypatch.setattr(store, "keep_written_brief", note)
    server = run(store, retelling, tmp_path, is_kept)
    pier = next(known for known in store.enrichments if known.startswith("pier"))
    written = store.written_brief(StoryId(pier))
    assert written is not None
    assert [one.text for one in written.sentences] == [FIRST, SECOND, LAST]
    assert len(server.asked) == 1, "a story of one publisher is not told"


def test_a_model_that_is_away_leaves_the_brief_waiting(store: MemoryStore, tmp_path: Path) -> None:
    is_asked = threading.Event()

    def says(_: Asked) -> bytes:
        is_asked.set()
        return answer(b"no", 404)

    run(store, says, tmp_path, is_asked)
    assert len(store.briefs_due(since=after(-60), limit=9)) == 1


def test_a_worker_that_is_told_to_stop_does_not_wait_for_the_model(store: MemoryStore, tmp_path: Path) -> None:
    is_asked, may_answer = threading.Event(), threading.Event()
    answered: list[bool] = []

    def says(asked: Asked) -> bytes:
        is_asked.set()
        answered.append(may_answer.wait(25))
        return retelling(asked)

    def then() -> None:
        assert answered == []
        may_answer.set()

    run(store, says, tmp_path, is_asked, then)
    assert len(store.briefs_due(since=after(-60), limit=9)) == 1

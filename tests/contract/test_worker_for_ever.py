"""The worker that goes on for ever: what the feeds bring stands on its story's page without the end of any pass."""

from __future__ import annotations

import asyncio
import ipaddress
from datetime import UTC, datetime
from pathlib import Path

from newsloom.environment import Environment
from newsloom.errors import StoreError
from newsloom.fetch.client import Client
from newsloom.pipeline import Loom
from newsloom.records import FeedSubscription, Run
from newsloom.sample.press import Press
from newsloom.store.memory import MemoryStore
from newsloom.worker import Worker
from tests.loopback import Asked, environment, serving

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
N_AT_THE_FIRST_EDITION = 10
ENVIRONMENT = Environment(
    home=Path("/nonexistent"), allow_networks=(ipaddress.ip_network("127.0.0.0/8"),), host_pause_seconds=0
)


async def run_until_shown(press: Press, store: MemoryStore) -> None:
    async with Client(ENVIRONMENT) as client, Worker(store, Loom(store), client, clock=lambda: press.at) as worker:
        running = asyncio.create_task(worker.run_for_ever())
        async with asyncio.timeout(120):
            while len(list(store.articles())) < N_AT_THE_FIRST_EDITION or store.stories_to_enrich(limit=1):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            worker.stop()
            await running


def test_articles_are_woven_and_shown_while_it_runs_and_it_ends_when_it_is_told() -> None:
    store = MemoryStore()
    with Press.open(NOW) as press:
        press.turn_to(1)
        for subscription in press.subscriptions():
            store.add_feed(subscription, now=press.at)
        asyncio.run(run_until_shown(press, store))
    assert len(list(store.articles())) == N_AT_THE_FIRST_EDITION
    assert sum(run.n_articles for run in store.runs) == N_AT_THE_FIRST_EDITION
    assert store.hold_placer(worker="next", now=NOW, lease_seconds=60) == "taken"


class FullStore(MemoryStore):
    """Has no room for the first note of what was done."""

    has_failed = False

    def note_run(self, run: Run) -> None:
        if not self.has_failed:
            self.has_failed = True
            raise StoreError("disk", "full")
        super().note_run(run)


def claim(store: MemoryStore) -> list[str]:
    """What another worker gets."""
    return [feed.url for feed in store.claim_due_feeds(worker="another", now=NOW, limit=9, lease_seconds=60)]


def test_a_line_that_fails_gives_back_nothing_of_what_the_other_lines_hold() -> None:
    store = FullStore()

    async def fail() -> None:
        is_asked, may_answer = asyncio.Event(), asyncio.Event()

        async def answer_late(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            is_asked.set()
            await may_answer.wait()
            writer.close()

        async with serving({"*": answer_late}) as server, Client(environment()) as client:
            store.add_feed(FeedSubscription(url=f"{server.url}/feed"), now=NOW)
            async with Worker(store, Loom(store), client, clock=lambda: NOW) as worker:
                running = asyncio.create_task(worker.run_for_ever())
                await is_asked.wait()
                await asyncio.sleep(0.5)
                assert store.has_failed
                assert claim(store) == []
                may_answer.set()
                worker.stop()
                await running

    asyncio.run(fail())

"""The worker that goes on for ever: what the feeds bring stands on its story's page without the end of any pass."""

from __future__ import annotations

import asyncio
import ipaddress
from datetime import UTC, datetime
from pathlib import Path

from newsloom.environment import Environment
from newsloom.fetch.client import Client
from newsloom.pipeline import Loom
from newsloom.sample.press import Press
from newsloom.store.memory import MemoryStore
from newsloom.worker import Worker

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
N_AT_THE_FIRST_EDITION = 10
ENVIRONMENT = Environment(
    home=Path("/nonexistent"), allow_networks=(ipaddress.ip_network("127.0.0.0/8"),), host_pause_seconds=0
)


async def run_until_shown(press: Press, store: MemoryStore) -> None:
    async with Client(ENVIRONMENT) as client:
        worker = Worker(store, Loom(store), client, clock=lambda: press.at)
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

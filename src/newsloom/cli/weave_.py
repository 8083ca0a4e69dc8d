"""`newsloom weave`: one pass over everything that is due, or the worker that never ends."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from datetime import UTC, datetime

from rich.console import Console

from newsloom.cli.encoders import encoder_at_hand
from newsloom.environment import Environment, read_environment
from newsloom.fetch.client import Client
from newsloom.pipeline import Loom
from newsloom.placing import garbage_left_lying
from newsloom.rounds import Pass
from newsloom.site.setup import open_store
from newsloom.store import Store
from newsloom.tellers import Teller
from newsloom.worker import Worker
from newsloom.write import Scribe, drafts_for, writer_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--forever", action="store_true", help="go on until stopped; SIGTERM finishes what is in hand")


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    store = open_store(environment, migrate=True)
    with garbage_left_lying():
        done = asyncio.run(weave(store, environment, for_ever=args.forever))
    if done is not None:
        Console(stderr=True, highlight=False).print(summary(done))
    return 0


async def weave(store: Store, environment: Environment, *, for_ever: bool) -> Pass | None:
    """Run the worker over the store; the numbers of the pass, or None after a run without end."""
    loom = Loom(store, encoder=encoder_at_hand(environment))
    async with (
        Client(environment) as client,
        Worker(store, loom, client, clock=lambda: datetime.now(UTC), teller=teller_of(environment)) as worker,
    ):
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, worker.stop)
        if for_ever:
            await worker.run_for_ever()
            return None
        return await worker.run_once()


def teller_of(environment: Environment) -> Teller | None:
    """Who has briefs put into words; None where the operator named no model."""
    writer = writer_for(environment)
    return Teller(Scribe(writer, drafts_for(environment))) if writer is not None else None


def summary(done: Pass) -> str:
    """One line for the terminal."""
    tally = done.tally
    return (
        f"{done.n_feeds} feeds ({done.n_feeds_failed} failed), {done.n_new_entries} new entries; "
        f"{tally.n_articles} articles ({tally.n_copies} copies), {tally.n_revised} revised, "
        f"{done.n_rejected} rejected, {tally.n_stories} new stories"
    )

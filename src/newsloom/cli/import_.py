"""`newsloom import`: saved pages, feeds, subscription lists, JSON Lines, web archives and captures into the store."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import DatabaseError

from newsloom.cli.encoders import encoder_at_hand
from newsloom.cli.progress import Show, shown
from newsloom.environment import Environment, read_environment
from newsloom.errors import ParseError, StaleClaimError, StoreError
from newsloom.intake.read import Taken, files_of, read_file
from newsloom.pipeline import Loom, Tally
from newsloom.records import Article, FeedSubscription, Rejection
from newsloom.site.setup import open_store
from newsloom.store import Store
from newsloom.worker import worker_name

AT_ONCE = 2000
"""Articles woven together, in the order of their time; memory holds no more of a large file."""
PLACER_LEASE_SECONDS = 900.0
PLACER_WAIT_SECONDS = 150.0
"""A worker that died gives its place back sooner than that."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, or a folder of files; - reads JSON Lines from standard input"
    )


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    try:
        done = import_files(list(files_of(args.paths)), environment)
    except (DatabaseError, OSError) as error:
        where = environment.database_url.rpartition("@")[2] or str(environment.home)
        raise StoreError(where, f"{getattr(error, 'strerror', None) or error}; what was woven stays") from error
    print(done.summary(), file=sys.stderr)
    return 0 if done.has_done_something else 1


def import_files(paths: Sequence[str], environment: Environment) -> Import:
    """Weave everything in these files into the installation's store."""
    store = open_store(environment, migrate=True)
    loom = Loom(store, encoder=encoder_at_hand(environment))
    done = Import(store, loom, worker=worker_name())
    done.wait_for_place(PLACER_WAIT_SECONDS)
    try:
        with shown("import", len(paths), "files") as show:
            done.take_files(paths, show)
    finally:
        store.release(worker=done.worker)
    return done


class Import:
    """Files on their way through the loom, and what became of them."""

    def __init__(self, store: Store, loom: Loom, *, worker: str) -> None:
        self.worker = worker
        self.tally = Tally()
        self.n_rejected: Counter[str] = Counter()
        self.n_taken = self.n_feeds = self.n_failures = 0
        self._store, self._loom = store, loom
        self._waiting: list[Article] = []

    @property
    def has_done_something(self) -> bool:
        return bool(self.n_taken or self.n_feeds)

    def wait_for_place(self, seconds: float) -> None:
        """Become the one who places articles. Raises StaleClaimError where another one is for longer than that."""
        ends_at = time.monotonic() + seconds
        while not self._hold_place():
            if time.monotonic() > ends_at:
                raise StaleClaimError("placing", "a worker is at it in this database; import when it has stopped")
            time.sleep(1)

    def take_files(self, paths: Sequence[str], show: Show) -> None:
        """Take in every file; what is wrong with one is said in a line, and the others go on."""
        for n_done, path in enumerate(paths):
            show.step(n_done, self._so_far())
            for taken in read_file(path, now=datetime.now(UTC)):
                self._take(taken, show)
                if len(self._waiting) >= AT_ONCE:
                    self._weave()
                    show.step(n_done, self._so_far())
        self._weave()
        show.step(len(paths), f"{self._so_far()}, making pages")
        self._loom.enrich(now=datetime.now(UTC))

    def summary(self) -> str:
        """One line for the terminal: what is new, then whatever else there was."""
        tally = self.tally
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.n_rejected.most_common())
        further = (
            (tally.n_revised, "revised"),
            (tally.n_unchanged, "unchanged"),
            (self.n_feeds, "subscribed feeds"),
            (self.n_rejected.total(), f"rejected ({reasons})"),
            (self.n_failures, "failures"),
        )
        new = f"{tally.n_articles} new articles ({tally.n_copies} copies), {tally.n_stories} new stories"
        return ", ".join([new, *(f"{count} {words}" for count, words in further if count)])

    def _take(self, taken: Taken, show: Show) -> None:
        if isinstance(taken, Article):
            self._waiting.append(taken)
        elif isinstance(taken, FeedSubscription):
            self._store.add_feed(taken, now=datetime.now(UTC))
            self.n_feeds += 1
        elif isinstance(taken, Rejection):
            self._store.keep_rejection(taken, entry_id=None, now=datetime.now(UTC))
            self.n_rejected[taken.reason] += 1
        elif isinstance(taken, ParseError):
            show.say(f"newsloom import: {taken}")
            self.n_failures += 1

    def _weave(self) -> None:
        if not self._hold_place():
            raise StaleClaimError("placing", "a worker has taken over; what was woven stays")
        self.tally += self._loom.weave(self._waiting, now=datetime.now(UTC))
        self.n_taken += len(self._waiting)
        self._waiting.clear()

    def _hold_place(self) -> bool:
        return self._loom.take_place(worker=self.worker, now=datetime.now(UTC), lease_seconds=PLACER_LEASE_SECONDS)

    def _so_far(self) -> str:
        return f"{self.n_taken + len(self._waiting)} articles"

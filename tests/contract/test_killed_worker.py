"""A worker that is killed at any moment loses no article and doubles none."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsloom.sample.press import Press

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
N_KILLS = 4
PASS_SECONDS = 240

SUBSCRIBE = """
import json, os, sys
from datetime import UTC, datetime
from newsloom.environment import read_environment
from newsloom.records import FeedSubscription
from newsloom.site.setup import open_store
store = open_store(read_environment(os.environ), migrate=True)
for url in json.load(sys.stdin):
    store.add_feed(FeedSubscription(url=url), now=datetime.now(UTC))
"""

COUNT = """
import json, os
from newsloom.environment import read_environment
from newsloom.site.setup import open_store
open_store(read_environment(os.environ))
from newsloom.site.newsroom.models import Article, Entry, Rejection, Story
print(json.dumps({
    "articles": sorted(Article.objects.values_list("url", flat=True)),
    "waiting": Entry.objects.filter(state="waiting").count(),
    "entries": Entry.objects.count(),
    "rejected": Rejection.objects.count(),
    "stale": Story.objects.filter(stale_since__isnull=False, merged_into__isnull=True).count(),
    "empty": Story.objects.filter(articles__isnull=True, merged_into__isnull=True).count(),
    "miscounted": sum(
        story.n_articles != story.articles.count() for story in Story.objects.filter(merged_into__isnull=True)
    ),
}))
"""


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "NEWSLOOM_HOME": str(home),
        "NEWSLOOM_ALLOW_NETWORKS": "127.0.0.0/8",
        "NEWSLOOM_HOST_PAUSE_SECONDS": "0",
        "DATABASE_URL": "",
    }


def python(home: Path, program: str, given: object = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(home),
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def weave(home: Path, *, killed_after_seconds: float | None = None) -> int:
    """One pass in a process of its own; its exit status."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsloom", "weave"], env=environment(home), stderr=subprocess.DEVNULL
    )
    try:
        return process.wait(killed_after_seconds or PASS_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return process.wait()


def family(session: int) -> list[int]:
    """The processes of a session: who began it, and all that descend from it."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            state, _, _, of, *_ = (folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            if folder.name.isdecimal() and int(of) == session and state != "Z":
                found.append(int(folder.name))
    return found


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not (found := is_so()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def expire_claims(home: Path) -> None:
    """What a dead worker held comes back when its lease ends; nobody wants to wait for that here."""
    python(
        home,
        "import os\n"
        "from newsloom.environment import read_environment\n"
        "from newsloom.site.setup import open_store\n"
        "open_store(read_environment(os.environ))\n"
        "from newsloom.site.newsroom.models import Entry, Feed, Lease\n"
        "Feed.objects.update(held_until=None, held_by='')\n"
        "Entry.objects.update(held_until=None, held_by='')\n"
        "Lease.objects.all().delete()\n",
    )


@pytest.mark.xdist_group("killed-worker")
def test_killed_at_many_points_and_finished_by_others_the_loom_has_every_article_once(tmp_path: Path) -> None:
    with Press.open(NOW) as press:
        press.turn_to(5)
        feeds = [subscription.url for subscription in press.subscriptions()]
        whole, killed = tmp_path / "whole", tmp_path / "killed"
        for home in (whole, killed):
            python(home, SUBSCRIBE, feeds)
        began = time.monotonic()
        assert weave(whole) == 0
        seconds = time.monotonic() - began
        moments = random.Random(7)
        for _ in range(N_KILLS):
            weave(killed, killed_after_seconds=moments.uniform(0.2, 0.9) * seconds)
            expire_claims(killed)
        assert weave(killed) == 0
        expected, found = (json.loads(python(home, COUNT)) for home in (whole, killed))
    assert found["articles"] == expected["articles"]
    assert len(found["articles"]) == len(set(found["articles"])) > 40
    assert (found["waiting"], found["stale"], found["empty"], found["miscounted"]) == (0, 0, 0, 0)
    assert (found["entries"], found["rejected"]) == (expected["entries"], expected["rejected"])


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -9)])
@pytest.mark.xdist_group("killed-worker")
def test_however_a_worker_ends_none_of_its_processes_outlives_it(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    with Press.open(NOW) as press:
        press.turn_to(5)
        python(tmp_path, SUBSCRIBE, [subscription.url for subscription in press.subscriptions()])
        worker = subprocess.Popen(
            [sys.executable, "-m", "newsloom", "weave", "--forever"],
            env=environment(tmp_path),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert wait_until(lambda: len(family(worker.pid)) > 2), "no process that extracts was started"
            worker.send_signal(number)
            assert worker.wait(60) == status
            assert wait_until(lambda: not family(worker.pid), seconds=10)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()

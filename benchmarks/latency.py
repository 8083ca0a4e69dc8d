"""From fetched to standing in its story: how long an article takes through the worker, at a steady rate and in a burst.

A press on loopback gives many feeds, each on a host of its own, asked once in their turn so that so many articles come
in a second; then one burst of feeds that fall due together. The worker is `newsloom weave --forever` in a process of
its own over a fresh SQLite store. A third process looks into the database four times a second: an article counts as
seen when its story has a page that was begun after the article was kept. Prints one JSON object for each way of
weaving, with the processor time of the worker, of its processes that extract, of the press and of the look, each apart.

Texts: stories-allsides in its order, printed as if published now, in pages (`--texts pages`) or, where robots.txt
forbids those, in the feeds (`--texts feeds`). Loopback only, bounded by `--seconds` and `PATIENCE_SECONDS`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora, read_lines
from benchmarks.pipeline import encoder_home

N_A_FEED = 2
"""Entries that a feed brings at once in the steady stream: pages of one host are fetched a second apart."""
N_A_FEED_IN_BURST = 20
LEAD_SECONDS = 8.0
"""For the worker to start and look around, before the first feed falls due."""
PATIENCE_SECONDS = 240.0
"""After the last feed fell due; what is not seen by then is counted as lost."""
LOOK_SECONDS = 0.25
TARGET = {"p95_seconds": 5, "burst_seconds": 120}


# ------------------------------------------------------------------------------------------------ the press


class Press(asyncio.Protocol):
    """As little of a server as HTTP allows: feeds with their entries, a page for each, and robots.txt."""

    texts: Sequence[dict[str, str]] = ()
    pages_allowed = True
    n_steady = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        *heads, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for asked in heads:
            path = asked.split(b" ", 2)[1].decode()
            host = next(line[6:] for line in asked.decode("latin-1").split("\r\n") if line.lower().startswith("host: "))
            status, kind, body = self.answer(path, host)
            length = f"Content-Length: {len(body)}\r\n\r\n"
            head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}; charset=utf-8\r\n{length}"
            self.transport.write(head.encode() + body)  # type: ignore[attr-defined]

    def answer(self, path: str, host: str) -> tuple[int, str, bytes]:
        name, _, number = path.strip("/").rpartition("-")
        match name or path:
            case "/robots.txt":
                rule = "Allow" if self.pages_allowed else "Disallow"
                return 200, "text/plain", f"User-agent: *\n{rule}: /\n".encode()
            case "feed":
                return 200, "application/rss+xml", self.feed(int(number), host).encode()
            case "article":
                return 200, "text/html", page(self.texts[int(number)], host).encode()
            case _:
                return 404, "text/plain", b"not here"

    def feed(self, number: int, host: str) -> str:
        now = format_datetime(datetime.now(UTC))
        numbers = articles_of(number, self.n_steady)
        items = "".join(item(n, self.texts[n], host, now, is_full=not self.pages_allowed) for n in numbers)
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>Paper {number}</title><link>http://{host}/</link><description>News</description>{items}"
            "</channel></rss>"
        )


def articles_of(feed: int, n_steady: int) -> range:
    """Which articles a feed brings: two each as long as the stream is steady, then twenty each."""
    n_feeds = n_steady // N_A_FEED
    if feed < n_feeds:
        return range(feed * N_A_FEED, (feed + 1) * N_A_FEED)
    start = n_feeds * N_A_FEED + (feed - n_feeds) * N_A_FEED_IN_BURST
    return range(start, start + N_A_FEED_IN_BURST)


def item(number: int, text: dict[str, str], host: str, now: str, *, is_full: bool) -> str:
    content = f"<content:encoded>{escape(paragraphs(text['text']))}</content:encoded>" if is_full else ""
    return (
        f"<item><title>{escape(text['title'])}</title><link>http://{host}/article-{number}</link>"
        f"<guid>{number}</guid><pubDate>{now}</pubDate>{content}"
        f"<description>{escape(text['text'][:200])}</description></item>"
    )


def page(text: dict[str, str], host: str) -> str:
    sections = "".join(f"<li><a href='/section/{n}'>Section {n}</a></li>" for n in range(40))
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(text['title'])} | Paper</title>"
        "<meta property='og:type' content='article'></head><body>"
        f"<header><a href='http://{host}/'>Paper</a><nav><ul>{sections}</ul></nav></header><main><article>"
        f"<h1>{escape(text['title'])}</h1>{paragraphs(text['text'])}</article></main>"
        "<footer><p>Contact us. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())


def serve(port: int, n_texts: int, n_steady: int, pages_allowed: bool) -> None:
    Press.texts, Press.n_steady, Press.pages_allowed = read_texts(n_texts), n_steady, pages_allowed

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Press, "0.0.0.0", port, backlog=1000)
        await server.serve_forever()

    asyncio.run(main())


def read_texts(n: int) -> list[dict[str, str]]:
    """The stream's texts in their order; from the beginning again, under other headlines, where they do not suffice."""
    folder = find_corpora()
    assert folder is not None
    lines = list(islice(read_lines(folder / "stories-allsides" / "docs.jsonl.zst"), n))
    again = cycle(enumerate(lines))
    texts = [{"title": str(line["headline"]), "text": str(line["text"])} for line in lines]
    while len(texts) < n:
        number, line = next(again)
        rest = f"{len(texts) // len(lines)}.{number}"
        texts.append({"title": f"{line['headline']} ({rest})", "text": f"{line['text']}\nEdition {rest}."})
    return texts


@contextmanager
def press(n_texts: int, n_steady: int, *, pages_allowed: bool) -> Iterator[tuple[int, int]]:
    """The server in a process of its own; its port and its number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(port, n_texts, n_steady, pages_allowed), daemon=True
    )
    process.start()
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        assert process.pid is not None
        yield port, process.pid
    finally:
        process.terminate()
        process.join()


# -------------------------------------------------------------------------------------------------- the look


@dataclass(slots=True)
class Sightings:
    """What a look into the database has shown so far."""

    fetched_at: dict[int, float] = field(default_factory=dict)
    """When the feed's answer of each article was there."""
    kept_at: dict[int, float] = field(default_factory=dict)
    """When the article was first seen among the kept ones."""
    seen_at: dict[int, float] = field(default_factory=dict)
    """When its story's page was first seen to hold it."""
    backlog: list[tuple[float, int]] = field(default_factory=list)
    _asked: set[int] = field(default_factory=set)

    def look(self, began: float, n_steady: int) -> None:
        from newsloom.site.newsroom.models import Article, Feed

        now = datetime.now(UTC)
        noted = Feed.objects.filter(fetched_at__gte=now - timedelta(seconds=30)).values_list("url", "fetched_at")
        for url, at in list(noted):
            number = int(url.rpartition("-")[2])
            if number not in self._asked:
                self._asked.add(number)
                self.fetched_at.update(dict.fromkeys(articles_of(number, n_steady), at.timestamp()))
        # Of those whose page was made since the last looks, however old they are: a burst brings many of one moment.
        lately = Article.objects.filter(story__made_at__gte=now - timedelta(seconds=30))
        for url, made_at, stale_since in list(lately.values_list("url", "story__made_at", "story__stale_since")):
            number = int(url.rpartition("-")[2])
            kept_at = self.kept_at.setdefault(number, now.timestamp())
            if number not in self.seen_at and made_at and (stale_since is None or made_at.timestamp() >= kept_at):
                self.seen_at[number] = time.time()
        self.backlog.append((round(time.time() - began, 1), self.n_waiting))

    @property
    def n_waiting(self) -> int:
        return len(self.fetched_at) - len(self.seen_at)

    def waits(self, numbers: Sequence[int] | range) -> list[float]:
        return sorted(self.seen_at[n] - self.fetched_at[n] for n in numbers if n in self.seen_at)


@dataclass(slots=True)
class Costs:
    """What the processes have used so far."""

    cpu_seconds: dict[int, float] = field(default_factory=dict)
    peak_mb: dict[int, int] = field(default_factory=dict)

    def look(self, pids: Sequence[int]) -> None:
        for pid in pids:
            with suppress(OSError):
                stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
                status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
                self.cpu_seconds[pid] = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
                peaks = [int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")]
                self.peak_mb[pid] = max(peaks, default=0)

    def spent(self, pids: Sequence[int]) -> float:
        return round(sum(self.cpu_seconds.get(pid, 0.0) for pid in pids), 1)


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def quantiles(waits: Sequence[float]) -> dict[str, float]:
    if len(waits) < 2:
        return {}
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    return {name: round(cuts[place - 1], 2) for name, place in (("p50", 50), ("p95", 95), ("p99", 99))} | {
        "max": round(waits[-1], 2)
    }


# --------------------------------------------------------------------------------------------------- the run


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """One run in `NEWSLOOM_HOME`, which must be fresh."""
    from newsloom.environment import read_environment
    from newsloom.site.setup import open_store

    n_steady = int(args.seconds * args.rate) // N_A_FEED * N_A_FEED
    n_all = n_steady + args.burst // N_A_FEED_IN_BURST * N_A_FEED_IN_BURST
    store = open_store(read_environment(os.environ), migrate=True)
    with press(n_all, n_steady, pages_allowed=args.texts == "pages") as (port, press_pid):
        began = time.time() + LEAD_SECONDS
        subscribe(store, port, began, args, n_steady)
        worker = subprocess.Popen([sys.executable, "-m", "newsloom", "weave", "--forever"], stderr=subprocess.DEVNULL)
        sightings, costs = Sightings(), Costs()
        watch(sightings, costs, (worker, press_pid), began, args, n_steady, n_all)
        worker.send_signal(signal.SIGTERM)
        worker.wait(60)
    extractors = [pid for pid in costs.cpu_seconds if pid not in (worker.pid, press_pid)]
    steady, burst = range(n_steady), range(n_steady, n_all)
    burst_began = began + args.seconds
    return {
        "benchmark": "latency",
        "texts": args.texts,
        "encoder": args.inside == "encoder",
        "articles_per_second": args.rate,
        "seconds": args.seconds,
        "n_articles": n_steady,
        "n_lost": n_all - len(sightings.seen_at),
        "seconds_to_page": quantiles(sightings.waits(steady)),
        "burst": {
            "n_articles": len(burst),
            "seconds_until_gone": round(max((sightings.seen_at.get(n, 0.0) for n in burst), default=0) - burst_began, 1)
            if len(burst)
            else None,
            "seconds_to_page": quantiles(sightings.waits(burst)),
        },
        "backlog": thinned(sightings.backlog),
        "cpu_seconds": {
            "worker": costs.spent([worker.pid]),
            "extractors": costs.spent(extractors),
            "press": costs.spent([press_pid]),
            "look": round(time.process_time(), 1),
        },
        "peak_mb": {"worker": costs.peak_mb[worker.pid], "extractors": [costs.peak_mb[pid] for pid in extractors]},
        "n_processors": os.cpu_count(),
        "load_at_end": round(os.getloadavg()[0], 1),
        "target": TARGET,
    }


def subscribe(store: Any, port: int, began: float, args: argparse.Namespace, n_steady: int) -> None:
    """Every feed on a host of its own, due in its turn; those of the burst all at the end."""
    from newsloom.records import FeedSubscription
    from newsloom.site.newsroom.models import Feed

    n_feeds = n_steady // N_A_FEED
    for number in range(n_feeds + args.burst // N_A_FEED_IN_BURST):
        url = f"http://127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}:{port}/feed-{number}"
        store.add_feed(FeedSubscription(url=url), now=datetime.now(UTC))
        turn = args.seconds * number / n_feeds if number < n_feeds else args.seconds
        Feed.objects.filter(url=url).update(due_at=datetime.fromtimestamp(began + turn, UTC))


def watch(
    sightings: Sightings,
    costs: Costs,
    watched: tuple[subprocess.Popen[bytes], int],
    began: float,
    args: argparse.Namespace,
    n_steady: int,
    n_all: int,
) -> None:
    """Look until everything was seen, or patience ends."""
    worker, press_pid = watched
    ends_at = began + args.seconds + PATIENCE_SECONDS
    while time.time() < ends_at and len(sightings.seen_at) < n_all and worker.poll() is None:
        sightings.look(began, n_steady)
        costs.look([worker.pid, press_pid, *children(worker.pid)])
        time.sleep(LOOK_SECONDS)


def thinned(backlog: Sequence[tuple[float, int]], n: int = 40) -> list[tuple[float, int]]:
    step = max(1, len(backlog) // n)
    return list(backlog[::step])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, default=20, help="articles a second")
    parser.add_argument("--burst", type=int, default=2000, help="articles at one moment, after the steady stream")
    parser.add_argument("--texts", choices=("pages", "feeds"), default="pages")
    parser.add_argument("--only", choices=("lexical", "encoder"))
    parser.add_argument("--inside", choices=("lexical", "encoder"), help="run here, once, in NEWSLOOM_HOME")
    args = parser.parse_args()
    if find_corpora() is None:
        print(json.dumps({"benchmark": "latency", "skipped": "no labelled data"}))
        return
    if args.inside:
        print(json.dumps(measure(args)))
        return
    for inside in (args.only,) if args.only else ("lexical", "encoder"):
        if inside == "encoder" and not encoder_home().is_dir():
            print(json.dumps({"benchmark": "latency", "skipped": "no encoder"}))
            continue
        with tempfile.TemporaryDirectory() as home:
            if inside == "encoder":
                (Path(home) / "encoder").symlink_to(encoder_home())
            options = ["--seconds", str(args.seconds), "--rate", str(args.rate), "--burst", str(args.burst)]
            command = [sys.executable, "-m", "benchmarks.latency", *options, "--texts", args.texts, "--inside", inside]
            given = {"NEWSLOOM_HOME": home, "DATABASE_URL": "", "NEWSLOOM_ALLOW_NETWORKS": "127.0.0.0/8"}
            given |= {"NEWSLOOM_ENCODER": "yes" if inside == "encoder" else "no", "NEWSLOOM_ENCODER_URL": ""}
            subprocess.run(command, env={**os.environ, **given}, check=False)


if __name__ == "__main__":
    main()

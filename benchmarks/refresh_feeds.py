"""500 local feeds refreshed: with 20 new entries each, then unchanged (304), beside the `reader` package.

Prints JSON lines: wall and CPU seconds of each library (medians over rounds, the order alternating) and how many times
ours is as fast. Ours is the worker's own refresh into a fresh SQLite store: feeds claimed, asked, parsed, noted with
their entries; so is reader's `update_feeds(workers=10, scheduled=False)` into its own. The server is a third process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

N_ENTRIES = 20
PARAGRAPH = "The harbour council met on Tuesday to hear what the ferry line would cost, and who should pay for it. " * 4


class Press(asyncio.Protocol):
    """As little of a server as HTTP allows. `/generation/3` gives every feed twenty new entries."""

    generation: ClassVar[int] = 0
    bodies: ClassVar[dict[str, bytes]] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        *heads, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for asked in heads:
            self.transport.write(self.answer(asked))  # type: ignore[attr-defined]

    def answer(self, asked: bytes) -> bytes:
        path = asked.split(b" ", 2)[1].decode()
        if path.startswith("/generation/"):
            Press.generation = int(path.rpartition("/")[2])
            Press.bodies = {}
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        etag = f'"{Press.generation}"'.encode()
        if b"if-none-match: " + etag in asked.lower():
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
        body = Press.bodies.get(path) or Press.bodies.setdefault(path, feed(path, Press.generation))
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"
        return f"{head}ETag: {etag.decode()}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def feed(path: str, generation: int) -> bytes:
    items = "".join(
        f"<item><title>Ferry line, report {generation}.{number} of {path}</title>"
        f"<link>https://gazette.example{path}/{generation}/{number}</link><guid>{path}-{generation}-{number}</guid>"
        f"<pubDate>Mon, 02 Nov 2026 {number:02}:15:00 GMT</pubDate><dc:creator>Ada Quill</dc:creator>"
        f"<category>Harbour</category><description>{PARAGRAPH}</description></item>"
        for number in range(N_ENTRIES)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>The Gazette{path}</title><link>https://gazette.example/</link><description>News</description>{items}"
        "</channel></rss>"
    ).encode()


def serve(port: int) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Press, "0.0.0.0", port)
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def press() -> Iterator[int]:
    """The server in a process of its own; its port."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(port,), daemon=True)
    process.start()
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield port
    process.terminate()
    process.join()


def addresses(n_feeds: int, n_hosts: int, port: int) -> list[str]:
    return [f"http://127.0.{1 + n % n_hosts // 200}.{1 + n % n_hosts % 200}:{port}/feed{n}.xml" for n in range(n_feeds)]


def timed(rounds: list[tuple[str, Callable[[], object]]]) -> list[dict[str, object]]:
    found = []
    for name, deed in rounds:
        wall, cpu = time.perf_counter(), time.process_time()
        deed()
        found.append({"round": name, "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu})
    return found


def set_generation(port: int, number: int) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/generation/{number}")
    connection.getresponse().read()
    connection.close()


def run_newsloom(urls: list[str], port: int, folder: Path) -> list[dict[str, object]]:
    import ipaddress

    from newsloom.environment import Environment
    from newsloom.fetch.client import Client
    from newsloom.pipeline import Loom
    from newsloom.records import FeedSubscription
    from newsloom.site.setup import open_store
    from newsloom.worker import Pass, Worker

    environment = Environment(home=folder, allow_networks=(ipaddress.ip_network("127.0.0.0/8"),))
    store = open_store(environment, migrate=True)
    for url in urls:
        store.add_feed(FeedSubscription(url=url), now=datetime.now(UTC))
    days = 0

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(days=2 * days)

    def refresh(generation: int, n_new: int) -> Callable[[], None]:
        def deed() -> None:
            nonlocal days
            days += 1
            done = Pass(started_at=clock())
            asyncio.run(once(done))
            assert (done.n_feeds, done.n_feeds_failed, done.n_new_entries) == (len(urls), 0, n_new), done

        async def once(done: Pass) -> None:
            async with Client(environment) as client:
                await Worker(store, Loom(store), client, clock=clock).refresh(done)

        return deed

    return rounds_of(port, lambda generation, n_new: refresh(generation, n_new), len(urls))


def run_reader(urls: list[str], port: int, folder: Path) -> list[dict[str, object]]:
    from reader import make_reader

    reader = make_reader(str(folder / "reader.sqlite"))
    for url in urls:
        reader.add_feed(url)

    def refresh(_generation: int, n_new: int) -> Callable[[], None]:
        def deed() -> None:
            before = reader.get_entry_counts().total
            reader.update_feeds(workers=10, scheduled=False)
            assert reader.get_entry_counts().total - before == n_new

        return deed

    return rounds_of(port, refresh, len(urls))


def rounds_of(port: int, refresh: Callable[[int, int], Callable[[], None]], n_feeds: int) -> list[dict[str, object]]:
    """Two rounds with new entries, of which the first warms up, then two without."""
    found: list[dict[str, object]] = []
    for generation, name, n_new in ((1, "warm", 1), (2, "new", 1), (2, "unchanged", 0), (2, "unchanged", 0)):
        set_generation(port, generation)
        found += timed([(name, refresh(generation, n_new * n_feeds * N_ENTRIES))])
    return found


CONTESTANTS = {"newsloom": run_newsloom, "reader": run_reader}


def contest(contestant: str, n_feeds: int, n_hosts: int, port: int) -> list[dict[str, object]]:
    """One contestant in a fresh process with a fresh store."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.refresh_feeds", "--contestant", contestant, "--feeds", str(n_feeds),
             "--hosts", str(n_hosts), "--port", str(port), "--folder", folder],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    lines: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--hosts", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contestant", choices=CONTESTANTS)
    parser.add_argument("--port", type=int)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    if args.contestant:
        urls = addresses(args.feeds, args.hosts[0], args.port)
        print(json.dumps(CONTESTANTS[args.contestant](urls, args.port, args.folder)))
        return
    with press() as port:
        for n_hosts in args.hosts or [1, 50]:
            compare(args.feeds, n_hosts, args.rounds, port)


def compare(n_feeds: int, n_hosts: int, n_rounds: int, port: int) -> None:
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for number in range(n_rounds):
        for contestant in sorted(CONTESTANTS, reverse=bool(number % 2)):
            for line in contest(contestant, n_feeds, n_hosts, port):
                found.setdefault((contestant, str(line["round"])), []).append(line)
    for name in ("new", "unchanged"):
        line: dict[str, object] = {"benchmark": "refresh_feeds", "round": name, "n_feeds": n_feeds, "n_hosts": n_hosts}
        for measure in ("wall", "cpu"):
            ours, theirs = (
                statistics.median(float(str(line[measure])) for line in found[contestant, name])
                for contestant in ("newsloom", "reader")
            )
            line |= {f"newsloom_{measure}_s": round(ours, 3), f"reader_{measure}_s": round(theirs, 3)}
            line[f"{measure}_ratio"] = round(theirs / ours, 2)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()

"""Pages from SQLite with 20,000 articles: server time in this process and through the real server, memory, start.

Prints one JSON object a page, then one of the server. The archive is invented and kept in `.cache`, so that a second
run only measures.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET_MS, TARGET_MB, TARGET_START_SECONDS, TARGET_KB = 30, 400, 3, 60


def measure_pages(n_rounds: int) -> Iterator[dict[str, Any]]:
    """Each kind of page over different keys, as the server's own code takes it: whole request, no network."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1", "accept-encoding": ""})
    for name, paths in addresses().items():
        for path in paths[:3]:
            client.get(path)
        times: list[float] = []
        cpu_times: list[float] = []
        for number in range(n_rounds):
            began, began_cpu = time.perf_counter(), time.process_time()
            answer = client.get(paths[number % len(paths)])
            times.append((time.perf_counter() - began) * 1000)
            cpu_times.append((time.process_time() - began_cpu) * 1000)
            assert answer.status_code == 200, (name, answer.status_code)
        yield _summary({"benchmark": "pages", "way": "in process", "page": name}, times) | {
            "median_cpu_ms": round(statistics.median(cpu_times), 1),
            "kilobytes": round(_weight(answer.content) / 1024, 1),
        }


def addresses() -> dict[str, list[str]]:
    """Thirty addresses of each kind, spread over the archive."""
    from newsloom.site.newsroom.models import Article, Hashtag, Publisher, Story

    stories = Story.objects.filter(made_at__isnull=False, merged_into=None, language="en")
    largest = stories.order_by("-n_articles")[:15].values_list("id", "slug")
    latest = stories.order_by("-updated_at")[:15].values_list("id", "slug")
    hashtags = Hashtag.objects.order_by("-n_articles").values_list("key", flat=True)[:30]
    words = Article.objects.filter(language="en").order_by("id").values_list("headline", flat=True)[:30]
    return {
        "front": ["/en/", "/ar/", "/en/?lang=all"],
        "story": [f"/en/story/{key}/{slug}" for key, slug in (*largest, *latest)],
        "article": [f"/en/article/{key}" for key in Article.objects.order_by("id").values_list("id", flat=True)[:30]],
        "hashtag": [f"/en/hashtag/{key}" for key in hashtags],
        "search": [f"/en/search?q={'+'.join(headline.split()[:2])}" for headline in words],
        "search, commonest word": [f"/en/search?q={headline.split()[1]}" for headline in words],
        "latest": ["/en/latest", "/ar/latest"],
        "section": ["/en/section/world", "/en/section/sport"],
        "publisher": [f"/en/publisher/{key}" for key in Publisher.objects.values_list("id", flat=True)[:30]],
        "sources": ["/en/sources"],
        "front.atom": ["/en/feeds/front.atom"],
    }


def measure_server(home: Path, n_rounds: int) -> Iterator[dict[str, Any]]:
    """`newsloom serve` without its worker: from start to the first page, then pages over HTTP, then memory."""
    import httpx2

    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    paths = addresses()
    began = time.perf_counter()
    command = [sys.executable, "-m", "newsloom", "serve", "--port", str(port), "--no-worker"]
    with _running(command, {**os.environ, "NEWSLOOM_HOME": str(home), "NEWSLOOM_BASE_URL": base}) as server:
        with httpx2.Client(base_url=base, timeout=30) as client:
            _until(lambda: client.get("/en/").status_code == 200)
            seconds = time.perf_counter() - began
            for name in ("front", "story", "article", "hashtag", "search"):
                times = []
                for number in range(n_rounds):
                    asked = time.perf_counter()
                    client.get(paths[name][number % len(paths[name])]).raise_for_status()
                    times.append((time.perf_counter() - asked) * 1000)
                yield _summary({"benchmark": "pages", "way": "over HTTP", "page": name}, times)
        yield {
            "benchmark": "serve",
            "seconds_to_first_page": round(seconds, 2),
            "megabytes": round(_proportional_kilobytes(server.pid) / 1024),
            "target": {"seconds_to_first_page": TARGET_START_SECONDS, "megabytes": TARGET_MB},
        }


def _summary(what: dict[str, Any], times: list[float]) -> dict[str, Any]:
    return what | {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "target": {"median_ms": TARGET_MS},
    }


def _weight(page: bytes) -> int:
    """Page, style sheet and script as they travel, compressed."""
    import brotli

    files = [(ROOT / "src/newsloom/site/static" / name).read_bytes() for name in ("newsloom.css", "newsloom.js")]
    return sum(len(brotli.compress(content)) for content in (page, *files))


@contextmanager
def _running(command: list[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _until(is_ready: Callable[[], bool], seconds: float = 60) -> None:
    import httpx2

    until = time.monotonic() + seconds
    while True:
        try:
            if is_ready():
                return
        except httpx2.TransportError:
            pass
        if time.monotonic() > until:
            raise TimeoutError("the server does not answer")
        time.sleep(0.02)


def _proportional_kilobytes(pid: int) -> int:
    """Memory of a process and its children, shared pages divided among those who share them."""
    found = 0
    for process in [pid, *_descendants(pid)]:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                found += int(line.split()[1])
    return found


def _descendants(pid: int) -> list[int]:
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [deeper for child in children for deeper in _descendants(child)]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=90)
    args = parser.parse_args()
    home = ROOT / ".cache" / f"pages-{args.articles}"
    os.environ |= {"NEWSLOOM_HOME": str(home), "NEWSLOOM_LOG_FORMAT": "json"}
    os.environ.pop("DATABASE_URL", None)
    is_new = not (home / "whole").exists()
    if is_new:
        shutil.rmtree(home, ignore_errors=True)
    from newsloom.site.setup import open_store

    store = open_store(migrate=True)
    if is_new:
        from benchmarks.archive import fill

        fill(store, args.articles)
        (home / "whole").touch()
    for result in (*measure_pages(args.rounds), *measure_server(home, args.rounds)):
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()

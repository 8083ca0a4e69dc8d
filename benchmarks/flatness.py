"""Does an article cost the same after a hundred thousand as after ten? Copies and stories alone, then the whole loom.

The stream is synthesised: stories-allsides again and again, in its order, spread evenly over the fourteen days of the
loom. In each stretch of `--stretch` articles every word but the most frequent is exchanged for another one as frequent,
all through the stretch alike, so that names change, stories hold together, and none is a copy of another stretch's. A
stretch is a country's news: the set tells of one country in many years, and all of it at once would be of one subject
as no day's news is. Vectors, where asked for, are drawn: one for each labelled story, and noise; no encoder runs.

Prints JSON lines: milliseconds an article by stage for each ten thousand, memory, the cost of a review; how long a loom
takes to be rebuilt from its store; how long copies and stories alone take to know articles again. All articles lie in
the window at the end. The stream comes from a process of its own, so that neither its time nor its memory is counted.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpora import find_corpora, read_lines
from newsloom.cluster import Window, sign
from newsloom.dedupe import Shelf, sketch
from newsloom.pipeline import MEMORY
from newsloom.placing import REVIEW_EVERY, Placer, credited
from newsloom.records import Article, Language, Original, PublisherId, Remembered, StoryId, Vector
from newsloom.urls import article_id

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
STEP = 10_000
BATCH = 500
N_KEPT_WORDS = 150
"""The most frequent words stay what they are."""
BAND = 40
"""Words are exchanged within so many ranks."""
N_DIMS = 384
WORD = re.compile(r"[^\W\d_]+")


def stream(n_articles: int, stretch: int) -> Iterator[tuple[Article, str]]:
    """Articles in the order of their time, each with the name of its labelled story, or its own."""
    folder = find_corpora()
    assert folder is not None
    lines = list(read_lines(folder / "stories-allsides" / "docs.jsonl.zst"))
    ranked = _ranked(lines)
    for number in range(n_articles):
        country, is_first = number // stretch, number % stretch == 0
        if is_first:
            exchange = _exchange(ranked, country)
        line = lines[number % len(lines)]
        at = BEGIN + MEMORY * (number / n_articles)
        yield _article(line, exchange, number, at), f"{country}/{line.get('story') or number}"


def streamed(n_articles: int, stretch: int) -> Iterator[tuple[Article, str]]:
    """The same from a process of its own."""
    options = ["--articles", str(n_articles), "--stretch", str(stretch), "--only", "stream"]
    command = [sys.executable, "-m", "benchmarks.flatness", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(n_articles):
            yield pickle.load(process.stdout)


def write_stream(n_articles: int, stretch: int) -> None:
    for one in stream(n_articles, stretch):
        sys.stdout.buffer.write(pickle.dumps(one))


def _ranked(lines: Sequence[dict[str, Any]]) -> list[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(word.casefold() for word in WORD.findall(f"{line['headline']} {line['text']}"))
    return [word for word, _ in counts.most_common()]


def _exchange(ranked: Sequence[str], country: int) -> dict[str, str]:
    """Another word for each, of about its frequency."""
    rng = random.Random(country)
    found: dict[str, str] = {}
    for start in range(N_KEPT_WORDS, len(ranked), BAND):
        band = list(ranked[start : start + BAND])
        others = band[:]
        rng.shuffle(others)
        found.update(zip(band, others, strict=True))
    return found


def _article(line: dict[str, Any], exchange: dict[str, str], number: int, at: datetime) -> Article:
    def other(match: re.Match[str]) -> str:
        word = match.group()
        found = exchange.get(word.casefold(), word)
        return found.capitalize() if word[0].isupper() and found is not word else found

    url = f"https://paper.example/{number}/{line['id']}"
    publisher = str(line.get("publisher") or "Paper")
    return Article(
        id=article_id(url=url),
        url=url,
        headline=WORD.sub(other, str(line["headline"])),
        text=WORD.sub(other, str(line["text"])),
        publisher_id=PublisherId(publisher.casefold().replace(" ", "-") + ".example"),
        publisher_name=publisher,
        language=Language("en"),
        published_at=at,
        seen_at=at,
    )


class Drawn:
    """Vectors without an encoder: one for each story, and noise."""

    def __init__(self) -> None:
        self._rng = np.random.default_rng(1)

    def vector(self, story: str) -> Vector:
        of_story = np.random.default_rng(zlib.crc32(story.encode())).standard_normal(N_DIMS)
        mixed = (of_story + 0.8 * self._rng.standard_normal(N_DIMS)).astype(np.float32)
        return np.asarray(mixed / np.linalg.norm(mixed), np.float32)


@dataclass(slots=True)
class Clock:
    """CPU seconds by stage since the last reading."""

    spent: Counter[str] = field(default_factory=Counter)
    _at: float = field(default_factory=time.process_time)

    def note(self, stage: str) -> None:
        now = time.process_time()
        self.spent[stage] += now - self._at
        self._at = now

    def skip(self) -> None:
        self._at = time.process_time()

    def read(self, n: int) -> dict[str, float]:
        found = {stage: round(1000 * seconds / n, 3) for stage, seconds in self.spent.items()}
        self.spent.clear()
        return found


def measure_stages(n_articles: int, stretch: int, *, with_vectors: bool) -> None:
    """Sketch, judge, sign, place, add and review, in this process; nothing is kept."""
    shelf, window, drawn, clock = Shelf(), Window(), Drawn(), Clock()
    reviewed_at, n_copies, n_joined, reviews = BEGIN, 0, 0, []
    for number, (article, story) in enumerate(streamed(n_articles, stretch), 1):
        vector = drawn.vector(story) if with_vectors else None
        clock.skip()
        article = credited(article)
        drawing = sketch(article)
        clock.note("sketch")
        verdict = shelf.judge(article, drawing)
        clock.note("judge")
        signature = sign(article, vector)
        clock.note("sign")
        placement = window.place(signature, verdict)
        clock.note("place")
        shelf.add(article, drawing, verdict)
        window.add(signature, placement.story_id, verdict)
        clock.note("add")
        n_copies += hasattr(verdict, "original_id")
        n_joined += hasattr(placement, "logit")
        if article.at - reviewed_at >= REVIEW_EVERY:
            reviewed_at = article.at
            before = clock.spent["review"]
            for revision in window.review(reviewed_at):
                window.apply(revision)
            clock.note("review")
            reviews.append(clock.spent["review"] - before)
        if number % STEP == 0:
            by_stage = clock.read(STEP)
            say(
                "stages", number, by_stage, with_vectors=with_vectors, n_copies=n_copies, n_joined=n_joined,
                n_reviews=len(reviews), longest_review_seconds=round(max(reviews, default=0.0), 2),
            )  # fmt: skip
            reviews.clear()


def measure_loom(n_articles: int, stretch: int) -> None:
    """The whole loom over a fresh SQLite store, pages too, and a second loom rebuilt from it."""
    from newsloom.environment import read_environment
    from newsloom.pipeline import Loom
    from newsloom.site.setup import open_store

    store = open_store(read_environment(os.environ), migrate=True)
    loom, clock, articles = Loom(store), Clock(), (article for article, _ in streamed(n_articles, stretch))
    n_done = 0
    while batch := list(islice(articles, BATCH)):
        now = batch[-1].at
        clock.skip()
        loom.weave(batch, now=now)
        clock.note("weave")
        loom.enrich(now=now)
        clock.note("pages")
        n_done += len(batch)
        if n_done % STEP == 0:
            say("loom", n_done, clock.read(STEP))
    del loom
    began, began_cpu = time.perf_counter(), time.process_time()
    Loom(store).rebuild(now=BEGIN + MEMORY)
    wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(json.dumps({"benchmark": "flatness", "part": "rebuild", "n_articles": n_done, "wall_seconds": round(wall, 2),
                      "cpu_seconds": round(cpu, 2)}), flush=True)  # fmt: skip


def measure_remembered(n_articles: int, stretch: int, *, with_vectors: bool) -> None:
    """What a placer takes to know the last days again, of articles that stand in the stories of their labels; then the
    first review, which asks what the open ones hold against each other."""
    placer, drawn, clock = Placer(), Drawn(), Clock()
    for article, story in streamed(n_articles, stretch):
        vector = drawn.vector(story) if with_vectors else None
        known = Remembered(
            sketch=sketch(article),
            signature=sign(article, vector),
            story_id=StoryId(story),
            verdict=Original(article_id=article.id),
            publisher_id=article.publisher_id,
            publisher_name=article.publisher_name,
        )
        clock.skip()
        placer.remember(known)
        clock.note("remember")
    placer.review(BEGIN + MEMORY)
    clock.note("first review")
    by_stage = {stage: round(seconds, 1) for stage, seconds in clock.spent.items()}
    print(json.dumps({"benchmark": "flatness", "part": "remembered", "n_articles": n_articles, "cpu_seconds": by_stage,
                      "with_vectors": with_vectors, "mb": resident_mb()}), flush=True)  # fmt: skip


def say(part: str, n_articles: int, by_stage: dict[str, float], **more: object) -> None:
    line = {
        "benchmark": "flatness",
        "part": part,
        "n_articles": n_articles,
        "cpu_milliseconds": round(sum(by_stage.values()), 2),
        "by_stage": by_stage,
        "mb": resident_mb(),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "target": {"last_to_first": 1.3, "mb": 1000},
        **more,
    }
    print(json.dumps(line), flush=True)


def resident_mb() -> int:
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="through copies and stories")
    parser.add_argument("--loom", type=int, default=30_000, help="through the whole loom")
    parser.add_argument("--stretch", type=int, default=500, help="articles of one country's news")
    parser.add_argument("--only", choices=("stream", "lexical", "vectors", "loom", "remembered"), help="run here, once")
    parser.add_argument("--remembered", type=int, default=50_000, help="articles that a placer knows again")
    args = parser.parse_args()
    if find_corpora() is None:
        print(json.dumps({"benchmark": "flatness", "skipped": "no labelled data"}))
    elif args.only == "stream":
        write_stream(args.articles, args.stretch)
    elif args.only == "loom":
        measure_loom(args.loom, args.stretch)
    elif args.only == "remembered":
        measure_remembered(args.remembered, args.stretch, with_vectors=True)
    elif args.only:
        measure_stages(args.articles, args.stretch, with_vectors=args.only == "vectors")
    else:
        for only in ("lexical", "vectors", "loom", "remembered"):
            run_inside(only, args)


def run_inside(only: str, args: argparse.Namespace) -> None:
    """In a process of its own, so that memory is its own too."""
    options = [
        "--articles",
        str(args.articles),
        "--loom",
        str(args.loom),
        "--remembered",
        str(args.remembered),
        "--stretch",
        str(args.stretch),
        "--only",
        only,
    ]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "NEWSLOOM_HOME": home, "DATABASE_URL": ""}
        subprocess.run([sys.executable, "-m", "benchmarks.flatness", *options], env=environment, check=False)


if __name__ == "__main__":
    main()

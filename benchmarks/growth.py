"""What an article costs as the archive grows: a steady stream, woven second by second, pages made after each second.

Prints first what a page costs that is made because one more article came to a story of so many. Then one JSON object a
thousand articles: processor time an article, in ms, whole and by stage, and memory. By words,
into a fresh SQLite store, without network or extraction; twenty articles a second of the stream's own clock; every
publisher has two of them. A stage's time holds the garbage that was looked for meanwhile, which is given by itself
too. Data: stories-allsides, whose documents stand in the order of their day.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora
from benchmarks.latency import read_texts

A_SECOND = 20
CHUNK = 1000
N_PAGES_A_SECOND = 20
STORY_SIZES = (11, 41, 101, 201)
START = datetime(2026, 1, 1, tzinfo=UTC)
STAGES = {
    "prepare": "signing",
    "hashtags": "hashtags",
    "came_before": "related",
    "related_to_story": "related",
    "related_to_article": "related",
    "brief": "briefs",
    "story_brief": "briefs",
    "dossier": "dossiers",
    "publish": "publishing",
}
"""Names in `newsloom.pipeline`, and what their time counts as."""
STORE_STAGES = {
    "keep": "keeping articles",
    "stories": "reading stories",
    "readings": "reading stories",
    "pages": "reading stories",
    "keep_enrichments": "keeping pages",
}


class Clock:
    """Processor time of this thread by stage, in seconds."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._collecting_since = 0.0

    def time(self, owner: Any, name: str, stage: str) -> None:
        """From now on count what this function of a module or class takes."""
        deed: Callable[..., Any] = getattr(owner, name)

        @wraps(deed)
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.thread_time()
            try:
                return deed(*args, **kwargs)
            finally:
                self.spent[stage] += time.thread_time() - began

        setattr(owner, name, timed)

    def note_garbage(self, phase: str, _: object) -> None:
        if phase == "start":
            self._collecting_since = time.thread_time()
        else:
            self.spent["garbage"] += time.thread_time() - self._collecting_since


def measure(texts: Sequence[dict[str, str]]) -> Iterator[dict[str, object]]:
    """One run in this process; the store lives in `NEWSLOOM_HOME`, which must be fresh."""
    from newsloom import pipeline
    from newsloom.environment import read_environment
    from newsloom.site.setup import open_store

    store = open_store(read_environment(os.environ), migrate=True)
    clock = Clock()
    for name, stage in STAGES.items():
        clock.time(pipeline, name, stage)
    for name, stage in STORE_STAGES.items():
        clock.time(type(store), name, stage)
    clock.time(pipeline.Placer, "place", "placing")
    clock.time(pipeline.Neighbours, "add", "neighbours")
    gc.callbacks.append(clock.note_garbage)
    loom = pipeline.Loom(store)
    n_pages, began = 0, time.process_time()
    for start in range(0, len(texts), A_SECOND):
        now = START + timedelta(seconds=start / A_SECOND + 1)
        loom.weave_arrivals(arrivals(start, texts[start : start + A_SECOND]), now=now)
        n_pages += loom.enrich(now=now, limit=N_PAGES_A_SECOND)
        if (start + A_SECOND) % CHUNK == 0:
            elapsed = time.process_time() - began
            yield {
                "benchmark": "growth",
                "n_articles": start + A_SECOND,
                "ms_an_article": round(elapsed * 1000 / CHUNK, 2),
                "stages": {name: round(spent * 1000 / CHUNK, 2) for name, spent in clock.spent.most_common()},
                "pages": n_pages,
                "mb": memory_mb(),
            }
            clock.spent.clear()
            n_pages, began = 0, time.process_time()


def measure_pages(texts: Sequence[dict[str, str]]) -> Iterator[dict[str, object]]:
    """The page of one story that grows, with nothing beside it; what was there before has its page already."""
    from newsloom.enrich import Lexicon, hashtags
    from newsloom.environment import read_environment
    from newsloom.pipeline import Loom
    from newsloom.placing import prepare
    from newsloom.records import Joins, Original, Starts, Woven
    from newsloom.site.setup import open_store
    from newsloom.urls import story_id

    store = open_store(read_environment(os.environ), migrate=True)
    loom, lexicon, home = Loom(store), Lexicon(), story_id("one")
    for size, arrival in enumerate(arrivals(0, texts), 1):
        one = prepare(arrival.article, None)
        known = one.article.id
        woven = Woven(
            article=one.article,
            sketch=one.sketch,
            verdict=Original(article_id=known),
            signature=one.signature,
            placement=Joins(article_id=known, story_id=home, logit=3.0)
            if size > 1
            else Starts(article_id=known, story_id=home),
            hashtags=hashtags(one.article, lexicon),
        )
        now = START + timedelta(seconds=size)
        if size in STORY_SIZES:
            loom.enrich(now=now)
        store.keep([woven], now=now)
        if size in STORY_SIZES:
            began = time.process_time()
            loom.enrich(now=now)
            yield {"benchmark": "growth", "story_of": size, "ms_a_page": round(1000 * (time.process_time() - began), 1)}


def arrivals(start: int, texts: Sequence[dict[str, str]]) -> list[Any]:
    from newsloom.pipeline import Arrival
    from newsloom.records import Article, Language, PublisherId
    from newsloom.urls import article_id

    found = []
    for number, text in enumerate(texts, start):
        at = START + timedelta(seconds=number / A_SECOND)
        url = f"http://paper{number // 2}.example/article-{number}"
        article = Article(
            id=article_id(url=url, headline=text["title"], text=text["text"]),
            headline=text["title"],
            text=text["text"],
            seen_at=at,
            published_at=at,
            url=url,
            publisher_id=PublisherId(f"paper{number // 2}.example"),
            publisher_name=f"Paper {number // 2}",
            language=Language("en"),
        )
        found.append(Arrival(article))
    return found


def memory_mb() -> int:
    """Held now, not at most."""
    status = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next((int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=6000)
    parser.add_argument("--inside", choices=("story", "stream"), help="run here, once, in NEWSLOOM_HOME")
    args = parser.parse_args()
    if find_corpora() is None:
        print(json.dumps({"benchmark": "growth", "skipped": "no labelled data"}))
        return
    if args.inside:
        measured = measure_pages(read_texts(max(STORY_SIZES))) if args.inside == "story" else None
        for one in measured or measure(read_texts(args.articles)):
            print(json.dumps(one), flush=True)
        return
    for inside in ("story", "stream"):
        with tempfile.TemporaryDirectory() as home:
            options = ["--articles", str(args.articles), "--inside", inside]
            command = [sys.executable, "-m", "benchmarks.growth", *options]
            subprocess.run(command, env={**os.environ, "NEWSLOOM_HOME": home, "DATABASE_URL": ""}, check=False)


if __name__ == "__main__":
    main()

"""How many articles a second are enriched: hashtags, briefs and time lines; and with whom they name and who speaks.

Prints one JSON object a way. The articles are those of stories-allsides from April 2018 on. One process works, and
the rate of two is what two make of two halves at the same time.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.corpora import find_corpora, read_lines
from newsloom.cluster import sign
from newsloom.enrich import Lexicon, article_timeline, brief, hashtags, read
from newsloom.enrich.entities import NameBook
from newsloom.jsonlines import article_of
from newsloom.records import Article

NOW = datetime(2025, 1, 1, tzinfo=UTC)
SET = "stories-allsides/docs.jsonl.zst"
FROM = "2018-04-01"
TARGETS = {"hashtags, brief, timeline": 60, "the same, entities and quotes": 20}


def cheap(articles: Sequence[Article]) -> None:
    lexicon = Lexicon()
    for article in articles:
        lexicon.add(sign(article, None), hashtags(article, lexicon))
        brief(article)
        article_timeline(article)


def whole(articles: Sequence[Article]) -> None:
    cheap(articles)
    book = NameBook()
    for article in articles:
        read(article, book)


WAYS: dict[str, Callable[[Sequence[Article]], None]] = dict(zip(TARGETS, (cheap, whole), strict=True))


def measure(name: str, articles: Sequence[Article]) -> dict[str, object]:
    """The rate of one process by its processor time, and of two by the wall."""
    way = WAYS[name]
    way(articles[:20])
    began = time.process_time()
    way(articles)
    seconds = time.process_time() - began
    # Processes of their own: a forked one would know what this one has read.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(way, (articles[:20], articles[:20])))
        began = time.perf_counter()
        list(pool.map(way, (articles[::2], articles[1::2])))
        wall = time.perf_counter() - began
    return {
        "benchmark": "enriching",
        "what": name,
        "n_articles": len(articles),
        "articles_per_cpu_second": round(len(articles) / seconds, 1),
        "articles_per_second_two_processes": round(len(articles) / wall, 1),
        "target": TARGETS[name],
    }


def _articles(data: Path, n_articles: int) -> list[Article]:
    late = (record for record in read_lines(data / SET) if record["published_at"] >= FROM)
    return [article_of(record, now=NOW) for record in islice(late, n_articles)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    args = parser.parse_args()
    data = find_corpora()
    if data is None or not (data / SET).is_file():
        print(json.dumps({"benchmark": "enriching", "skipped": "no labelled data"}))
        return
    articles = _articles(data, args.articles)
    for name in WAYS:
        print(json.dumps(measure(name, articles)), flush=True)


if __name__ == "__main__":
    main()

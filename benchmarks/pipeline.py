"""The whole pipeline from JSON Lines in: articles kept, copies and stories decided, hashtags and related done.

Prints one JSON object: articles a second over all and over the first and last thousand, with and without the
encoder, into a fresh SQLite store. Data: stories-allsides, whose documents stand in the order of their day.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.corpora import find_corpora

CHUNK = 1000


def measure(n_articles: int, *, with_encoder: bool) -> dict[str, object]:
    """One run in this process; the store lives in `NEWSLOOM_HOME`, which must be fresh."""
    from newsloom.encode import minilm
    from newsloom.environment import read_environment
    from newsloom.jsonlines import read_articles
    from newsloom.pipeline import Loom
    from newsloom.records import Article
    from newsloom.site.setup import open_store

    folder = find_corpora()
    if folder is None:
        return {"benchmark": "pipeline", "skipped": "no labelled data"}
    now = datetime.now(UTC)
    environment = read_environment(os.environ)
    store = open_store(environment, migrate=True)
    encoder = minilm.load(encoder_home()) if with_encoder else None
    if with_encoder and encoder is None:
        return {"benchmark": "pipeline", "skipped": "no encoder"}
    loom = Loom(store, encoder=encoder)
    path = str(folder / "stories-allsides" / "docs.jsonl.zst")
    articles = islice((found for found in read_articles(path, now=now) if isinstance(found, Article)), n_articles)
    seconds: list[float] = []
    n_read = 0
    began, began_cpu = time.perf_counter(), time.process_time()
    while chunk := list(islice(articles, CHUNK)):
        chunk_began = time.perf_counter()
        loom.weave(chunk, now=now)
        loom.enrich(now=now)
        seconds.append((time.perf_counter() - chunk_began) / len(chunk))
        n_read += len(chunk)
    elapsed = time.perf_counter() - began
    return {
        "benchmark": "pipeline",
        "encoder": with_encoder,
        "n_articles": n_read,
        "articles_per_second": round(n_read / elapsed, 1),
        "cpu_seconds": round(time.process_time() - began_cpu, 1),
        "milliseconds_first_thousand": round(seconds[0] * 1000, 2),
        "milliseconds_last_thousand": round(seconds[-1] * 1000, 2),
        "last_to_first": round(seconds[-1] / seconds[0], 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "target": {"articles_per_second": 60, "last_to_first": 1.3},
    }


def encoder_home() -> Path:
    """Where `make test` and the benchmarks keep the encoder: in the checkout's cache."""
    return Path(__file__).resolve().parents[1] / ".cache" / "encoder-home" / "encoder"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--inside", choices=("lexical", "encoder"), help="run here, once, in NEWSLOOM_HOME")
    args = parser.parse_args()
    if args.inside:
        print(json.dumps(measure(args.articles, with_encoder=args.inside == "encoder")))
        return
    for inside in ("lexical", "encoder"):
        with tempfile.TemporaryDirectory() as home:
            options = ["--articles", str(args.articles), "--inside", inside]
            command = [sys.executable, "-m", "benchmarks.pipeline", *options]
            subprocess.run(command, env={**os.environ, "NEWSLOOM_HOME": home, "DATABASE_URL": ""}, check=False)


if __name__ == "__main__":
    main()

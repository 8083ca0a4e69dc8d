"""Related articles in an archive of 100,000: how long one asks, how much is remembered.

The archive is invented from a labelled stream: its articles come again and again, each time 30 days later and with a
third of their words and all names renamed, so that every round speaks of other things in the same language; vectors
are random directions near one of a thousand centres. Prints one JSON object: milliseconds a query (CPU), and memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np

from benchmarks.corpora import find_corpora
from benchmarks.related import stream
from newsloom.cluster import sign
from newsloom.enrich import Neighbours, hashtags, related_to_article
from newsloom.enrich.lexicon import Lexicon
from newsloom.records import ArticleId, Hashtag, Signature, StoryId, Vector

N_BASE, N_CENTRES, N_DIMS = 5_000, 1_000, 384
ROUND = timedelta(days=30)


def archive(n_articles: int, *, with_vectors: bool) -> Iterator[tuple[Signature, StoryId, tuple[Hashtag, ...]]]:
    """So many articles in the order of rounds."""
    corpora = find_corpora()
    if corpora is None:
        return
    lexicon = Lexicon()
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((N_CENTRES, N_DIMS), np.float32)
    base = []
    for article, _ in stream(corpora / "stories-allsides")[:N_BASE]:
        signature = sign(article, None)
        base.append((signature, hashtags(article, lexicon)))
    for number in range(n_articles):
        turn, place = divmod(number, len(base))
        signature, tags = base[place]
        vector = _vector(rng, centres) if with_vectors else None
        renamed = _renamed(signature, turn, vector)
        yield renamed, StoryId(renamed.article_id), tuple(replace(tag, phrase=f"{tag.phrase} {turn}") for tag in tags)


def _vector(rng: np.random.Generator, centres: np.ndarray) -> Vector:
    vector = centres[rng.integers(len(centres))] + rng.standard_normal(centres.shape[1], np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _renamed(signature: Signature, turn: int, vector: Vector | None) -> Signature:
    def word(term: str) -> str:
        return f"{term}{turn}" if sum(map(ord, term)) % 3 == 0 else term

    return replace(
        signature,
        article_id=ArticleId(f"{turn}-{signature.article_id}"),
        at=signature.at + turn * ROUND,
        headline_terms=tuple(map(word, signature.headline_terms)),
        terms=tuple((word(term), count) for term, count in signature.terms),
        names=tuple(f"{name} {turn}" for name in signature.names),
        vector=vector,
    )


def measure(n_articles: int, n_queries: int, *, with_vectors: bool) -> dict[str, object]:
    neighbours = Neighbours(capacity=n_articles)
    ids, before = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    added = 0.0
    for signature, story, tags in archive(n_articles, with_vectors=with_vectors):
        began = time.process_time()
        neighbours.add(signature, story, None, tags)
        added += time.process_time() - began
        ids.append(signature.article_id)
    seconds, n_found = [], 0
    for one in random.Random(1).sample(ids, min(n_queries, len(ids))):
        began = time.process_time()
        n_found += bool(related_to_article(one, neighbours))
        seconds.append(time.process_time() - began)
    seconds.sort()
    return {
        "benchmark": "related_speed",
        "way": "encoder" if with_vectors else "words",
        "n_articles": len(neighbours),
        "n_queries": len(seconds),
        "found_share": round(n_found / max(1, len(seconds)), 3),
        "milliseconds_median": round(1000 * seconds[len(seconds) // 2], 2),
        "milliseconds_95th": round(1000 * seconds[int(0.95 * len(seconds))], 2),
        "milliseconds_to_add": round(1000 * added / max(1, len(ids)), 3),
        "megabytes": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024),
        "target": {"milliseconds_95th": 20},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=1_000)
    args = parser.parse_args()
    if find_corpora() is None:
        print(json.dumps({"benchmark": "related_speed", "skipped": "no labelled data"}))
        return
    for with_vectors in (True, False):
        print(json.dumps(measure(args.articles, args.queries, with_vectors=with_vectors)), flush=True)


if __name__ == "__main__":
    main()

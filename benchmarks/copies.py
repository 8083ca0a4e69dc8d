"""Copies on labelled pairs of near-equal news pages, beside datasketch's MinHash-LSH in the same run.

Prints one JSON object: precision and recall of the pairs with a Jaccard of .5 and more by shingles of five words, over
the odd half of neardup-usatoday-cnn, and texts in a second of one core. A pair is found where both texts are folded
under one original and resemble each other by .5.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.cli.dedupe_ import judged
from newsloom.dedupe import sketch
from newsloom.dedupe.sketch import overlap
from newsloom.jsonlines import article_of
from newsloom.quality import set_score
from newsloom.records import Article, CopyOf

SET = "neardup-usatoday-cnn"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
JACCARD = 0.5
N_PERMUTATIONS = 128
Pair = frozenset[str]


def measure(folder: Path, *, reported: bool = True) -> dict[str, object]:
    """Ours and the rival's on one half."""
    texts = {str(line["url"]): str(line["text"]) for line in read_lines(folder / "docs.jsonl.zst")}
    texts = {url: text for url, text in texts.items() if is_reported(url) == reported}
    labelled = [line for line in read_lines(folder / "pairs.jsonl.gz") if {line["a"], line["b"]} <= set(texts)]
    wanted = {frozenset((line["a"], line["b"])) for line in labelled if line["jaccard5"] >= JACCARD}
    row: dict[str, object] = {"benchmark": "copies", "set": folder.name, "half": "odd" if reported else "even"}
    row |= {"n_texts": len(texts), "n_pairs": len(wanted)}
    for name, way in (("newsloom", ours), ("datasketch", rival)):
        began = time.process_time()
        found = way(texts)
        seconds = time.process_time() - began
        row[name] = {
            **set_score(found, wanted).rounded(),
            "texts_per_cpu_second": round(len(texts) / seconds, 1),
        }
    return {**row, "target": {"recall": 0.98, "precision": 0.97}}


def ours(texts: dict[str, str]) -> set[Pair]:
    articles = [article_of({"id": url, "text": text}, now=NOW) for url, text in texts.items()]
    groups: dict[str, list[Article]] = {}
    for article, verdict in judged(articles):
        root = verdict.original_id if isinstance(verdict, CopyOf) else article.id
        groups.setdefault(root, []).append(article)
    return {pair for members in groups.values() for pair in _alike(members)}


def _alike(members: Sequence[Article]) -> Iterator[Pair]:
    """Of the texts folded under one original those pairs that resemble each other."""
    sketches = [sketch(article) for article in members]
    for (n, first), (m, second) in combinations(enumerate(members), 2):
        if overlap(sketches[n], sketches[m]).resemblance_share >= JACCARD:
            yield frozenset((first.public_id, second.public_id))


def rival(texts: dict[str, str]) -> set[Pair]:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

    index: Any = MinHashLSH(threshold=JACCARD, num_perm=N_PERMUTATIONS)
    found: set[Pair] = set()
    for url, text in texts.items():
        words = re.findall(r"\w+", text.lower())
        drawn = MinHash(num_perm=N_PERMUTATIONS)
        drawn.update_batch([" ".join(words[n : n + 5]).encode() for n in range(len(words) - 4)])
        found |= {frozenset((url, other)) for other in index.query(drawn)}
        index.insert(url, drawn)
    return found


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    data = find_corpora()
    if data is None or not (data / SET).is_dir():
        print(json.dumps({"benchmark": "copies", "set": SET, "skipped": "no labelled data"}))
        return
    print(json.dumps(measure(data / SET)))


if __name__ == "__main__":
    main()

"""Counts how often English words stand in a news article: makes `cluster/lists/en.txt`.

Usage: python -m scripts.count_words > src/newsloom/cluster/lists/en.txt

In: the labelled stream's articles of 2012 to March 2018, the part that may be learned from. Out: a share in thousandths
and its words on a line, down to `LEAST`. No text, and no order of words.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime

from benchmarks.corpora import find_corpora
from newsloom.cluster import sign
from newsloom.jsonlines import read_articles
from newsloom.records import Article

FILES = ("background_2012_2016.jsonl.zst", "docs.jsonl.zst")
UNTIL = datetime(2018, 4, 1, tzinfo=UTC)
LEAST = 3


def main() -> int:
    folder = find_corpora()
    if folder is None:
        print("count_words: the labelled data is not there", file=sys.stderr)
        return 1
    counts: Counter[str] = Counter()
    n_articles = 0
    for name in FILES:
        for article in read_articles(str(folder / "stories-allsides" / name), now=UNTIL):
            if isinstance(article, Article) and article.at < UNTIL:
                counts.update(term for term, _ in sign(article, None).terms)
                n_articles += 1
    by_share: dict[int, list[str]] = {}
    for term, count in counts.items():
        share = 1000 * count / n_articles
        if share >= LEAST and not any(mark.isdigit() for mark in term):
            by_share.setdefault(round(share), []).append(term)
    for share in sorted(by_share, reverse=True):
        print(share, *sorted(by_share[share]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

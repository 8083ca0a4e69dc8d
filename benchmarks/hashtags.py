"""Key phrases, the raw matter of hashtags, beside the first phrases of the text: F1 at 5, 10 and 15, Porter stems.

Rarity is learned from the whole set, as `newsloom hashtags` learns it from its file; no label is looked at. Prints one
JSON object a set, on the reported half.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import snowballstemmer

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.enrich import Lexicon, hashtags, key_phrases
from newsloom.enrich.phrases import read
from newsloom.enrich.policy import READ_CHARACTERS
from newsloom.jsonlines import article_of
from newsloom.records import Article
from newsloom.text import folded_words

SETS = {
    "keyphrase-duc2001": "en",
    "keyphrase-500n-kpcrowd": "en",
    "keyphrase-wikinews-fr": "fr",
    "keyphrase-110pt-bn-kp": "pt",
}
DEPTHS = (5, 10, 15)
TARGETS = {"keyphrase-duc2001": "published, PromptRank with T5: 27.4/31.6/31.0"}
NOW = datetime(2025, 1, 1, tzinfo=UTC)
STEMMER = snowballstemmer.stemmer("porter")


def measure(folder: Path, language: str, *, reported: bool = True) -> dict[str, object]:
    """Scores over one half of a set, and the cost of an article's hashtags."""
    records = list(read_lines(folder / "docs.jsonl.gz"))
    lexicon = Lexicon()
    for record in records:
        lexicon.note_words(folded_words(record["text"][:READ_CHARACTERS]))
    ours: list[tuple[list[str], set[str]]] = []
    first: list[tuple[list[str], set[str]]] = []
    seconds = 0.0
    for record in (one for one in records if is_reported(str(one["id"])) == reported):
        article = article_of({"id": record["id"], "text": record["text"], "language": language}, now=NOW)
        wanted = {stemmed(key) for key in record["keys"]}
        ours.append(([stemmed(phrase) for phrase, _ in key_phrases(article, lexicon)], wanted))
        first.append((_first_phrases(article), wanted))
        began = time.process_time()
        hashtags(article, lexicon)
        seconds += time.process_time() - began
    return {
        "benchmark": "hashtags",
        "set": folder.name,
        "half": "odd" if reported else "even",
        "n_articles": len(ours),
        "f1_at": {str(depth): _f1(ours, depth) for depth in DEPTHS},
        "first_phrases_f1_at": {str(depth): _f1(first, depth) for depth in DEPTHS},
        "cpu_milliseconds": round(1000 * seconds / max(1, len(ours)), 2),
        "target": TARGETS.get(folder.name, ""),
    }


def stemmed(phrase: str) -> str:
    return " ".join(_stem(word) for word in re.findall(r"\w+", phrase.lower()))


@cache
def _stem(word: str) -> str:
    return str(STEMMER.stemWord(word))


def _first_phrases(article: Article) -> list[str]:
    phrases = sorted(read("", article.text, article.language).phrases.values(), key=lambda phrase: phrase.first)
    return [stemmed(phrase.spelling) for phrase in phrases[: max(DEPTHS)]]


def _f1(rows: Sequence[tuple[list[str], set[str]]], depth: int) -> float:
    """Micro-averaged: hits, found and wanted are summed over the articles."""
    n_hits = n_found = n_wanted = 0
    for phrases, wanted in rows:
        found = list(dict.fromkeys(phrases))[:depth]
        n_hits += len(wanted & set(found))
        n_found, n_wanted = n_found + len(found), n_wanted + len(wanted)
    return round(200 * n_hits / max(1, n_found + n_wanted), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the half to tune on")
    args = parser.parse_args()
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "hashtags", "skipped": "no labelled data"}))
        return
    for name, language in SETS.items():
        print(json.dumps(measure(corpora / name, language, reported=not args.tuning)))


if __name__ == "__main__":
    main()

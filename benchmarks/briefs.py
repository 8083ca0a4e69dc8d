"""Briefs of single articles beside LEAD-3, by ROUGE F1 against what people wrote; only the reported halves.

Prints one JSON object a set: REALSumm and the freelance writers' set. An article that gets no brief counts with its
first three sentences, on both sides alike.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.enrich import brief
from newsloom.jsonlines import article_of
from newsloom.quality import rouge_l, rouge_n
from newsloom.text import sentences

SETS = ("summ-realsumm100", "summ-freelance109")
NOW = datetime(2025, 1, 1, tzinfo=UTC)


def measure(folder: Path, *, reported: bool = True) -> dict[str, object]:
    """Mean scores of our briefs and of the first three sentences over one half of a set."""
    ours: list[tuple[float, ...]] = []
    lead: list[tuple[float, ...]] = []
    seconds, n_without = 0.0, 0
    for record, references in _labelled(folder, reported=reported):
        article = article_of({"id": record["id"], "text": record["text"], "language": "en"}, now=NOW)
        began = time.perf_counter()
        found = brief(article)
        seconds += time.perf_counter() - began
        n_without += found is None
        first = sentences(article.text)[:3]
        ours.append(_scores([one.text for one in found.sentences] if found else first, references))
        lead.append(_scores(first, references))
    return {
        "benchmark": "briefs",
        "set": folder.name,
        "half": "odd" if reported else "even",
        "n_articles": len(ours),
        "n_without_brief": n_without,
        "brief": _mean(ours),
        "lead3": _mean(lead),
        "milliseconds": round(1000 * seconds / max(1, len(ours)), 3),
        "target": "never below LEAD-3 by more than .3",
    }


def _labelled(folder: Path, *, reported: bool) -> Iterator[tuple[dict[str, Any], list[list[str]]]]:
    for record in read_lines(folder / "docs.jsonl.gz"):
        if is_reported(str(record["id"])) == reported:
            yield (
                record,
                [record["reference"]] if "reference" in record else [sentences(text) for text in record["references"]],
            )


def _scores(found: Sequence[str], references: Sequence[Sequence[str]]) -> tuple[float, ...]:
    text = " ".join(found)
    measures: tuple[Callable[[Sequence[str]], float], ...] = (
        lambda wanted: rouge_n(text, " ".join(wanted), 1).f1,
        lambda wanted: rouge_n(text, " ".join(wanted), 2).f1,
        lambda wanted: rouge_l(found, wanted).f1,
    )
    return tuple(sum(measure(one) for one in references) / len(references) for measure in measures)


def _mean(rows: Sequence[tuple[float, ...]]) -> dict[str, float]:
    names = ("rouge1", "rouge2", "rougeL")
    return {
        name: round(100 * sum(column) / len(rows), 2)
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the half to tune on")
    args = parser.parse_args()
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "briefs", "skipped": "no labelled data"}))
        return
    for name in SETS:
        print(json.dumps(measure(corpora / name, reported=not args.tuning)))


if __name__ == "__main__":
    main()

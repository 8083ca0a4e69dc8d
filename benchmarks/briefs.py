"""Briefs of articles and of stories beside LEAD-3, by ROUGE F1 against what people wrote; only the reported parts.

Prints one JSON object a set: REALSumm, the freelance writers' set, and the editors' summaries of the AllSides stories
that have two articles or more, from April 2018 on; what was published before set the weights. What gets no brief counts
with its first three sentences, on both sides alike; of a story those of its lead article. The difference of ROUGE-1 is
given with its interval: 95 of 100 of the means of 1,000 resamples lie in it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.enrich import brief, story_brief
from newsloom.jsonlines import article_of
from newsloom.publish import lead_article
from newsloom.quality import rouge_l, rouge_n
from newsloom.records import Member, Original, Story, StoryId
from newsloom.text import sentences

SETS = ("summ-realsumm100", "summ-freelance109")
STORIES = "stories-allsides"
REPORTED_FROM = "2018-04-01"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
N_RESAMPLES = 1_000


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
        **_beside(ours, lead),
        "milliseconds": round(1000 * seconds / max(1, len(ours)), 3),
        "target": "never below LEAD-3 by more than .3",
    }


def measure_stories(folder: Path, *, reported: bool = True) -> dict[str, object]:
    """Mean scores of our briefs and of the lead articles' first three sentences, over the stories of one part."""
    ours: list[tuple[float, ...]] = []
    lead: list[tuple[float, ...]] = []
    n_without = 0
    for story, summary in _stories(folder, reported=reported):
        found = story_brief(story)
        n_without += found is None
        first = sentences(lead_article(story).text)[:3]
        references = [sentences(summary)]
        ours.append(_scores([one.text for one in found.sentences] if found else first, references))
        lead.append(_scores(first, references))
    return {
        "benchmark": "briefs",
        "set": folder.name,
        "part": f"from {REPORTED_FROM}" if reported else f"before {REPORTED_FROM}",
        "n_stories": len(ours),
        "n_without_brief": n_without,
        **_beside(ours, lead),
        "target": "ROUGE-1 two over LEAD-3, interval above 0",
    }


def _stories(folder: Path, *, reported: bool) -> Iterator[tuple[Story, str]]:
    """Stories of two articles and more with what an editor wrote of them."""
    summaries = {record["cluster"]: record["summary"] for record in read_lines(folder / "stories.jsonl.zst")}
    records: dict[str, list[dict[str, Any]]] = {}
    for record in read_lines(folder / "docs.jsonl.zst"):
        if record["story"]:
            records.setdefault(record["story"], []).append(record)
    for name, members in sorted(records.items()):
        is_late = min(record["published_at"] for record in members) >= REPORTED_FROM
        if len(members) < 2 or not summaries.get(name) or is_late != reported:
            continue
        articles = sorted((article_of(record, now=NOW) for record in members), key=lambda one: (one.at, one.id))
        told = tuple(Member(article=one, verdict=Original(article_id=one.id)) for one in articles)
        yield Story(id=StoryId(name), language=articles[0].language, members=told), summaries[name]


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


def _beside(ours: Sequence[tuple[float, ...]], lead: Sequence[tuple[float, ...]]) -> dict[str, object]:
    gains = [100 * (mine[0] - first[0]) for mine, first in zip(ours, lead, strict=True)]
    lots = random.Random(0)
    means = sorted(fmean(lots.choices(gains, k=len(gains))) for _ in range(N_RESAMPLES))
    return {
        "brief": _mean(ours),
        "lead3": _mean(lead),
        "rouge1_gain": round(fmean(gains), 2),
        "interval": [round(means[N_RESAMPLES // 40], 2), round(means[-N_RESAMPLES // 40], 2)],
    }


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
    print(json.dumps(measure_stories(corpora / STORIES, reported=not args.tuning)))


if __name__ == "__main__":
    main()

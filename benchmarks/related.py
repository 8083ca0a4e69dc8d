"""Related articles on stories-allsides: does the other publisher's article of the same story come first?

Own stories are not left out here, because what a story's editors put together is the only relation that the set knows.
Every labelled article asks once, after all articles of the following three days have come in. Prints one JSON object:
recall of story mates at 1 and 5, their scores beside those of the best stranger, and the cost of a query.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpora import find_corpora, read_lines
from newsloom.cluster import sign
from newsloom.enrich import Lexicon, Neighbours, hashtags, related_to_article
from newsloom.jsonlines import article_of
from newsloom.records import ArticleId, StoryId
from newsloom.urls import story_id

REPORTED_FROM = "2018-04-01"
PATIENCE = timedelta(days=3)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def measure(records: Iterable[dict[str, Any]]) -> dict[str, object]:
    """Feed the records in their order and ask for every labelled one."""
    neighbours, lexicon = Neighbours(), Lexicon()
    waiting: deque[tuple[datetime, ArticleId]] = deque()
    gold: dict[ArticleId, str] = {}
    asked: list[tuple[list[bool], list[float]]] = []
    seconds: list[float] = []
    for record in records:
        article = article_of(record, now=NOW)
        while waiting and waiting[0][0] + PATIENCE < article.at:
            asked.append(_ask(waiting.popleft()[1], neighbours, gold, seconds))
        signature = sign(article, None)
        tags = hashtags(article, lexicon)
        lexicon.add(signature, tags)
        neighbours.add(signature, _own_story(article.id), article.publisher_id, tags)
        if record.get("story") is not None:
            gold[article.id] = str(record["story"])
            waiting.append((article.at, article.id))
    asked += [_ask(article_id, neighbours, gold, seconds) for _, article_id in waiting]
    return _report(asked, gold, seconds, len(neighbours))


def _ask(
    article_id: ArticleId, neighbours: Neighbours, gold: dict[ArticleId, str], seconds: list[float]
) -> tuple[list[bool], list[float]]:
    began = time.perf_counter()
    found = related_to_article(article_id, neighbours, limit=5)
    seconds.append(time.perf_counter() - began)
    return [gold.get(one.article_id) == gold[article_id] for one in found], [one.score for one in found]


def _report(
    asked: list[tuple[list[bool], list[float]]], gold: dict[ArticleId, str], seconds: list[float], n_neighbours: int
) -> dict[str, object]:
    sizes: dict[str, int] = {}
    for story in gold.values():
        sizes[story] = sizes.get(story, 0) + 1
    rows = [row for row, story in zip(asked, gold.values(), strict=True) if sizes[story] > 1]
    mates = [score for right, scores in rows for is_mate, score in zip(right, scores, strict=True) if is_mate]
    strangers = [
        max((score for is_mate, score in zip(right, scores, strict=True) if not is_mate), default=0.0)
        for right, scores in rows
    ]
    ordered = sorted(seconds)
    return {
        "benchmark": "related",
        "n_asked": len(rows),
        "n_neighbours": n_neighbours,
        "mate_first_share": round(sum(bool(right) and right[0] for right, _ in rows) / max(1, len(rows)), 4),
        "mate_in_five_share": round(sum(any(right) for right, _ in rows) / max(1, len(rows)), 4),
        "nothing_found_share": round(sum(not right for right, _ in rows) / max(1, len(rows)), 4),
        "median_score_of_mates": round(median(mates), 4) if mates else None,
        "median_score_of_best_stranger": round(median(strangers), 4) if strangers else None,
        "milliseconds_median": round(1000 * ordered[len(ordered) // 2], 2),
        "milliseconds_99th": round(1000 * ordered[int(0.99 * len(ordered))], 2),
    }


def _own_story(article_id: ArticleId) -> StoryId:
    return story_id(article_id)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the part to tune on")
    args = parser.parse_args()
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "related", "skipped": "no labelled data"}))
        return
    print(json.dumps(measure(_part(corpora / "stories-allsides" / "docs.jsonl.zst", tuning=args.tuning))))


def _part(path: Path, *, tuning: bool) -> Iterable[dict[str, Any]]:
    return (record for record in read_lines(path) if (record["published_at"] < REPORTED_FROM) == tuning)


if __name__ == "__main__":
    main()

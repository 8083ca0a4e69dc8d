"""Stories on the labelled streams, as `newsloom cluster` finds them, beside single articles and a simple rule.

Prints one JSON object a set and way: F1 by B3, pairs and CEAFe in points over the labelled articles, and articles in a
second of one core. Of stories-allsides the part from April 2018 is scored; what was published before set the
thresholds. The simple rule joins the story of the nearest article of two days, from a tf-idf cosine of .3 on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from benchmarks.corpora import find_corpora, read_lines
from benchmarks.pipeline import encoder_home
from newsloom.cli.cluster_ import in_order, stories_of
from newsloom.cluster.desk import Desk
from newsloom.cluster.signature import sign
from newsloom.encode import minilm
from newsloom.jsonlines import article_of
from newsloom.quality import b_cubed, pairwise
from newsloom.records import Article, ArticleId

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = {
    "stories-allsides": "docs.jsonl.zst",
    "stories-basil": "docs.jsonl.zst",
    "stories-uci-headlines": "docs.jsonl.zst",
}
SCORED_FROM = {"stories-allsides": datetime(2018, 4, 1, tzinfo=UTC)}
RUN_UP = timedelta(days=30)
"""Before the scored part, so that words are known."""
TARGETS = {
    ("stories-allsides", "encoder"): {"b3": 94, "pairwise": 84, "ceafe": 90},
    ("stories-allsides", "words"): {"b3": 92.7, "pairwise": 81, "ceafe": 87.5},
}
SIMPLE_COSINE = 0.3


def measure(folder: Path) -> Iterator[dict[str, object]]:
    """Every way over one set."""
    articles, gold = _labelled(folder)
    encoder = minilm.load(encoder_home())
    yield {**_row(folder, "singletons", {one: one for one in gold}, gold), "n_labelled": len(gold)}
    yield _row(folder, "simple", simple_rule(articles), gold)
    for way, reader in (("words", None), ("encoder", encoder)):
        if way == "encoder" and encoder is None:
            yield {"benchmark": "stories", "set": folder.name, "way": way, "skipped": "no encoder"}
            continue
        began = time.process_time()
        found = stories_of(articles, reader)
        seconds = time.process_time() - began
        yield {
            **_row(folder, way, found, gold),
            "articles_per_cpu_second": round(len(articles) / seconds, 1),
            "target": TARGETS.get((folder.name, way)),
        }


def simple_rule(articles: Sequence[Article]) -> dict[ArticleId, ArticleId]:
    """What a newcomer would write: the nearest article of two days decides."""
    desk = Desk(articles[0].language)
    found: dict[ArticleId, ArticleId] = {}
    for article in articles:
        one = desk.weigh(sign(article, None))
        found[article.id] = article.id
        if desk.open:
            alike = desk.compare(one)
            cosines = np.where(alike.hours_apart <= 48, alike.words, 0)
            best = int(cosines.argmax())
            if cosines[best] >= SIMPLE_COSINE:
                found[article.id] = found[desk.open[best].article_id]
        desk.add(one, np.zeros(0))
        desk.rarity.add(article.at.date(), [term for term, _ in one.signature.terms])
    return found


def ceafe(found: Mapping[ArticleId, Hashable], gold: Mapping[ArticleId, Hashable]) -> float:
    """F1 of the best pairing of found and labelled stories, each pair worth twice what both share over both."""
    both = Counter((found[one], gold[one]) for one in gold)
    sizes_found, sizes_gold = Counter(found[one] for one in gold), Counter(gold.values())
    rows, columns = ({story: n for n, story in enumerate(sizes)} for sizes in (sizes_found, sizes_gold))
    worth = np.zeros((len(rows), len(columns)))
    for (mine, right), n in both.items():
        worth[rows[mine], columns[right]] = 2 * n / (sizes_found[mine] + sizes_gold[right])
    best = worth[linear_sum_assignment(-worth)].sum()
    return float(2 * best / (len(rows) + len(columns)))


def _labelled(folder: Path) -> tuple[list[Article], dict[ArticleId, str]]:
    start = SCORED_FROM.get(folder.name, datetime.min.replace(tzinfo=UTC))
    records = {str(record["id"]): record for record in read_lines(folder / SETS[folder.name])}
    articles = in_order(article_of(record, now=NOW) for record in records.values())
    articles = [article for article in articles if folder.name not in SCORED_FROM or article.at >= start - RUN_UP]
    stories = {article.id: records[article.public_id]["story"] for article in articles if article.at >= start}
    return articles, {one: story for one, story in stories.items() if story}


def _row(
    folder: Path, way: str, found: Mapping[ArticleId, Hashable], gold: Mapping[ArticleId, str]
) -> dict[str, object]:
    labelled = {one: found[one] for one in gold}
    return {
        "benchmark": "stories",
        "set": folder.name,
        "way": way,
        "b3": round(100 * b_cubed(labelled, gold).f1, 2),
        "pairwise": round(100 * pairwise(labelled, gold).f1, 2),
        "ceafe": round(100 * ceafe(labelled, gold), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    args = parser.parse_args()
    data = find_corpora()
    for name in args.sets:
        if data is None or not (data / name).is_dir():
            print(json.dumps({"benchmark": "stories", "set": name, "skipped": "no labelled data"}))
            continue
        for row in measure(data / name):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

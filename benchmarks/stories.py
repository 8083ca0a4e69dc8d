"""Stories on the labelled streams, as `newsloom cluster` finds them, beside single articles and a simple rule.

Prints one JSON object a set and way: F1 by B3, pairs and CEAFe, and the accuracy, in points over the labelled
articles, and articles in a second of one core. Of stories-allsides the part from April 2018 is scored; what was
published before set the thresholds. The simple rule joins the story of the nearest article of two days, from a tf-idf
cosine of .3 on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora, read_lines
from benchmarks.pipeline import encoder_home
from newsloom.cli.cluster_ import in_order, stories_of
from newsloom.cluster.desk import Desk
from newsloom.cluster.signature import sign
from newsloom.encode import minilm
from newsloom.jsonlines import article_of
from newsloom.quality import b_cubed, pairwise
from newsloom.records import Article, ArticleId, StoryId

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = {
    "stories-allsides": "stories-allsides/docs.jsonl.zst",
    "stories-allsides-excerpts": "stories-allsides/docs.jsonl.zst",
    "stories-basil": "stories-basil/docs.jsonl.zst",
    "stories-uci-headlines": "stories-uci-headlines/docs.jsonl.zst",
    "stories-googlenews-ts": "stories-googlenews/ts.jsonl.zst",
    "stories-googlenews-t": "stories-googlenews/t.jsonl.zst",
    "stories-googlenews-s": "stories-googlenews/s.jsonl.zst",
}
SCORED_FROM = dict.fromkeys(("stories-allsides", "stories-allsides-excerpts"), datetime(2018, 4, 1, tzinfo=UTC))
CUT_TO = {"stories-allsides-excerpts": 30}
"""Words that are left of a text, beside the headline: what feeds give."""
RUN_UP = timedelta(days=30)
"""Before the scored part, so that words are known."""
TARGETS = {
    ("stories-allsides", "encoder"): {"b3": 95, "pairwise": 86, "ceafe": 91},
    ("stories-allsides", "words"): {"b3": 93, "pairwise": 81, "ceafe": 88},
    ("stories-basil", "encoder"): {"b3": 98},
    ("stories-uci-headlines", "encoder"): {"b3": 84, "pairwise": 80},
    ("stories-googlenews-ts", "encoder"): {"accuracy": 91},
    ("stories-googlenews-t", "encoder"): {"accuracy": 80},
    ("stories-googlenews-s", "encoder"): {"accuracy": 85},
}
SIMPLE_COSINE = 0.3


def measure(data: Path, name: str) -> Iterator[dict[str, object]]:
    """Every way over one set."""
    articles, gold = labelled(data, name)
    encoder = minilm.load(encoder_home())
    yield {**_row(name, "singletons", {one: one for one in gold}, gold), "n_labelled": len(gold)}
    yield _row(name, "simple", simple_rule(articles), gold)
    for way, reader in (("words", None), ("encoder", encoder)):
        if way == "encoder" and encoder is None:
            yield {"benchmark": "stories", "set": name, "way": way, "skipped": "no encoder"}
            continue
        began = time.process_time()
        found = stories_of(articles, reader)
        seconds = time.process_time() - began
        yield {
            **_row(name, way, found, gold),
            "articles_per_cpu_second": round(len(articles) / seconds, 1),
            "target": TARGETS.get((name, way)),
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
        desk.add(one, StoryId(found[article.id]), np.zeros(0))
        desk.rarity.add(article.at.date(), [term for term, _ in one.signature.terms])
    return found


def ceafe(found: Mapping[ArticleId, Hashable], gold: Mapping[ArticleId, Hashable]) -> float:
    """F1 of the best pairing of found and labelled stories, each pair worth twice what both share over both."""
    both = _shared(found, gold)
    sizes = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True)
    return 2 * _best_pairing(2 * both / sizes) / sum(both.shape)


def accuracy(found: Mapping[ArticleId, Hashable], gold: Mapping[ArticleId, Hashable]) -> float:
    """Share of the articles that stand in the found story which the best pairing gives their labelled one."""
    return _best_pairing(_shared(found, gold)) / len(gold)


def _shared(found: Mapping[ArticleId, Hashable], gold: Mapping[ArticleId, Hashable]) -> NDArray[np.float64]:
    """How many articles each found story shares with each labelled one, (n_found, n_labelled)."""
    both = Counter((found[one], gold[one]) for one in gold)
    rows, columns = ({story: n for n, story in enumerate(dict.fromkeys(place))} for place in zip(*both, strict=True))
    shared = np.zeros((len(rows), len(columns)))
    for (mine, right), n in both.items():
        shared[rows[mine], columns[right]] = n
    return shared


def _best_pairing(worth: NDArray[np.float64]) -> float:
    # Tests that need the streams alone run where no peer is installed.
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    return float(worth[linear_sum_assignment(-worth)].sum())


def labelled(data: Path, name: str, *, is_training: bool = False) -> tuple[list[Article], dict[ArticleId, str]]:
    """The articles of a set in the order of time, and the stories of those that are scored, or trained on."""
    start = SCORED_FROM.get(name, datetime.min.replace(tzinfo=UTC))
    records = {str(record["id"]): record for record in read_lines(data / SETS[name])}
    articles = in_order(article_of(record, now=NOW) for record in records.values())
    if is_training:
        articles = [article for article in articles if article.at < start]
        scored = articles
    else:
        articles = [article for article in articles if name not in SCORED_FROM or article.at >= start - RUN_UP]
        scored = [article for article in articles if article.at >= start]
    if name in CUT_TO:
        articles = [cut(article, CUT_TO[name]) for article in articles]
    stories = {article.id: records[article.public_id]["story"] for article in scored}
    return articles, {one: story for one, story in stories.items() if story}


def cut(article: Article, n_words: int) -> Article:
    """The article as a feed gives it: the headline, and so many words of its text."""
    return replace(article, text=" ".join(article.text.split()[:n_words]))


def _row(name: str, way: str, found: Mapping[ArticleId, Hashable], gold: Mapping[ArticleId, str]) -> dict[str, object]:
    labelled = {one: found[one] for one in gold}
    return {
        "benchmark": "stories",
        "set": name,
        "way": way,
        "b3": round(100 * b_cubed(labelled, gold).f1, 2),
        "pairwise": round(100 * pairwise(labelled, gold).f1, 2),
        "ceafe": round(100 * ceafe(labelled, gold), 2),
        "accuracy": round(100 * accuracy(labelled, gold), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SETS), metavar="SET")
    args = parser.parse_args()
    data = find_corpora()
    for name in args.sets:
        if data is None or not (data / SETS[name]).is_file():
            print(json.dumps({"benchmark": "stories", "set": name, "skipped": "no labelled data"}))
            continue
        for row in measure(data, name):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

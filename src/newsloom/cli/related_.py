"""`newsloom related FILE --id ID`: the articles of the file that are related to one of them, with the reasons.

The file may be long: it is read once to find the article, and once more for those that are nearest to it in time,
which are woven in memory as the pipeline weaves them. What stands in the article's own story is not among the related.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from newsloom.cli.encoders import encoder_at_hand
from newsloom.cli.progress import Show, shown
from newsloom.cli.reading import given_twice
from newsloom.encode import Encoder
from newsloom.enrich import Neighbours, related_to_article
from newsloom.enrich.policy import MAX_RELATED
from newsloom.environment import read_environment
from newsloom.placing import with_language
from newsloom.records import Article, Reason, Relation
from newsloom.trial import woven

AMONG = 10_000
"""Articles woven unless more are asked for: two weeks of a large house, in 250 MB."""
STRIDE = 256
"""Articles woven between two steps of the bar."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--id", required=True, help="the article that the others shall be related to")
    parser.add_argument("-n", type=int, default=MAX_RELATED, help="how many at most (%(default)s)")
    parser.add_argument(
        "--among", type=int, default=AMONG, help="how many articles, the nearest in time, are looked at (%(default)s)"
    )
    parser.add_argument("--no-encoder", action="store_true", help="by words alone, even where an encoder is built")


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each related article, best first; none where none is related."""
    again, first = given_twice(args.file)
    asked, moments = _look_through(first, args.id)
    if asked is None:
        print(f"newsloom related: no article {args.id} in {args.file}", file=sys.stderr)
        return 1
    articles = {article.id: article for article in _nearest(again, asked, moments, args.among)}
    encoder = None if args.no_encoder else encoder_at_hand(read_environment(os.environ))
    neighbours = _woven(list(articles.values()), encoder)
    for relation in related_to_article(asked.id, neighbours, limit=max(args.n, 0)):
        print(json.dumps(_line(articles[relation.article_id], relation), ensure_ascii=False))
    return 0


def _look_through(articles: Iterable[Article], wanted: str) -> tuple[Article | None, array[float]]:
    """The article of that id, its last one where there are several, and the moments of all."""
    asked, moments = None, array("d")
    for article in articles:
        moments.append(article.at.timestamp())
        if wanted in (article.public_id, article.id):
            asked = article
    return asked, moments


def _nearest(articles: Iterable[Article], asked: Article, moments: array[float], among: int) -> list[Article]:
    """So many articles, nearest in time to the one asked for, which is one of them; of those equally far the first."""
    distances = np.abs(np.frombuffer(moments) - asked.at.timestamp())
    n_kept = min(max(among, 1), len(distances))
    farthest = float(np.partition(distances, n_kept - 1)[n_kept - 1])
    n_spare = n_kept - int((distances < farthest).sum())
    chosen = []
    for article, distance in zip(articles, distances.tolist(), strict=False):
        if distance < farthest or (distance == farthest and n_spare > 0):
            n_spare -= distance == farthest
            chosen.append(with_language(article))
    if all(article.id != asked.id for article in chosen):
        chosen.append(with_language(asked))
    return chosen


def _woven(articles: list[Article], encoder: Encoder | None) -> Neighbours:
    """What the loom remembers of them, after a last review."""
    articles.sort(key=lambda article: (article.at, article.id))
    with shown("related", len(articles), "articles") as progress:
        _, loom = woven(_strides(articles, progress), encoder, until=articles[-1].at)
    return loom.neighbours


def _strides(articles: list[Article], progress: Show) -> Iterator[list[Article]]:
    """The articles in parts; the bar moves when a part is woven."""
    for start in range(0, len(articles), STRIDE):
        yield articles[start : start + STRIDE]
        progress.step(min(start + STRIDE, len(articles)), "woven")


def _line(found: Article, relation: Relation) -> dict[str, object]:
    return {
        "id": found.public_id,
        "story": relation.story_id,
        "kind": relation.kind,
        "score": relation.score,
        "headline": found.headline,
        "publisher": found.publisher_name,
        "reasons": [_reason(reason) for reason in relation.reasons],
    }


def _reason(reason: Reason) -> dict[str, object]:
    told: dict[str, object] = {"kind": reason.kind}
    if reason.terms:
        told["terms"] = reason.terms
    if reason.value is not None:
        told["value"] = reason.value
    return told

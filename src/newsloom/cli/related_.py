"""`newsloom related FILE --id ID`: the articles of the file that are related to one of them, with the reasons."""

from __future__ import annotations

import argparse
import json
import sys

from newsloom.cli.reading import given_articles
from newsloom.enrich import related_to_article
from newsloom.enrich.policy import MAX_RELATED
from newsloom.records import Reason
from newsloom.trial import weave


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--id", required=True, help="the article that the others shall be related to")
    parser.add_argument("-n", type=int, default=MAX_RELATED, help="how many at most (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each related article, best first; none where none is related."""
    trial = weave(given_articles(args.file))
    articles = {member.article.id: member.article for story in trial.stories for member in story.members}
    asked = next((article for article in articles.values() if args.id in (article.public_id, article.id)), None)
    if asked is None:
        print(f"newsloom related: no article {args.id} in {args.file}", file=sys.stderr)
        return 1
    for relation in related_to_article(asked.id, trial.neighbours, limit=args.n):
        found = articles[relation.article_id]
        line = {
            "id": found.public_id,
            "story": relation.story_id,
            "kind": relation.kind,
            "score": relation.score,
            "headline": found.headline,
            "publisher": found.publisher_name,
            "reasons": [_reason(reason) for reason in relation.reasons],
        }
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _reason(reason: Reason) -> dict[str, object]:
    told: dict[str, object] = {"kind": reason.kind}
    if reason.terms:
        told["terms"] = reason.terms
    if reason.value is not None:
        told["value"] = reason.value
    return told

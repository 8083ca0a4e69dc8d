"""`newsloom brief FILE`: articles in, briefs out, each sentence with the place where it stands."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator

from newsloom.cli.progress import counted
from newsloom.cli.reading import given_articles
from newsloom.enrich import brief, story_brief
from newsloom.records import Article, ArticleId, Brief
from newsloom.trial import weave


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--stories", action="store_true", help="briefs of the stories that the articles make")


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each article; with `--stories`, for each story of several publishers."""
    n_read = 0
    articles = given_articles(args.file)
    for line in counted("brief", _stories(articles) if args.stories else _articles(articles), "briefs"):
        n_read += 1
        if line:
            print(json.dumps(line, ensure_ascii=False))
    return 0 if n_read else 1


def _articles(articles: Iterable[Article]) -> Iterator[dict[str, object]]:
    for article in articles:
        yield {"id": article.public_id, "sentences": _sentences(brief(article), {article.id: article.public_id})}


def _stories(articles: Iterable[Article]) -> Iterator[dict[str, object]]:
    """One object a story, an empty one where it has no brief."""
    for story in weave(articles).stories:
        found = story_brief(story)
        ids = {member.article.id: member.article.public_id for member in story.members}
        yield {"id": story.id, "sentences": _sentences(found, ids)} if found else {}


def _sentences(found: Brief | None, ids: dict[ArticleId, str]) -> list[dict[str, object]]:
    return [
        {"text": one.text, "article": ids[one.article_id], "start": one.start, "end": one.end}
        for one in (found.sentences if found else ())
    ]

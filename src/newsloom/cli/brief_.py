"""`newsloom brief FILE`: articles in, briefs out, each sentence with the place where it stands."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping

from newsloom.cli.progress import counted
from newsloom.cli.reading import given_with_places
from newsloom.enrich import brief, story_brief
from newsloom.records import Article, ArticleId, Brief
from newsloom.text import Places
from newsloom.trial import weave


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--stories", action="store_true", help="briefs of the stories that the articles make")


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each article; with `--stories`, for each story of several publishers."""
    n_read = 0
    given = given_with_places(args.file)
    for line in counted("brief", _stories(given) if args.stories else _articles(given), "briefs"):
        n_read += 1
        if line:
            print(json.dumps(line, ensure_ascii=False))
    return 0 if n_read else 1


def _articles(given: Iterable[tuple[Article, Places]]) -> Iterator[dict[str, object]]:
    for article, places in given:
        yield {"id": article.public_id, "sentences": _sentences(brief(article), {article.id: (article, places)})}


def _stories(given: Iterable[tuple[Article, Places]]) -> Iterator[dict[str, object]]:
    """One object a story, an empty one where it has no brief."""
    known = {article.id: (article, places) for article, places in given}
    for story in weave(article for article, _ in known.values()).stories:
        found = story_brief(story)
        yield {"id": story.id, "sentences": _sentences(found, known)} if found else {}


def _sentences(found: Brief | None, known: Mapping[ArticleId, tuple[Article, Places]]) -> list[dict[str, object]]:
    """Each sentence as it stands in the file, whose white space may be another than ours."""
    lines: list[dict[str, object]] = []
    for one in found.sentences if found else ():
        article, places = known[one.article_id]
        start, end = places.given(one.start, one.end)
        text = places.given_text[start:end]
        lines.append({"text": text, "article": article.public_id, "start": start, "end": end})
    return lines

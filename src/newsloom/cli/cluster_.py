"""`newsloom cluster FILE`: which articles of the file tell of one event.

A line for each article in the order of time: its id and, after a tab, its story's, as it stands after the last
review. Open stories are reviewed whenever six hours of news have passed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable

from newsloom.cli.reading import given_articles
from newsloom.encode import Encoder
from newsloom.encode.choice import encoder_for
from newsloom.environment import read_environment
from newsloom.placing import Placed, decisions, prepared, with_language
from newsloom.records import Article, ArticleId, Merges, Splits, StoryId


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--no-encoder", action="store_true", help="by words alone, even where an encoder is built")


def run(args: argparse.Namespace) -> int:
    encoder = None if args.no_encoder else encoder_for(read_environment(os.environ))
    articles = in_order(given_articles(args.file))
    stories = stories_of(articles, encoder)
    for article in articles:
        print(article.public_id, stories[article.id], sep="\t")
    return 0


def in_order(articles: Iterable[Article]) -> list[Article]:
    """By time, then id; an article of unknown language gets the one that its text is written in."""
    return sorted(map(with_language, articles), key=lambda article: (article.at, article.id))


def stories_of(articles: Iterable[Article], encoder: Encoder | None) -> dict[ArticleId, StoryId]:
    """The story of each article, everything known. `articles` in the order of time."""
    stories: dict[ArticleId, StoryId] = {}
    gone: dict[StoryId, StoryId] = {}
    for decision in decisions(prepared(articles, encoder)):
        match decision:
            case Placed(placement=placement):
                stories[placement.article_id] = placement.story_id
            case Merges(kept_id=kept, gone_id=old):
                gone[old] = kept
            case Splits(new_id=new, article_ids=moved):
                stories.update(dict.fromkeys(moved, new))
    return {article_id: _standing(home, gone) for article_id, home in stories.items()}


def _standing(home: StoryId, gone: dict[StoryId, StoryId]) -> StoryId:
    while home in gone:
        home = gone[home]
    return home

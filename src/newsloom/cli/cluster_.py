"""`newsloom cluster FILE`: which articles of the file tell of one event.

A line for each article in the order of time: its id and, after a tab, its story's, as it stands after the last
review. Open stories are reviewed whenever six hours of news have passed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from newsloom.cli.reading import given_articles
from newsloom.cluster import Window, sign
from newsloom.dedupe import Shelf, find_credit, sketch
from newsloom.encode import Encoder
from newsloom.encode.choice import encoder_for
from newsloom.environment import read_environment
from newsloom.extract.language import identify
from newsloom.pipeline import BATCH, REVIEW_EVERY
from newsloom.records import UNKNOWN_LANGUAGE, Article, ArticleId, Merges, Revision, Splits, StoryId
from newsloom.vectors import vectors_of


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
    known = (
        article
        if article.language != UNKNOWN_LANGUAGE
        else replace(article, language=identify(f"{article.headline}\n{article.text}"))
        for article in articles
    )
    return sorted(known, key=lambda article: (article.at, article.id))


def stories_of(articles: Sequence[Article], encoder: Encoder | None) -> dict[ArticleId, StoryId]:
    """The story of each article, everything known. `articles` in the order of time."""
    shelf, window = Shelf(), Window()
    stories: dict[ArticleId, StoryId] = {}
    gone: dict[StoryId, StoryId] = {}

    def review(at: datetime) -> None:
        for revision in window.review(at):
            window.apply(revision)
            _follow(revision, stories, gone)

    if not articles:
        return {}
    reviewed_at = articles[0].at
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        for article, vector in zip(batch, vectors_of(batch, encoder), strict=True):
            if article.at - reviewed_at >= REVIEW_EVERY:
                reviewed_at = article.at
                review(reviewed_at)
            credited = replace(article, credit=article.credit or find_credit(article))
            drawn, signature = sketch(credited), sign(credited, vector)
            verdict = shelf.judge(credited, drawn)
            shelf.add(credited, drawn, verdict)
            home = window.place(signature, verdict).story_id
            window.add(signature, home, verdict)
            stories[article.id] = home
    review(articles[-1].at)
    return {article_id: _standing(home, gone) for article_id, home in stories.items()}


def _follow(revision: Revision, stories: dict[ArticleId, StoryId], gone: dict[StoryId, StoryId]) -> None:
    match revision:
        case Merges(kept_id=kept, gone_id=old):
            gone[old] = kept
        case Splits(new_id=new, article_ids=moved):
            stories.update(dict.fromkeys(moved, new))


def _standing(home: StoryId, gone: dict[StoryId, StoryId]) -> StoryId:
    while home in gone:
        home = gone[home]
    return home

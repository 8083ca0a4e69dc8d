"""`newsloom cluster FILE`: which articles of the file tell of one event.

A line for each article in the order of time: its id and, after a tab, its story's, as it stands after the last
review. Open stories are reviewed whenever six hours of news have passed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from typing import Protocol

import numpy as np

from newsloom.cli.encoders import encoder_at_hand
from newsloom.cli.preparing import prepared_lines
from newsloom.cli.progress import shown
from newsloom.cli.timeline import Timeline, id_of, number_of, read_timeline
from newsloom.encode import Encoder
from newsloom.environment import read_environment
from newsloom.placing import Placed, Prepared, decisions, prepared, with_language
from newsloom.records import Article, ArticleId, Merges, Revision, Splits, Starts, StoryId
from newsloom.urls import story_id


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--no-encoder", action="store_true", help="by words alone, even where there is an encoder")


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    encoder = None if args.no_encoder else encoder_at_hand(environment)
    with read_timeline("cluster", args.file) as timeline:
        homes = Homes(PackedTable(timeline))
        with shown("cluster", len(timeline), "articles") as show:
            for decision in decisions(prepared_lines(timeline, environment, encoder), encoder):
                homes.note(decision)
                show.step(homes.n_placed, f"{homes.n_stories} stories")
        for place, first in enumerate(timeline.firsts()):
            print(timeline.name(place), homes.of(timeline.article_id(first)), sep="\t")
    return timeline.status


def in_order(articles: Iterable[Article]) -> list[Article]:
    """By time, then id; an article of unknown language gets the one that its text is written in."""
    return sorted(map(with_language, articles), key=lambda article: (article.at, article.id))


def stories_of(articles: Iterable[Article], encoder: Encoder | None) -> dict[ArticleId, StoryId]:
    """The story of each article, everything known. `articles` in the order of time."""
    return homes_of(prepared(articles, encoder), encoder)


def homes_of(made_ready: Iterable[Prepared], encoder: Encoder | None = None) -> dict[ArticleId, StoryId]:
    """The same of articles that are made ready."""
    table: dict[ArticleId, StoryId] = {}
    homes = Homes(table)
    for decision in decisions(made_ready, encoder):
        homes.note(decision)
    return {article_id: homes.of(article_id) for article_id in table}


class Table(Protocol):
    """Where each article was put last."""

    def __setitem__(self, article_id: ArticleId, home: StoryId, /) -> None: ...

    def get(self, article_id: ArticleId, /) -> StoryId | None: ...


class PackedTable:
    """A `Table` of 8 bytes an article of the timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._numbers = np.zeros(len(timeline), np.uint64)
        """By place; 0 for an article that was put nowhere."""

    def __setitem__(self, article_id: ArticleId, home: StoryId, /) -> None:
        self._numbers[self._timeline.place_of(article_id)] = number_of(home)

    def get(self, article_id: ArticleId, /) -> StoryId | None:
        number = int(self._numbers[self._timeline.place_of(article_id)])
        return StoryId(id_of(number)) if number else None


class Homes:
    """In which story each article is, after all that was decided."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._gone: dict[StoryId, StoryId] = {}
        self.n_placed = self.n_stories = 0

    def note(self, decision: Placed | Revision) -> None:
        match decision:
            case Placed(placement=placement):
                self._table[placement.article_id] = placement.story_id
                self.n_placed += 1
                self.n_stories += isinstance(placement, Starts)
            case Merges(kept_id=kept, gone_id=gone):
                self._gone[gone] = kept
            case Splits(new_id=new, article_ids=moved):
                for article_id in moved:
                    self._table[article_id] = new

    def of(self, article_id: ArticleId) -> StoryId:
        """Its own story where it was never placed."""
        home = self._table.get(article_id) or story_id(article_id)
        while home in self._gone:
            home = self._gone[home]
        return home

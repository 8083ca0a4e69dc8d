"""`newsloom dedupe FILE`: which articles of the file repeat an earlier one.

A line for each article in the order of time, its fields parted by tabs: its id, the id of its original (its own where
it is one), the kind (`original`, `exact`, `wire`, `light-edit`), the resemblance as a share.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import get_args

import numpy as np

from newsloom.cli.preparing import sketched_lines
from newsloom.cli.progress import shown
from newsloom.cli.timeline import Timeline, read_timeline
from newsloom.placing import Placer, sketched
from newsloom.records import Article, CopyKind, CopyOf, Verdict

KINDS = ("original", *get_args(CopyKind))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")


def run(args: argparse.Namespace) -> int:
    with read_timeline("dedupe", args.file) as timeline:
        verdicts, placer, n_copies = Verdicts(timeline), Placer(), 0
        with shown("dedupe", len(timeline), "articles") as show:
            for n_judged, one in enumerate(sketched_lines(timeline), 1):
                n_copies += verdicts.note(placer.judge(one))
                show.step(n_judged, f"{n_copies} copies")
        for place, first in enumerate(timeline.firsts()):
            original, kind, share = verdicts.at(first)
            name = timeline.name(place)
            print(name, name if original == first else timeline.name(original), kind, f"{share:.4f}", sep="\t")
    return timeline.status


def judged(articles: Iterable[Article]) -> Iterator[tuple[Article, Verdict]]:
    """Each article with its verdict, in the order of time, then id."""
    placer = Placer()
    for article in sorted(articles, key=lambda one: (one.at, one.id)):
        yield article, placer.judge(sketched(article))


class Verdicts:
    """What was found on each article of the timeline, in 17 bytes; an original until something else is noted."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._originals = np.arange(len(timeline))
        self._kinds = np.zeros(len(timeline), np.int8)
        self._shares = np.ones(len(timeline))

    def note(self, verdict: Verdict) -> bool:
        """Whether it is a copy."""
        if not isinstance(verdict, CopyOf):
            return False
        place = self._timeline.place_of(verdict.article_id)
        self._originals[place] = self._timeline.place_of(verdict.original_id)
        self._kinds[place] = KINDS.index(verdict.kind)
        self._shares[place] = verdict.resemblance_share
        return True

    def at(self, place: int) -> tuple[int, str, float]:
        """The place of the original, the kind, the resemblance."""
        return int(self._originals[place]), KINDS[self._kinds[place]], float(self._shares[place])

"""Editors' corrections as labelled pairs: what stands of them, and how today's clustering would decide.

In: a store. Out: labels, the line that is written of each, and shares between 0 and 1. Refuses: nothing.

Where an editor corrected the machine, the machine of that day was wrong by definition. The score asks the machine of
today: the articles around each pair are woven anew, in memory and without any editor, and every pair is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, get_args

from newsloom.cluster import policy
from newsloom.encode import Encoder
from newsloom.jsonlines import written
from newsloom.quality import set_score
from newsloom.records import Article, ArticleId, Correction, CorrectionKind, LabelledPair, StoryId
from newsloom.store import Store
from newsloom.trial import woven

BEFORE = timedelta(days=9)
"""How much is woven before a pair's first article: the weight of words comes from so many days."""
AFTER = policy.MOVABLE
"""And after its last one: until no review moves it any more."""
Home = tuple[int, StoryId]
"""A stretch of news, and a story of it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A pair, and the correction that had the last word on it."""

    pair: LabelledPair
    kind: CorrectionKind
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """News from one moment to another, both included."""

    start: datetime
    end: datetime


def labels(corrections: Iterable[Correction]) -> list[Label]:
    """Each pair once: what was done first and undone later is labelled as the undoing has it."""
    last: dict[tuple[ArticleId, ArticleId], Label] = {}
    for one in corrections:
        for pair in one.pairs:
            last[pair.article_ids] = Label(pair, one.kind, one.number, one.at)
    return [last[ids] for ids in sorted(last)]


def lines(store: Store) -> Iterator[dict[str, Any]]:
    """A line of each label: ids as `newsloom export` writes them, and no word of any text, name or note."""
    found = labels(store.corrections())
    shown = {known: article.public_id for known, article in _articles(store, found).items()}
    for label in found:
        one, other = (shown.get(known, known) for known in label.pair.article_ids)
        yield {
            "ids": [one, other],
            "together": label.pair.is_together,
            "deed": label.kind,
            "correction": label.number,
            "at": written(label.at),
        }


def score_corrections(store: Store, encoder: Encoder | None) -> list[dict[str, Any]]:
    """How many of the labels today's clustering agrees with: for pairs put together and apart, then for each deed."""
    found = labels(store.corrections())
    homes = replayed(store, found, encoder)
    known = [label for label in found if set(label.pair.article_ids) <= homes.keys()]
    together = {label.pair.article_ids: _are_together(label.pair, homes) for label in known}
    return [*_by_pairs(known, together), *_by_deed(known, together)]


def replayed(store: Store, found: Sequence[Label], encoder: Encoder | None) -> dict[ArticleId, Home]:
    """The story of every article around the labels, had there been no editor. Cost: that of weaving them."""
    homes: dict[ArticleId, Home] = {}
    for number, stretch in enumerate(stretches(found, _articles(store, found))):
        kept, _ = woven([_during(store, stretch)], encoder, until=stretch.end)
        for one in kept.remembered(since=stretch.start):
            homes[one.signature.article_id] = number, one.story_id
    return homes


def stretches(found: Sequence[Label], articles: Mapping[ArticleId, Article]) -> list[Stretch]:
    """The news around the labelled articles; stretches that touch are one."""
    wanted = {known for label in found for known in label.pair.article_ids if known in articles}
    joined: list[Stretch] = []
    for at in sorted(articles[known].at for known in wanted):
        if joined and at - BEFORE <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, at + AFTER)
        else:
            joined.append(Stretch(at - BEFORE, at + AFTER))
    return joined


def _during(store: Store, stretch: Stretch) -> Iterator[Article]:
    return takewhile(lambda article: article.at <= stretch.end, store.articles(since=stretch.start))


def _articles(store: Store, found: Sequence[Label]) -> dict[ArticleId, Article]:
    return store.find_articles(sorted({known for label in found for known in label.pair.article_ids}))


def _are_together(pair: LabelledPair, homes: Mapping[ArticleId, Home]) -> bool:
    one, other = pair.article_ids
    return homes[one] == homes[other]


def _by_pairs(known: Sequence[Label], together: Mapping[tuple[ArticleId, ArticleId], bool]) -> Iterator[dict[str, Any]]:
    for name, is_together in (("together", True), ("apart", False)):
        wanted = {label.pair.article_ids for label in known if label.pair.is_together == is_together}
        decided = {ids for ids, answer in together.items() if answer == is_together}
        shares = set_score(decided, wanted).rounded()
        yield {"stage": "corrections", "pairs": name} | shares | {"n": len(wanted)}


def _by_deed(known: Sequence[Label], together: Mapping[tuple[ArticleId, ArticleId], bool]) -> Iterator[dict[str, Any]]:
    for kind in get_args(CorrectionKind):
        mine = [label for label in known if label.kind == kind]
        if mine:
            n_agreed = sum(together[label.pair.article_ids] == label.pair.is_together for label in mine)
            share = round(n_agreed / len(mine), 4)
            yield {"stage": "corrections", "deed": kind, "agreed_share": share, "n": len(mine)}

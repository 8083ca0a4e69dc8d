"""One article after the other: is it a copy, and in which story does it belong. Kept by nobody yet.

The stretch of the loom that only thinks. `Placer` remembers what it needs of the last days; `pipeline.Loom` keeps what
it decides, and the stage commands write it down.

In: articles in the order of their time, with their vectors. Out: `Placed` and `Revision`. Refuses: nothing.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from newsloom.cluster import Window, sign
from newsloom.dedupe import Shelf, find_credit, sketch
from newsloom.encode import Encoder
from newsloom.extract.language import identify
from newsloom.records import (
    UNKNOWN_LANGUAGE,
    Article,
    ArticleId,
    Joins,
    Original,
    Place,
    Placement,
    Remembered,
    Revision,
    Signature,
    Sketch,
    StoryId,
    Vector,
    Verdict,
)
from newsloom.urls import story_id
from newsloom.vectors import vectors_of

B = TypeVar("B")
V = TypeVar("V")

BATCH = 64
"""Articles that the encoder is given together."""
REVIEW_EVERY = timedelta(hours=6)
"""How much news passes between two reviews of the open stories."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """An article with what `dedupe` sees of it."""

    article: Article
    """With its credit."""
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Prepared(Sketched):
    """An article with all that the decisions need of it; made of the article alone, anywhere and in any order."""

    signature: Signature


@dataclass(frozen=True, slots=True)
class Placed:
    """What was decided on an article."""

    verdict: Verdict
    placement: Placement


class Placer:
    """Judges and places; remembers what copies and stories need of the last days. Not safe for two threads."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        joins_languages = encoder is not None and encoder.is_multilingual
        self._shelf, self._window = Shelf(), Window(joins_languages=joins_languages)
        self._reviewed_at: datetime | None = None

    def remember(self, known: Remembered) -> None:
        """Take in an article that was placed before; to be called in the order of time, then id."""
        self._shelf.remember(
            known.sketch,
            known.verdict,
            at=known.signature.at,
            publisher_id=known.publisher_id,
            publisher_name=known.publisher_name,
        )
        self._window.remember(known)
        self._reviewed_at = known.signature.at

    def judge(self, one: Sketched) -> Verdict:
        """Whether the article is a copy; enough for who does not ask for stories."""
        verdict = self._shelf.judge(one.article, one.sketch)
        self._shelf.add(one.article, one.sketch, verdict)
        return verdict

    def place(self, one: Prepared) -> Placed:
        """Decide on a new article, and take note of the decision."""
        verdict = self.judge(one)
        placement = self._window.place(one.signature, verdict)
        self._window.add(one.signature, placement.story_id, verdict)
        return Placed(verdict, placement)

    def revise(self, one: Prepared) -> Placed:
        """A revised article keeps its verdict and story: who kept it has them, and its address must not move."""
        known = one.article.id
        home = self.story_of(known) or story_id(known)
        return Placed(Original(article_id=known), Joins(article_id=known, story_id=home, logit=0.0))

    def story_of(self, article_id: ArticleId) -> StoryId | None:
        """The story of an article that is still remembered."""
        return self._window.story_of(article_id)

    def is_review_due(self, at: datetime) -> bool:
        """Whether so much news has passed; the first article starts the clock."""
        if self._reviewed_at is None:
            self._reviewed_at = at
        return at - self._reviewed_at >= REVIEW_EVERY

    def review(self, at: datetime) -> tuple[Revision, ...]:
        """The merges and splits that follow from what is known by `at`; each waits to be applied."""
        self._reviewed_at = at
        return self._window.review(at)

    def apply(self, revision: Revision) -> None:
        """Take note of a merge or a split."""
        self._window.apply(revision)

    def correct(self, place: Place) -> None:
        """Take note of where an article stands in a story that an editor has corrected."""
        self._window.correct(place)


def decisions(prepared: Iterable[Prepared], encoder: Encoder | None = None) -> Iterator[Placed | Revision]:
    """What the loom decides on articles that come in the order of time, then id, none of them twice.

    The same decisions as `pipeline.Loom` takes and keeps, with a review wherever six hours of news have passed, and at
    the end. A revision holds for whatever came before it.
    """
    placer, last_at = Placer(encoder), None
    for one in prepared:
        last_at = one.article.at
        if placer.is_review_due(last_at):
            yield from _reviewed(placer, last_at)
        yield placer.place(one)
    if last_at is not None:
        yield from _reviewed(placer, last_at)


def prepared(articles: Iterable[Article], encoder: Encoder | None) -> Iterator[Prepared]:
    """Each article made ready for `decisions`; the encoder works while they are taken."""
    for batch, vectors in ahead(_batches(map(with_language, articles)), lambda batch: vectors_of(batch, encoder)):
        yield from map(prepare, batch, vectors)


def sketched(article: Article) -> Sketched:
    article = credited(article)
    return Sketched(article, sketch(article))


def prepare(article: Article, vector: Vector | None) -> Prepared:
    article = credited(article)
    return Prepared(article, sketch(article), sign(article, vector))


def ahead(
    batches: Iterable[B], make: Callable[[B], V], executor: Executor | None = None, *, n_ahead: int = 1
) -> Iterator[tuple[B, V]]:
    """Each batch with what is made of it; the next ones are made, by a thread or `executor`, while it is decided."""
    with executor or ThreadPoolExecutor(1, thread_name_prefix="encoder") as worker, _at_work():
        under_way: deque[tuple[B, Future[V]]] = deque()
        try:
            for batch in batches:
                under_way.append((batch, worker.submit(make, batch)))
                if len(under_way) > n_ahead:
                    ready, made = under_way.popleft()
                    yield ready, made.result()
            while under_way:
                ready, made = under_way.popleft()
                yield ready, made.result()
        finally:
            for _, future in under_way:
                future.cancel()


def with_language(article: Article) -> Article:
    """The article; where nobody said its language, with the one that it is written in."""
    if article.language != UNKNOWN_LANGUAGE:
        return article
    return replace(article, language=identify(f"{article.headline}\n{article.text}"))


@contextmanager
def garbage_left_lying() -> Iterator[None]:
    """Look for garbage seldom. What the loom remembers lives for days, and most of what it makes is freed without a
    search: looking through all of it as often as usual costs seven parts in a hundred of weaving, and of enriching the
    more, the more there is: .4 ms an article among 1,000 articles, 1.4 among 4,000."""
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 20, 10)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextmanager
def _at_work() -> Iterator[None]:
    """Let threads take turns every tenth of a millisecond, and look for garbage seldom.

    The encoder comes back for the interpreter after every text; at the usual five milliseconds it waits for it as long
    as it computes, and 5,000 articles take a third longer.
    """
    turns = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    try:
        with garbage_left_lying():
            yield
    finally:
        sys.setswitchinterval(turns)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        yield batch


def credited(article: Article) -> Article:
    return replace(article, credit=article.credit or find_credit(article))


def _reviewed(placer: Placer, at: datetime) -> Iterator[Revision]:
    for revision in placer.review(at):
        placer.apply(revision)
        yield revision

"""The open stories: where a new article belongs, and what a second look changes.

In: signatures and verdicts, in the order of their time. Out: `Placement` and `Revision`, decisions that others keep.
Refuses: to let articles of two languages meet that no encoder joins, a round-up draw others into its story, or a
settled story change.

`place` and `review` only look; `add` and `apply` take note of what was decided. `remember` builds the same state from
what was kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from newsloom.cluster import policy
from newsloom.cluster.crowds import Crowds
from newsloom.cluster.desk import Desk
from newsloom.cluster.likeness import Floats
from newsloom.cluster.reasons import reasons
from newsloom.cluster.regroup import Table, regroup
from newsloom.cluster.review import group
from newsloom.cluster.weighing import Weighed
from newsloom.records import (
    UNKNOWN_LANGUAGE,
    ArticleId,
    CopyOf,
    Joins,
    Language,
    Merges,
    Place,
    Placement,
    Reason,
    Remembered,
    Revision,
    Signature,
    Splits,
    Starts,
    StoryId,
    Verdict,
)
from newsloom.urls import story_id

SURE_LOGIT = 9.0
"""What is written down for a copy, which joins its original unweighed, and for an article that is known."""
MEMORY = timedelta(days=14)
"""How long it is known which story an article is in."""


@dataclass(slots=True)
class Standing:
    """An article's place in the window."""

    story_id: StoryId
    language: Language
    at: datetime
    follows: ArticleId | None = None
    """The original that it moves with."""
    is_loose: bool = False
    """It spans events: it attracts nobody, and moves only with its whole story."""
    is_settled: bool = False
    """An editor has settled it in its story: it attracts as before, and never moves."""


class Window:
    """The running state of open stories. Not safe for two threads."""

    def __init__(self, *, joins_languages: bool = False) -> None:
        self._joins_languages = joins_languages
        """Whether vectors of texts in different languages may be compared."""
        self._desks: dict[Language, Desk] = {}
        self._crowds: dict[Language, Crowds] = {}
        self._standing: dict[ArticleId, Standing] = {}
        self._members: dict[StoryId, dict[ArticleId, None]] = {}
        self._looked: tuple[Weighed, Floats] | None = None
        """What `place` saw last, so that `add` need not look again."""

    def story_of(self, article_id: ArticleId) -> StoryId | None:
        """The story of an article that is still remembered."""
        standing = self._standing.get(article_id)
        return standing.story_id if standing else None

    def place(self, signature: Signature, verdict: Verdict) -> Placement:
        """Where the article belongs; changes no decision.

        A copy follows its original. Any other article joins the story with whose open members it has the highest mean
        logit, from `ARRIVAL` on; of equal ones the story with the smaller id.
        """
        article_id = signature.article_id
        if article_id in self._standing:
            return Joins(article_id=article_id, story_id=self._standing[article_id].story_id, logit=SURE_LOGIT)
        if isinstance(verdict, CopyOf) and (original := self._standing.get(verdict.original_id)):
            why = (Reason(kind="copy", value=verdict.resemblance_share),)
            return Joins(article_id=article_id, story_id=original.story_id, logit=SURE_LOGIT, reasons=why)
        desk = self._desk(signature.language)
        one, logits = self._look(desk, signature)
        nearest = desk.nearest(one, logits)
        if nearest is None:
            return Starts(article_id=article_id, story_id=story_id(article_id))
        home, logit = nearest
        return Joins(article_id=article_id, story_id=home, logit=logit, reasons=self._reasons(desk, one, logits, home))

    def add(self, signature: Signature, home: StoryId, verdict: Verdict) -> None:
        """Take note that the article is in that story; one that is known stays where it is."""
        self._note(signature, home, verdict, is_new=True)

    def remember(self, known: Remembered) -> None:
        """Take in an article that was placed before; to be called in the order of time, then id."""
        self._note(known.signature, known.story_id, known.verdict, is_new=False)
        self._standing[known.signature.article_id].is_settled |= known.is_settled

    def review(self, now: datetime) -> tuple[Revision, ...]:
        """Merges and splits that follow from all that is known by now; changes nothing. Cost: O(open articles)."""
        found: list[Revision] = []
        for language in sorted(self._desks):
            found += self._review_desk(language, now)
        return tuple(found)

    def apply(self, revision: Revision) -> None:
        """Take note of a merge or a split."""
        match revision:
            case Merges(kept_id=new):
                moving = tuple(self._members.get(revision.gone_id, ()))
            case Splits(new_id=new):
                moving = revision.article_ids
        for article_id in moving:
            if article_id in self._standing:
                self._move(article_id, new)

    def correct(self, place: Place) -> None:
        """Take note of where an article stands in a story that an editor has corrected."""
        standing = self._standing.get(place.article_id)
        if standing is None:
            return
        if standing.story_id != place.story_id:
            self._move(place.article_id, place.story_id)
        standing.is_settled |= place.is_settled

    # ------------------------------------------------------------------------------------------ inside

    def _note(self, signature: Signature, home: StoryId, verdict: Verdict, *, is_new: bool) -> None:
        article_id = signature.article_id
        if article_id in self._standing:
            return
        is_copy = isinstance(verdict, CopyOf) and verdict.original_id in self._standing
        standing = Standing(
            story_id=home,
            language=signature.language,
            at=signature.at,
            follows=self._leader(verdict) if is_copy else None,
            is_loose=signature.spans_events,
        )
        desk = self._desk(signature.language)
        if not is_copy and not signature.spans_events:
            if is_new:
                one, logits = self._look(desk, signature)
                desk.add(one, home, logits)
            else:
                desk.put(signature, home)
        if not is_copy:
            begins = home not in self._members
            desk.rarity.add(signature.at.date(), [term for term, _ in signature.terms], begins=begins)
        self._looked = None
        self._standing[article_id] = standing
        self._members.setdefault(home, {})[article_id] = None
        self._forget(signature.at - MEMORY)

    def _desk(self, language: Language) -> Desk:
        """The language's own desk, or the one of all."""
        table = UNKNOWN_LANGUAGE if self._joins_languages else language
        if table not in self._desks:
            self._desks[table] = Desk(table)
        return self._desks[table]

    def _look(self, desk: Desk, signature: Signature) -> tuple[Weighed, Floats]:
        if self._looked is None or self._looked[0].signature is not signature:
            one = desk.weigh(signature)
            self._looked = one, desk.logits(one)
        return self._looked

    def _slots(self, desk: Desk, story: StoryId) -> list[int]:
        return [slot for article in self._members[story] if (slot := desk.slot(article)) is not None]

    def _reasons(self, desk: Desk, one: Weighed, logits: Floats, home: StoryId) -> tuple[Reason, ...]:
        """Why the article joins: what it shares with the member that is most like it."""
        closest = max(self._slots(desk, home), key=lambda slot: (logits[slot], desk.open[slot].article_id))
        return reasons(one, desk.weighed(closest))

    def _leader(self, verdict: Verdict) -> ArticleId:
        """Whom a copy moves with: its original, or whom that one follows, if it moves at all."""
        original_id = verdict.original_id if isinstance(verdict, CopyOf) else verdict.article_id
        original = self._standing[original_id]
        return original_id if original.is_settled else original.follows or original_id

    def _review_desk(self, language: Language, now: datetime) -> list[Revision]:
        desk = self._desks[language]
        slots = desk.since(now - policy.OPEN)
        if not slots:
            return []
        edges = desk.edges(slots)
        articles = [desk.open[slot].article_id for slot in slots]
        settled = self._settled(articles, now - policy.MOVABLE)
        stories = [self._standing[article_id].story_id for article_id in articles]
        number_of = {story: number for number, story in enumerate(dict.fromkeys(stories))}
        anchors = list(settled.values())
        places = np.array(slots, np.int64)

        def held(ones: Sequence[int], others: Sequence[int]) -> Floats:
            return desk.logits_between(places[list(ones)].tolist(), places[list(others)])

        groups = group(edges, [number_of[story] for story in stories], anchors)
        numbers = [desk.number(slot) for slot in slots]
        groups = self._crowds.setdefault(language, Crowds()).gather(groups, edges, anchors, held, numbers)
        return regroup([[articles[place] for place in one] for one in groups], self._table(settled, articles, now))

    def _settled(self, articles: Sequence[ArticleId], horizon: datetime) -> dict[StoryId, list[int]]:
        """By story the places of those articles that no longer move.

        Where a story's settled articles are no longer open, its oldest open one stands for them.
        """
        places: dict[StoryId, list[int]] = {}
        for place, article_id in enumerate(articles):
            places.setdefault(self._standing[article_id].story_id, []).append(place)
        settled: dict[StoryId, list[int]] = {}
        for story, members in places.items():
            old = [place for place in members if _is_settled(self._standing[articles[place]], horizon)]
            if old:
                settled[story] = old
            elif any(
                one.is_settled or (one.at < horizon and not one.follows and not one.is_loose) for one in self._of(story)
            ):
                settled[story] = members[:1]
        return settled

    def _of(self, story: StoryId) -> Iterator[Standing]:
        return (self._standing[article_id] for article_id in self._members[story])

    def _table(self, settled: Mapping[StoryId, list[int]], articles: Sequence[ArticleId], now: datetime) -> Table:
        stories = {article_id: self._standing[article_id].story_id for article_id in articles}
        company: dict[ArticleId, list[ArticleId]] = {}
        for story in set(stories.values()):
            for article_id in self._members[story]:
                leader = self._standing[article_id].follows
                if leader is not None and not self._standing[article_id].is_settled:
                    company.setdefault(leader, []).append(article_id)
        return Table(
            story_of=stories,
            born={story: min(one.at for one in self._of(story)) for story in set(stories.values())},
            settled={articles[place]: story for story, places in settled.items() for place in places},
            company=company,
            now=now,
        )

    def _forget(self, horizon: datetime) -> None:
        """Drop what is too old; two at a time, so that one wrong date does not empty the window."""
        for _ in range(2):
            oldest = next(iter(self._standing))
            standing = self._standing[oldest]
            if standing.at >= horizon or self._desk(standing.language).slot(oldest) is not None:
                return
            self._leave(oldest)
            del self._standing[oldest]

    def _move(self, article_id: ArticleId, home: StoryId) -> None:
        self._leave(article_id)
        self._standing[article_id].story_id = home
        self._desk(self._standing[article_id].language).move(article_id, home)
        self._members.setdefault(home, {})[article_id] = None

    def _leave(self, article_id: ArticleId) -> None:
        story = self._standing[article_id].story_id
        self._members[story].pop(article_id)
        if not self._members[story]:
            del self._members[story]


def _is_settled(standing: Standing, horizon: datetime) -> bool:
    return standing.is_settled or standing.at < horizon

"""What every store decides alike of editors' corrections: what changed, which pairs it labels, how it is undone.

In: where articles and addresses stood before, and where they stand. Out: the parts of a `Correction`, and the
revisions that undo one. Refuses: to undo what a later correction rests on, with StandsUnderError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, product

from newsloom.errors import NoSuchCorrectionError, StandsUnderError
from newsloom.records import (
    ArticleId,
    Correction,
    CorrectionKind,
    LabelledPair,
    Merges,
    Moved,
    Reason,
    Redirected,
    Revision,
    Splits,
    StoryId,
)
from newsloom.store.rules import stories_made

N_SPEAKERS = 10
"""Articles that speak for each side of a correction: merging two stories of two hundred is one decision, and shall not
be forty thousand labels."""

BY_EDITOR = (Reason(kind="editor"),)
"""Why an article is where an editor put it."""

Redirects = Mapping[StoryId, StoryId | None]
"""Stories, and what each has become part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How an article stood before a correction."""

    story_id: StoryId
    at: datetime
    is_copy: bool
    logit: float | None
    reasons: tuple[Reason, ...]


def kind_of(revisions: Sequence[Revision], known: set[StoryId]) -> CorrectionKind:
    """A split makes a story, a move finds it made."""
    if any(isinstance(revision, Merges) for revision in revisions):
        return "merge"
    return "split" if stories_made(revisions) - known else "move"


def stories_of(correction: Correction) -> set[StoryId]:
    """The stories whose articles or addresses it changed."""
    ends = {story for moved in correction.moved for story in (moved.from_id, moved.to_id)}
    return ends | {one.story_id for one in correction.redirected}


def told(
    said: Correction,
    before: Mapping[ArticleId, Stood],
    after: Mapping[ArticleId, StoryId],
    led: Redirects,
    leading: Redirects,
) -> Correction:
    """The correction with what it changed: where articles stood and stand, where addresses led and lead."""
    return replace(
        said,
        moved=_moved(before, after),
        redirected=tuple(
            Redirected(story_id=story, before=led[story], after=leading[story])
            for story in sorted(led)
            if leading[story] != led[story]
        ),
        pairs=_pairs(before, after),
    )


def standing_after(done: Correction, undone: Correction | None) -> tuple[Moved, ...]:
    """The moved articles with the logit and the reasons that they have from now on: those of before in an undoing."""
    were = {one.article_id: one for one in undone.moved} if undone else {}
    return tuple(were.get(one.article_id) or replace(one, logit=None, reasons=BY_EDITOR) for one in done.moved)


def _moved(before: Mapping[ArticleId, Stood], after: Mapping[ArticleId, StoryId]) -> tuple[Moved, ...]:
    """The articles whose story changed, by time, then id."""
    return tuple(
        Moved(
            article_id=article_id,
            from_id=stood.story_id,
            to_id=after[article_id],
            logit=stood.logit,
            reasons=stood.reasons,
        )
        for article_id, stood in _by_time(before)
        if after[article_id] != stood.story_id
    )


def _pairs(before: Mapping[ArticleId, Stood], after: Mapping[ArticleId, StoryId]) -> tuple[LabelledPair, ...]:
    """Pairs of articles that were brought together or apart, for each side its earliest that are no copies."""
    sides: dict[tuple[StoryId, StoryId], list[ArticleId]] = {}
    for article_id, stood in _by_time(before):
        sides.setdefault((stood.story_id, after[article_id]), []).append(article_id)
    speakers = {ways: _speakers(articles, before) for ways, articles in sides.items()}
    return tuple(sorted(_labelled(speakers), key=lambda pair: pair.article_ids))


def _labelled(speakers: Mapping[tuple[StoryId, StoryId], Sequence[ArticleId]]) -> Iterator[LabelledPair]:
    for one, other in combinations(speakers, 2):
        was_together, is_together = one[0] == other[0], one[1] == other[1]
        if was_together != is_together:
            for a, b in product(speakers[one], speakers[other]):
                yield LabelledPair(article_ids=(min(a, b), max(a, b)), is_together=is_together)


def _speakers(articles: Sequence[ArticleId], before: Mapping[ArticleId, Stood]) -> Sequence[ArticleId]:
    originals = [article_id for article_id in articles if not before[article_id].is_copy]
    return (originals or articles)[:N_SPEAKERS]


def _by_time(before: Mapping[ArticleId, Stood]) -> list[tuple[ArticleId, Stood]]:
    return sorted(before.items(), key=lambda item: (item[1].at, item[0]))


# ---------------------------------------------------------------------------------------------- undoing


def to_undo(number: int, corrections: Sequence[Correction]) -> Correction:
    """The correction of that number among `corrections`. Raises NoSuchCorrectionError, StandsUnderError."""
    found = next((one for one in corrections if one.number == number), None)
    if found is None:
        raise NoSuchCorrectionError(str(number))
    if number not in undoable(corrections):
        raise StandsUnderError(str(number), "a later correction rests on it")
    return found


def undoable(corrections: Sequence[Correction]) -> set[int]:
    """Numbers of those that can be undone: they stand, and no later one that stands is about the same stories."""
    undone = {one.undoes for one in corrections}
    found: set[int] = set()
    above: set[StoryId] = set()
    for one in sorted(corrections, key=lambda correction: -correction.number):
        if one.kind != "undo" and one.number not in undone:
            if not above & stories_of(one):
                found.add(one.number)
            above |= stories_of(one)
    return found


def undoing(correction: Correction) -> tuple[Revision, ...]:
    """The revisions that take it back. A story that a split made ends with all that has come into it since."""
    ways = dict.fromkeys((moved.to_id, moved.from_id) for moved in correction.moved)
    if correction.kind == "split":
        return tuple(Merges(kept_id=before, gone_id=after) for after, before in ways)
    return tuple(
        Splits(
            story_id=after,
            new_id=before,
            article_ids=tuple(
                moved.article_id for moved in correction.moved if (moved.to_id, moved.from_id) == (after, before)
            ),
        )
        for after, before in ways
    )

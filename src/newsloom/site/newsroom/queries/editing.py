"""What the story page shows its editors: what has been done to the story, and which other stories are near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from newsloom.records import Correction, StoryId
from newsloom.site.newsroom.models import Correction as CorrectionRow
from newsloom.site.newsroom.models import Story
from newsloom.site.newsroom.queries.lines import shown_stories
from newsloom.site.newsroom.shapes import ArticleLine
from newsloom.site.newsroom.store.corrections import correction_of
from newsloom.store.correcting import stories_of, undoable

N_OTHERS = 40
"""Stories that are offered to merge with; every other one is named by its address."""
N_HISTORY = 30
"""Corrections that are shown, the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryName:
    """A story as it is spoken of."""

    id: str
    slug: str = ""
    headline: str = ""
    """Empty while it has no page yet."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A correction as a line of the history."""

    number: int
    kind: str
    at: datetime
    by: str
    note: str
    n_articles: int
    """Moved ones."""
    sources: tuple[StoryName, ...]
    """Stories that articles left."""
    goals: tuple[StoryName, ...]
    undoes: str = ""
    """The kind of what it took back."""
    is_undone: bool = False
    can_be_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An article that may be chosen."""

    line: ArticleLine
    is_copy: bool
    """Of the last article before it that is none, with which it goes along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What an editor finds on the page of a story."""

    story_id: str
    choices: tuple[Choice, ...]
    """Articles by time, each with its copies after it."""
    others: tuple[StoryName, ...]
    """Other stories of its language, the newest first."""
    history: tuple[Deed, ...]
    """Last deed first."""
    messages: tuple[str, ...] = ()
    """What became of what the editor did last."""


def editing(story_id: str, language: str, lines: Sequence[ArticleLine], messages: tuple[str, ...] = ()) -> Editing:
    """`lines` are all articles of the story, which its page has. Two queries, two more where there is a history."""
    return Editing(
        story_id=story_id,
        choices=_choices(lines),
        others=_others(story_id, language),
        history=history(story_id),
        messages=messages,
    )


def history(story_id: str) -> tuple[Deed, ...]:
    """Corrections of a story, and of those that have become part of it."""
    about = Q(stories=story_id) | Q(stories__merged_into=story_id)
    mine = list(CorrectionRow.objects.filter(about).distinct().order_by("-id")[:N_HISTORY])
    if not mine:
        return ()
    own = [correction_of(row) for row in mine]
    return _told(own, _beside(own))


def _beside(own: list[Correction]) -> list[Correction]:
    """All corrections of the stories of these: whether one can be undone depends on them."""
    stories = set().union(*(stories_of(one) for one in own))
    rows = CorrectionRow.objects.filter(stories__in=stories, id__gte=min(one.number for one in own)).distinct()
    undone = {one.undoes for one in own if one.undoes is not None}
    rows = rows | CorrectionRow.objects.filter(id__in=undone).distinct()
    return [correction_of(row) for row in rows]


def _told(own: list[Correction], beside: list[Correction]) -> tuple[Deed, ...]:
    names = _names(set().union(*(stories_of(one) for one in own)))
    kinds = {one.number: one.kind for one in beside}
    undone = {one.undoes for one in beside}
    free = undoable(beside)
    return tuple(
        Deed(
            number=one.number,
            kind=one.kind,
            at=one.at,
            by=one.by,
            note=one.note,
            n_articles=len(one.moved),
            sources=tuple(names[story] for story in dict.fromkeys(moved.from_id for moved in one.moved)),
            goals=tuple(names[story] for story in dict.fromkeys(moved.to_id for moved in one.moved)),
            undoes=kinds.get(one.undoes, "") if one.undoes is not None else "",
            is_undone=one.number in undone,
            can_be_undone=one.number in free,
        )
        for one in own
    )


def _names(stories: set[StoryId]) -> dict[str, StoryName]:
    rows = Story.objects.filter(id__in=stories).values("id", "slug", "headline", "language")
    return {story: StoryName(id=story) for story in stories} | {row["id"]: StoryName(**row) for row in rows}


def _choices(lines: Sequence[ArticleLine]) -> tuple[Choice, ...]:
    """A copy whose original is elsewhere is chosen by itself."""
    in_order = sorted(lines, key=lambda line: (line.at, line.id))
    places = {line.id: place for place, line in enumerate(in_order)}
    in_order.sort(key=lambda line: (places.get(line.original_id or "", places[line.id]), places[line.id]))
    return tuple(Choice(line=line, is_copy=line.original_id in places) for line in in_order)


def _others(story_id: str, language: str) -> tuple[StoryName, ...]:
    near = shown_stories(language).exclude(id=story_id).order_by("-updated_at", "id")
    return tuple(StoryName(**row) for row in near.values("id", "slug", "headline", "language")[:N_OTHERS])

"""What editors do to stories: the deeds behind the forms of the story page and the admin's actions.

In: ids and addresses as people give them, who asks, and why. Out: the `Correction` that was kept, or a `Refusal`.
Refuses: what cannot be carried out, with its reason; whether somebody may, the caller asks `may_edit` first.

A deed is one transaction of the store, so that the placer, who may be at work, never sees half of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q

from newsloom.errors import NoSuchCorrectionError, StandsUnderError
from newsloom.records import ArticleId, Correction, Merges, Splits, StoryId
from newsloom.site.newsroom.models import Article, Story
from newsloom.site.newsroom.store import DjangoStore
from newsloom.urls import story_id

STORY_ADDRESS = re.compile(r"(?:.*?/story/)?([a-z0-9]{12})(?:[/?#.].*)?", re.DOTALL)
LONGEST_NOTE = 1_000
"""Characters of a note that are kept."""

RefusalReason = Literal[
    "no-story", "one-story", "many-stories", "no-articles", "all-articles", "already-so", "stands-under"
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done; whoever shows it makes the sentence."""

    reason: RefusalReason


Outcome = Correction | Refusal


def may_edit(member: Any) -> bool:
    """Whether this is an editor: staff, with the right to change stories."""
    return bool(member.is_active and member.is_staff and member.has_perm("newsroom.change_story"))


def merge(stories: Sequence[str], *, by: str, note: str = "", now: datetime) -> Outcome:
    """Make one story of several, given as ids or addresses; the oldest keeps its address, the others lead there."""
    found = [_find(story) for story in stories]
    if any(story is None for story in found):
        return Refusal("no-story")
    rows = sorted({story for story in found if story is not None}, key=lambda story: (story.first_at, story.id))
    if len(rows) < 2:
        return Refusal("one-story")
    kept, *gone = (StoryId(story.id) for story in rows)
    merges = [Merges(kept_id=kept, gone_id=one) for one in gone]
    return DjangoStore().correct(merges, by=by, note=_cut(note), now=now) or Refusal("already-so")


def split(story: str, articles: Sequence[str], *, by: str, note: str = "", now: datetime) -> Outcome:
    """Take articles, and the copies of each, out of a story into one of their own."""
    home = _find(story)
    if home is None:
        return Refusal("no-story")
    leaving = _leaving(home, articles)
    if not leaving:
        return Refusal("no-articles")
    if len(leaving) == home.articles.count():
        return Refusal("all-articles")
    own = story_id(ArticleId(f"{leaving[0]} {now.isoformat()}"))
    return _move(home, own, leaving, by=by, note=note, now=now)


def move(story: str, articles: Sequence[str], goal: str, *, by: str, note: str = "", now: datetime) -> Outcome:
    """Put articles, and the copies of each, into another story; where all go, the old address leads there."""
    home, new_home = _find(story), _find(goal)
    if home is None or new_home is None:
        return Refusal("no-story")
    if home == new_home:
        return Refusal("one-story")
    leaving = _leaving(home, articles)
    if not leaving:
        return Refusal("no-articles")
    return _move(home, StoryId(new_home.id), leaving, by=by, note=note, now=now)


def undo(number: int, *, by: str, note: str = "", now: datetime) -> Outcome:
    """Take a correction back."""
    try:
        return DjangoStore().undo(number, by=by, note=_cut(note), now=now)
    except (NoSuchCorrectionError, StandsUnderError):
        return Refusal("stands-under")


def story_named(text: str) -> StoryId | None:
    """The id in the address of a story, or the id itself."""
    found = STORY_ADDRESS.fullmatch(text.strip())
    return StoryId(found[1]) if found else None


def _find(text: str) -> Story | None:
    """The story of that id or address, or the one that it has become part of."""
    named = story_named(text)
    story = Story.objects.filter(id=named).select_related("merged_into").first() if named else None
    return (story.merged_into or story) if story else None


def _leaving(home: Story, articles: Sequence[str]) -> tuple[ArticleId, ...]:
    """Those of the articles that stand in the story, with their copies there, by time."""
    chosen = Article.objects.filter(Q(id__in=articles) | Q(original_id__in=articles), story=home)
    return tuple(ArticleId(known) for known in chosen.order_by("at", "id").values_list("id", flat=True))


def _move(home: Story, goal: StoryId, leaving: tuple[ArticleId, ...], *, by: str, note: str, now: datetime) -> Outcome:
    splits = Splits(story_id=StoryId(home.id), new_id=goal, article_ids=leaving)
    return DjangoStore().correct([splits], by=by, note=_cut(note), now=now) or Refusal("already-so")


def _cut(note: str) -> str:
    return " ".join(note.split())[:LONGEST_NOTE]

"""Which stories make a day's wrap-up, and in which order.

In: the stories that had articles on a day. Out: their ids by section. Refuses: nothing; a quiet day has a short one.

The top are the broadest stories, whatever their section, mixed as on the front page; then each section has its
broadest. What one publisher tells stands in a section only, and only where it would otherwise be empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from newsloom.publish.rank import Ranked, standings
from newsloom.records import SECTIONS

N_TOP, N_SECTION = 4, 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part of the wrap-up: a section's key, empty for the top."""

    section: str
    story_ids: tuple[str, ...]


def choose(stories: Iterable[Ranked], *, at: datetime) -> tuple[Chosen, ...]:
    """The parts that have a story, top first, then sections in the order of the masthead. `at` is the end of the day;
    its stories are equally fresh."""
    ranked = [one.page for one in standings(stories, now=at)]
    broad = [story for story in ranked if story.n_publishers > 1]
    top = [story.story_id for story in (broad or ranked)[:N_TOP]]
    parts = [Chosen("", tuple(top))] if top else []
    for key in SECTIONS:
        mine = [story for story in ranked if story.section == key and story.story_id not in top]
        told = [story for story in mine if story.n_publishers > 1] or mine[:1]
        if told:
            parts.append(Chosen(key, tuple(story.story_id for story in told[:N_SECTION])))
    return tuple(parts)

"""Articles woven as the pipeline weaves them, in memory, for what only looks on: commands and scores.

In: articles. Out: a `Trial`: their stories, and the neighbours that related articles are sought among. Refuses:
nothing. Nothing is kept, and no encoder is asked, so that the result does not depend on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsloom.enrich import Neighbours
from newsloom.pipeline import Loom
from newsloom.records import Article, Story
from newsloom.store.memory import MemoryStore


@dataclass(frozen=True, slots=True)
class Trial:
    """What the loom made of some articles."""

    stories: tuple[Story, ...]
    """By their first article."""
    neighbours: Neighbours


def weave(articles: Iterable[Article]) -> Trial:
    """Weave all of them, and review the stories at the end."""
    given = list(articles)
    if not given:
        return Trial((), Neighbours())
    last_at = max(article.at for article in given)
    store = MemoryStore()
    loom = Loom(store)
    loom.weave(given, now=last_at)
    loom.review(last_at, now=last_at)
    # No story has a page yet: all of them wait for one.
    stories = store.stories(store.stories_to_enrich(limit=len(given)))
    return Trial(tuple(sorted(stories, key=lambda story: (story.members[0].article.at, story.id))), loom.neighbours)

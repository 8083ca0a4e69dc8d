"""Articles woven as the pipeline weaves them, in memory, for what only looks on: commands and scores.

In: articles. Out: a `Trial`: their stories, and the neighbours that related articles are sought among. Refuses:
nothing. Nothing is kept, and no encoder is asked, so that the result does not depend on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from newsloom.encode import Encoder
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
    store, loom = woven([given], until=max(article.at for article in given))
    # No story has a page yet: all of them wait for one.
    stories = store.stories(store.stories_to_enrich(limit=len(given)))
    return Trial(tuple(sorted(stories, key=lambda story: (story.members[0].article.at, story.id))), loom.neighbours)


def woven(
    batches: Iterable[Iterable[Article]], encoder: Encoder | None = None, *, until: datetime
) -> tuple[MemoryStore, Loom]:
    """A store and the loom that wove each batch into it, its stories reviewed at the end."""
    store = MemoryStore()
    loom = Loom(store, encoder=encoder)
    for batch in batches:
        loom.weave(batch, now=until)
    loom.review(until, now=until)
    return store, loom

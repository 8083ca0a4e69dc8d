"""What came before: the earlier stories of an affair that a new story goes on with.

The tenth air strike is its own story, and its page leads to the nine before it. They are the related stories that were
over when this one began, and tell of the same affair; what is background only stays among the related.

In: a story, and the index of its neighbours. Out: `Relation`, newest first, one a story. Refuses: nothing; where
nothing came before, or it is no longer remembered, there is none.
"""

from __future__ import annotations

from newsloom.enrich import policy
from newsloom.enrich.neighbours import Neighbours
from newsloom.enrich.related import matches_of_story, relation_of
from newsloom.records import Relation, Story


def came_before(story: Story, neighbours: Neighbours, *, limit: int = policy.MAX_BEFORE) -> tuple[Relation, ...]:
    """Stories of the same affair whose last article is older than this story's first, newest first."""
    began_at = story.members[0].article.at
    earlier = []
    for match in matches_of_story(story, neighbours):
        last_at = neighbours.last_at(match.known.story_id) if match.kind == "same-affair" else None
        if last_at is not None and last_at < began_at:
            earlier.append((last_at, match))
    earlier.sort(key=lambda one: (one[0], one[1].known.article_id), reverse=True)
    return tuple(relation_of(match) for _, match in earlier[:limit])

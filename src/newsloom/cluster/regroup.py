"""From the groups that a review found to the merges and splits that bring them about.

In: groups of articles, and where each stands now. Out: `Revision`, splits first. Refuses: to move a settled article.

A story keeps its id through its settled articles. A group of none takes the id of the story that most of it comes
from; stories that come into one group whole count together, and the oldest of them stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsloom.records import ArticleId, Merges, Revision, Splits, StoryId
from newsloom.urls import story_id

Group = Sequence[ArticleId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where articles stand before the review."""

    story_of: Mapping[ArticleId, StoryId]
    born: Mapping[StoryId, datetime]
    settled: Mapping[ArticleId, StoryId]
    company: Mapping[ArticleId, Sequence[ArticleId]]
    """The copies that move with an article."""
    now: datetime


def regroup(groups: Sequence[Group], table: Table) -> list[Revision]:
    """The revisions after which every group is a story."""
    ids = _ids(groups, table)
    moves: dict[StoryId, dict[StoryId, list[ArticleId]]] = {}
    for group, new in zip(groups, ids, strict=True):
        for article in group:
            old = table.story_of[article]
            moves.setdefault(old, {}).setdefault(new, []).append(article)
    splits: list[Revision] = []
    merges: list[Revision] = []
    for old in sorted(moves, key=lambda story: (table.born[story], story)):
        kept = moves[old].pop(old, None)
        goals = sorted(moves[old], key=lambda story: (-len(moves[old][story]), story))
        if kept is None:
            merges.append(Merges(kept_id=goals.pop(0), gone_id=old))
        for goal in goals:
            leaving = [one for article in moves[old][goal] for one in (article, *table.company.get(article, ()))]
            splits.append(Splits(story_id=old, new_id=goal, article_ids=tuple(leaving)))
    return splits + merges


def _ids(groups: Sequence[Group], table: Table) -> list[StoryId]:
    """The story that each group will be; every id once."""
    found: dict[int, StoryId] = {}
    for number, group in enumerate(groups):
        anchor = next((table.settled[article] for article in group if article in table.settled), None)
        if anchor is not None:
            found[number] = anchor
    taken = set(found.values())
    for _, _, story, number in _claims(groups, table):
        if story not in taken and number not in found:
            found[number] = story
            taken.add(story)
    return [found.get(number) or _new_id(group, table) for number, group in enumerate(groups)]


def _claims(groups: Sequence[Group], table: Table) -> list[tuple[int, datetime, StoryId, int]]:
    """Which story a group may take its id from, the best claim first."""
    n_open = Counter(table.story_of.values())
    claims = []
    for number, group in enumerate(groups):
        n_here = Counter(table.story_of[article] for article in group)
        n_whole = sum(n for story, n in n_here.items() if n == n_open[story])
        for story, n in n_here.items():
            claims.append((-(n_whole if n == n_open[story] else n), table.born[story], story, number))
    return sorted(claims)


def _new_id(group: Group, table: Table) -> StoryId:
    """An id that no story has had: the first article's own may be taken, or redirect elsewhere by now."""
    return story_id(ArticleId(f"{group[0]} {table.now.isoformat()}"))

"""The order of the front page: importance faded by age, sections mixed.

In: story pages, or what ranking needs of them. Out: the same in the order to show. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

HALF_LIFE_HOURS = 10.0
"""After so many hours without a new article a story needs twice the weight to keep its place."""
SAME_SECTION_FACTOR = 0.85
"""Each story of a section already shown above it makes the next of that section so much lighter, in the first rows."""
MIXED_ROWS = 12


class Ranked(Protocol):
    """What ranking needs of a story page."""

    @property
    def story_id(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def updated_at(self) -> datetime: ...


R = TypeVar("R", bound=Ranked)


def rank(page: Ranked, *, now: datetime) -> float:
    """Weight faded by the time since the story's last article."""
    hours = max(0.0, (now - page.updated_at).total_seconds() / 3600)
    return float(page.weight * 0.5 ** (hours / HALF_LIFE_HOURS))


def front_order(pages: Iterable[R], *, now: datetime) -> list[R]:
    """Heaviest first; among the first rows no section crowds out the others. Ties break by id."""
    waiting = sorted(pages, key=lambda page: (-rank(page, now=now), page.story_id))
    top: list[R] = []
    shown: dict[str, int] = {}
    while waiting and len(top) < MIXED_ROWS:
        best = max(
            waiting[: 4 * MIXED_ROWS],
            key=lambda page: rank(page, now=now) * SAME_SECTION_FACTOR ** shown.get(page.section, 0),
        )
        waiting.remove(best)
        top.append(best)
        shown[best.section] = shown.get(best.section, 0) + 1
    return top + waiting

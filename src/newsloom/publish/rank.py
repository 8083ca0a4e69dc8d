"""The order of the front page, and every term of it, so that a reader can be told why a story stands where it does.

In: story pages, or what ranking needs of them; the sections that the reader chose. Out: `Standing`, best first.
Refuses: nothing.

A story's rank is `(breadth + growth) × freshness × mix × choice`:

* breadth: how many independent texts there are, each further one telling less; a copy counts a little;
* growth: how many articles came in the last hours of its coverage; nothing for a story that one publisher tells;
* freshness: fades by half in ten hours without a new article;
* mix: a story of a section that stands above it already gives way a little, in the first rows;
* choice: sections that the reader chose are lifted.

Nothing else: not what others opened, nor what this reader did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log2
from typing import Generic, Protocol, TypeVar

COPY_SHARE = 0.3
"""What a publisher that only ran copies adds to breadth, against one with a text of its own."""
GROWTH_SHARE = 0.25
RECENT = timedelta(hours=12)
"""Before the story's last article."""
HALF_LIFE_HOURS = 10.0
"""After so many hours without a new article a story needs twice the weight to keep its place."""
SAME_SECTION_FACTOR = 0.85
"""Each story of a section already shown above it makes the next of that section so much lighter, in the first rows."""
MIXED_ROWS = 12
CHOSEN_FACTOR = 1.5
"""As much as being six hours fresher, or two independent texts becoming four: a lift, no filter."""


class Ranked(Protocol):
    """What ranking needs of a story page."""

    @property
    def story_id(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def n_publishers(self) -> int: ...
    @property
    def n_independent(self) -> int: ...
    @property
    def weight(self) -> float: ...
    @property
    def updated_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking needs of a story, and nothing else."""

    story_id: str
    section: str
    n_publishers: int
    n_independent: int
    weight: float
    updated_at: datetime


R = TypeVar("R", bound=Ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Generic[R]):
    """A story's place on the front page, with all that put it there."""

    page: R
    breadth: float
    growth: float
    n_recent: int
    """Articles in the last hours of its coverage."""
    freshness: float
    """A share."""
    hours: float
    """Without a new article."""
    mix: float
    n_above: int
    """Stories of its section above it."""
    choice: float
    """1 where the reader chose other sections, or none."""

    @property
    def rank(self) -> float:
        return (self.breadth + self.growth) * self.freshness * self.mix * self.choice


def weight(*, n_publishers: int, n_independent: int, n_recent: int) -> float:
    """Importance apart from age and reader: breadth and growth. It is kept with the page."""
    growing = GROWTH_SHARE * log2(1 + n_recent) if n_publishers > 1 else 0.0
    return round(breadth(n_publishers=n_publishers, n_independent=n_independent) + growing, 4)


def breadth(*, n_publishers: int, n_independent: int) -> float:
    return log2(1 + n_independent + COPY_SHARE * (n_publishers - n_independent))


def freshness(page: Ranked, *, now: datetime) -> float:
    return float(0.5 ** (_hours(page, now) / HALF_LIFE_HOURS))


def standings(pages: Iterable[R], *, now: datetime, chosen: Collection[str] = ()) -> list[Standing[R]]:
    """Best first; among the first rows no section crowds out the others. Ties break by id."""
    unmixed = (_standing(page, now=now, chosen=chosen) for page in pages)
    waiting = sorted(unmixed, key=lambda one: (-one.rank, one.page.story_id))
    top: list[Standing[R]] = []
    shown: dict[str, int] = {}
    while waiting and len(top) < MIXED_ROWS:
        near = waiting[: 4 * MIXED_ROWS]
        place = max(range(len(near)), key=lambda at: near[at].rank * _mix(near[at].page, shown))
        best = waiting.pop(place)
        top.append(_mixed(best, shown))
        shown[best.page.section] = shown.get(best.page.section, 0) + 1
    return top + waiting


def _standing(page: R, *, now: datetime, chosen: Collection[str]) -> Standing[R]:
    broad = breadth(n_publishers=page.n_publishers, n_independent=page.n_independent)
    growth = page.weight - broad
    return Standing(
        page=page,
        breadth=broad,
        growth=growth,
        n_recent=max(0, round(2 ** (growth / GROWTH_SHARE) - 1)),
        freshness=freshness(page, now=now),
        hours=_hours(page, now),
        mix=1.0,
        n_above=0,
        choice=CHOSEN_FACTOR if page.section and page.section in chosen else 1.0,
    )


def _mixed(one: Standing[R], shown: dict[str, int]) -> Standing[R]:
    return replace(one, mix=_mix(one.page, shown), n_above=_n_above(one.page, shown))


def _mix(page: Ranked, shown: dict[str, int]) -> float:
    return float(SAME_SECTION_FACTOR ** _n_above(page, shown))


def _n_above(page: Ranked, shown: dict[str, int]) -> int:
    """Stories of its section above it; those of no section have nothing in common."""
    return shown.get(page.section, 0) if page.section else 0


def _hours(page: Ranked, now: datetime) -> float:
    return max(0.0, (now - page.updated_at).total_seconds() / 3600)

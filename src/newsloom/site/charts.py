"""Charts as SVG, made by the server, coloured by the style sheet.

In: counts or moments in the order of time, and words for those who cannot see. Out: `Markup`. Refuses: an empty row,
with ValueError or IndexError. Time runs with the script: from right to left where `mirrored`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import accumulate

from markupsafe import Markup

WIDTH, UNDER = 320, 22
"""`UNDER` the floor is room for a line of words."""
FLOOR, CEILING = 66, 16
"""Where zero and the highest count lie; words stand above and below."""
GROWTH_FLOOR, GROWTH_CEILING = 120, 24
INSET = 5
"""So that a mark on the edge is whole."""
MOST_MARKS = 60
"""More would be a smear; the table beside the chart has them all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot on a line of growth."""

    at: datetime
    count: int
    name: str
    is_hollow: bool = False


@lru_cache(maxsize=4096)
def spark(counts: tuple[int, ...], *, mirrored: bool = False) -> Markup:
    """How a coverage grew, small enough for a line of text; its words say the same, so it is hidden from those who hear
    the page."""
    sums = list(accumulate((0, *counts)))
    points = _points(_turned(sums, mirrored), width=72, floor=17, ceiling=2)
    return Markup(
        '<svg class="spark" viewBox="0 0 72 18" aria-hidden="true" focusable="false">'
        '<polygon class="area" points="{0} {1},17 {2},17"/><polyline class="line" points="{0}"/></svg>'
    ).format(points, *((0, 0) if mirrored else (72, 72)))


@lru_cache(maxsize=1024)
def spark_line(counts: tuple[int, ...], *, mirrored: bool = False) -> Markup:
    """A small line for a list, hidden from those who hear the page."""
    points = _points(_turned(counts, mirrored), width=72, floor=16, ceiling=2)
    return Markup(
        '<svg class="spark" viewBox="0 0 72 18" aria-hidden="true" focusable="false">'
        '<polyline class="line" points="{}"/></svg>'
    ).format(points)


def growth(
    moments: Sequence[datetime],
    marks: Sequence[Mark],
    *,
    title: str,
    description: str,
    first: str,
    last: str,
    total: str,
    mirrored: bool = False,
) -> Markup:
    """Steps that rise by one with each moment, marks on them, first and last moment under them, the sum at the end."""
    scale = _Scale(moments[0], moments[-1], len(moments), mirrored)
    steps = scale.steps(moments)
    dots = Markup().join(
        Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="3.5"><title>{}</title></circle>').format(
            "mark hollow" if mark.is_hollow else "mark", scale.x(mark.at), scale.y(mark.count), mark.name
        )
        for mark in marks[:MOST_MARKS]
    )
    drawn = Markup('<path class="area" d="{0} V{1} H{2:.1f} Z"/><path class="line" d="{0}"/>{3}').format(
        steps, GROWTH_FLOOR, scale.x(moments[0]), dots
    )
    labels, at_end = (first, last, total), (0 if mirrored else WIDTH, GROWTH_CEILING - 10)
    return _chart(drawn, title, description, labels, at_end, mirrored, floor=GROWTH_FLOOR)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where moments and counts lie in a chart of growth."""

    first: datetime
    last: datetime
    highest: int
    mirrored: bool

    def x(self, at: datetime) -> float:
        life = (self.last - self.first).total_seconds()
        share = (at - self.first).total_seconds() / life if life else 0.0
        place = INSET + share * (WIDTH - 2 * INSET)
        return WIDTH - place if self.mirrored else place

    def y(self, count: int) -> float:
        return GROWTH_FLOOR - (GROWTH_FLOOR - GROWTH_CEILING) * count / self.highest

    def steps(self, moments: Sequence[datetime]) -> str:
        """A path, with one step for each half pixel at most."""
        height_at: dict[float, int] = {}
        for count, at in enumerate(moments, 1):
            height_at[round(self.x(at) * 2) / 2] = count
        return f"M{self.x(self.first):.1f} {GROWTH_FLOOR}" + "".join(
            f" H{x:.1f} V{self.y(count):.1f}" for x, count in height_at.items()
        )


def line(
    counts: Sequence[int], *, title: str, description: str, first: str, last: str, peak: str, mirrored: bool = False
) -> Markup:
    """A line with the first and last moment under it and the highest count over its peak."""
    turned = _turned(counts, mirrored)
    drawn = Markup('<polyline class="line" points="{}"/>').format(
        _points(turned, width=WIDTH, floor=FLOOR - 1, ceiling=CEILING)
    )
    x = _peak(counts, mirrored) * WIDTH / max(len(turned) - 1, 1)
    return _chart(drawn, title, description, (first, last, peak), (x, CEILING - 5), mirrored)


def _chart(
    drawn: Markup,
    title: str,
    description: str,
    labels: tuple[str, str, str],
    peak_at: tuple[float, float],
    mirrored: bool,
    floor: int = FLOOR,
) -> Markup:
    first, last, peak = labels
    start, end = (WIDTH, 0) if mirrored else (0, WIDTH)
    at_start, at_end = ("end", "start") if mirrored else ("start", "end")
    x = min(max(peak_at[0], 0), WIDTH)
    anchor = "middle" if 12 <= x <= WIDTH - 12 else "start" if x < 12 else "end"
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" direction="ltr"><title>{}</title><desc>{}</desc>'
        '<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>{}'
        '<text x="{:.0f}" y="{:.0f}" text-anchor="{}">{}</text>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text><text x="{}" y="{}" text-anchor="{}">{}</text></svg>'
    ).format(
        *(WIDTH, floor + UNDER, title, description),
        *(WIDTH, floor, floor, drawn),
        *(x, peak_at[1], anchor, peak),
        *(start, floor + UNDER - 4, at_start, first),
        *(end, floor + UNDER - 4, at_end, last),
    )


def _points(counts: Sequence[int], *, width: float, floor: float, ceiling: float) -> str:
    highest, step = max(counts) or 1, width / max(len(counts) - 1, 1)
    return " ".join(
        f"{place * step:.1f},{floor - (floor - ceiling) * count / highest:.1f}" for place, count in enumerate(counts)
    )


def _peak(counts: Sequence[int], mirrored: bool) -> int:
    """Where the highest count is drawn; of equals the earliest in time."""
    place = list(counts).index(max(counts))
    return len(counts) - 1 - place if mirrored else place


def _turned(counts: Sequence[int], mirrored: bool) -> list[int]:
    return list(reversed(counts)) if mirrored else list(counts)

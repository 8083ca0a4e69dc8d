"""Charts as SVG, made by the server, coloured by the style sheet.

In: counts in the order of time, and words for those who cannot see. Out: `Markup`. Refuses: an empty row of counts,
with ValueError. Time runs with the script: from right to left where `mirrored`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

WIDTH, HEIGHT = 320, 88
FLOOR, CEILING = 66, 16
"""Where zero and the highest count lie; words stand above and below."""


@lru_cache(maxsize=4096)
def spark(counts: tuple[int, ...], *, mirrored: bool = False) -> Markup:
    """Small bars for a line of text; its words say the same, so it is hidden from those who hear the page."""
    highest = max(counts) or 1
    step = 72 / len(counts)
    bars = Markup().join(
        _bar(x=place * step, y=18 - height, width=step - 1.5, height=height, faint=not count)
        for place, count in enumerate(_turned(counts, mirrored))
        for height in (max(17 * count / highest, 0.8),)
    )
    return Markup('<svg class="spark" viewBox="0 0 72 18" aria-hidden="true" focusable="false">{}</svg>').format(bars)


@lru_cache(maxsize=1024)
def spark_line(counts: tuple[int, ...], *, mirrored: bool = False) -> Markup:
    """A small line for a list, hidden from those who hear the page."""
    points = _points(_turned(counts, mirrored), width=72, floor=16, ceiling=2)
    line = Markup('<polyline class="line" points="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>')
    return Markup('<svg class="spark" viewBox="0 0 72 18" aria-hidden="true" focusable="false">{}</svg>').format(
        line.format(points)
    )


def bars(
    counts: Sequence[int], *, title: str, description: str, first: str, last: str, peak: str, mirrored: bool = False
) -> Markup:
    """Bars with the first and last moment under them and the highest count over its bar."""
    highest = max(counts) or 1
    step = WIDTH / len(counts)
    drawn = Markup().join(
        _bar(x=place * step, y=FLOOR - height, width=step - 3, height=height, faint=False)
        for place, count in enumerate(_turned(counts, mirrored))
        for height in ((FLOOR - CEILING) * count / highest,)
        if count
    )
    place = _peak(counts, mirrored)
    return _chart(
        drawn, title, description, (first, last, peak), (place * step + (step - 3) / 2, CEILING - 5), mirrored
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
) -> Markup:
    first, last, peak = labels
    start, end = (WIDTH, 0) if mirrored else (0, WIDTH)
    at_start, at_end = ("end", "start") if mirrored else ("start", "end")
    x = min(max(peak_at[0], 8), WIDTH - 8)
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" direction="ltr"><title>{}</title><desc>{}</desc>'
        '<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>{}'
        '<text x="{:.0f}" y="{:.0f}" text-anchor="middle">{}</text>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text><text x="{}" y="{}" text-anchor="{}">{}</text></svg>'
    ).format(
        *(WIDTH, HEIGHT, title, description),
        *(WIDTH, FLOOR, FLOOR, drawn),
        *(x, peak_at[1], peak),
        *(start, HEIGHT - 4, at_start, first),
        *(end, HEIGHT - 4, at_end, last),
    )


def _bar(*, x: float, y: float, width: float, height: float, faint: bool) -> Markup:
    opacity = ' opacity=".35"' if faint else ""
    return Markup(  # noqa: S704  numbers only
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{opacity}/>'
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

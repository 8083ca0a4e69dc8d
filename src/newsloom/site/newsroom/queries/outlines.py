"""Stories in outline, for sitemaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsloom.site.newsroom.queries.lines import shown_stories

LARGEST = 50_000
"""Addresses that one sitemap may hold."""


@dataclass(frozen=True, slots=True)
class Outline:
    id: str
    slug: str
    language: str
    headline: str
    first_at: datetime
    updated_at: datetime


def months() -> tuple[tuple[int, int], ...]:
    """Year and month of every month between the first and the last story. Two queries."""
    stories = shown_stories().order_by("updated_at").values_list("updated_at", flat=True)
    first, last = stories.first(), stories.last()
    if first is None or last is None:
        return ()
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple((number // 12, number % 12 + 1) for number in numbers)


def stories_between(since: datetime, until: datetime) -> tuple[Outline, ...]:
    """Stories by their last article, newest first. One query."""
    found = shown_stories().filter(updated_at__gte=since, updated_at__lt=until).order_by("-updated_at", "id")
    columns = ("id", "slug", "language", "headline", "first_at", "updated_at")
    return tuple(Outline(*row) for row in found.values_list(*columns)[:LARGEST])

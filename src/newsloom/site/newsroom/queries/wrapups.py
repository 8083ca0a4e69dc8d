"""A day's wrap-up: its stories by section, each with its brief.

In: a day of the site's zone, and what the reader wants of it. Out: `WrapUp`. Refuses: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from newsloom.publish.rank import Candidate
from newsloom.publish.wrapup import choose
from newsloom.records import Brief
from newsloom.site.newsroom.cited import BriefLines
from newsloom.site.newsroom.codec import load
from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.queries.briefs import lines_of
from newsloom.site.newsroom.queries.lines import STORY_COLUMNS, shown_stories, story_line
from newsloom.site.newsroom.queries.sources import Sources
from newsloom.site.newsroom.shapes import StoryLine

N_CANDIDATES = 400
"""Stories of a day that may stand in its wrap-up, those with most articles."""
N_SENTENCES = 2
"""Of a brief: a day is no place for whole ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a wrap-up is to be of; empty fields mean anything."""

    language: str | None = None
    country: str = ""
    """Of one of the publishers that tell the story."""
    section: str = ""
    hashtags: tuple[str, ...] = ()
    """Keys; a story with one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUpStory:
    line: StoryLine
    brief: BriefLines | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUpPart:
    section: str
    """Empty for the top."""
    stories: tuple[WrapUpStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp:
    """The day's stories in one place."""

    on: date
    parts: tuple[WrapUpPart, ...]

    @property
    def stories(self) -> tuple[WrapUpStory, ...]:
        return tuple(story for part in self.parts for story in part.stories)


def last_day(wanted: Wanted) -> date | None:
    """The day of the newest article. One query."""
    newest = _articles(wanted).order_by("-at").values_list("at", flat=True).first()
    return timezone.localtime(newest).date() if newest else None


def wrap_up(on: date, wanted: Wanted, *, full_text: bool) -> WrapUp:
    """Four queries, fewer on a day without news."""
    begin, end = _bounds(on)
    articles = _articles(wanted).filter(at__gte=begin, at__lt=end)
    counted = articles.order_by().values_list("story_id").annotate(n=Count("pk")).order_by("-n", "story_id")
    ids = [story_id for story_id, _ in counted[:N_CANDIDATES]]
    columns = ("section", "n_publishers", "n_independent", "weight")
    rows = shown_stories().filter(id__in=ids).values("id", *columns) if ids else ()
    candidates = [
        Candidate(story_id=row["id"], updated_at=end, **{name: row[name] for name in columns}) for row in rows
    ]
    chosen = choose(candidates, at=end)
    shown = _told([one for part in chosen for one in part.story_ids], full_text=full_text)
    parts = [
        WrapUpPart(section=part.section, stories=tuple(shown[one] for one in part.story_ids if one in shown))
        for part in chosen
    ]
    return WrapUp(on=on, parts=tuple(part for part in parts if part.stories))


def days_beside(on: date, wanted: Wanted) -> tuple[date | None, date | None]:
    """The last day before and the first day after that had articles. Two queries."""
    begin, end = _bounds(on)
    return _day_beside(wanted, Q(at__lt=begin), "-at"), _day_beside(wanted, Q(at__gte=end), "at")


def days(wanted: Wanted, *, before: date, n_days: int) -> tuple[date, ...]:
    """The last days before that had articles, newest first. One query a day."""
    found: list[date] = []
    while len(found) < n_days and (day := _day_beside(wanted, Q(at__lt=_bounds(before)[0]), "-at")) is not None:
        found.append(day)
        before = day
    return tuple(found)


def _told(story_ids: list[str], *, full_text: bool) -> dict[str, WrapUpStory]:
    """The stories with the beginnings of their briefs. Two queries."""
    rows = list(shown_stories().filter(id__in=story_ids).values(*STORY_COLUMNS, "brief")) if story_ids else []
    briefs = {row["id"]: load(Brief, row["brief"]) for row in rows if row["brief"]}
    cited = [citation for brief in briefs.values() for citation in brief.sentences[:N_SENTENCES]]
    sources = Sources(cited, full_text=full_text)
    return {
        row["id"]: WrapUpStory(
            line=story_line(row),
            brief=lines_of(briefs[row["id"]], sources, limit=N_SENTENCES) if row["id"] in briefs else None,
        )
        for row in rows
    }


def _articles(wanted: Wanted) -> QuerySet[Article]:
    articles = Article.objects.filter(original__isnull=True)
    if wanted.language:
        articles = articles.filter(language=wanted.language)
    if wanted.country:
        articles = articles.filter(publisher__country=wanted.country)
    if wanted.section:
        articles = articles.filter(story__section=wanted.section)
    if wanted.hashtags:
        articles = articles.filter(story__tagged__hashtag_id__in=wanted.hashtags)
    return articles


def _day_beside(wanted: Wanted, side: Q, order: str) -> date | None:
    at = _articles(wanted).filter(side).order_by(order).values_list("at", flat=True).first()
    return timezone.localtime(at).date() if at else None


def _bounds(on: date) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    return datetime.combine(on, time(), zone), datetime.combine(on + timedelta(days=1), time(), zone)

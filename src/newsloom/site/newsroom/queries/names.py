"""People, organisations, places and events: how often they are in the news, with whom, and what was told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from newsloom.records import EntityKind
from newsloom.site.newsroom.cited import NameLine
from newsloom.site.newsroom.cursor import Cursor
from newsloom.site.newsroom.models import ArticleEntity, Entity
from newsloom.site.newsroom.queries.lines import Row
from newsloom.site.newsroom.queries.trends import N_DAYS, N_RELATED, counted_days, linked_articles
from newsloom.site.newsroom.shapes import ArticleLine, Slice, Trend

N_LATEST = 200
"""Articles that tell with whom somebody is in the news."""
COLUMNS = ("key", "name", "kind", "country", "spellings", "n_articles", "last_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Something that has a name, as its page shows it."""

    name: str
    kind: EntityKind
    country: str
    spellings: tuple[str, ...]
    n_stories: int
    trend: Trend
    """Articles on each of its last thirty days."""


def find_profile(key: str) -> Profile | None:
    """Three queries, one where nobody has that name."""
    row: Row | None = Entity.objects.filter(key=key, n_articles__gt=0).values(*COLUMNS).first()
    if row is None:
        return None
    about = ArticleEntity.objects.filter(entity_id=key)
    lately = about.filter(at__gt=row["last_at"] - timedelta(days=N_DAYS))
    days = lately.aggregate(**counted_days("", row["last_at"], N_DAYS))
    trend = Trend(
        key=key,
        spelling=row["name"],
        n_articles=row["n_articles"],
        last_at=row["last_at"],
        counts=tuple(days[f"day{number}"] for number in range(N_DAYS)),
    )
    return Profile(
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        spellings=tuple(other for other in row["spellings"] if other != row["name"]),
        n_stories=about.aggregate(n=Count("article__story_id", distinct=True))["n"],
        trend=trend,
    )


def articles_about(key: str, before: Cursor | None) -> Slice[ArticleLine]:
    """Articles about it, newest first, those of one story folded under the newest text. One query."""
    return linked_articles(ArticleEntity.objects.filter(entity_id=key), before)


def company_of(key: str) -> tuple[NameLine, ...]:
    """Who else its latest articles are about, most frequent first. One query."""
    latest = ArticleEntity.objects.filter(entity_id=key).order_by("-at").values("article_id")[:N_LATEST]
    beside = ArticleEntity.objects.filter(article_id__in=latest).exclude(entity_id=key)
    counted = beside.values_list("entity_id", "entity__name", "entity__kind").annotate(n=Count("pk"))
    ranked = counted.order_by("-n", "entity_id")[:N_RELATED]
    return tuple(NameLine(key=one, name=name, kind=kind) for one, name, kind, _ in ranked)

"""Hashtags over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from newsloom.site.newsroom.cursor import Cursor
from newsloom.site.newsroom.models import ArticleHashtag, Hashtag
from newsloom.site.newsroom.queries.lines import ARTICLE_COLUMNS, LEDE_CHARACTERS, Row, article_line, sliced
from newsloom.site.newsroom.shapes import ArticleLine, Slice, Trend

FRESH = timedelta(hours=24)
"""What counts as now for trends."""
N_CANDIDATES = 12
N_TRENDS = 6
N_DAYS_SMALL, N_DAYS = 7, 30
MIN_ARTICLES = 2
N_RELATED = 10
COLUMNS = ("key", "spelling", "n_articles", "last_at")


def trending(language: str | None, *, until: datetime) -> tuple[Trend, ...]:
    """Hashtags with more articles of late than in the days before, busiest first. Two queries."""
    fresh = ArticleHashtag.objects.filter(article__at__gt=until - FRESH, article__at__lte=until)
    if language:
        fresh = fresh.filter(article__language=language)
    counted = fresh.values("hashtag_id").annotate(n=Count("pk")).filter(n__gte=MIN_ARTICLES)
    recent = {row["hashtag_id"]: row["n"] for row in counted.order_by("-n", "hashtag_id")[:N_CANDIDATES]}
    if not recent:
        return ()
    week = Q(tagged_articles__at__gt=until - timedelta(days=N_DAYS_SMALL), tagged_articles__at__lte=until)
    hashtags = Hashtag.objects.filter(week, key__in=recent).annotate(
        **counted_days("tagged_articles__", until, N_DAYS_SMALL)
    )
    trends = [
        _trend(row, N_DAYS_SMALL)
        for row in hashtags.values(*COLUMNS, *(f"day{number}" for number in range(N_DAYS_SMALL)))
    ]
    return tuple(sorted(trends, key=lambda trend: (-_surge(trend, recent[trend.key]), trend.key))[:N_TRENDS])


def hashtag(key: str) -> Trend | None:
    """A hashtag with its last thirty days. Two queries."""
    found: Row | None = Hashtag.objects.filter(key=key).values(*COLUMNS).first()
    if found is None:
        return None
    tagged = ArticleHashtag.objects.filter(hashtag_id=key, at__gt=found["last_at"] - timedelta(days=N_DAYS))
    return _trend(found | tagged.aggregate(**counted_days("", found["last_at"], N_DAYS)), N_DAYS)


def tagged_articles(key: str, before: Cursor | None) -> Slice[ArticleLine]:
    """Articles with the hashtag, newest first, those of one story folded under the newest text. One query."""
    return linked_articles(ArticleHashtag.objects.filter(hashtag_id=key), before)


def linked_articles(links: QuerySet[Any], before: Cursor | None) -> Slice[ArticleLine]:
    """The articles that rows with `article` and its `at` lead to, newest first, folded by story. One query."""
    rows = links.annotate(lede=Substr("article__text", 1, LEDE_CHARACTERS))
    rows = rows.values("at", "lede", *(f"article__{name}" for name in ARTICLE_COLUMNS))
    found = sliced(rows, before, _as_article, key="article__id")
    return Slice(_folded(found.items), found.older, found.is_first)


def neighbours_of(key: str, articles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Key and spelling of the hashtags that these articles carry beside `key`, most frequent first. One query."""
    beside = ArticleHashtag.objects.filter(article_id__in=articles).exclude(hashtag_id=key)
    counted = beside.values_list("hashtag_id", "hashtag__spelling").annotate(n=Count("pk"))
    return tuple((one, spelling) for one, spelling, _ in counted.order_by("-n", "hashtag_id")[:N_RELATED])


def _as_article(row: Row) -> ArticleLine:
    return article_line({name.removeprefix("article__"): value for name, value in row.items()})


def _folded(lines: Sequence[ArticleLine]) -> tuple[ArticleLine, ...]:
    """Of each story the newest article that is no copy, knowing how many it stands for beside its own copies."""
    stories: dict[str, list[ArticleLine]] = {}
    for line in lines:
        stories.setdefault(line.story_id, []).append(line)
    shown = []
    for told in stories.values():
        best = next((line for line in told if line.original_id is None), told[0])
        n_more = sum(1 for line in told if line.id != best.id and line.original_id != best.id)
        shown.append(replace(best, n_more=n_more))
    return tuple(sorted(shown, key=lambda line: line.at, reverse=True))


def counted_days(prefix: str, until: datetime, n_days: int) -> dict[str, Count]:
    """For each day before `until` how many articles; counted by the database, in every database alike."""
    day = timedelta(days=1)
    return {
        f"day{number}": Count(
            f"{prefix}pk",
            filter=Q(
                **{
                    f"{prefix}at__gt": until - (n_days - number) * day,
                    f"{prefix}at__lte": until - (n_days - number - 1) * day,
                }
            ),
        )
        for number in range(n_days)
    }


def _trend(row: Row, n_days: int) -> Trend:
    return Trend(
        **{name: row[name] for name in COLUMNS},
        counts=tuple(row[f"day{number}"] for number in range(n_days)),
    )


def _surge(trend: Trend, n_recent: int) -> float:
    """Articles of late, against what the days before would let expect."""
    before = sum(trend.counts[:-2]) / max(len(trend.counts) - 2, 1)
    return n_recent / sqrt(1.0 + before)

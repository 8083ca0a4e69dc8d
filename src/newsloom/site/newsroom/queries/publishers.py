"""Publishers, their feeds, and how both are doing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count

from newsloom.site.newsroom.cursor import Cursor
from newsloom.site.newsroom.models import Article, Feed, Publisher
from newsloom.site.newsroom.queries.lines import Row, article_line, article_rows, sliced
from newsloom.site.newsroom.queries.sources import FULL
from newsloom.site.newsroom.shapes import ArticleLine, FeedLine, PublisherLine, PublisherMark, Slice

LATELY = timedelta(days=7)
COLUMNS = ("id", "name", "home_url", "country", "language", "text_policy", "n_articles", "icon_pixels")


def find_publisher(publisher_id: str, *, now: datetime) -> PublisherLine | None:
    """A publisher. Two queries."""
    row = Publisher.objects.filter(id=publisher_id).values(*COLUMNS).first()
    if row is None:
        return None
    lately = Article.objects.filter(publisher_id=publisher_id, at__gt=now - LATELY, at__lte=now).count()
    return _publisher(row, lately)


def published_by(publisher_id: str, before: Cursor | None) -> Slice[ArticleLine]:
    """A publisher's articles, newest first. One query."""
    articles = Article.objects.filter(publisher_id=publisher_id)
    return sliced(article_rows(articles, with_lede=True), before, article_line)


def publishers(*, now: datetime) -> tuple[PublisherLine, ...]:
    """All publishers with articles, busiest first. Two queries."""
    counted = Article.objects.filter(at__gt=now - LATELY, at__lte=now).order_by().values_list("publisher_id")
    lately = dict(counted.annotate(n=Count("pk")))
    rows = Publisher.objects.filter(n_articles__gt=0).order_by("-n_articles", "name", "id").values(*COLUMNS)
    return tuple(_publisher(row, lately.get(row["id"], 0)) for row in rows)


def feeds() -> tuple[FeedLine, ...]:
    """All feeds and their health, ill ones first. One query."""
    columns = (
        "url", "title", "section", "is_active", "retired_at", "error_code", "n_failures", "fetched_at", "last_ok_at",
        "due_at", "n_entries", "publisher_id", "publisher__name", "publisher__icon_pixels",
    )  # fmt: skip
    lines = [_feed(row) for row in Feed.objects.values(*columns)]
    order = ("ill", "well", "new", "paused", "retired")
    return tuple(sorted(lines, key=lambda line: (order.index(line.state), line.title.casefold() or line.url)))


def publisher_icon(publisher_id: str) -> bytes | None:
    """A publisher's icon, a PNG. One query."""
    icon = Publisher.objects.filter(id=publisher_id, icon__isnull=False).values_list("icon", flat=True).first()
    return bytes(icon) if icon else None


def publisher_choices() -> tuple[tuple[str, str], ...]:
    """Id and name of all publishers with articles, by name, for a list to choose from. One query."""
    return tuple(Publisher.objects.filter(n_articles__gt=0).order_by("name", "id").values_list("id", "name"))


def _publisher(row: Row, n_lately: int) -> PublisherLine:
    return PublisherLine(
        mark=PublisherMark(id=row["id"], name=row["name"] or row["id"], has_icon=bool(row["icon_pixels"])),
        **{name: row[name] for name in ("home_url", "country", "language", "n_articles")},
        per_day=n_lately / LATELY.days,
        shows_full_text=row["text_policy"] == FULL,
    )


def _feed(row: Row) -> FeedLine:
    publisher = None
    if row["publisher_id"]:
        publisher = PublisherMark(
            id=row["publisher_id"],
            name=row["publisher__name"] or row["publisher_id"],
            has_icon=bool(row["publisher__icon_pixels"]),
        )
    names = ("url", "title", "section", "error_code", "fetched_at", "last_ok_at", "due_at", "n_entries")
    return FeedLine(publisher=publisher, state=_state(row), **{name: row[name] for name in names})


def _state(row: Row) -> str:
    if row["retired_at"]:
        return "retired"
    if not row["is_active"]:
        return "paused"
    if row["n_failures"]:
        return "ill"
    return "well" if row["fetched_at"] else "new"

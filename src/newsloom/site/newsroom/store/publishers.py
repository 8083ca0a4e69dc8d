"""Publishers as rows: named by operators, feeds and articles, and their favicons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from newsloom.records import Icon, Publisher, PublisherId
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store.transaction import readable, run_many, whole
from newsloom.store.rules import ICON_REST

NOTE_PUBLISHER = """
INSERT INTO newsroom_publisher (id, name, home_url, country, language, kind, text_policy, n_articles)
VALUES (%s, %s, %s, %s, %s, %s, 'excerpt', %s)
ON CONFLICT (id) DO UPDATE SET
  name = CASE WHEN newsroom_publisher.name = newsroom_publisher.id THEN excluded.name ELSE newsroom_publisher.name END,
  home_url = CASE WHEN newsroom_publisher.home_url = '' THEN excluded.home_url ELSE newsroom_publisher.home_url END,
  country = CASE WHEN newsroom_publisher.country = '' THEN excluded.country ELSE newsroom_publisher.country END,
  language = CASE WHEN newsroom_publisher.language = '' THEN excluded.language ELSE newsroom_publisher.language END,
  kind = CASE WHEN newsroom_publisher.kind = '' THEN excluded.kind ELSE newsroom_publisher.kind END,
  n_articles = newsroom_publisher.n_articles + excluded.n_articles"""
"""The gaps of what is known are filled, as `rules.better_known` has it, and new articles counted."""


def note_publishers(said: Sequence[Publisher], *, n_articles: int = 0) -> None:
    """Keep what was said of each publisher, with so many new articles for each time it is named."""
    run_many(
        NOTE_PUBLISHER,
        sorted(
            (one.id, one.name, one.home_url or "", one.country, one.language or "", one.kind, n_articles)
            for one in said
        ),
    )


class Publishers:
    """The part of `DjangoStore` that looks after favicons."""

    def publishers_without_icon(self, *, limit: int, now: datetime) -> tuple[tuple[PublisherId, str], ...]:
        unasked = Q(icon_checked_at=None) | Q(icon_checked_at__lte=now - ICON_REST)
        found = models.Publisher.objects.filter(unasked).exclude(home_url="").order_by("id")
        with readable():
            return tuple((PublisherId(known), home) for known, home in found.values_list("id", "home_url")[:limit])

    def keep_icon(self, publisher_id: PublisherId, icon: Icon | None, *, now: datetime) -> None:
        with whole():
            models.Publisher.objects.filter(id=publisher_id).update(
                icon=icon.content if icon else None, icon_pixels=icon.n_pixels if icon else None, icon_checked_at=now
            )

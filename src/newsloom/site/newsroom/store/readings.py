"""What was read in articles, kept as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from newsloom.records import Article, ArticleId, Reading
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store import rows
from newsloom.site.newsroom.store.transaction import in_parts, moment, readable, run_many, take_turn, whole
from newsloom.store.storable import storable

NOTE_ENTITY = """
INSERT INTO newsroom_entity AS old (key, name, kind, country, spellings, n_articles, last_at)
VALUES (%s, %s, %s, %s, %s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  name = CASE WHEN length(excluded.name) > length(old.name) THEN excluded.name ELSE old.name END,
  country = CASE WHEN old.country = '' THEN excluded.country ELSE old.country END,
  spellings = CASE WHEN excluded.spellings = '[]' THEN old.spellings ELSE excluded.spellings END,
  n_articles = old.n_articles + 1,
  last_at = CASE WHEN excluded.last_at > old.last_at THEN excluded.last_at ELSE old.last_at END"""
"""The fullest name stands."""
FORGET_ENTITY = "UPDATE newsroom_entity SET n_articles = n_articles - 1 WHERE key = %s"


class Readings:
    """The part of `DjangoStore` that keeps what was read in articles."""

    def unread(self, *, limit: int) -> tuple[Article, ...]:
        with readable():
            waiting = models.Article.objects.filter(read_at__isnull=True).order_by("-at", "id")
            return tuple(rows.article_of(row) for row in waiting[:limit])

    def keep_readings(self, read: Sequence[tuple[Article, Reading]], *, now: datetime) -> None:
        batch = storable(tuple(read))
        with whole():
            take_turn()
            wanted = models.Article.objects.select_for_update().filter(id__in=[article.id for article, _ in batch])
            texts = dict(wanted.values_list("id", "text"))
            fresh = [(article, reading) for article, reading in batch if texts.get(article.id) == article.text]
            forget([article.id for article, _ in fresh])
            models.Reading.objects.bulk_create([_row(reading, now) for _, reading in fresh])
            _keep_names(fresh)
            read_now = models.Article.objects.filter(id__in=[article.id for article, _ in fresh])
            read_now.update(read_at=now)
            _touch_stories(read_now, now)

    def readings(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Reading]:
        found: dict[ArticleId, Reading] = {}
        with readable():
            for part in in_parts(article_ids):
                for row in models.Reading.objects.filter(article_id__in=part):
                    found[ArticleId(row.article_id)] = rows.reading_of(row)
        return found


def forget(article_ids: Sequence[ArticleId]) -> None:
    """Drop what was read in a text that is no longer the article's; within a transaction."""
    about = models.ArticleEntity.objects.filter(article_id__in=article_ids)
    run_many(FORGET_ENTITY, [(key,) for key in sorted(about.values_list("entity_id", flat=True))])
    about.delete()
    models.Reading.objects.filter(article_id__in=article_ids).delete()


def _touch_stories(articles: QuerySet[models.Article], now: datetime) -> None:
    """Stories of several articles bring together what their articles say, and want a new page."""
    stories = models.Story.objects.filter(id__in=articles.values("story_id"), n_articles__gt=1)
    stories.update(changed_at=now, stale_since=Coalesce("stale_since", Value(now)))


def _row(reading: Reading, now: datetime) -> models.Reading:
    return models.Reading(
        article_id=reading.article_id,
        at=now,
        named=codec.dump_all(reading.named),
        quotes=codec.dump_all(reading.quotes),
    )


def _keep_names(fresh: Sequence[tuple[Article, Reading]]) -> None:
    named = [(article, one) for article, reading in fresh for one in reading.named]
    run_many(
        NOTE_ENTITY,
        sorted(
            (one.key, one.name, one.kind, one.country, codec.compact(list(one.spellings)), moment(article.at))
            for article, one in named
        ),
    )
    models.ArticleEntity.objects.bulk_create(
        [
            models.ArticleEntity(article_id=article.id, entity_id=one.key, at=article.at, n_mentions=one.n_mentions)
            for article, one in named
        ]
    )

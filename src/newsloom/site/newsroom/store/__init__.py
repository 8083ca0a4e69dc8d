"""The store in a database: where records meet rows, and nowhere else.

In and out: as `newsloom.store.Store` says. Refuses: what it says, and raises StoreError where the database fails.
Call it from threads, not from an event loop: every method waits for the database.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from newsloom.records import Run
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store.articles import Articles
from newsloom.site.newsroom.store.corrections import Corrections
from newsloom.site.newsroom.store.feeds import Feeds
from newsloom.site.newsroom.store.pages import Pages
from newsloom.site.newsroom.store.publishers import Publishers
from newsloom.site.newsroom.store.stories import Stories
from newsloom.site.newsroom.store.transaction import moment, whole

HOLD = """
INSERT INTO newsroom_lease (name, held_by, held_until) VALUES (%s, %s, %s)
ON CONFLICT (name) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
WHERE newsroom_lease.held_by = excluded.held_by OR newsroom_lease.held_until <= %s"""
PLACER = "placer"


class DjangoStore(Feeds, Articles, Stories, Corrections, Pages, Publishers):
    """`Store` over Django's database, SQLite or PostgreSQL."""

    def hold_placer(self, *, worker: str, now: datetime, lease_seconds: float) -> bool:
        until = moment(now + timedelta(seconds=lease_seconds))
        with whole(), connection.cursor() as cursor:
            cursor.execute(HOLD, (PLACER, worker, until, moment(now)))
            return bool(cursor.rowcount == 1)

    def release(self, *, worker: str) -> None:
        with whole():
            models.Feed.objects.filter(held_by=worker).update(held_by="", held_until=None)
            models.Entry.objects.filter(held_by=worker).update(held_by="", held_until=None)
            models.Lease.objects.filter(held_by=worker).delete()

    def note_run(self, run: Run) -> None:
        with whole():
            models.Run.objects.create(
                started_at=run.started_at,
                ended_at=run.ended_at,
                n_feeds=run.n_feeds,
                n_feeds_failed=run.n_feeds_failed,
                n_articles=run.n_articles,
                n_rejected=run.n_rejected,
                n_copies=run.n_copies,
                n_stories=run.n_stories,
            )

"""The store in a database: where records meet rows, and nowhere else.

In and out: as `newsloom.store.Store` says. Refuses: what it says, and raises StoreError where the database fails.
Call it from threads, not from an event loop: every method waits for the database.
"""

from __future__ import annotations

from newsloom.records import Run
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store.articles import Articles
from newsloom.site.newsroom.store.corrections import Corrections
from newsloom.site.newsroom.store.feeds import Feeds
from newsloom.site.newsroom.store.leases import Leases
from newsloom.site.newsroom.store.pages import Pages
from newsloom.site.newsroom.store.publishers import Publishers
from newsloom.site.newsroom.store.readings import Readings
from newsloom.site.newsroom.store.stories import Stories
from newsloom.site.newsroom.store.tellings import Tellings
from newsloom.site.newsroom.store.transaction import whole


class DjangoStore(Feeds, Articles, Stories, Corrections, Pages, Publishers, Readings, Tellings, Leases):
    """`Store` over Django's database, SQLite or PostgreSQL."""

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

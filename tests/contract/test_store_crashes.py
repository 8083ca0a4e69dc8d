"""A worker may die at any moment, and two may work at once: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Count

from newsloom.errors import StoreError
from newsloom.records import Article, Entry, FeedSubscription, Merges
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store import DjangoStore, wal
from tests.children import in_child
from tests.databases import PostgresServer
from tests.factories import (
    NOON,
    article_id,
    make_article,
    make_entry,
    make_hashtag,
    make_note,
    make_woven,
    story_id,
)

POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)
N_FEEDS, N_ENTRIES, N_KILLS = 24, 10, 16
LEASE = 60.0


def add_feeds(store: DjangoStore) -> None:
    for n in range(N_FEEDS):
        store.add_feed(FeedSubscription(url=f"https://gazette.example/{n}.xml"), now=NOON)


def weave(now: datetime, worker: str) -> None:
    """Fetch and weave everything that is due, a little at a time."""
    store = DjangoStore()
    while due := store.claim_due_feeds(worker=worker, now=now, limit=2, lease_seconds=LEASE):
        entries = {feed.id: [make_entry(f"{feed.id[:6]}{n}") for n in range(N_ENTRIES)] for feed in due}
        notes = [make_note(feed.id, *entries[feed.id], at=now, due_at=now + timedelta(days=9)) for feed in due]
        store.note_fetches(notes)
    while waiting := store.claim_entries(worker=worker, now=now, limit=4, lease_seconds=LEASE):
        woven = [
            make_woven(article_of(one.entry), entry_id=one.id, hashtags=(make_hashtag("Ports"),)) for one in waiting
        ]
        store.keep(woven, now=now)


def article_of(entry: Entry) -> Article:
    return make_article(entry.guid.removeprefix("tag:"))


def assert_whole() -> None:
    """Every article is there once, with everything that belongs to it."""
    n_all = N_FEEDS * N_ENTRIES
    assert models.Entry.objects.filter(state="woven").count() == models.Entry.objects.count() == n_all
    assert models.Article.objects.count() == models.Imprint.objects.count() == models.Story.objects.count() == n_all
    assert models.Article.objects.aggregate(n=Count("url", distinct=True))["n"] == n_all
    assert models.Hashtag.objects.get().n_articles == models.ArticleHashtag.objects.count() == n_all
    assert models.Publisher.objects.get().n_articles == n_all
    assert [feed.n_entries for feed in models.Feed.objects.all()] == [N_ENTRIES] * N_FEEDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM newsroom_search")
        assert cursor.fetchone() == (n_all,)


def test_a_worker_killed_at_any_moment_loses_nothing_and_doubles_nothing(database_url: str) -> None:
    add_feeds(DjangoStore())
    chance = random.Random(7)
    n_killed = 0
    for attempt in range(N_KILLS):
        now = NOON + timedelta(seconds=2 * LEASE * attempt)
        child = in_child(lambda now=now: weave(now, "worker"))  # type: ignore[misc]
        time.sleep(chance.uniform(0.005, 0.06))
        os.kill(child, signal.SIGKILL)
        n_killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert n_killed >= N_KILLS // 2
    weave(NOON + timedelta(seconds=2 * LEASE * N_KILLS), "survivor")
    assert_whole()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]


def test_two_workers_never_get_one_feed_or_entry(database_url: str, tmp_path: Path) -> None:
    store = DjangoStore()
    add_feeds(store)
    feeds = store.claim_due_feeds(worker="a", now=NOON, limit=99, lease_seconds=LEASE)
    store.note_fetches(
        [make_note(feed.id, *(make_entry(f"e{n}") for n in range(N_ENTRIES)), due_at=NOON) for feed in feeds]
    )

    def claim_all(worker: str) -> None:
        own, lines = DjangoStore(), []
        while due := own.claim_due_feeds(worker=worker, now=NOON, limit=1, lease_seconds=LEASE):
            lines += [feed.id for feed in due]
        while waiting := own.claim_entries(worker=worker, now=NOON, limit=3, lease_seconds=LEASE):
            lines += [str(entry.id) for entry in waiting]
        (tmp_path / worker).write_text("\n".join(lines))

    children = [in_child(lambda name=name: claim_all(name)) for name in ("a", "b", "c")]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    claimed = [line for name in ("a", "b", "c") for line in (tmp_path / name).read_text().split("\n") if line]
    assert len(claimed) == len(set(claimed)) == N_FEEDS + N_FEEDS * N_ENTRIES


@pytest.mark.parametrize("first", ["editor", "worker"])
@pytest.mark.usefixtures("database_url")
def test_an_article_placed_while_an_editor_merges_its_story_is_merged_with_it(first: str, tmp_path: Path) -> None:
    store = DjangoStore()
    store.keep([make_woven(make_article(name), story=name) for name in ("old", "new")], now=NOON)

    def edit() -> None:
        DjangoStore().correct([Merges(kept_id=story_id("old"), gone_id=story_id("new"))], by="ana", now=NOON)

    def place() -> None:
        DjangoStore().keep([make_woven(make_article("late"), story="new", joins=True)], now=NOON)

    def hold(deed: Callable[[], None]) -> None:
        """Do it, and let the other one come before it is kept."""
        with transaction.atomic():
            deed()
            (tmp_path / "begun").touch()
            time.sleep(0.5)

    mine, theirs = (place, edit) if first == "editor" else (edit, place)
    child = in_child(lambda: hold(theirs))
    until = time.monotonic() + 20
    while not (tmp_path / "begun").exists():
        assert time.monotonic() < until, "the other one has failed"
        time.sleep(0.01)
    mine()
    assert os.waitpid(child, 0)[1] == 0
    members = store.story(story_id("new")).members
    assert {member.article.id for member in members} == {article_id(name) for name in ("old", "new", "late")}
    assert not models.Article.objects.filter(story_id=story_id("new")).exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_one_clear_error_and_nothing_half_kept(database_url: str) -> None:
    store = DjangoStore()
    store.keep([make_woven(make_article("first"))], now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    big = make_article("big", text="word " * 50_000)
    with pytest.raises(StoreError, match="full"):
        store.keep([make_woven(make_article("second")), make_woven(big)], now=NOON)
    assert [article.id for article in store.articles()] == [make_article("first").id]
    assert models.Story.objects.count() == models.Imprint.objects.count() == 1


@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_the_store_outlives_a_restart_of_its_database(database_url: str, request: pytest.FixtureRequest) -> None:
    store = DjangoStore()
    store.keep([make_woven(make_article())], now=NOON)
    server: PostgresServer = request.getfixturevalue("postgres_server")
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'copy_%'")
    assert [article.id for article in store.articles()] == [make_article().id]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_write_ahead_log_is_folded_when_it_has_grown(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wal, "is_sqlite_safe", lambda: False)
    store = DjangoStore()
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    store.keep([make_woven(make_article("a", text="word " * 500_000))], now=NOON)
    assert log.stat().st_size > 2_000_000
    monkeypatch.setattr(wal, "LARGE_BYTES", 2_000_000)
    store.keep([make_woven(make_article("b"))], now=NOON)
    assert log.stat().st_size == 0
    assert len(list(store.articles())) == 2

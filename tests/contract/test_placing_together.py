"""Looms that are killed, and looms that share a store: the stories are those of one loom that nobody disturbed."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, F

from newsloom.pipeline import Loom
from newsloom.quality import sample_article
from newsloom.records import Article
from newsloom.sample.newspaper import read_newspaper
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store import DjangoStore
from newsloom.store import Store
from newsloom.store.memory import MemoryStore
from tests.children import in_child

N_KILLS = 6
BATCH = 4
READ_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
Stories = set[frozenset[str]]


@pytest.fixture(scope="module")
def news() -> list[Article]:
    """The sample newspaper in the order of its time."""
    articles = (sample_article(piece) for piece in read_newspaper().pieces if not piece.is_rejected)
    return sorted(articles, key=lambda article: (article.at, article.id))


@pytest.fixture(scope="module")
def undisturbed(news: list[Article]) -> Stories:
    store = MemoryStore()
    loom = Loom(store)
    for start in range(0, len(news), BATCH):
        loom.weave(news[start : start + BATCH], now=READ_AT)
    loom.review(READ_AT, now=READ_AT)
    return {
        frozenset(member.article.id for member in story.members)
        for story in store.stories(store.stories_to_enrich(limit=len(news)))
    }


def kill_on_the_way(child: int, *, n_kept: int, seconds: float) -> bool:
    """Kill the child so long after it has kept so many articles; False where it came to its end before."""
    while models.Article.objects.count() < n_kept:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def next_batch(store: Store, news: Sequence[Article]) -> list[Article]:
    """The first few that are not kept yet."""
    known = store.find_articles([article.id for article in news])
    return [article for article in news if article.id not in known][:BATCH]


def weave_all(worker: str, news: Sequence[Article], *, lease_seconds: float, is_polite: bool = False) -> None:
    """Weave what is not kept yet, a batch and its pages at a time, whenever the place is ours; stop when all is kept."""
    store = DjangoStore()
    loom = Loom(store)
    while True:
        if not loom.take_place(worker=worker, now=datetime.now(UTC), lease_seconds=lease_seconds):
            time.sleep(0.005)
            continue
        batch = next_batch(store, news)
        loom.weave(batch, now=READ_AT)
        loom.enrich(now=READ_AT, limit=3)
        if is_polite:
            loom.leave_place(worker=worker, now=datetime.now(UTC))
            time.sleep(0.005)
        if not batch:
            return


def finish(worker: str) -> None:
    """Review, and make every page that is missing."""
    loom = Loom(DjangoStore())
    assert loom.take_place(worker=worker, now=datetime.now(UTC) + timedelta(hours=1), lease_seconds=60)
    loom.review(READ_AT, now=READ_AT)
    loom.enrich(now=READ_AT)


def kept_stories() -> Stories:
    found: dict[str, set[str]] = {}
    for article_id, story_id in models.Article.objects.values_list("id", "story_id"):
        found.setdefault(story_id, set()).add(article_id)
    return {frozenset(members) for members in found.values()}


def assert_whole(news: Sequence[Article]) -> None:
    """Every article is there once with all that belongs to it, and every count is that of what is there."""
    ids = {article.id for article in news}
    assert set(models.Article.objects.values_list("id", flat=True)) == ids
    assert set(models.Imprint.objects.values_list("article_id", flat=True)) == ids
    for article in models.Article.objects.annotate(n_tags=Count("tagged")):
        assert article.n_tags == len({tag["key"] for tag in article.hashtags})
        assert (article.original_id is None) == (article.copy_kind == "")
    tagged = models.Hashtag.objects.annotate(n=Count("tagged_articles"))
    assert not tagged.exclude(n_articles=F("n")).exists()
    published = models.Publisher.objects.annotate(n=Count("articles"))
    assert not published.exclude(n_articles=F("n")).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM newsroom_search")
        assert cursor.fetchone() == (len(ids),)


def assert_pages_count_their_members() -> None:
    shown = models.Story.objects.filter(merged_into=None).annotate(n=Count("articles"))
    assert not shown.filter(n=0).exists()
    assert not shown.exclude(stale_since=None).exists()
    assert not shown.exclude(n_articles=F("n")).exists()
    for story in shown.prefetch_related("articles"):
        members = list(story.articles.all())
        assert story.n_publishers == len({article.publisher_id for article in members})
        assert story.lead_id in {article.id for article in members}


def test_a_loom_killed_at_any_moment_goes_on_as_if_nothing_had_been(
    database_url: str, news: list[Article], undisturbed: Stories
) -> None:
    moments = random.Random(11)
    n_killed = 0
    for attempt in range(N_KILLS):
        child = in_child(lambda name=f"killed-{attempt}": weave_all(name, news, lease_seconds=0))  # type: ignore[misc]
        on_the_way = attempt * len(news) // (N_KILLS + 1)
        n_killed += kill_on_the_way(child, n_kept=on_the_way, seconds=moments.uniform(0.0, 0.05))
        n_kept = models.Article.objects.count()
        assert models.Imprint.objects.count() == n_kept
        assert not models.Story.objects.filter(articles=None, merged_into=None).exists()
    assert n_killed >= N_KILLS // 2
    weave_all("survivor", news, lease_seconds=60)
    finish("survivor")
    assert_whole(news)
    assert_pages_count_their_members()
    assert kept_stories() == undisturbed


def test_two_looms_that_take_turns_place_as_one(database_url: str, news: list[Article], undisturbed: Stories) -> None:
    children = [
        in_child(lambda name=name: weave_all(name, news, lease_seconds=60, is_polite=True))  # type: ignore[misc]
        for name in ("one", "other")
    ]
    statuses = [os.waitpid(child, 0)[1] for child in children]
    assert statuses == [0, 0]
    finish("one")
    assert_whole(news)
    assert kept_stories() == undisturbed


def test_when_the_placer_dies_another_takes_over_at_the_end_of_its_lease(
    database_url: str, news: list[Article], undisturbed: Stories
) -> None:
    lease = 1.5
    began = datetime.now(UTC)
    child = in_child(lambda: weave_all("dying", news[: len(news) // 2], lease_seconds=lease))
    assert os.waitpid(child, 0)[1] == 0
    died = datetime.now(UTC)
    follower = Loom(DjangoStore())
    assert not follower.take_place(worker="follower", now=began, lease_seconds=lease)
    assert follower.take_place(worker="follower", now=died + timedelta(seconds=lease), lease_seconds=60)
    weave_all("follower", news, lease_seconds=3600)
    finish("follower")
    assert kept_stories() == undisturbed

"""When a feed is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsloom.errors import BlockedAddress, FetchError, Gone, ParseError, Refused, Throttled, TooLarge, Unreachable
from newsloom.fetch.cadence import note_answer, note_failure
from newsloom.records import DueFeed, Entry, FeedId, FeedMeta, FetchedFeed, FetchNote, NotModified

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
DUE = DueFeed(id=FeedId("feed"), url="https://a.example/feed", etag='"1"', last_modified="then", content_hash="hash")
META = FeedMeta(title="News")


def fetched(**fields: object) -> FetchedFeed:
    values = {"feed_id": DUE.id, "url": DUE.url, "content": b"", "content_type": None, "fetched_at": NOON}
    return FetchedFeed(**values | fields)  # type: ignore[arg-type]


def entries(*hours_ago: float) -> tuple[Entry, ...]:
    return tuple(Entry(guid=str(ago), published_at=NOON - timedelta(hours=ago)) for ago in hours_ago)


def interval(note: FetchNote) -> float:
    return note.interval_seconds


def wait(note: FetchNote) -> float:
    return (note.due_at - note.at).total_seconds()


@pytest.mark.parametrize(
    ("hours_ago", "seconds"),
    [
        ((0.0, 0.1, 0.2, 0.3), 600),
        (tuple(range(1, 11)), 1800),
        ((2, 4, 6, 8), 3600),
        ((24 * 30, 24 * 60), 86400),
    ],
)
def test_a_feed_is_asked_twice_as_often_as_it_brings_news(hours_ago: tuple[float, ...], seconds: float) -> None:
    assert interval(note_answer(DUE, fetched(), META, entries(*hours_ago), now=NOON)) == pytest.approx(seconds)


def test_only_the_newest_entries_tell_the_pace() -> None:
    ages = [*range(1, 11), *range(1000, 3000, 100)]
    assert interval(note_answer(DUE, fetched(), META, entries(*ages), now=NOON)) == 1800


def test_news_without_dates_comes_sooner_and_no_news_later() -> None:
    undated = (Entry(guid="a"),)
    assert interval(note_answer(DUE, fetched(), META, undated, now=NOON)) == pytest.approx(3600 / 1.3)
    unchanged = NotModified(feed_id=DUE.id, fetched_at=NOON)
    assert interval(note_answer(DUE, unchanged, None, (), now=NOON)) == pytest.approx(3600 * 1.3)


def test_a_feed_is_never_asked_sooner_than_it_or_its_server_wants() -> None:
    busy = entries(0.0, 0.1)
    slow_feed = FeedMeta(title="News", ttl_seconds=7200)
    assert interval(note_answer(DUE, fetched(), slow_feed, busy, now=NOON)) == 7200
    assert interval(note_answer(DUE, fetched(max_age_seconds=5400), META, busy, now=NOON)) == 5400
    assert interval(note_answer(DUE, fetched(max_age_seconds=10**8), META, busy, now=NOON)) == 86400


def test_a_wait_has_a_share_that_is_always_the_feeds_own() -> None:
    waits = set()
    for number in range(50):
        due = DueFeed(id=FeedId(f"feed{number}"), url="https://a.example/")
        note = note_answer(due, fetched(), META, (), now=NOON)
        assert interval(note) <= wait(note) <= interval(note) * 1.1
        assert note == note_answer(due, fetched(), META, (), now=NOON)
        waits.add(wait(note))
    assert len(waits) == 50


def test_an_answer_keeps_what_the_next_question_needs() -> None:
    answer = fetched(etag='"2"', last_modified="now", content_hash="new", moved_to="https://b.example/feed")
    note = note_answer(DUE, answer, META, entries(1), now=NOON)
    assert (note.outcome, note.etag, note.last_modified, note.content_hash) == ("fetched", '"2"', "now", "new")
    assert (note.url, note.meta, note.entries) == ("https://b.example/feed", META, entries(1))
    unchanged = note_answer(DUE, NotModified(feed_id=DUE.id, fetched_at=NOON, etag='"1"'), None, (), now=NOON)
    assert (unchanged.outcome, unchanged.etag, unchanged.content_hash, unchanged.url) == (
        "unchanged",
        '"1"',
        "hash",
        None,
    )


def test_an_answer_ends_every_failure() -> None:
    failing = DueFeed(id=FeedId("feed"), url="u", n_failures=5, gone_since_at=NOON - timedelta(days=6))
    note = note_answer(failing, fetched(), META, (), now=NOON)
    assert (note.n_failures, note.gone_since_at, note.error_code) == (0, None, "")


@pytest.mark.parametrize(
    ("error", "first", "last"),
    [
        (Unreachable("u"), 900, 86400),
        (Throttled("u"), 1800, 86400),
        (Throttled("u", retry_after_seconds=7200), 7200, 7200),
        (Throttled("u", retry_after_seconds=1), 600, 600),
        (Throttled("u", retry_after_seconds=10**9), 7 * 86400, 7 * 86400),
        (Refused("u"), 6 * 3600, 7 * 86400),
        (Gone("u", status=404), 6 * 3600, 86400),
        (ParseError("u"), 6 * 3600, 7 * 86400),
        (BlockedAddress("u"), 7 * 86400, 7 * 86400),
        (TooLarge("u", limit_bytes=1), 7 * 86400, 7 * 86400),
    ],
)
def test_failures_wait_by_their_kind(error: FetchError, first: float, last: float) -> None:
    for n_failures, seconds in ((0, first), (50, last)):
        due = DueFeed(id=FeedId("feed"), url="u", etag='"1"', n_failures=n_failures)
        note = note_failure(due, error, now=NOON)
        assert seconds <= wait(note) <= seconds * 1.1
        assert (note.outcome, note.n_failures, note.etag) == ("failed", n_failures + 1, '"1"')
        assert (note.error_code, note.interval_seconds) == (error.code, 3600.0)


def test_410_retires_a_feed_at_once_and_404_after_a_week() -> None:
    assert note_failure(DUE, Gone("u", status=410), now=NOON).outcome == "gone"
    first = note_failure(DUE, Gone("u", status=404), now=NOON)
    assert (first.outcome, first.gone_since_at) == ("failed", NOON)
    missing = DueFeed(id=FeedId("feed"), url="u", n_failures=1, gone_since_at=NOON)
    sixth_day = note_failure(missing, Gone("u", status=404), now=NOON + timedelta(days=6))
    assert (sixth_day.outcome, sixth_day.gone_since_at) == ("failed", NOON)
    assert note_failure(missing, Gone("u", status=404), now=NOON + timedelta(days=7)).outcome == "gone"


def test_another_failure_breaks_the_row_of_404s() -> None:
    missing = DueFeed(id=FeedId("feed"), url="u", n_failures=1, gone_since_at=NOON)
    assert note_failure(missing, Unreachable("u"), now=NOON + timedelta(days=8)).gone_since_at is None

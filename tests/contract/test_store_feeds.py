"""What every store does with feeds and entries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.errors import StaleClaimError
from newsloom.records import (
    DueFeed,
    FeedId,
    FeedMeta,
    FeedSubscription,
    Icon,
    Language,
    Merges,
    Publisher,
    PublisherId,
    RawHtml,
    Rejection,
    WaitingEntry,
)
from newsloom.store import Store
from newsloom.urls import feed_id
from tests.factories import NOON, after, make_article, make_entry, make_note, make_woven

URL = "https://gazette.example/feed.xml"
GAZETTE = Publisher(id=PublisherId("gazette.example"), name="The Gazette", country="GB")


def add(store: Store, url: str = URL) -> FeedId:
    return store.add_feed(FeedSubscription(url=url), now=NOON)[0]


def claim(store: Store, worker: str = "a", minutes: float = 0, limit: int = 10) -> tuple[DueFeed, ...]:
    return store.claim_due_feeds(worker=worker, now=after(minutes), limit=limit, lease_seconds=600)


def claim_entries(store: Store, worker: str = "a", minutes: float = 0, limit: int = 10) -> tuple[WaitingEntry, ...]:
    return store.claim_entries(worker=worker, now=after(minutes), limit=limit, lease_seconds=600)


def headlines(waiting: tuple[WaitingEntry, ...]) -> list[str]:
    return [one.entry.headline for one in waiting]


def test_a_new_feed_is_new_once_and_due_at_once(store: Store) -> None:
    assert store.add_feed(FeedSubscription(url=URL), now=NOON) == (feed_id(URL), True)
    assert store.add_feed(FeedSubscription(url=URL), now=after(1)) == (feed_id(URL), False)
    assert claim(store) == (DueFeed(id=feed_id(URL), url=URL),)


def test_a_claimed_feed_is_held_until_its_lease_ends(store: Store) -> None:
    add(store)
    assert len(claim(store, "a")) == 1
    assert claim(store, "b", 9) == ()
    assert claim(store, "a", 9) == ()
    assert len(claim(store, "b", 10)) == 1


def test_feeds_are_claimed_oldest_due_first_up_to_the_limit(store: Store) -> None:
    ids = [store.add_feed(FeedSubscription(url=f"https://gazette.example/{n}"), now=after(-n))[0] for n in range(5)]
    assert [due.id for due in claim(store, limit=2)] == [ids[4], ids[3]]
    assert [due.id for due in claim(store, "b")] == [ids[2], ids[1], ids[0]]


def test_a_note_is_the_whole_of_a_feeds_next_state(store: Store) -> None:
    feed = add(store)
    claim(store)
    note = make_note(
        feed, etag='"x"', last_modified="Sat", content_hash="h", n_failures=2, interval_seconds=120.0,
        gone_since_at=NOON, due_at=after(2), outcome="failed", error_code="unreachable",
    )  # fmt: skip
    assert store.note_fetches([note]) == (0,)
    assert claim(store, minutes=1) == ()
    due = DueFeed(
        id=feed, url=URL, etag='"x"', last_modified="Sat", content_hash="h", n_failures=2, interval_seconds=120.0,
        gone_since_at=NOON,
    )  # fmt: skip
    assert claim(store, minutes=2) == (due,)
    store.note_fetches([make_note(feed, at=after(3))])
    assert claim(store, minutes=63) == (DueFeed(id=feed, url=URL),)


def test_a_moved_feed_is_fetched_from_its_new_address_and_keeps_its_id(store: Store) -> None:
    feed = add(store)
    store.note_fetches([make_note(feed, url="https://new.example/feed")])
    assert claim(store, minutes=60) == (DueFeed(id=feed, url="https://new.example/feed"),)
    assert store.add_feed(FeedSubscription(url="https://new.example/feed"), now=NOON) == (feed, False)


def test_a_feed_that_moves_to_another_feeds_address_retires(store: Store) -> None:
    feed, other = add(store), add(store, "https://new.example/feed")
    store.note_fetches([make_note(feed, url="https://new.example/feed", due_at=NOON)])
    assert [due.id for due in claim(store)] == [other]


def test_an_address_too_long_to_be_one_is_no_new_address(store: Store) -> None:
    feed = add(store)
    store.note_fetches([make_note(feed, make_entry("a"), url="https://new.example/" + "x" * 9_000)])
    assert [due.url for due in claim(store, minutes=60)] == [URL]
    assert len(claim_entries(store)) == 1


def test_a_gone_feed_is_never_due_until_it_is_added_again(store: Store) -> None:
    feed = add(store)
    store.note_fetches([make_note(feed, outcome="gone")])
    assert claim(store, minutes=100_000) == ()
    assert store.add_feed(FeedSubscription(url=URL), now=after(5)) == (feed, False)
    assert [due.id for due in claim(store, minutes=5)] == [feed]


def test_a_note_of_an_unknown_feed_brings_nothing(store: Store) -> None:
    assert store.note_fetches([make_note(FeedId("nobodyknows2"), make_entry())]) == (0,)
    assert claim_entries(store) == ()


def test_entries_wait_once_and_again_when_they_change(store: Store) -> None:
    feed = add(store)
    assert store.note_fetches([make_note(feed, make_entry("a"), make_entry("b"))]) == (2,)
    assert store.note_fetches([make_note(feed, make_entry("a"), make_entry("b"))]) == (0,)
    changed = make_entry("a", summary=RawHtml("<p>It opened late.</p>"))
    assert store.note_fetches([make_note(feed, changed, make_entry("b"), make_entry("c"), at=after(1))]) == (2,)
    waiting = claim_entries(store, minutes=1)
    assert [one.entry for one in waiting] == [
        replace(entry, feed_id=feed) for entry in (make_entry("b"), changed, make_entry("c"))
    ]


def test_two_entries_of_one_guid_are_the_first_of_them_every_time(store: Store) -> None:
    feed = add(store)
    note = make_note(feed, make_entry("a"), make_entry("b", guid="tag:a"))
    assert store.note_fetches([note]) == (1,)
    assert store.note_fetches([note]) == (0,)
    assert headlines(claim_entries(store)) == ["The a opens"]


def test_one_guid_in_two_feeds_is_two_entries(store: Store) -> None:
    feeds = add(store), add(store, "https://herald.example/feed")
    assert store.note_fetches([make_note(feed, make_entry("a")) for feed in feeds]) == (1, 1)
    assert len(claim_entries(store)) == 2


def test_a_waiting_entry_knows_what_the_operator_said_of_its_feed(store: Store) -> None:
    subscription = FeedSubscription(url=URL, publisher=GAZETTE, section="sport", language=Language("en"))
    feed, _ = store.add_feed(subscription, now=NOON)
    store.note_fetches([make_note(feed, make_entry("a"))])
    (waiting,) = claim_entries(store)
    assert waiting == WaitingEntry(
        id=waiting.id, entry=make_entry("a", feed_id=feed), publisher_id=GAZETTE.id, publisher_name="The Gazette",
        section="sport", language=Language("en"),
    )  # fmt: skip


def test_a_claimed_entry_is_held_until_its_lease_ends(store: Store) -> None:
    store.note_fetches([make_note(add(store), *(make_entry(name) for name in "abc"))])
    assert headlines(claim_entries(store, "a", limit=2)) == ["The a opens", "The b opens"]
    assert headlines(claim_entries(store, "b", 9)) == ["The c opens"]
    assert headlines(claim_entries(store, "b", 10)) == ["The a opens", "The b opens"]


def test_a_postponed_entry_comes_back_then_with_one_more_attempt(store: Store) -> None:
    store.note_fetches([make_note(add(store), make_entry("a"))])
    (waiting,) = claim_entries(store)
    store.postpone_entry(waiting.id, due_at=after(30), error_code="unreachable", error_detail="no route")
    assert claim_entries(store, minutes=29) == ()
    assert claim_entries(store, minutes=30) == (replace(waiting, n_attempts=1),)


def test_a_finished_entry_waits_no_longer_and_is_not_taken_again(store: Store) -> None:
    feed = add(store)
    store.note_fetches([make_note(feed, make_entry("a"))])
    (waiting,) = claim_entries(store)
    store.finish_entry(waiting.id)
    assert store.note_fetches([make_note(feed, make_entry("a"))]) == (0,)
    assert claim_entries(store, minutes=60) == ()


def test_an_entry_that_changes_in_a_workers_hands_still_waits_when_the_worker_is_done(store: Store) -> None:
    feed = add(store)
    store.note_fetches([make_note(feed, make_entry("a"))])
    (waiting,) = claim_entries(store)
    store.note_fetches([make_note(feed, make_entry("a", headline="The harbour opens late"))])
    store.finish_entry(waiting.id)
    store.postpone_entry(waiting.id, due_at=after(500), error_code="late")
    assert headlines(claim_entries(store)) == ["The harbour opens late"]


def test_a_rejection_ends_the_wait(store: Store) -> None:
    store.note_fetches([make_note(add(store), make_entry("a"))])
    (waiting,) = claim_entries(store)
    store.keep_rejection(Rejection(reason="no-text", url="https://gazette.example/a"), entry_id=waiting.id, now=NOON)
    store.keep_rejection(Rejection(reason="no-text"), entry_id=None, now=NOON)
    assert claim_entries(store, minutes=60) == ()


def test_release_gives_back_what_a_worker_holds_and_nothing_else(store: Store) -> None:
    feed, _ = add(store), add(store, "https://herald.example/feed")
    store.note_fetches([make_note(feed, make_entry("a"), make_entry("b"), due_at=NOON)])
    assert len(claim(store, "a", limit=1)) == len(claim(store, "b", limit=1)) == 1
    assert len(claim_entries(store, "a", limit=1)) == len(claim_entries(store, "b", limit=1)) == 1
    assert store.hold_placer(worker="a", now=NOON, lease_seconds=60)
    store.release(worker="a")
    assert len(claim(store, "c")) == len(claim_entries(store, "c")) == 1
    assert store.hold_placer(worker="b", now=NOON, lease_seconds=60)


def test_one_worker_at_a_time_is_the_placer(store: Store) -> None:
    assert store.hold_placer(worker="a", now=NOON, lease_seconds=60)
    assert not store.hold_placer(worker="b", now=after(0.5), lease_seconds=60)
    assert store.hold_placer(worker="a", now=after(0.5), lease_seconds=60)
    assert not store.hold_placer(worker="b", now=after(1.4), lease_seconds=60)
    assert store.hold_placer(worker="b", now=after(1.5), lease_seconds=60)


def test_a_placer_learns_whether_another_one_placed_meanwhile(store: Store) -> None:
    def hold(worker: str, minutes: float) -> str:
        return store.hold_placer(worker=worker, now=after(minutes), lease_seconds=60)

    assert [hold("a", 0), hold("a", 0.5), hold("a", 5)] == ["taken", "kept", "kept"]
    assert [hold("b", 5.5), hold("b", 6), hold("a", 6.5), hold("a", 7)] == ["", "taken", "", "taken"]
    store.release(worker="a")
    assert [hold("a", 7), hold("b", 7)] == ["kept", ""]


def test_a_lease_of_no_seconds_lets_another_have_the_place(store: Store) -> None:
    assert store.hold_placer(worker="a", now=NOON, lease_seconds=60)
    assert store.hold_placer(worker="a", now=NOON, lease_seconds=0) == "kept"
    assert store.hold_placer(worker="b", now=NOON, lease_seconds=60) == "taken"


def test_who_has_lost_the_place_keeps_nothing(store: Store) -> None:
    first, second = make_woven(make_article("a")), make_woven(make_article("b"))
    assert store.hold_placer(worker="a", now=NOON, lease_seconds=60)
    store.keep([first], now=NOON, placer="a")
    assert store.hold_placer(worker="b", now=after(2), lease_seconds=60)
    merges = Merges(kept_id=first.placement.story_id, gone_id=second.placement.story_id)
    with pytest.raises(StaleClaimError):
        store.keep([second], now=after(2), placer="a")
    with pytest.raises(StaleClaimError):
        store.revise([merges], now=after(2), placer="a")
    assert [article.id for article in store.articles()] == [first.article.id]
    store.keep([second], now=after(2), placer="b")
    assert len(list(store.articles())) == 2


def test_publishers_are_asked_for_their_icon_once_a_month(store: Store) -> None:
    feed, _ = store.add_feed(FeedSubscription(url=URL, publisher=GAZETTE), now=NOON)
    assert store.publishers_without_icon(limit=9, now=NOON) == ()
    meta = FeedMeta(title="Gazette", home_url="https://www.gazette.example/")
    store.note_fetches([make_note(feed, meta=meta)])
    home = ((GAZETTE.id, "https://www.gazette.example/"),)
    assert store.publishers_without_icon(limit=9, now=NOON) == home
    store.keep_icon(GAZETTE.id, Icon(content=b"png", n_pixels=32), now=NOON)
    assert store.publishers_without_icon(limit=9, now=after(29 * 24 * 60)) == ()
    assert store.publishers_without_icon(limit=9, now=after(30 * 24 * 60)) == home
    store.keep_icon(GAZETTE.id, None, now=after(30 * 24 * 60))
    assert store.publishers_without_icon(limit=9, now=after(31 * 24 * 60)) == ()


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_no_database_can_hold_is_replaced_in_its_place(store: Store, character: str) -> None:
    feed = add(store)
    entry = make_entry("a", headline=f"Har{character}bour", authors=(f"A{character}",))
    assert store.note_fetches([make_note(feed, entry)]) == (1,)
    assert store.note_fetches([make_note(feed, entry)]) == (0,)
    (waiting,) = claim_entries(store)
    assert (waiting.entry.headline, waiting.entry.authors) == ("Har�bour", ("A�",))


def test_feeds_are_listed_by_address_with_what_became_of_them(store: Store) -> None:
    said = FeedSubscription(url=URL, title="News", publisher=GAZETTE, section="world", language=Language("en"))
    store.add_feed(said, now=NOON)
    add(store, "https://a.example/feed.xml")
    first, second = store.feeds()
    assert (first.subscription, first.due_at) == (FeedSubscription(url="https://a.example/feed.xml"), NOON)
    assert (second.subscription, second.n_failures, second.is_retired) == (said, 0, False)


def test_a_listed_feed_tells_its_failure_its_new_address_and_its_end(store: Store) -> None:
    known = add(store)
    store.note_fetches([make_note(known, outcome="gone", error_code="gone", n_failures=3)])
    (feed,) = store.feeds()
    assert (feed.error_code, feed.n_failures, feed.is_retired) == ("gone", 3, True)
    other = add(store, "https://b.example/old.xml")
    store.note_fetches([make_note(other, url="https://b.example/new.xml")])
    assert [feed.subscription.url for feed in store.feeds()] == ["https://b.example/new.xml", URL]

"""Feeds and their entries as rows: who fetches what, and what waits to be woven."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Q

from newsloom.records import (
    DueFeed,
    Entry,
    EntryId,
    FeedId,
    FeedSubscription,
    FetchNote,
    KnownFeed,
    Language,
    Publisher,
    PublisherId,
    PublisherKind,
    Rejection,
    WaitingEntry,
)
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store.publishers import note_publishers
from newsloom.site.newsroom.store.transaction import in_parts, moment, readable, run_many, whole
from newsloom.store.rules import entry_texts, new_url, without_repeats
from newsloom.store.storable import storable
from newsloom.urls import feed_id

WAITING = models.Entry.State.WAITING

NOTE_FETCH = """
UPDATE newsroom_feed SET due_at = %s, interval_seconds = %s, etag = %s, last_modified = %s, content_hash = %s,
  n_failures = %s, gone_since_at = %s, error_code = %s, error_detail = %s, fetched_at = %s,
  last_ok_at = COALESCE(%s, last_ok_at), retired_at = COALESCE(%s, retired_at), held_by = '', held_until = NULL
WHERE id = %s"""
NOTE_META = """
UPDATE newsroom_feed SET title = CASE WHEN title = '' THEN %s ELSE title END, home_url = %s, kind = %s WHERE id = %s"""
KEEP_ENTRY = """
INSERT INTO newsroom_entry
  (feed_id, key, fingerprint, state, due_at, n_attempts, error_code, error_detail, held_by, payload)
VALUES (%s, %s, %s, 'waiting', %s, 0, '', '', '', %s)"""


class Feeds:
    """The part of `DjangoStore` that feeds the loom."""

    def add_feed(self, subscription: FeedSubscription, *, now: datetime) -> tuple[FeedId, bool]:
        subscription = storable(subscription)
        new_id = feed_id(subscription.url)
        with whole():
            if subscription.publisher is not None:
                note_publishers([subscription.publisher])
            known = models.Feed.objects.filter(Q(id=new_id) | Q(url=subscription.url)).order_by("id")
            feed = known.filter(id=new_id).first() or known.first()
            if feed is None:
                models.Feed.objects.create(id=new_id, due_at=now, **_said(subscription))
                return new_id, True
            known.filter(id=feed.id, retired_at__isnull=False).update(retired_at=None, due_at=now)
            return FeedId(feed.id), False

    def feeds(self) -> Iterator[KnownFeed]:
        rows = models.Feed.objects.select_related("publisher").order_by("url", "id")
        with readable():
            found = list(rows)
        for row in found:
            yield KnownFeed(
                id=FeedId(row.id),
                subscription=_subscription(row),
                due_at=row.due_at,
                n_failures=row.n_failures,
                error_code=row.error_code,
                is_retired=row.retired_at is not None,
            )

    def claim_due_feeds(self, *, worker: str, now: datetime, limit: int, lease_seconds: float) -> tuple[DueFeed, ...]:
        free = Q(held_until=None) | Q(held_until__lte=now)
        due = models.Feed.objects.filter(free, is_active=True, retired_at=None, due_at__lte=now)
        with whole():
            rows = list(due.order_by("due_at", "id").select_for_update(skip_locked=True)[:limit])
            for ids in in_parts(row.id for row in rows):
                models.Feed.objects.filter(id__in=ids).update(
                    held_by=worker, held_until=now + timedelta(seconds=lease_seconds)
                )
        return tuple(_due_feed(row) for row in rows)

    def note_fetches(self, notes: Sequence[FetchNote]) -> tuple[int, ...]:
        notes = storable(tuple(notes))
        with whole():
            run_many(NOTE_FETCH, [_fetch_values(note) for note in notes])
            run_many(NOTE_META, [_meta_values(note) for note in notes if note.meta is not None])
            for note in notes:
                if (url := new_url(note)) is not None:
                    _move(note.feed_id, url, note.at)
            _note_homes(notes)
            return _keep_entries(notes)

    def claim_entries(
        self, *, worker: str, now: datetime, limit: int, lease_seconds: float
    ) -> tuple[WaitingEntry, ...]:
        free = Q(held_until=None) | Q(held_until__lte=now)
        due = models.Entry.objects.filter(free, state=WAITING, due_at__lte=now)
        with whole():
            rows = list(due.order_by("due_at", "id").select_for_update(skip_locked=True)[:limit])
            for ids in in_parts(row.pk for row in rows):
                models.Entry.objects.filter(id__in=ids).update(
                    held_by=worker, held_until=now + timedelta(seconds=lease_seconds)
                )
            feeds = models.Feed.objects.select_related("publisher").in_bulk({row.feed_id for row in rows})
        return tuple(_waiting_entry(row, feeds[row.feed_id]) for row in rows)

    def postpone_entry(self, entry_id: EntryId, *, due_at: datetime, error_code: str, error_detail: str = "") -> None:
        with whole():
            entry = models.Entry.objects.filter(id=entry_id, state=WAITING).first()
            if entry is not None:
                entry.due_at, entry.n_attempts = due_at, entry.n_attempts + 1
                entry.error_code, entry.error_detail = storable(error_code), storable(error_detail)
                entry.held_by, entry.held_until = "", None
                entry.save()

    def keep_rejection(self, rejection: Rejection, *, entry_id: EntryId | None, now: datetime) -> None:
        rejection = storable(rejection)
        with whole():
            if entry_id is not None and not finish([entry_id], models.Entry.State.REJECTED):
                return
            entry = models.Entry.objects.filter(id=entry_id).first() if entry_id is not None else None
            models.Rejection.objects.create(
                url=rejection.url or "",
                headline=rejection.headline,
                reason=rejection.reason,
                detail=rejection.detail,
                feed_id=entry.feed_id if entry else None,
                at=now,
            )

    def finish_entry(self, entry_id: EntryId) -> None:
        with whole():
            finish([entry_id], models.Entry.State.WOVEN)


def finish(entry_ids: Sequence[EntryId], state: models.Entry.State) -> int:
    """End the waiting of entries; returns how many waited."""
    waiting = models.Entry.objects.filter(id__in=entry_ids, state=WAITING)
    return waiting.update(state=state, payload="", held_by="", held_until=None, error_code="", error_detail="")


def _said(subscription: FeedSubscription) -> dict[str, Any]:
    return {
        "url": subscription.url,
        "title": subscription.title,
        "publisher_id": subscription.publisher.id if subscription.publisher else None,
        "section": subscription.section,
        "language": subscription.language or "",
    }


def _subscription(row: models.Feed) -> FeedSubscription:
    return FeedSubscription(
        url=row.url,
        title=row.title,
        publisher=_publisher(row.publisher) if row.publisher else None,
        section=row.section,
        language=Language(row.language) if row.language else None,
    )


def _publisher(row: models.Publisher) -> Publisher:
    return Publisher(
        id=PublisherId(row.id),
        name=row.name,
        home_url=row.home_url or None,
        country=row.country,
        language=Language(row.language) if row.language else None,
        kind=cast(PublisherKind, row.kind),
    )


def _due_feed(row: models.Feed) -> DueFeed:
    return DueFeed(
        id=FeedId(row.id),
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        content_hash=row.content_hash,
        n_failures=row.n_failures,
        interval_seconds=row.interval_seconds,
        gone_since_at=row.gone_since_at,
    )


def _waiting_entry(row: models.Entry, feed: models.Feed) -> WaitingEntry:
    return WaitingEntry(
        id=EntryId(row.pk),
        entry=codec.from_json(Entry, row.payload),
        n_attempts=row.n_attempts,
        publisher_id=PublisherId(feed.publisher.id) if feed.publisher else None,
        publisher_name=feed.publisher.name if feed.publisher else "",
        section=feed.section,
        language=Language(feed.language) if feed.language else None,
    )


def _fetch_values(note: FetchNote) -> tuple[Any, ...]:
    at = moment(note.at)
    return (
        moment(note.due_at), note.interval_seconds, note.etag, note.last_modified, note.content_hash,
        note.n_failures, moment(note.gone_since_at), note.error_code, note.error_detail, at,
        at if note.outcome in ("fetched", "unchanged") else None, at if note.outcome == "gone" else None,
        note.feed_id,
    )  # fmt: skip


def _meta_values(note: FetchNote) -> tuple[str, ...]:
    assert note.meta is not None
    return note.meta.title, note.meta.home_url or "", note.meta.kind, note.feed_id


def _move(moved: FeedId, url: str, at: datetime) -> None:
    """Remember a feed's new address; where another feed lives there already, this one retires."""
    feed = models.Feed.objects.filter(id=moved)
    if models.Feed.objects.filter(url=url).exclude(id=moved).exists():
        feed.update(retired_at=at, error_code="moved", error_detail=url)
    else:
        feed.update(url=url)


def _note_homes(notes: Sequence[FetchNote]) -> None:
    homes = {note.feed_id: note.meta.home_url for note in notes if note.meta is not None and note.meta.home_url}
    without = models.Feed.objects.filter(id__in=homes, publisher__home_url="") if homes else ()
    for feed in without:
        models.Publisher.objects.filter(id=feed.publisher_id, home_url="").update(home_url=homes[FeedId(feed.id)])


def _keep_entries(notes: Sequence[FetchNote]) -> tuple[int, ...]:
    """Keep the entries that are new or changed; returns how many of each note. A changed one gets a new number, so
    that whoever is weaving the old one does not end the new one's wait."""
    feeds = set(
        models.Feed.objects.filter(id__in=[note.feed_id for note in notes if note.entries]).values_list("id", flat=True)
    )
    found = [
        [
            (_hash(note.feed_id, entry.guid), _hash(*entry_texts(entry)), entry)
            for entry in without_repeats(note.entries)
        ]
        if note.feed_id in feeds
        else []
        for note in notes
    ]
    known = _fingerprints([key for entries in found for key, _, _ in entries])
    fresh = [[one for one in entries if known.get(one[0]) != one[1]] for entries in found]
    changed = [key for entries in fresh for key, _, _ in entries if key in known]
    for keys in in_parts(changed):
        models.Entry.objects.filter(key__in=keys).delete()
    run_many(
        KEEP_ENTRY,
        [
            (note.feed_id, key, fingerprint, moment(note.at), codec.to_json(replace(entry, feed_id=note.feed_id)))
            for note, entries in zip(notes, fresh, strict=True)
            for key, fingerprint, entry in entries
        ],
    )
    counts = tuple(len(entries) for entries in fresh)
    run_many(
        "UPDATE newsroom_feed SET n_entries = n_entries + %s WHERE id = %s",
        [(count, note.feed_id) for note, count in zip(notes, counts, strict=True) if count],
    )
    return counts


def _fingerprints(keys: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in in_parts(keys):
        found.update(models.Entry.objects.filter(key__in=part).values_list("key", "fingerprint"))
    return found


def _hash(*texts: str) -> int:
    """64 signed bits, as databases count."""
    digest = hashlib.blake2b(digest_size=8)
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return int.from_bytes(digest.digest(), "big", signed=True)

"""The store without a database: for tests, notebooks, and the stage commands.

In and out: as `Store` says. Refuses: nothing more. Everything is lost with the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from newsloom.errors import NoSuchArticleError, NoSuchStoryError
from newsloom.records import (
    Article,
    ArticleId,
    Brief,
    BriefDue,
    DueFeed,
    Enrichment,
    Entry,
    EntryId,
    FeedId,
    FeedSubscription,
    FetchNote,
    Icon,
    Joins,
    KnownFeed,
    Member,
    Publisher,
    PublisherId,
    Reading,
    Rejection,
    Remembered,
    Run,
    Story,
    StoryId,
    StoryPage,
    WaitingEntry,
    Woven,
    Written,
)
from newsloom.store import Tenure
from newsloom.store.memory_rows import Hold, KeptArticle, KeptEntry, KeptFeed, KeptPublisher, KeptStory
from newsloom.store.memory_stories import Stories
from newsloom.store.rules import (
    ICON_REST,
    article_texts,
    better_known,
    entry_texts,
    new_url,
    originals_wanted,
    publisher_of,
    revised,
    without_repeats,
)
from newsloom.store.storable import pack_vector, storable, unpack_vector
from newsloom.urls import feed_id


class MemoryStore(Stories):
    """`Store` in dictionaries."""

    def __init__(self) -> None:
        super().__init__()
        self._feeds: dict[FeedId, KeptFeed] = {}
        self._entries: dict[EntryId, KeptEntry] = {}
        self._entry_ids: dict[tuple[FeedId, str], EntryId] = {}
        self._n_entries = 0
        self._publishers: dict[PublisherId, KeptPublisher] = {}
        self.rejections: list[tuple[Rejection, datetime]] = []
        self.replaced: list[Article] = []
        """Texts that a revision replaced."""
        self.enrichments: dict[StoryId, Enrichment] = {}
        self._readings: dict[ArticleId, Reading] = {}
        self._written: dict[StoryId, tuple[Brief, Written | None]] = {}
        self.runs: list[Run] = []

    # --------------------------------------------------------------------------------------- feeds

    def add_feed(self, subscription: FeedSubscription, *, now: datetime) -> tuple[FeedId, bool]:
        subscription = storable(subscription)
        new_id = feed_id(subscription.url)
        same_url = (known for known, feed in self._feeds.items() if feed.due.url == subscription.url)
        known_id = new_id if new_id in self._feeds else next(same_url, None)
        if subscription.publisher is not None:
            self._note_publisher(subscription.publisher)
        if known_id is None:
            due = DueFeed(id=new_id, url=subscription.url)
            self._feeds[new_id] = KeptFeed(subscription, due, now, False, Hold())
            return new_id, True
        feed = self._feeds[known_id]
        if feed.is_retired:
            feed.is_retired, feed.due_at = False, now
        return known_id, False

    def feeds(self) -> Iterator[KnownFeed]:
        for feed in sorted(self._feeds.values(), key=lambda feed: feed.due.url):
            yield KnownFeed(
                id=feed.due.id,
                subscription=replace(feed.subscription, url=feed.due.url, folders=()),
                due_at=feed.due_at,
                n_failures=feed.due.n_failures,
                error_code=feed.error_code,
                is_retired=feed.is_retired,
            )

    def claim_due_feeds(self, *, worker: str, now: datetime, limit: int, lease_seconds: float) -> tuple[DueFeed, ...]:
        free = (feed for feed in self._feeds.values() if not feed.is_retired and feed.hold.is_free(now))
        due = sorted((feed for feed in free if feed.due_at <= now), key=lambda feed: (feed.due_at, feed.due.id))
        for feed in due[:limit]:
            feed.hold = Hold(worker, now + timedelta(seconds=lease_seconds))
        return tuple(feed.due for feed in due[:limit])

    def note_fetches(self, notes: Sequence[FetchNote]) -> tuple[int, ...]:
        return tuple(self._note_fetch(storable(note)) for note in notes)

    def _note_fetch(self, note: FetchNote) -> int:
        feed = self._feeds.get(note.feed_id)
        if feed is None:
            return 0
        moved_to = new_url(note)
        is_taken = moved_to is not None and any(
            other.due.url == moved_to for known, other in self._feeds.items() if known != note.feed_id
        )
        feed.due = DueFeed(
            id=note.feed_id,
            url=feed.due.url if moved_to is None or is_taken else moved_to,
            etag=note.etag,
            last_modified=note.last_modified,
            content_hash=note.content_hash,
            n_failures=note.n_failures,
            interval_seconds=note.interval_seconds,
            gone_since_at=note.gone_since_at,
        )
        feed.is_retired = feed.is_retired or note.outcome == "gone" or is_taken
        feed.due_at, feed.hold = note.due_at, Hold()
        feed.error_code = "moved" if is_taken else note.error_code
        said = feed.subscription.publisher
        if said is not None and note.meta is not None:
            self._note_publisher(Publisher(id=said.id, name=said.name, home_url=note.meta.home_url))
        return sum(self._note_entry(note.feed_id, entry, note.at) for entry in without_repeats(note.entries))

    def _note_entry(self, of_feed: FeedId, entry: Entry, at: datetime) -> bool:
        known_id = self._entry_ids.get((of_feed, entry.guid))
        if known_id is not None and entry_texts(self._entries[known_id].entry) == entry_texts(entry):
            return False
        if known_id is not None:
            del self._entries[known_id]
        self._n_entries += 1
        new_id = EntryId(self._n_entries)
        self._entry_ids[of_feed, entry.guid] = new_id
        self._entries[new_id] = KeptEntry(replace(entry, feed_id=of_feed), of_feed, at, Hold())
        return True

    # ------------------------------------------------------------------------------------- entries

    def claim_entries(
        self, *, worker: str, now: datetime, limit: int, lease_seconds: float
    ) -> tuple[WaitingEntry, ...]:
        free = ((known, entry) for known, entry in self._entries.items() if entry.is_waiting)
        due = [(known, entry) for known, entry in free if entry.due_at <= now and entry.hold.is_free(now)]
        due.sort(key=lambda pair: (pair[1].due_at, pair[0]))
        for _, entry in due[:limit]:
            entry.hold = Hold(worker, now + timedelta(seconds=lease_seconds))
        return tuple(self._waiting(known, entry) for known, entry in due[:limit])

    def _waiting(self, entry_id: EntryId, waiting: KeptEntry) -> WaitingEntry:
        said = self._feeds[waiting.feed_id].subscription
        publisher = self._publishers[said.publisher.id].publisher if said.publisher else None
        return WaitingEntry(
            id=entry_id,
            entry=waiting.entry,
            n_attempts=waiting.n_attempts,
            publisher_id=publisher.id if publisher else None,
            publisher_name=publisher.name if publisher else "",
            section=said.section,
            language=said.language,
        )

    def postpone_entry(self, entry_id: EntryId, *, due_at: datetime, error_code: str, error_detail: str = "") -> None:
        entry = self._entries.get(entry_id)
        if entry is not None and entry.is_waiting:
            entry.due_at, entry.n_attempts, entry.hold = due_at, entry.n_attempts + 1, Hold()

    def keep_rejection(self, rejection: Rejection, *, entry_id: EntryId | None, now: datetime) -> None:
        if entry_id is None or self._finish(entry_id):
            self.rejections.append((storable(rejection), now))

    def finish_entry(self, entry_id: EntryId) -> None:
        self._finish(entry_id)

    def _finish(self, entry_id: EntryId) -> bool:
        entry = self._entries.get(entry_id)
        if entry is None or not entry.is_waiting:
            return False
        entry.is_waiting, entry.hold = False, Hold()
        return True

    # ------------------------------------------------------------------------------------ articles

    def find_articles(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        return {known: self._articles[known].woven.article for known in article_ids if known in self._articles}

    def keep(self, woven: Sequence[Woven], *, now: datetime, placer: str = "") -> None:
        self._placer.require(placer)
        batch = storable(tuple(woven))
        for wanted in sorted(originals_wanted(batch) - self._articles.keys()):
            raise NoSuchArticleError(wanted, "said to be copied")
        for one in batch:
            self._keep_one(one, now)

    def _keep_one(self, woven: Woven, now: datetime) -> None:
        if woven.entry_id is not None:
            self._finish(woven.entry_id)
        if woven.signature.vector is not None:
            vector = unpack_vector(pack_vector(woven.signature.vector))
            woven = replace(woven, signature=replace(woven.signature, vector=vector))
        known = self._articles.get(woven.article.id)
        if known is None:
            self._keep_new(woven, now)
        elif article_texts(known.woven.article) != article_texts(woven.article):
            self.replaced.append(known.woven.article)
            self._readings.pop(woven.article.id, None)
            article = revised(known.woven.article, woven.article)
            known.woven = replace(woven, article=article, verdict=known.woven.verdict)
            self._touch(known.story_id, now)

    def unread(self, *, limit: int) -> tuple[Article, ...]:
        waiting = [kept.woven.article for known, kept in self._articles.items() if known not in self._readings]
        return tuple(sorted(waiting, key=lambda article: (article.at, article.id), reverse=True)[:limit])

    def keep_readings(self, read: Sequence[tuple[Article, Reading]], *, now: datetime) -> None:
        for article, reading in storable(tuple(read)):
            kept = self._articles.get(article.id)
            if kept is not None and kept.woven.article.text == article.text:
                self._readings[article.id] = reading
                if sum(one.story_id == kept.story_id for one in self._articles.values()) > 1:
                    self._touch(kept.story_id, now)

    def readings(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Reading]:
        return {known: self._readings[known] for known in article_ids if known in self._readings}

    def _keep_new(self, woven: Woven, now: datetime) -> None:
        article, placement = woven.article, woven.placement
        publisher = publisher_of(article)
        if publisher is not None:
            self._note_publisher(publisher)
        story_id = self._resolve(placement.story_id)
        if story_id not in self._stories:
            self._stories[story_id] = KeptStory(article.language, now, now)
        joins = placement if isinstance(placement, Joins) else None
        self._articles[article.id] = KeptArticle(
            woven, story_id, joins.logit if joins else None, joins.reasons if joins else ()
        )
        self._touch(story_id, now)

    def remembered(self, *, since: datetime) -> Iterator[Remembered]:
        recent = [kept for kept in self._articles.values() if kept.woven.signature.at >= since]
        recent.sort(key=lambda kept: (kept.woven.signature.at, kept.woven.article.id))
        for kept in recent:
            yield Remembered(
                sketch=kept.woven.sketch,
                signature=kept.woven.signature,
                story_id=kept.story_id,
                verdict=kept.woven.verdict,
                hashtags=kept.woven.hashtags,
                publisher_id=kept.woven.article.publisher_id,
                publisher_name=kept.woven.article.publisher_name,
                is_settled=kept.is_settled,
            )

    def articles(self, *, since: datetime | None = None) -> Iterator[Article]:
        kept = (kept.woven.article for kept in self._articles.values())
        wanted = (article for article in kept if since is None or article.at >= since)
        yield from sorted(wanted, key=lambda article: (article.at, article.id))

    # ------------------------------------------------------------------------------------- stories

    def stories_to_enrich(self, *, limit: int) -> tuple[StoryId, ...]:
        stale = ((story.stale_since, known) for known, story in self._stories.items() if story.stale_since is not None)
        return tuple(known for _, known in sorted(stale)[:limit])

    def story(self, story_id: StoryId) -> Story:
        for story in self.stories([story_id]):
            return story
        raise NoSuchStoryError(story_id)

    def stories(self, story_ids: Sequence[StoryId]) -> tuple[Story, ...]:
        members: dict[StoryId, list[Member]] = {self._resolve(story_id): [] for story_id in story_ids}
        for kept in self._articles.values():
            if kept.story_id in members:
                members[kept.story_id].append(_member_of(kept))
        return tuple(
            Story(
                id=known,
                language=self._stories[known].language,
                members=tuple(sorted(found, key=lambda member: (member.article.at, member.article.id))),
            )
            for known, found in members.items()
            if found
        )

    def pages(self, story_ids: Sequence[StoryId]) -> dict[StoryId, StoryPage]:
        homes = {asked: self._stories.get(self._resolve(asked)) for asked in story_ids}
        return {asked: story.page for asked, story in homes.items() if story is not None and story.page is not None}

    def keep_enrichments(self, made: Sequence[tuple[Enrichment, StoryPage]]) -> None:
        for enrichment, _ in made:
            if enrichment.story_id not in self._stories:
                raise NoSuchStoryError(enrichment.story_id)
        for enrichment, page in storable(tuple(made)):
            story = self._stories[enrichment.story_id]
            if story.merged_into is not None:
                continue
            self.enrichments[enrichment.story_id] = enrichment
            story.page, story.language = page, page.language
            if story.changed_at <= enrichment.made_at:
                story.stale_since = None

    def briefs_due(self, *, since: datetime, limit: int) -> tuple[BriefDue, ...]:
        pages = [(known, story.page) for known, story in self._stories.items() if story.merged_into is None]
        told = [(known, page) for known, page in pages if page and page.n_publishers > 1 and page.updated_at >= since]
        told.sort(key=lambda one: one[0])
        told.sort(key=lambda one: one[1].updated_at, reverse=True)
        due = [(known, page, self.enrichments[known].brief) for known, page in told]
        return tuple(
            BriefDue(story_id=known, language=page.language, brief=brief)
            for known, page, brief in due
            if brief is not None and self._written.get(known, (None,))[0] != brief
        )[:limit]

    def keep_written_brief(self, due: BriefDue, written: Written | None, *, now: datetime) -> None:
        kept = self.enrichments.get(due.story_id)
        if kept is not None and kept.brief == due.brief:
            self._written[due.story_id] = (due.brief, storable(written))

    def written_brief(self, story_id: StoryId) -> Written | None:
        brief, written = self._written.get(story_id, (None, None))
        return written if brief is not None and self.enrichments[story_id].brief == brief else None

    # -------------------------------------------------------------------------- workers, publishers

    def hold_placer(self, *, worker: str, now: datetime, lease_seconds: float) -> Tenure:
        return self._placer.take(worker, now, lease_seconds)

    def release(self, *, worker: str) -> None:
        feeds = [feed.hold for feed in self._feeds.values()]
        for hold in (*feeds, *(entry.hold for entry in self._entries.values())):
            if hold.by == worker:
                hold.by, hold.until = "", None
        if self._placer.by == worker:
            self._placer.until = None

    def note_run(self, run: Run) -> None:
        self.runs.append(run)

    def publishers_without_icon(self, *, limit: int, now: datetime) -> tuple[tuple[PublisherId, str], ...]:
        found = sorted(
            (known.publisher.id, known.publisher.home_url)
            for known in self._publishers.values()
            if known.publisher.home_url and (known.icon_checked_at is None or known.icon_checked_at <= now - ICON_REST)
        )
        return tuple((known, home) for known, home in found[:limit] if home)

    def keep_icon(self, publisher_id: PublisherId, icon: Icon | None, *, now: datetime) -> None:
        if publisher_id in self._publishers:
            self._publishers[publisher_id].icon, self._publishers[publisher_id].icon_checked_at = icon, now

    def _note_publisher(self, said: Publisher) -> None:
        known = self._publishers.setdefault(said.id, KeptPublisher(said))
        known.publisher = better_known(known.publisher, said)


def _member_of(kept: KeptArticle) -> Member:
    return Member(
        article=kept.woven.article,
        verdict=kept.woven.verdict,
        logit=kept.logit,
        reasons=kept.reasons,
        hashtags=kept.woven.hashtags,
    )

"""The one narrow door to what is kept.

`Store` is a Protocol named for what the pipeline asks, not for tables. `memory.MemoryStore` serves tests and
notebooks, `newsloom.site.newsroom.store.DjangoStore` is the real one; one contract suite holds both to this page.

Every writing method is one transaction: whole or not at all. Every moment is an argument, so that a replay is exact.
The walks (`remembered`, `articles`) read in parts and hold nothing open: what is kept meanwhile may be among them.
Texts come back as they were kept, but for characters that no database holds, of which `storable` speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, Protocol

from newsloom.records import (
    Article,
    ArticleId,
    BriefDue,
    Correction,
    DueFeed,
    Enrichment,
    EntryId,
    FeedId,
    FeedSubscription,
    FetchNote,
    Icon,
    KnownFeed,
    Place,
    PublisherId,
    Reading,
    Rejection,
    Remembered,
    Revision,
    Run,
    Story,
    StoryId,
    StoryPage,
    WaitingEntry,
    Woven,
    Written,
)

Tenure = Literal["", "taken", "kept"]
"""Empty where another one is the placer; `kept` where nobody else was since this worker was last, `taken` otherwise."""


class Store(Protocol):
    """What the pipeline asks of storage."""

    def add_feed(self, subscription: FeedSubscription, *, now: datetime) -> tuple[FeedId, bool]:
        """The feed's id, and whether it is new. A new feed is due at once."""
        ...

    def feeds(self) -> Iterator[KnownFeed]:
        """Every feed, retired ones too, by address."""
        ...

    def claim_due_feeds(self, *, worker: str, now: datetime, limit: int, lease_seconds: float) -> tuple[DueFeed, ...]:
        """Feeds whose time has come and that nobody holds, oldest due first; held until the lease ends or a note comes.

        Two workers never get one feed; a dead worker's feeds come back when the lease ends.
        """
        ...

    def note_fetches(self, notes: Sequence[FetchNote]) -> tuple[int, ...]:
        """Keep the next state of each feed together with its unseen entries, which then wait; frees the feeds.

        Returns how many new entries each note brought. An entry is seen if its feed has given its guid before with
        the same headline and texts; one that changed waits again.
        """
        ...

    def claim_entries(
        self, *, worker: str, now: datetime, limit: int, lease_seconds: float
    ) -> tuple[WaitingEntry, ...]:
        """Waiting entries that are due and that nobody holds, oldest first."""
        ...

    def postpone_entry(self, entry_id: EntryId, *, due_at: datetime, error_code: str, error_detail: str = "") -> None:
        """The page could not be had; try again then."""
        ...

    def keep_rejection(self, rejection: Rejection, *, entry_id: EntryId | None, now: datetime) -> None:
        """The page is no article; the entry is done, and the reason kept for the operator."""
        ...

    def finish_entry(self, entry_id: EntryId) -> None:
        """The entry said nothing new; it waits no longer."""
        ...

    def find_articles(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        """Those of the articles that are kept, with their latest text."""
        ...

    def keep(self, woven: Sequence[Woven], *, now: datetime, placer: str = "") -> None:
        """Keep articles with their verdicts, placements and hashtags, and mark their entries done and stories stale.

        An article whose id is kept already gets the new text as a revision and keeps its story. Raises StaleClaimError
        where `placer` is named and another one has become the placer since, whose placements this one has not seen.
        """
        ...

    def remembered(self, *, since: datetime) -> Iterator[Remembered]:
        """Articles from `since` on, by `Signature.at`, then id: what dedupe and cluster are rebuilt from."""
        ...

    def revise(self, revisions: Sequence[Revision], *, now: datetime, placer: str = "") -> tuple[Revision, ...]:
        """Carry out merges and splits. The id that a merge ends keeps redirecting to the other.

        Returns what was carried out: an article that an editor has settled stays where it is, a split goes on without
        it, and a story that holds one is not merged into another. Raises NoSuchStoryError, and StaleClaimError
        as `keep` does.
        """
        ...

    def correct(self, revisions: Sequence[Revision], *, by: str, note: str = "", now: datetime) -> Correction | None:
        """Carry out what an editor decided, settle all articles of these stories, and keep who did it and why.

        None where everything is so already. Raises NoSuchStoryError.
        """
        ...

    def undo(self, number: int, *, by: str, note: str = "", now: datetime) -> Correction:
        """Put back what a correction moved, and let addresses lead where they led; what has come since stays.

        Raises NoSuchCorrectionError, and StandsUnderError where a later correction has to be undone first.
        """
        ...

    def corrections(self) -> Iterator[Correction]:
        """Every correction, by number."""
        ...

    def last_correction(self) -> int:
        """The number of the last correction, 0 where there is none."""
        ...

    def places_corrected(self, *, after: int) -> tuple[Place, ...]:
        """Where all articles of the stories stand now that were corrected after that number, by story, then article."""
        ...

    def stories_to_enrich(self, *, limit: int) -> tuple[StoryId, ...]:
        """Stories that changed since their last page was kept, longest waiting first."""
        ...

    def story(self, story_id: StoryId) -> Story:
        """The story with its members; follows redirects. Raises NoSuchStoryError."""
        ...

    def stories(self, story_ids: Sequence[StoryId]) -> tuple[Story, ...]:
        """Those of the stories that exist, each once, in the order asked; follows redirects."""
        ...

    def pages(self, story_ids: Sequence[StoryId]) -> dict[StoryId, StoryPage]:
        """The pages kept last of those of the stories that have one, by the id asked for."""
        ...

    def keep_enrichments(self, made: Sequence[tuple[Enrichment, StoryPage]]) -> None:
        """Keep what enrich and publish made of stories, together; a story is fresh from then on, unless it changed
        after `made_at`. Passes over a story that has become part of another meanwhile. Articles that are not among
        `article_related` keep their brief and their related ones; of those that are, who is not among `article_briefs`
        keeps its brief."""
        ...

    def briefs_due(self, *, since: datetime, limit: int) -> tuple[BriefDue, ...]:
        """Briefs of stories of several publishers, updated since then, that no model has put into words, or tried to;
        the story that was updated last first."""
        ...

    def keep_written_brief(self, due: BriefDue, written: Written | None, *, now: datetime) -> None:
        """Keep what a model wrote from a brief, or that it wrote nothing that stands. Passes over a story that has
        another brief by now. A story whose brief changes loses what was written from it."""
        ...

    def written_brief(self, story_id: StoryId) -> Written | None:
        """What a model wrote from the story's present brief."""
        ...

    def unread(self, *, limit: int) -> tuple[Article, ...]:
        """Articles whose present text nobody has read yet, newest first."""
        ...

    def keep_readings(self, read: Sequence[tuple[Article, Reading]], *, now: datetime) -> None:
        """Keep what was read in articles, each with the text that was read. Passes over articles that have another
        text by now: they stay unread. Stories of several articles are stale then."""
        ...

    def readings(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Reading]:
        """What was read in those of the articles that have been."""
        ...

    def hold_placer(self, *, worker: str, now: datetime, lease_seconds: float) -> Tenure:
        """Become, or stay, the one worker that places articles. A lease of no seconds lets others have the place."""
        ...

    def release(self, *, worker: str) -> None:
        """Give back everything that this worker holds."""
        ...

    def note_run(self, run: Run) -> None: ...

    def publishers_without_icon(self, *, limit: int, now: datetime) -> tuple[tuple[PublisherId, str], ...]:
        """Publishers whose favicon nobody has asked for in the last 30 days, with their home address."""
        ...

    def keep_icon(self, publisher_id: PublisherId, icon: Icon | None, *, now: datetime) -> None:
        """Keep a favicon, or that there is none."""
        ...

    def articles(self, *, since: datetime | None = None) -> Iterator[Article]:
        """Every article, or those from `since` on, by `Article.at`, then id."""
        ...

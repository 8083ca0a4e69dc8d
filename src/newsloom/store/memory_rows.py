"""What `MemoryStore` notes beside the records: who holds what, what is stale, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsloom.records import (
    DueFeed,
    Entry,
    FeedId,
    FeedSubscription,
    Icon,
    Language,
    Publisher,
    Reason,
    StoryId,
    StoryPage,
    Woven,
)


@dataclass(slots=True)
class Hold:
    """Who works on something, and until when."""

    by: str = ""
    until: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        return self.until is None or self.until <= now


@dataclass(slots=True)
class KeptFeed:
    subscription: FeedSubscription
    due: DueFeed
    due_at: datetime
    is_retired: bool
    hold: Hold
    error_code: str = ""


@dataclass(slots=True)
class KeptEntry:
    entry: Entry
    feed_id: FeedId
    due_at: datetime
    hold: Hold
    is_waiting: bool = True
    n_attempts: int = 0


@dataclass(slots=True)
class KeptArticle:
    woven: Woven
    story_id: StoryId
    logit: float | None
    reasons: tuple[Reason, ...]
    is_settled: bool = False


@dataclass(slots=True)
class KeptStory:
    language: Language
    changed_at: datetime
    stale_since: datetime | None
    merged_into: StoryId | None = None
    page: StoryPage | None = None


@dataclass(slots=True)
class KeptPublisher:
    publisher: Publisher
    icon_checked_at: datetime | None = None
    icon: Icon | None = None

"""What `MemoryStore` notes beside the records: who holds what, what is stale, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from newsloom.errors import StaleClaimError
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
from newsloom.store import Tenure


@dataclass(slots=True)
class Hold:
    """Who works on something, and until when."""

    by: str = ""
    until: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        return self.until is None or self.until <= now

    def take(self, worker: str, now: datetime, lease_seconds: float) -> Tenure:
        """As `Store.hold_placer` says; who held it last is known after its end."""
        is_mine = self.by == worker
        if not is_mine and not self.is_free(now):
            return ""
        self.by, self.until = worker, now + timedelta(seconds=lease_seconds)
        return "kept" if is_mine else "taken"

    def require(self, worker: str) -> None:
        """Raises StaleClaimError where another one holds it now."""
        if worker and self.by != worker:
            raise StaleClaimError("placing", f"{self.by or 'nobody'} is the placer now")


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

"""What goes round in a worker: the numbers of a pass, and a line of its drawing.

In: nothing. Out: `Pass`, `Line`. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from newsloom.flow import Bell
from newsloom.pipeline import Tally
from newsloom.records import Run


@dataclass(slots=True)
class Pass:
    """The numbers of one pass while it runs."""

    started_at: datetime
    n_feeds: int = 0
    n_feeds_failed: int = 0
    n_new_entries: int = 0
    n_rejected: int = 0
    tally: Tally = field(default_factory=Tally)

    def run(self, ended_at: datetime) -> Run:
        return Run(
            started_at=self.started_at,
            ended_at=ended_at,
            n_feeds=self.n_feeds,
            n_feeds_failed=self.n_feeds_failed,
            n_articles=self.tally.n_articles,
            n_rejected=self.n_rejected,
            n_copies=self.tally.n_copies,
            n_stories=self.tally.n_stories,
        )

    def begin_anew(self, now: datetime) -> None:
        """Count from nothing."""
        self.started_at, self.tally = now, Tally()
        self.n_feeds = self.n_feeds_failed = self.n_new_entries = self.n_rejected = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing that goes round by itself: what it does, and how long it rests with nothing to do."""

    deed: Callable[[Pass], Awaitable[None]]
    rest_seconds: float
    holder: str = ""
    """The name that it claims under, so that what it gives back after a failure is its own; empty where it claims
    nothing."""
    bell: Bell = field(default_factory=Bell)
    """Ends its rest."""

"""Where a long list goes on: after a moment and an id, so that new arrivals shift nothing under the reader.

In: the `before` of an address. Out: a `Cursor`. Refuses: what no page of ours has written, with BadRequest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Q

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORM = re.compile(r"(-?\d{1,16})-([0-9A-Za-z]{1,12})")


@dataclass(frozen=True, slots=True)
class Cursor:
    at: datetime
    id: str

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    def after(self, at: str, key: str) -> Q:
        """The condition of what follows, newest first, then by id."""
        return Q(**{f"{at}__lt": self.at}) | Q(**{at: self.at, f"{key}__gt": self.id})

    def bound(self, at: str) -> dict[str, Any]:
        """A plain condition that an index can use: nothing newer than this."""
        return {f"{at}__lte": self.at}


def read_cursor(text: str | None) -> Cursor | None:
    """None for nothing. Raises BadRequest."""
    if not text:
        return None
    match = FORM.fullmatch(text)
    if match is None:
        raise BadRequest("before")
    try:
        return Cursor(EPOCH + timedelta(microseconds=int(match.group(1))), match.group(2))
    except OverflowError:
        raise BadRequest("before") from None

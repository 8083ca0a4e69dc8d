"""Who holds what: the placer's place, and what a worker that ends gives back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

from newsloom.errors import StaleClaimError
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store.transaction import moment, whole
from newsloom.store import Tenure

PLACER = "placer"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
HOLD = """
INSERT INTO newsroom_lease (name, held_by, held_until) VALUES (%s, %s, %s)
ON CONFLICT (name) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
WHERE newsroom_lease.held_by = excluded.held_by OR newsroom_lease.held_until <= %s"""
"""A lease that has ended still names who held it last: nobody else has placed since."""


class Leases:
    """The part of `DjangoStore` that knows who holds what."""

    def hold_placer(self, *, worker: str, now: datetime, lease_seconds: float) -> Tenure:
        until = moment(now + timedelta(seconds=lease_seconds))
        with whole():
            was_mine = _placer() == worker
            with connection.cursor() as cursor:
                cursor.execute(HOLD, (PLACER, worker, until, moment(now)))
                if cursor.rowcount != 1:
                    return ""
        return "kept" if was_mine else "taken"

    def release(self, *, worker: str) -> None:
        with whole():
            models.Feed.objects.filter(held_by=worker).update(held_by="", held_until=None)
            models.Entry.objects.filter(held_by=worker).update(held_by="", held_until=None)
            models.Lease.objects.filter(held_by=worker).update(held_until=LONG_AGO)


def require_placer(worker: str) -> None:
    """Raises StaleClaimError where another one has become the placer; nobody can until the transaction ends."""
    if worker and (holder := _placer()) != worker:
        raise StaleClaimError("placing", f"{holder or 'nobody'} is the placer now")


def _placer() -> str | None:
    """Who held the place last."""
    lease = models.Lease.objects.select_for_update().filter(name=PLACER)
    return lease.values_list("held_by", flat=True).first()

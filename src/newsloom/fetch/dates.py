"""Dates and durations as feeds write them.

In: text. Out: aware moments in UTC, whole seconds. Refuses: nothing; what does not read, or cannot be, is None.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours ahead of UTC, of the names that RFC 822 knows; any other name is left to a more patient reader."""
MAIL_DATE = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?(\d{1,2}) ([A-Za-z]{3})[a-z]{0,6} (\d{4}) +(\d{1,2}):(\d\d)(?::(\d\d))? *"
    r"(?:([+-])(\d\d):?(\d\d)|([A-Za-z]{0,3}))"
)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?")

FIRST_MOMENT = datetime(1970, 1, 2, tzinfo=UTC)
"""The day before it is what an empty field of a database reads as."""
MAX_AHEAD = timedelta(days=1)
"""Further in the future lies no news: a wrong clock, or an advertisement that wants to stay on top."""


def read_date(text: str) -> datetime | None:
    """The moment of an RFC 822 or ISO 8601 date in its usual spelling; without a zone it is taken as UTC."""
    text = text.strip()
    try:
        if match := MAIL_DATE.fullmatch(text):
            return _mail_date(match)
        if ISO_DATE.fullmatch(text):
            found = datetime.fromisoformat(text).replace(microsecond=0)
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None


def possible(moment: datetime | None, *, now: datetime) -> datetime | None:
    """The moment, unless no news can be from then."""
    return moment if moment is not None and FIRST_MOMENT <= moment <= now + MAX_AHEAD else None


def read_duration(text: str) -> int | None:
    """Seconds, of `95`, `1:35` or `0:01:35`."""
    parts = text.strip().split(":")
    try:
        numbers = [float(part) for part in parts]
        seconds = sum(number * 60**place for place, number in enumerate(reversed(numbers)))
        return int(seconds) if 0 < seconds < 10**7 and len(parts) <= 3 else None
    except (ValueError, OverflowError):
        return None


def _mail_date(match: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes, zone = match.groups()
    if month.lower() not in MONTHS or (zone or "").lower() not in ZONES:
        return None
    ahead = timedelta(hours=ZONES[(zone or "").lower()])
    if sign:
        ahead = timedelta(hours=int(zone_hours), minutes=int(zone_minutes)) * (-1 if sign == "-" else 1)
    local = datetime(
        int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), int(second or 0), tzinfo=timezone(ahead)
    )
    return local.astimezone(UTC)

"""Dates and times as publishers write them: for machines, for readers, and as an age.

In: a short text. Out: aware moments in UTC. Refuses: nothing; what does not read gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from newsloom.text import fold

FIRST_YEAR = 1995
MONTH_LOCALES = (
    "en de fr es pt it nl sv da nb fi pl cs sk hu ro hr sl bg el tr ru uk be sr lt lv et is ca eu gl sq mk "
    "ar ar_LB ar_DZ ar_MA fa ur he hi bn ta id ms vi sw"
).split()
ZONE_HOURS = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    "msk": 3, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6, "mt": -7,
    "pst": -8, "pdt": -7, "pt": -8, "ist": 5.5, "pkt": 5, "gst": 4, "sgt": 8, "hkt": 8, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "sast": 2, "wib": 7,
}  # fmt: skip
"""Zones by the letters that news pages print; where letters mean several zones, the one that their pages mean."""

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|"
    r"[+-]\d{2})?)?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(?:\d{2})?Z?)?$")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([ap]\.?\s?m\b\.?)?", re.IGNORECASE)
_CLOCK_ALONE = re.compile(r"\b(\d{1,2})\s*([ap]\.?m\b\.?)", re.IGNORECASE)
_ZONE = re.compile(r"\b(?:UTC|GMT)?([+-]\d{2}):?(\d{2})\b|\b([A-Z]{1,4})\b")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[\s\-/]+(?:de\s+|"
    r"d[’'])?([^\W\d_]{2,}(?:\s[^\W\d_]+)?)\.?,?[\s\-/]+(?:de\s+|del\s+)?(\d{4})"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DOTTED = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s*[./年년]\s*(\d{1,2})\s*[./月월]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, and whether only its day was given."""

    at: datetime
    is_day: bool
    on: date
    """The day as written, in the publisher's own zone."""


def read_moment(text: str, *, day_first: bool = True) -> Moment | None:
    """The first moment that a text names. A time without a zone is taken for UTC.

    `day_first` decides what 3/4/2025 means, where nothing else does.
    """
    text = text.strip()[:120]
    if not text:
        return None
    try:
        return _iso(text) or _mail(text) or _epoch(text) or _written(text, day_first)
    except (ValueError, OverflowError):
        return None


def read_age(text: str) -> timedelta | None:
    """How long ago, of "20 minutes ago", "an hour ago", "yesterday", "قبل 3 ساعات", "منذ يومين"."""
    folded = " ".join(fold(text).split())
    if folded in ("just now", "now", "a few seconds ago", "الان", "منذ ثوان", "منذ لحظات", "قبل لحظات"):
        return timedelta(0)
    if folded in ("yesterday", "امس"):
        return timedelta(days=1)
    return _english_age(folded) or _arabic_age(folded)


def _english_age(folded: str) -> timedelta | None:
    found = re.fullmatch(
        r"(?:about |over |almost )?(\d+|an?|one|a few) ?(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
        r"months?|years?|s|m|h|d|w)"
        r"(?: ago)",
        folded,
    )
    if not found:
        return None
    number = int(found[1]) if found[1].isdigit() else 3 if found[1] == "a few" else 1
    return _span(number, {"m": "min"}.get(found[2], found[2])[:3])


_ARABIC_UNITS = (
    ("sec", ("ثانيه", "ثوان", "ثواني")), ("min", ("دقيقه", "دقائق", "دقيقتين", "دقيقتان")),
    ("hou", ("ساعه", "ساعات", "ساعتين", "ساعتان")), ("day", ("يوم", "ايام", "يوما", "يومين", "يومان")),
    ("wee", ("اسبوع", "اسابيع", "اسبوعين")), ("mon", ("شهر", "اشهر", "شهور", "شهرين", "شهرا")),
    ("yea", ("سنه", "سنوات", "سنتين", "عام", "اعوام", "عامين")),
)  # fmt: skip


def _arabic_age(folded: str) -> timedelta | None:
    found = re.fullmatch(r"(?:قبل|منذ)\s+(?:حوالي\s+)?(\d+\s+)?(\S+)(?:\s+واحده?)?(?:\s+مضت)?", folded)
    if not found:
        return None
    for unit, spellings in _ARABIC_UNITS:
        if fold(found[2]) in {fold(spelling) for spelling in spellings}:
            is_dual = found[2].endswith(("ين", "ان")) and len(found[2]) > 4 and found[2] != "ثوان"
            return _span(int(found[1]) if found[1] else 2 if is_dual else 1, unit)
    return None


def _span(number: int, unit: str) -> timedelta:
    days = {"day": 1.0, "d": 1.0, "wee": 7.0, "w": 7.0, "mon": 30.0, "yea": 365.0}.get(unit)
    if days is not None:
        return timedelta(days=days * min(number, 10_000))
    return timedelta(
        seconds=min(number, 10_000_000)
        * {"s": 1, "sec": 1, "min": 60, "hou": 3600, "hr": 3600, "hrs": 3600, "h": 3600}[unit]
    )


def _iso(text: str) -> Moment | None:
    found = _ISO.match(text)
    if found:
        year, month, day, hour, minute, second, zone = found.groups()
        if hour is None:
            return _day(int(year), int(month), int(day))
        clock = (int(hour) % 24, int(minute), int(second or 0) % 60)
        return _moment(datetime(int(year), int(month), int(day), *clock, tzinfo=_offset(zone)))
    found = _COMPACT.match(text)
    if found and int(found[1]) >= FIRST_YEAR:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return None


def _offset(zone: str | None) -> timezone:
    if not zone or zone in ("Z", "UTC", "GMT"):
        return UTC
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _mail(text: str) -> Moment | None:
    if not re.match(r"(?:[A-Za-z]{3},\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}", text):
        return None
    zone = ZONE_HOURS.get(text.rsplit(" ", 1)[-1].lower())
    moment = parsedate_to_datetime(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone(timedelta(hours=zone or 0)))
    return _moment(moment)


def _epoch(text: str) -> Moment | None:
    if not re.fullmatch(r"1\d{9}(?:\d{3})?(?:\.\d+)?", text):
        return None
    seconds = float(text)
    return _moment(datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC))


def _written(text: str, day_first: bool) -> Moment | None:
    found = _written_day(text, day_first)
    if found is None:
        return None
    on, rest = found
    clock = _CLOCK.search(rest)
    alone = None if clock else _CLOCK_ALONE.search(rest)
    if clock:
        hour, minute, half = int(clock[1]), int(clock[2]), clock[3]
    elif alone:
        hour, minute, half = int(alone[1]), 0, alone[2]
    else:
        return _day(on.year, on.month, on.day)
    if half:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return _day(on.year, on.month, on.day)
    zone = _zone_in(rest)
    return _moment(datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone))


def _written_day(text: str, day_first: bool) -> tuple[date, str] | None:
    for pattern, order in ((_MONTH_DAY, (2, 0, 1)), (_DAY_MONTH, (2, 1, 0))):
        for found in pattern.finditer(text):
            parts = [found[place + 1] for place in order]
            month = _months().get(fold(parts[1]).rstrip(".")) or _months().get(fold(parts[1]).split()[0])
            if month and 1 <= int(parts[2]) <= 31:
                return date(int(parts[0]), month, int(parts[2])), f"{text[: found.start()]} {text[found.end() :]}"
    if year_first := _YEAR_FIRST.search(text):
        year, month, day = (int(part) for part in year_first.groups())
        return date(year, month, day), f"{text[: year_first.start()]} {text[year_first.end() :]}"
    if dotted := _DOTTED.search(text):
        one, other = int(dotted[1]), int(dotted[3])
        is_day_first = one > 12 or (other <= 12 and (day_first or dotted[2] == "."))
        day, month = (one, other) if is_day_first else (other, one)
        return date(int(dotted[4]), month, day), f"{text[: dotted.start()]} {text[dotted.end() :]}"
    return None


def _zone_in(text: str) -> timezone:
    for found in _ZONE.finditer(text):
        if found[1]:
            return _offset(found[1] + found[2])
        if (hours := ZONE_HOURS.get(found[3].lower())) is not None:
            return timezone(timedelta(hours=hours))
    return UTC


def _day(year: int, month: int, day: int) -> Moment | None:
    if year < FIRST_YEAR:
        return None
    return Moment(datetime(year, month, day, tzinfo=UTC), True, date(year, month, day))


def _moment(at: datetime) -> Moment | None:
    if at.year < FIRST_YEAR:
        return None
    return Moment(at.astimezone(UTC).replace(microsecond=0), False, at.date())


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months, folded, in all the languages that the locale data know and news is written in."""
    found: dict[str, int] = {"sept": 9}
    for name in MONTH_LOCALES:
        try:
            months = Locale.parse(name).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, spelling in months[context][width].items():
                    folded = fold(spelling).rstrip(".")
                    if len(folded) >= (2 if not folded.isascii() else 3) and not folded[0].isdigit():
                        found.setdefault(folded, number)
    return found


def month_of(name: str) -> int | None:
    """1 to 12 for the name of a month, short or long, in any of the languages known."""
    return _months().get(fold(name).strip(". "))

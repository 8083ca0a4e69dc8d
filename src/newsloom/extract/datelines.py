"""Datelines: the place, day and agency that agency copy begins with, as in "BEIJING, Aug 8 (Reuters) - ".

In: the beginning of a text. Out: a `Dateline`, or None. Refuses: nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from newsloom.extract.moments import month_of
from newsloom.text import fold

DATELINE = re.compile(
    r"^\s*(?P<place>[^\W\d_][\w .,'’/()\-]{1,60}?)"
    r"(?:\s*,\s*(?P<month>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2})|\s*,\s*(?P<day_first>\d{1,2})\s+(?P<month_second>[^\W\d_]{3,9}))?"
    r"\s*(?:\(\s*(?P<credit>[^()]{2,40}?)\s*\)\s*)?(?:--?|–|—|:)\s+",
)
WEEKDAYS = (
    ("monday", "الاثنين"), ("tuesday", "الثلاثاء"), ("wednesday", "الاربعاء"), ("thursday", "الخميس"),
    ("friday", "الجمعه"), ("saturday", "السبت"), ("sunday", "الاحد"),
)  # fmt: skip
YEARS_BACK = 12


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str
    month: int | None
    day: int | None
    credit: str


def find_dateline(text: str) -> Dateline | None:
    """What a text begins with, if it is a dateline: a day or an agency must stand in it, or a place in capitals."""
    found = DATELINE.match(text[:160])
    if not found:
        return None
    month = month_of(found["month"] or found["month_second"] or "")
    day = int(found["day"] or found["day_first"] or 0)
    credit = found["credit"] or ""
    if not (month or credit) and not found["place"].isupper():
        return None
    if not found["place"][0].isupper() and found["place"].isascii():
        return None
    return Dateline(found["place"].strip(" ,"), month, day if month and 1 <= day <= 31 else None, credit)


def year_of(dateline: Dateline, text: str, latest: date) -> date:
    """The full day of a dateline: the last one, not after `latest`, that fits the days of the week the text speaks of.

    Agency copy names the day it is written on ("said on Friday"), or the one before.
    """
    if not dateline.month or not dateline.day:
        return latest
    folded = fold(text)
    spoken = [number for number, names in enumerate(WEEKDAYS) if any(name in folded for name in names)]
    possible = []
    for year in range(latest.year, latest.year - YEARS_BACK, -1):
        try:
            day = date(year, dateline.month, dateline.day)
        except ValueError:
            continue
        if day <= latest + timedelta(days=1):
            possible.append(day)
    return next((day for day in possible if day.weekday() in spoken), possible[0] if possible else latest)

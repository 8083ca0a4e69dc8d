"""The days that a text speaks of: `on Friday`, `in March`, `Aug 8, 2025`, `أمس`, told by the day it was published.

In: text, its language, the day of its publication. Out: `Day`s in the order of the text. Refuses: days written in
figures alone that could be read two ways (`08/09/2025`), and words that name a day only now and then (`May`, `Sun`).

Names of months and weekdays are those of Unicode's CLDR, by `babel`; the few words around them are listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from newsloom.records import UNKNOWN_LANGUAGE, Language, Precision
from newsloom.text import WORD, fold_word

DAY = timedelta(days=1)
MONTHS_AHEAD, MONTHS_AWAITED = 1, 6
"""A month without a year is the last one of that name, unless it begins within so many months; within more of them
where the words before speak of what will be."""
N_BEFORE = 8
"""Words before a day among which one of `WILL` tells that it is to come."""
OLDEST_YEAR, LATEST_YEAR, YEARS_AHEAD = 1900, 9_000, 10

SPELLED_ALIKE = ("ar-LB", "ar-IQ", "ar-MA", "ar-DZ", "ar-TN", "ar-SA")
"""Arabic has four sets of names for the months."""
CAPITALISED = frozenset({"en", "de"})
"""Languages whose months and weekdays are always written with a capital: `march` is none."""
AMBIGUOUS = frozenset({"may", "march", "mar", "sun", "sat", "wed", "mai", "august"})
"""What is a month or day only beside a number or one of `BEFORE`."""

BEFORE = {
    "en": "in on since by until till last next this early late mid from during through before after of",
    "ar": "في منذ حتي خلال شهر يوم مساء صباح ليله فجر ظهر بدايه نهايه منتصف مطلع",
    "fr": "en depuis ce le fin debut mi",
    "de": "im am seit bis anfang ende mitte",
    "es": "en el desde hasta este",
    "it": "in il a da lo",
    "pt": "em no na desde ate",
}
YEAR_AFTER = {
    "en": "in since by until from during early late of",
    "ar": "عام سنه العام",
    "fr": "en depuis annee",
    "de": "im jahr jahre seit anfang ende",
    "es": "en desde ano",
    "it": "nel dal anno",
    "pt": "em desde ano",
}
BETWEEN = frozenset({"of", "de", "من", "do", "di"})
"""May stand between a day and its month, or a month and its year."""
PAST = frozenset({"last", "الماضي", "الماضيه", "dernier", "pasado", "scorso", "passado", "letzten", "vergangenen"})
FUTURE = frozenset({"next", "coming", "المقبل", "المقبله", "القادم", "prochain", "proximo", "prossimo", "nachsten"})
WILL = frozenset({"will", "scheduled", "upcoming", "due", "سوف", "ست", "مقرر", "المقرر", "wird", "sera", "sara"})
"""A weekday that one of these precedes is the next one."""
RELATIVE = {
    "en": {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1},
    "ar": {"امس": -1, "غدا": 1},
    "fr": {"hier": -1, "demain": 1},
    "de": {"gestern": -1, "heute": 0},
    "es": {"ayer": -1, "hoy": 0},
    "it": {"ieri": -1, "oggi": 0, "domani": 1},
    "pt": {"ontem": -1, "hoje": 0, "amanha": 1},
}
FIRST = frozenset({"الاول", "اول"})
AGO = re.compile(
    r"\b(?:(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<unit>day|week|month|year)s?\s(?:ago|earlier)"
    r"|(?:vor|hace|قبل|منذ)\s(?P<m>\d{1,3})\s(?P<unit2>Tag|Jahr|día|año|أيام|يوم|أشهر|شهر|سنوات|عام)\w*)",
    re.IGNORECASE,
)
UNITS = {"Tag": "day", "Jahr": "year", "día": "day", "año": "year", "أيام": "day", "يوم": "day"} | {
    "أشهر": "month", "شهر": "month", "سنوات": "year", "عام": "year",
}  # fmt: skip
NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {
    "a": 1, "an": 1,
}  # fmt: skip
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º)?")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a text names it at `[start:end]`."""

    on: date
    precision: Precision
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Names:
    """Folded names of months (1 to 12) and weekdays (0 is Monday)."""

    months: dict[str, int]
    weekdays: dict[str, int]


def find_days(text: str, language: Language, published_on: date) -> tuple[Day, ...]:
    """The days that a sentence names, each once, in its order. Cost: about 20 µs a sentence."""
    if not OLDEST_YEAR <= published_on.year <= LATEST_YEAR:
        return ()
    words = [
        _Word(fold_word(found.group()), found.group(), found.start(), found.end()) for found in WORD.finditer(text)
    ]
    found = [*_by_names(words, language, published_on), *_ago(text, published_on)]
    kept: list[Day] = []
    for day in sorted(found, key=lambda day: (day.start, -day.end)):
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return tuple(kept)


def _by_names(words: Sequence[_Word], language: Language, today: date) -> Iterator[Day]:
    code = "en" if language == UNKNOWN_LANGUAGE else language
    names, relative = _names(code), RELATIVE.get(code, {})
    for place, word in enumerate(words):
        is_ahead = any(other.folded in WILL for other in words[max(0, place - N_BEFORE) : place])
        if match := ISO.fullmatch(word.raw):
            yield from _whole(int(match[1]), int(match[2]), int(match[3]), word.start, word.end)
        elif word.folded in names.months and _is_name(words, place, code):
            yield from _with_month(words, place, names.months[word.folded], today, code, is_ahead=is_ahead)
        elif word.folded in names.weekdays and _is_name(words, place, code):
            if not _month_follows(words, place, names):
                yield _weekday(words, place, names.weekdays[word.folded], today, is_ahead=is_ahead)
        elif word.folded in relative:
            yield Day(today + _days_off(words, place, relative[word.folded]) * DAY, "day", word.start, word.end)
        elif YEAR.fullmatch(word.raw):
            yield from _lone_year(words, place, today, code)


def _is_name(words: Sequence[_Word], place: int, code: str) -> bool:
    """Whether the word is a month or weekday here, and not a verb or a name."""
    word = words[place]
    if code in CAPITALISED and not word.raw[0].isupper():
        return False
    if word.folded not in AMBIGUOUS:
        return True
    around = [words[beside] for beside in (place - 1, place + 1) if 0 <= beside < len(words)]
    return any(DAY_NUMBER.fullmatch(one.raw) or YEAR.fullmatch(one.raw) for one in around) or (
        place > 0 and words[place - 1].folded in BEFORE.get(code, "").split()
    )


def _with_month(
    words: Sequence[_Word], place: int, month: int, today: date, code: str, *, is_ahead: bool
) -> Iterator[Day]:
    """`8 August 2025`, `8 de agosto`, `August 8, 2025`, `Aug 8`, `in August`."""
    first, last, day = place, place, 0
    before = place - 2 if place > 1 and words[place - 1].folded in BETWEEN else place - 1
    if before >= 0 and (number := _day_number(words[before])):
        first, day = before, number
    elif code in ("en", UNKNOWN_LANGUAGE) and place + 1 < len(words) and (number := _day_number(words[place + 1])):
        last, day = place + 1, number
    year_at = last + 2 if last + 2 < len(words) and words[last + 1].folded in BETWEEN else last + 1
    year = int(words[year_at].raw) if year_at < len(words) and _is_year(words[year_at].raw, today) else 0
    last = year_at if year else last
    start, end = words[first].start, words[last].end
    year = year or _year_of(month, today, MONTHS_AWAITED if is_ahead else MONTHS_AHEAD)
    if day:
        yield from _whole(year, month, day, start, end)
    else:
        yield Day(date(year, month, 1), "month", start, end)


def _month_follows(words: Sequence[_Word], place: int, names: _Names) -> bool:
    """`Friday, Aug 8` and `الجمعة 8 أغسطس` are one day, which the month's rule tells."""
    following = words[place + 1 : place + 3]
    if following and _day_number(following[0]):
        following = following[1:]
    return bool(following) and following[0].folded in names.months


def _weekday(words: Sequence[_Word], place: int, weekday: int, today: date, *, is_ahead: bool) -> Day:
    beside = {words[other].folded for other in (place - 1, place + 1) if 0 <= other < len(words)}
    back = (today.weekday() - weekday) % 7
    if beside & PAST:
        on = today - (back or 7) * DAY
    elif beside & FUTURE or is_ahead:
        on = today + ((weekday - today.weekday()) % 7 or 7) * DAY
    else:
        on = today - back * DAY
    return Day(on, "day", words[place].start, words[place].end)


def _days_off(words: Sequence[_Word], place: int, days: int) -> int:
    """`أمس الأول` and `أول أمس` are the day before yesterday."""
    beside = {words[other].folded for other in (place - 1, place + 1) if 0 <= other < len(words)}
    return 2 * days if beside & FIRST else days


def _lone_year(words: Sequence[_Word], place: int, today: date, code: str) -> Iterator[Day]:
    word = words[place]
    if place and words[place - 1].folded in YEAR_AFTER.get(code, "").split() and _is_year(word.raw, today):
        yield Day(date(int(word.raw), 1, 1), "year", word.start, word.end)


def _ago(text: str, today: date) -> Iterator[Day]:
    for match in AGO.finditer(text):
        number = (match["n"] or match["m"]).lower()
        unit = match["unit"].lower() if match["unit"] else UNITS.get(match["unit2"])
        n = NUMBERS.get(number) or int(number)
        if unit == "day":
            yield Day(today - n * DAY, "day", match.start(), match.end())
        elif unit == "month":
            months = today.year * 12 + today.month - 1 - n
            yield Day(date(months // 12, months % 12 + 1, 1), "month", match.start(), match.end())
        elif unit == "year" and today.year - n >= 1:
            yield Day(date(today.year - n, 1, 1), "year", match.start(), match.end())


def _whole(year: int, month: int, day: int, start: int, end: int) -> Iterator[Day]:
    try:
        yield Day(date(year, month, day), "day", start, end)
    except ValueError:  # the 31st of June
        return


def _year_of(month: int, today: date, months_ahead: int) -> int:
    """Of the last month of that name, unless the next is near: news speak of what was, and of what is about to be."""
    ahead = (month - today.month) % 12
    return today.year + (today.month + ahead > 12) - (ahead > months_ahead)


def _day_number(word: _Word) -> int:
    match = DAY_NUMBER.fullmatch(word.raw)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else 0


def _is_year(raw: str, today: date) -> bool:
    return YEAR.fullmatch(raw) is not None and OLDEST_YEAR <= int(raw) <= today.year + YEARS_AHEAD


@lru_cache(maxsize=64)
def _names(code: str) -> _Names:
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for name in (code, *(SPELLED_ALIKE if code == "ar" else ())):
        try:
            locale = Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                _note(months, locale.months[context].get(width, {}))
                _note(weekdays, locale.days[context].get(width, {}))
    if code == "en":
        months["sept"] = 9
    return _Names(months, weekdays)


def _note(names: dict[str, int], spelled: object) -> None:
    for number, spelling in dict(spelled).items():  # type: ignore[call-overload]
        folded = fold_word(spelling.rstrip("."))
        if len(folded) > 2 and not folded[0].isdigit():
            names.setdefault(folded, number)

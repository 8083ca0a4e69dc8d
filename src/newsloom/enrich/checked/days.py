"""Days, months and weekdays that a sentence names, in its language's spellings of them.

In: a sentence. Out: `Day`s as far as they are said, weekdays, and words such as "yesterday". Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from newsloom.enrich.checked.figures import DIGITS
from newsloom.records import Language
from newsloom.text import fold

REGIONS = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA", "ar_IQ")}
"""Where the months have other names."""
MORE = {"sept": 9, "اب": 8, "شباط": 2, "اذار": 3, "نيسان": 4, "ايار": 5, "حزيران": 6, "تموز": 7, "ايلول": 9}
VERBS_TOO = frozenset({"may", "march", "mar", "mars", "sun", "sat", "mon", "wed", "dec", "jan"})
"""English months and weekdays only where they have a capital."""
RELATIVE = {
    "en": r"yesterday|today|tomorrow|tonight|overnight"
    r"|(?:last|next|this) (?:week|month|year|night|summer|winter|spring|autumn|fall|weekend|decade|century)",
    "fr": r"hier|aujourd['’]hui|demain|(?:semaine|annee|mois|nuit) (?:derniere?|prochaine?)",
    "ar": r"امس|غدا|البارحه|(?:الاسبوع|الشهر|العام|السنه) (?:الماضي|الماضيه|المقبل|المقبله|القادم|القادمه)",
}
BESIDE = ("st", "nd", "rd", "th", "of")
ONE_WORD = {"كانون الأول": "ديسمبر", "كانون الثاني": "يناير", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر"}
TWO_WORDS = re.compile("|".join(ONE_WORD))
ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")


@dataclass(frozen=True, slots=True)
class Day:
    """What is said of a day; None for what is not."""

    year: int | None
    month: int | None
    day: int | None

    def bears_out(self, other: Day) -> bool:
        """Whether all that the other says is said here too."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(wanted is None or wanted == have for have, wanted in pairs)


def days(sentence: str, language: Language) -> list[Day]:
    """The days and months that are named."""
    text = TWO_WORDS.sub(lambda name: ONE_WORD[name.group()], sentence.translate(DIGITS))
    found = [Day(int(year), int(month), int(day)) for year, month, day in ISO.findall(text)]
    for first, second, year in SLASHED.findall(text):
        whole = int(year) + (2000 if len(year) == 2 else 0)
        found += [Day(whole, int(second), int(first)), Day(whole, int(first), int(second))]
    return [*found, *_named(text, language)]


def weekdays(sentence: str, language: Language) -> set[int]:
    """0 is Monday."""
    names = _names(language)[1]
    return {names[fold(word)] for word in re.findall(r"[^\W\d_]+", sentence) if _is_meant(word, names, language)}


def relative(sentence: str, language: Language) -> set[str]:
    """Words for a time as seen from the writer's desk."""
    pattern = RELATIVE.get(language)
    return set(re.findall(rf"\b(?:{pattern})\b", fold(sentence))) if pattern else set()


def _named(text: str, language: Language) -> Iterator[Day]:
    months = _names(language)[0]
    words = re.findall(r"\d+|[^\W\d_]+|[^\w\s]", text)
    for n, word in enumerate(words):
        if not _is_meant(word, months, language):
            continue
        before = [one for one in words[max(0, n - 3) : n] if one.isdigit() or fold(one) in BESIDE]
        after = [one for one in words[n + 1 : n + 5] if one.isdigit() or fold(one) in (*BESIDE, ",")]
        after = words[n + 1 : n + 1 + len(after)]
        numbers = [int(one) for one in after if one.isdigit()]
        day = next((int(one) for one in reversed(before) if one.isdigit() and int(one) <= 31), None)
        if day is None and numbers and numbers[0] <= 31:
            day = numbers.pop(0)
        year = next((one for one in numbers if 1800 <= one <= 2200), None)
        if day is None and year is None and fold(word) in VERBS_TOO and n == 0:
            continue
        yield Day(year, months[fold(word)], day)


def _is_meant(word: str, names: dict[str, int], language: Language) -> bool:
    folded = fold(word)
    return folded in names and not (language == "en" and folded in VERBS_TOO and word[0].islower())


@lru_cache(maxsize=16)
def _names(language: Language) -> tuple[dict[str, int], dict[str, int]]:
    """Months and weekdays by their folded names, long and short."""
    months = dict(MORE) if language in ("ar", "en") else {}
    week: dict[str, int] = {}
    for region in REGIONS.get(language, (str(language),)):
        try:
            locale = Locale.parse(region)
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months |= {_plain(name): n for n, name in get_month_names(width, context, locale).items()}
                week |= {_plain(name): n for n, name in get_day_names(width, context, locale).items()}
    return {name: n for name, n in months.items() if " " not in name}, week


def _plain(name: str) -> str:
    return fold(name).strip(".")

"""What a sentence counts: its numbers with their values, and with the words for what is counted.

In: a sentence and its language. Out: `Count`s in the order of the sentence. Refuses: days, years, times, ages,
scores, ordinals and names with a number in them (`F-16`, `No. 10`), which count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from newsloom.enrich.days import find_days
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Language
from newsloom.text import WORD, fold_word

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫", "01234567890123456789,.")
NUMBER = re.compile(r"(?<![\w.,:/$£€¥#-])(?P<sign>[$£€¥])?(?P<digits>\d+(?:[.,]\d+)*)(?![\w:/])(?!-\w|[-–]\d)")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
POINT_IS_COMMA = frozenset({"de", "es", "it", "pt", "fr", "nl", "tr", "id"})
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9} | {
    "الف": 1e3, "الاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9, "millions": 1e6,
    "milliard": 1e9, "milliards": 1e9, "millionen": 1e6, "milliarden": 1e9, "mil": 1e3, "millones": 1e6,
}  # fmt: skip
WORDS = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)} | {
    "ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10,
}  # fmt: skip
"""`one` is mostly none, and Arabic twos are an ending."""
UNITS = {"percent": "%", "cent": "%", "prozent": "%", fold_word("المئة"): "%", fold_word("المائة"): "%"} | {
    "dollar": "$", "dollars": "$",
    "euro": "€", "euros": "€", "pound": "£", "pounds": "£", "دولار": "$", "يورو": "€", "ريال": "ريال", "درهم": "درهم",
}  # fmt: skip
PER = frozenset({"per", "في", "pour", "por"})
QUALIFIED = re.compile(
    r"(?:\b(?P<least>at least|more than|over|no (?:fewer|less) than|upwards of|ما لا يقل عن|أكثر من"
    r"|mindestens|au moins)"
    r"|\b(?:nearly|almost|about|around|roughly|some|up to|as many as|(?:an )?estimated|approximately"
    r"|under|نحو|حوالي|قرابة"
    r"|(?:fewer|less) than|rund|etwa|environ|unos|cerca de|circa))\s*$",
    re.IGNORECASE,
)
"""What may stand before a number; after the first ones a higher value is no contradiction."""
LONGEST_QUALIFIER = 24
N_AROUND = 6
WINDOW = 8
"""Words to either side among which the deed that is counted is looked for."""
DEEDS = {
    "killed": "kill killed killing dead death died die dies fatalit slain martyred massacred "
    "قتل قتيل قتلي مقتل شهيد شهداء استشهاد وفاه وفيات ضحايا حتف",
    "injured": "injur wound hurt hospitali جريح جرحي اصيب اصابه اصابات مصاب",
    "missing": "missing unaccounted مفقود مفقودين",
    "detained": "arrest detain captur imprison jail اعتقل اعتقال معتقل توقيف موقوف",
    "displaced": "displac evacuat homeless fled نزح نازح نازحين اجلاء مشرد",
    "rescued": "rescue saved survivor survived ناجين انقذ انقاذ",
    "abducted": "abduct kidnap hostage خطف مخطوف رهائن رهينه",
}  # fmt: skip
PEOPLE = frozenset("people person other victim dead casualty body member شخص اشخاص اخرين قتيلا جريحا".split())
SPANS = frozenset(
    """year month week day hour minute second am p.m a.m pm time decade century night morning year-old سنه عام شهر
    اسبوع يوم ايام ساعه ساعات دقيقه مره مرات jahr jahre monat tag an ans mois jour jours ano anos""".split()
)
"""How long something took is not what a story's articles differ on."""
AGE = re.compile(r"^[\s-]*year[s-]*[\s-]*old|^\s*,|^\s*سنه|^\s*عاما")
ORDINAL_BEFORE = frozenset(
    {"no", "number", "article", "page", "chapter", "section", "channel", "route", "aged", "age", "رقم"}
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number that counts something."""

    value: float
    unit: str
    """`%`, a currency's sign or name, or empty."""
    deed: str
    """One of `DEEDS`, or empty."""
    noun: str
    """What is counted, in base form; empty for people at large, and where there is none."""
    start: int
    end: int
    """Of the number with the words that qualify it, and its unit."""
    what: str
    """The counted thing as the sentence puts it; may be empty."""
    is_least: bool
    """`At least`, `more than`: a higher value does not contradict it."""
    around: frozenset[str]
    """Content words within `N_AROUND` words of it, in base form."""


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


def find_counts(text: str, language: Language, published_on: date) -> tuple[Count, ...]:
    """The counts of a sentence. Cost: about 60 µs a sentence with a number, 5 without."""
    plain = text.translate(DIGITS)
    if not any(mark.isdigit() for mark in plain) and not any(word in WORDS for word in plain.lower().split()):
        return ()
    tokens = [_Token(fold_word(found.group()), found.start(), found.end()) for found in WORD.finditer(plain)]
    days = [(day.start, day.end) for day in find_days(text, language, published_on)]
    found = sorted(_numbers(plain, tokens, language), key=lambda number: number[1])
    return tuple(
        count
        for value, start, end, sign in found
        if not any(start < day_end and end > day_start for day_start, day_end in days)
        if (count := _count(text, tokens, value, start, end, sign, language)) is not None
    )


def _numbers(plain: str, tokens: Sequence[_Token], language: Language) -> Iterator[tuple[float, int, int, str]]:
    """Value, place and currency's sign of each number."""
    for match in NUMBER.finditer(plain):
        digits = match["digits"]
        is_year = digits.isdigit() and len(digits) == 4 and 1900 <= int(digits) <= 2100
        if not is_year and not AGE.match(plain[match.end() :]):
            yield _value(digits, language), match.start(), match.end(), match["sign"] or ""
    for token in tokens:
        if token.folded in WORDS:
            yield float(WORDS[token.folded]), token.start, token.end, ""


def _value(digits: str, language: Language) -> float:
    if language in POINT_IS_COMMA:
        digits = digits.translate(str.maketrans(".,", ",."))
    if GROUPED.fullmatch(digits) and "." not in digits:
        return float(digits.replace(",", ""))
    whole, _, part = digits.replace(",", "").partition(".")
    return float(f"{whole}.{part.replace('.', '') or 0}")


def _count(
    text: str, tokens: Sequence[_Token], value: float, start: int, end: int, sign: str, language: Language
) -> Count | None:
    before = [token for token in tokens if token.end <= start][-WINDOW:]
    after = [token for token in tokens if token.start >= end][: WINDOW + 2]
    if before and before[-1].folded in ORDINAL_BEFORE and not text[before[-1].end : start].strip(" .#"):
        return None
    if after and after[0].folded in SCALES:
        value, end, after = value * SCALES[after[0].folded], after[0].end, after[1:]
    unit, end, after = _unit(text, sign, end, after)
    qualified = QUALIFIED.search(text, max(0, start - LONGEST_QUALIFIER), start)
    noun, what = _noun(text, after, end, language)
    deed = _deed(before, after)
    if not (unit or noun or deed) or (noun in SPANS and not unit):
        return None
    return Count(
        value,
        unit,
        deed,
        "" if noun in PEOPLE else noun,
        qualified.start() if qualified else start,
        end,
        what,
        bool(qualified and qualified["least"]),
        _around(before, after, language),
    )


def _unit(text: str, sign: str, end: int, after: list[_Token]) -> tuple[str, int, list[_Token]]:
    if text[end : end + 1] in ("%", "٪"):
        return "%", end + 1, after
    if len(after) > 1 and after[0].folded in PER and UNITS.get(after[1].folded) == "%":
        return "%", after[1].end, after[2:]
    if after and after[0].folded in UNITS and not sign:
        return UNITS[after[0].folded], after[0].end, after[1:]
    return sign, end, after


def _around(before: Sequence[_Token], after: Sequence[_Token], language: Language) -> frozenset[str]:
    near = [*before[-N_AROUND:], *after[:N_AROUND]]
    return frozenset(base_form(token.folded) for token in near) - word_lists(language).function


def _noun(text: str, after: Sequence[_Token], end: int, language: Language) -> tuple[str, str]:
    """What follows the number up to the first word that only joins or does: its head in base form, and as written."""
    lists = word_lists(language)
    phrase: list[_Token] = []
    for token in after[:4]:
        gap = text[phrase[-1].end if phrase else end : token.start]
        if (
            gap.strip(" ")
            or base_form(token.folded) in lists.breaks
            or token.folded in lists.breaks
            or _deed_of(token.folded)
        ):
            break
        phrase.append(token)
    if not phrase:
        return "", ""
    head = phrase[0] if language == "ar" else phrase[-1]
    return base_form(head.folded), text[phrase[0].start : phrase[-1].end]


def _deed(before: Sequence[_Token], after: Sequence[_Token]) -> str:
    """The deed whose word stands nearest; of two the one behind."""
    near = [(place, 0, deed) for place, token in enumerate(after) if (deed := _deed_of(token.folded))]
    near += [(place, 1, deed) for place, token in enumerate(reversed(before)) if (deed := _deed_of(token.folded))]
    return min(near)[2] if near else ""


@lru_cache(maxsize=50_000)
def _deed_of(word: str) -> str:
    for deed, stems in DEEDS.items():
        for stem in stems.split():
            if word == stem or (len(stem) > 4 and word.startswith(stem)) or (word[:2] == "ال" and word[2:] == stem):
                return deed
    return ""

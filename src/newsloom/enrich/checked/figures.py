"""Numbers in a sentence, however they are written: `1,200`, `1.2 thousand`, `twelve hundred`, `١٬٢٠٠`, `ألف ومئتان`.

In: a sentence in English, Arabic or French. Out: `Figure`s in order, each with its unit and the words beside it.
Refuses: nothing; what is no number is passed over, vague ones ("hundreds") too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from newsloom.enrich.checked.numerals import HUNDRED, JOINED, NUMERALS, Numerals
from newsloom.records import Language
from newsloom.text import MARKS, fold

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
TOKEN = re.compile(
    rf"[A-Za-z]+[-‑]?\d\w*|\d+(?:[.,’'\u00a0\u202f]\d+)*|[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*(?:['’\-‑][^\W\d_]+)*|[%$€£¥₪₹]|[.,;:،؛!?()]"
)
"""`G20` is a name; `21st` and `1990s` are a number and an ending. A mark parts two numbers."""
SIGNS = {"%": "%", "$": "$", "€": "€", "£": "£", "¥": "¥", "₪": "₪", "₹": "₹"}
DECIMAL_COMMA = ("fr", "de", "es", "it", "pt")
ENDINGS = ("st", "nd", "rd", "th", "er", "ere", "eme", "e")
LONGEST = 24
"""Digits; a longer row of them is no number that news knows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is meant."""

    value: Decimal
    unit: str = ""
    """`%`, a currency's sign, `th` for an ordinal, or nothing."""
    text: str = ""
    after: str = ""
    """The folded word that follows, where one does."""
    is_word: bool = False

    @property
    def amount(self) -> tuple[Decimal, str]:
        return self.value, self.unit


def figures(sentence: str, language: Language) -> list[Figure]:
    """The numbers of a sentence, in order."""
    numerals = NUMERALS.get(language, NUMERALS[Language("en")])
    tokens = _tokens(sentence, numerals)
    folded = [fold(token) for token in tokens]
    found: list[Figure] = []
    place = 0
    while place < len(tokens):
        value, end, is_word, ordinal = _read(tokens, folded, place, numerals, language)
        if value is None:
            place += 1
            continue
        if not ordinal and end < len(folded) and not is_word and folded[end] in ENDINGS:
            ordinal, end = True, end + 1
        unit, end = ("th", end) if ordinal else _unit(folded, place, end, numerals)
        after = next((word for word in folded[end : end + 1] if word.isalpha()), "")
        found.append(Figure(value, unit, " ".join(tokens[place:end]), after, is_word))
        place = max(end, place + 1)
    return found


def _tokens(sentence: str, numerals: Numerals) -> list[str]:
    """Words, digits and signs; a compound of number words is taken apart."""
    found: list[str] = []
    for token in TOKEN.findall(sentence.translate(DIGITS)):
        parts = re.split(r"[-‑]", token)
        if len(parts) > 1 and all(numerals.value(fold(part)) is not None for part in parts if fold(part) != "et"):
            found += parts
        else:
            found.append(token)
    return found


def _read(
    tokens: Sequence[str], folded: Sequence[str], place: int, numerals: Numerals, language: Language
) -> tuple[Decimal | None, int, bool, bool]:
    """The number that begins at a token: its value, where it ends, whether in words, whether an ordinal."""
    if not tokens[place][0].isdigit():
        value, end, ordinal = _in_words(folded, place, numerals)
        return value, end, True, ordinal
    value = _of_digits(tokens[place], language)
    end = place + 1
    while value is not None and end < len(folded) and (scale := numerals.scale(folded[end])):
        value, end = value * scale, end + 1
    return value, end, False, False


def _of_digits(token: str, language: Language) -> Decimal | None:
    text = re.sub(r"[’'\u00a0\u202f]", "", token)
    if len(text) > LONGEST:
        return None
    if language in DECIMAL_COMMA:
        is_grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text) is not None
        text = (text.replace(".", "") if is_grouped else text).replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    else:
        text = text.replace(",", ".")
    try:
        return Decimal(text).normalize()
    except InvalidOperation:
        return None


def _in_words(folded: Sequence[str], place: int, numerals: Numerals) -> tuple[Decimal | None, int, bool]:
    total = current = 0
    last = ""
    at = place
    ordinal = False
    while at < len(folded) and not ordinal:
        word = folded[at]
        joined = False
        if last and word in numerals.joins:
            if last not in JOINED or at + 1 == len(folded) or numerals.value(folded[at + 1]) is None:
                break
            at, joined = at + 1, True
            word = folded[at]
        if last and word not in numerals.words and numerals.prefix and word.startswith(numerals.prefix):
            word, joined = word[len(numerals.prefix) :], True
        ordinal = numerals.is_ordinal(word)
        value = numerals.value(word)
        if value is None or not _goes_on(last, value, current, joined=joined, numerals=numerals):
            ordinal = False
            at -= joined and folded[at] == word
            break
        current, total, last = _added(current, total, value)
        at += 1
    if not last:
        return None, place, False
    return Decimal(total + current).normalize(), at, ordinal


def _goes_on(last: str, value: int, current: int, *, joined: bool, numerals: Numerals) -> bool:
    """Whether a number word belongs to those before it."""
    if not last:
        return True
    if value == HUNDRED:
        return last in ("unit", "ten") and 0 < current < 100 and not joined
    if value >= 1000 or value == 12 == numerals.dozen:
        return not joined or numerals.prefix != ""
    if last in ("hundred", "scale"):
        return value < 1000 and (last == "scale" or value < 100)
    if last == "unit":
        if numerals.by_twenties:
            return (current, value) == (4, 20) or (current % 100 in (70, 90) and value < 10)
        is_teen = value == 10 and current < 10 and not joined
        is_reversed = joined and 20 <= value < 100 and current < 10
        return bool(numerals.prefix) and (is_teen or is_reversed)
    return value < 10 or (numerals.by_twenties and current % 100 in (60, 80) and value < 20)


def _added(current: int, total: int, value: int) -> tuple[int, int, str]:
    if value >= 1000:
        return 0, total + max(current, 1) * value, "scale"
    if value == HUNDRED:
        return current * 100 if 0 < current < 100 else current + 100, total, "hundred"
    if value % 100 == 0 and value:
        return current + value, total, "hundred"
    if (current, value) == (4, 20):
        return 80, total, "ten"
    return current + value, total, "ten" if value >= 20 and value % 10 == 0 else "unit"


def _unit(folded: Sequence[str], place: int, end: int, numerals: Numerals) -> tuple[str, int]:
    """What is counted, as far as it is a share or money, and where that ends."""
    if place and folded[place - 1] in SIGNS and folded[place - 1] != "%":
        return SIGNS[folded[place - 1]], end
    if end < len(folded):
        if folded[end] in SIGNS:
            return SIGNS[folded[end]], end + 1
        for words, sign in numerals.units:
            if tuple(folded[end : end + len(words)]) == words:
                return sign, end + len(words)
    return "", end

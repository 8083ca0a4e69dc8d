"""What in a sentence could be the answer: names, places, figures, days, nouns, whatever the question asks for.

In: a sentence and a question. Out: values, folded, each with how it is spelled there. Refuses: nothing; what the
question says itself is no answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsloom.enrich.answers.kinds import Kind
from newsloom.enrich.answers.question import Question, small_words
from newsloom.enrich.answers.terms import ARABIC, term_of, terms
from newsloom.enrich.wordlists import key_of, word_lists
from newsloom.records import Language
from newsloom.text import WORD, fold_word

UNITS = "%|percent|per cent|million|billion|trillion|thousand|hundred|مليون|مليار|ألف|بالمئة"
NUMERALS = """two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|dozens?
    |half|third""".replace("\n    ", "")
NUMBER = re.compile(rf"(?:[$£€¥]\s?)?\d[\d,.٬٫]*(?:\s?(?:{UNITS}))?|\b(?:{NUMERALS})\b", re.IGNORECASE)
MONTHS = """January|February|March|April|May|June|July|August|September|October|November|December
    |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec""".replace("\n    ", "")
ARABIC_MONTHS = "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:{MONTHS})\b\.?(?:,?\s+\d{{4}})?"
    rf"|\b(?:{MONTHS})\b\.?(?:\s+\d{{1,2}}\b)?(?:,?\s+\d{{4}})?"
    rf"|\b(?:1[5-9]|20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    rf"|(?<!\w)(?:\d{{1,2}}\s+)?(?:{ARABIC_MONTHS})(?:\s+\d{{4}})?"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀŁŚŽŠČİ][\w’'&.\-]*"
NAME = re.compile(
    rf"{_CAPITAL}(?:\s+(?:of|the|and|de|al|bin|&)\s+{_CAPITAL}|\s+[A-ZÀ-ÖØ-ÞĀŁŚŽŠČİ0-9][\w’'&.\-]*){{0,8}}|[“«][^”»]{{2,50}}[”»]"
)
PLACE = re.compile(rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}")
"""Of a list of countries each is one."""
SHORTEST_NOUN = 4
STATES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
    nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming
    """.split()
) | {
    "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "rhode island",
    "south carolina", "south dakota", "west virginia",
}  # fmt: skip


def values(sentence: str, question: Question) -> dict[str, str]:
    """Each value of the sentence that could answer, folded, with its spelling there."""
    small = small_words(question.language)
    found: dict[str, str] = {}
    for spelling in _spellings(sentence, question.kind):
        words = _without_small(spelling, small)
        value = " ".join(words)
        if value and value not in found and _answers(words, question, small) and _fits(value, question.kind):
            found[value] = spelling.strip("“”«» ")
    if question.kind == "thing" or (ARABIC.search(sentence) and question.kind in ("name", "place")):
        for noun, spelling in _nouns(sentence, question, small):
            found.setdefault(noun, spelling)
    return found


def _spellings(sentence: str, kind: Kind) -> Iterator[str]:
    if kind == "country" and ARABIC.search(sentence):
        yield from WORD.findall(sentence)
    pattern = {"number": NUMBER, "date": DATE, "country": PLACE, "state": PLACE}.get(kind, NAME)
    yield from (found.group() for found in pattern.finditer(sentence))


def _without_small(spelling: str, small: frozenset[str]) -> list[str]:
    """Folded words, without a beginning that is none of the name: `The Hague` is `hague`."""
    words = [folded for word in WORD.findall(spelling) if (folded := fold_word(word))]
    while words and words[0] in small and not words[0].isdigit():
        words.pop(0)
    return words


def _answers(words: list[str], question: Question, small: frozenset[str]) -> bool:
    """Whether it says anything that the question does not."""
    return any(word not in small and term_of(word) not in question.said for word in words) or (
        question.kind == "number" and bool(words) and not question.said.issuperset(map(term_of, words))
    )


def _fits(value: str, kind: Kind) -> bool:
    if kind in ("name", "place") and DATE.fullmatch(value.title()):
        return False
    if kind == "state":
        return value in STATES
    return kind != "country" or any(key_of(value) in word_lists(Language(code)).places for code in ("en", "ar"))


def _nouns(sentence: str, question: Question, small: frozenset[str]) -> Iterator[tuple[str, str]]:
    for word in WORD.findall(sentence):
        folded = fold_word(word)
        if len(folded) < SHORTEST_NOUN or folded in small:
            continue
        if (term := term_of(word)) not in question.said:
            yield term, word


def stems(value: str) -> frozenset[str]:
    """What a value is compared by."""
    return frozenset(terms(value))

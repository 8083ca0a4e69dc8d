"""The check of one sentence, step by step; the first thing that does not stand ends it.

In: a sentence, what it cites, languages. Out: `Verified | Unsupported`. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from newsloom.enrich.checked.claims import asserted, misnegated, turned
from newsloom.enrich.checked.days import days, relative, weekdays
from newsloom.enrich.checked.figures import Figure, figures
from newsloom.enrich.checked.names import misplaced, strange, torn, turned_round, unknown
from newsloom.enrich.checked.quotations import MARKED, misattributed, misquoted
from newsloom.enrich.checked.wording import Word, stems, worded
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.orders import is_order
from newsloom.records import Language
from newsloom.text import UNSEEN_MARKS, fold_word

LANGUAGES = frozenset(map(Language, ("en", "fr", "ar")))
"""Languages whose numbers, negations and function words are listed."""
LONGEST = 600
"""Characters of a sentence."""
CLOSE = 0.75
"""Share of a sentence's content words that must stand in what it cites. Not measured: no judged sentences of a model
were at hand. It is set so that of four content words one may be the writer's own."""
LOOSE = 0.6
"""The same where a text is told in simpler words."""

Reason = Literal[
    "form", "order", "number", "date", "name", "quotation", "speaker", "negation", "hedge", "direction",
    "roles", "words",
]  # fmt: skip
STRAY = re.compile(
    r"https?:|www\.|\w@\w|[<>{}\[\]|`]|\*\*|^\s*[#*-]|\b(?:source|sentence|article)s? (?:no\.? )?\[?\d|\bas an ai\b",
    re.IGNORECASE,
)
"""What belongs to markup, links or a conversation, and to no sentence of news."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Whatever could be compared stands in the cited sentences."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something does not stand there."""

    reason: Reason
    what: str = ""
    """The part of the sentence, as it stands there."""


Finding = Verified | Unsupported


def reads(language: Language) -> bool:
    """Whether sentences of this language can be checked."""
    return language in LANGUAGES


def check(sentence: str, cited: Sequence[str], language: Language, *, share: float = CLOSE) -> Finding:
    """Whether a sentence says only what the cited ones say; all are of one language."""
    if (wrong := _form(sentence)) is not None:
        return wrong
    if not cited:
        return Unsupported("words", "cites nothing")
    if sentence in cited:
        return Verified()
    words, have = worded(sentence, language), stems(cited, language)
    steps: tuple[tuple[Reason, Callable[[], str | None]], ...] = (
        ("number", lambda: _number(sentence, cited, language)),
        ("date", lambda: _date(sentence, cited, language)),
        ("quotation", lambda: misquoted(sentence, cited)),
        ("speaker", lambda: misattributed(sentence, cited, language)),
        ("negation", lambda: misnegated(sentence, cited, language)),
        ("name", lambda: unknown(words, have, cited, language)),
        ("name", lambda: torn(sentence, cited, language)),
        ("name", lambda: strange(sentence, cited, language)),
        ("roles", lambda: turned_round(sentence, cited, language)),
        ("roles", lambda: misplaced(sentence, cited, language)),
        ("hedge", lambda: asserted(sentence, cited, language)),
        ("direction", lambda: turned(words, have, language)),
        ("words", lambda: _novel(words, have, language, share)),
    )
    for reason, step in steps:
        if (what := step()) is not None:
            return Unsupported(reason, what)
    return Verified()


def check_translation(sentence: str, cited: Sequence[str], language: Language, source_language: Language) -> Finding:
    """Whether a translation has the numbers and days of what it translates, no more and no fewer, as many quotations,
    and no name in Latin letters that is not there. What else it says is not compared across languages."""
    if (wrong := _form(sentence)) is not None:
        return wrong
    ours, theirs = figures(sentence, language), [f for one in cited for f in figures(one, source_language)]
    told, source = Counter(_counted(ours)), Counter(_counted(theirs))
    if (odd := next(iter({*(told.keys() ^ source.keys())}), None)) is not None:
        return Unsupported("number", f"{odd[0]:f}{odd[1]}")
    if {day.month for day in days(sentence, language)} != {
        d.month for one in cited for d in days(one, source_language)
    }:
        return Unsupported("date", "month")
    if weekdays(sentence, language) != {n for one in cited for n in weekdays(one, source_language)}:
        return Unsupported("date", "weekday")
    if len(MARKED.findall(sentence)) != sum(len(MARKED.findall(one)) for one in cited):
        return Unsupported("quotation", "another number of quotations")
    if language == "ar":
        have = {fold_word(word) for one in cited for word in re.findall(r"[A-Za-z][\w-]*", one)}
        stray = next((word for word in re.findall(r"[A-Za-z][\w-]*", sentence) if fold_word(word) not in have), None)
        if stray is not None:
            return Unsupported("name", stray)
    return Verified()


def _form(sentence: str) -> Unsupported | None:
    if not 8 <= len(sentence) <= LONGEST or "\n" in sentence:
        return Unsupported("form", "too short, too long, or several lines")
    if (stray := STRAY.search(sentence)) is not None:
        return Unsupported("form", stray.group())
    if UNSEEN_MARKS.search(sentence):
        return Unsupported("form", "marks that nobody sees")
    return Unsupported("order") if is_order(sentence) else None


def _number(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """A number that is not there, or that counts something else there."""
    theirs = [figure for one in cited for figure in figures(one, language)]
    amounts = {figure.amount for figure in theirs}
    counted: dict[str, set[Decimal]] = {}
    for figure in theirs:
        if figure.after:
            counted.setdefault(fold_word(base_form(figure.after)), set()).add(figure.value)
    for figure in figures(sentence, language):
        if _is_article(figure):
            continue
        if figure.amount not in amounts:
            return figure.text
        there = counted.get(fold_word(base_form(figure.after)), set()) if figure.after else set()
        if there and figure.value not in there:
            return f"{figure.text} {figure.after}"
    return None


def _is_article(figure: Figure) -> bool:
    """`one of them`, `a man` told as `one man`."""
    return figure.is_word and figure.value == 1 and not figure.unit


def _counted(found: Sequence[Figure]) -> list[tuple[Decimal, str]]:
    """Amounts; a unit that one language says by a sign and the other by a word that is not known counts by value."""
    return [(figure.value, figure.unit if figure.unit == "%" else "") for figure in found if not _is_article(figure)]


def _date(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    there = [day for one in cited for day in days(one, language)]
    for day in days(sentence, language):
        if not any(other.bears_out(day) for other in there):
            return "-".join("?" if part is None else str(part) for part in (day.year, day.month, day.day))
    if weekdays(sentence, language) - {n for one in cited for n in weekdays(one, language)}:
        return "the weekday"
    return next(
        iter(sorted(relative(sentence, language) - {w for one in cited for w in relative(one, language)})), None
    )


def _novel(words: Sequence[Word], have: frozenset[str], language: Language, share: float) -> str | None:
    """Words of the writer's own, where they are too many. Names do not count: they would bear out whatever is said of
    them."""
    places = word_lists(language).places
    content = [
        word
        for word in words
        if word.is_content
        and not word.text[0].isdigit()
        and not (word.is_capital and (not word.starts or base_form(word.text) in places))
    ]
    own = [word.text for word in content if word.stem not in have]
    return ", ".join(own[:4]) if len(own) > (1 - share) * len(content) else None

"""What a question asks: its content words, its names, and the kind of thing that would answer it.

In: the words of a reader, and when they were asked. Out: `Question`. Refuses: nothing; of no words, and of words that
only ask ("who was it?"), nothing is asked, and every archive is silent on it. What the text says is never done: a
question of orders is words to be looked up like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from newsloom.enrich.answers.kinds import Kind, kind_of
from newsloom.enrich.answers.terms import ARABIC, UNPARTED, term_of, terms, terms_at
from newsloom.enrich.wordlists import LISTED, word_lists
from newsloom.records import Language
from newsloom.text import WORD, fold_word

LONGEST = 2_000
"""Characters of a question that are read."""
N_TERMS = 40
"""Different content words that are looked up; the longest question of a year of news quizzes has 31."""

MARKUP = re.compile(r"<[^<>]{0,200}>")
ASKING = frozenset(
    """what which who whom whose where when why how follow name named many much did does do recently recent according
    call called type kind following week this ask tell""".split()
)
"""Words of a question that no answer repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as the archive is searched for it."""

    text: str
    asked_at: datetime | None
    """Nothing published later is known yet; None where anything may answer."""
    kind: Kind
    language: Language
    terms: tuple[str, ...]
    """Different content words, in order; none where nothing was asked."""
    words: tuple[str, ...]
    """The same as they stand in the question, for indexes that stem in their own way."""
    pairs: frozenset[tuple[str, str]]
    """Content words that stand together."""
    said: frozenset[str]
    """All its words: what it says itself does not answer it."""


def parse_question(text: str, *, asked_at: datetime | None = None) -> Question:
    """The question of these words. Cost: about .1 ms."""
    asked = " ".join(MARKUP.sub("", text[:LONGEST]).split())
    language = _language(asked)
    silent = word_lists(language).function | ASKING
    said = [(term, _word_at(asked, start)) for start, term in terms_at(asked)]
    spoken = ["" if fold_word(word) in silent else term for term, word in said]
    content = tuple(dict.fromkeys(filter(None, spoken)))[:N_TERMS]
    kept, spelled = set(content), dict(reversed(said))
    near = [pair for gap in (1, 2) for pair in zip(spoken, spoken[gap:], strict=False)]
    return Question(
        text=asked,
        asked_at=asked_at,
        kind=kind_of(asked),
        language=language,
        terms=content,
        words=tuple(spelled[term] for term in content),
        pairs=frozenset(pair for pair in near if kept.issuperset(pair)),
        said=frozenset(terms(asked)),
    )


def _word_at(text: str, start: int) -> str:
    """The whole word there; of a script that does not part its words, the pair of letters."""
    if UNPARTED.match(text, start):
        return text[start : start + 2]
    found = WORD.match(text, start)
    return found.group() if found else ""


def _language(text: str) -> Language:
    """Whose small words it uses: a question is too short for a statistical guess. English where nobody's."""
    if ARABIC.search(text):
        return Language("ar")
    said = [fold_word(word) for word in WORD.findall(text)]
    known = Counter({code: sum(word in small_words(code) for word in said) for code in LISTED})
    return Language(max(("en", *sorted(LISTED)), key=lambda code: known[code]))


@lru_cache(maxsize=32)
def small_words(code: str) -> frozenset[str]:
    """The words of closed classes of a language."""
    return word_lists(Language(code)).function


@lru_cache(maxsize=32)
def small_terms(language: Language) -> frozenset[str]:
    """The same as terms."""
    return frozenset(term_of(word) for word in word_lists(language).function)

"""Phrases that an article may be about: names, and nouns with what stands before them.

In: headline and text. Out: a `Reading`: one `Phrase` for each thing however it is inflected, and counted words.
Refuses: nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from newsloom.enrich.furniture import without_furniture
from newsloom.enrich.policy import READ_CHARACTERS
from newsloom.enrich.tokens import NAME, NOUN, PARTICLE, VERBAL, Token, tokens
from newsloom.enrich.wordlists import word_lists
from newsloom.orders import is_order
from newsloom.records import Language
from newsloom.text import sentence_spans

MAX_WORDS = 5
NOT_IN_TEXT = 10_000


@dataclass(slots=True)
class Phrase:
    """One thing, and how the article speaks of it."""

    words: tuple[str, ...]
    """Base forms."""
    first: int
    """Sentence of the first mention; 0 is the headline."""
    is_name: bool
    first_in_text: int = 1
    """The same, the headline apart; `NOT_IN_TEXT` where it stands there alone."""
    n_mentions: int = 0
    in_headline: bool = False
    n_alone: int = 0
    """Of the mentions those that are no part of a longer phrase."""
    spellings: dict[str, int] = field(default_factory=dict)

    @property
    def spelling(self) -> str:
        """The commonest; of equals the first met, a shouted one last."""
        return max(self.spellings, key=lambda text: (not (text.isupper() and len(text) > 5), self.spellings[text]))


@dataclass(slots=True)
class Reading:
    """An article as phrases and counted words."""

    phrases: dict[tuple[str, ...], Phrase] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[list[Token]] = field(default_factory=list)
    """Headline, standfirst and sentences."""

    def first(self, word: str) -> int:
        """Sentence of a word's first mention; that after the last where it has none."""
        found = (number for number, line in enumerate(self.lines) for token in line if token.base == word)
        return next(found, len(self.lines))


def read(
    headline: str, text: str, language: Language, *, standfirst: str = "", n_characters: int = READ_CHARACTERS
) -> Reading:
    """Find the phrases of an article's first `n_characters`. Cost: about two milliseconds."""
    beginning = (f"{standfirst}\n{text}" if standfirst else text)[:n_characters]
    lines = tokens([headline, *_sentences(beginning, language)], language)
    reading = Reading(lines=lines)
    for number, line in enumerate(lines):
        reading.counts.update([token.base for token in line])
        for run in _runs(line):
            for part in _stretches(run) if language == "ar" else _parts(run):
                _note(reading, part, number)
            if language != "ar":
                for pair in _pairs(run):
                    _note(reading, pair, number, is_part=True)
    return reading


def _sentences(text: str, language: Language) -> list[str]:
    clean = without_furniture(text, word_lists(language))
    sentences = (clean[start:end] for start, end in sentence_spans(clean))
    return [sentence for sentence in sentences if not is_order(sentence)]


def _runs(line: Sequence[Token]) -> Iterator[list[Token]]:
    """Unbroken rows of words that can stand in one phrase."""
    run: list[Token] = []
    for token in line:
        kind = token.kind
        if run and (kind < VERBAL or not token.follows or run[-1].is_possessive or kind == VERBAL):
            yield from _trimmed(run)
            run = []
        if kind >= VERBAL and (run or kind != PARTICLE):
            run.append(token)
    if run:
        yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    """A particle joins two names, and nothing else; a participle alone is no phrase."""
    part: list[Token] = []
    for place, token in enumerate(run):
        joins = token.kind != PARTICLE or (
            bool(part) and part[-1].kind == NAME and place + 1 < len(run) and run[place + 1].kind == NAME
        )
        if joins:
            part.append(token)
        elif part:
            yield part
            part = []
    if part and not (len(part) == 1 and part[0].kind == VERBAL):
        yield part


def _parts(run: list[Token]) -> Iterator[list[Token]]:
    """The run, and the names inside it where it has other words too."""
    if len(run) <= MAX_WORDS:
        yield run
    if len(run) == 1 or all(token.kind >= NAME for token in run):
        return
    name: list[Token] = []
    for token in run:
        if token.kind >= NAME:
            name.append(token)
        elif name:
            yield name
            name = []
    if name:
        yield name


def _pairs(run: list[Token]) -> Iterator[Sequence[Token]]:
    """The nouns of a longer run two by two: `gun control` of `gun control debate`."""
    if len(run) > 2:
        yield from (pair for pair in pairwise(run) if all(token.kind == NOUN for token in pair))


def _stretches(run: list[Token]) -> Iterator[list[Token]]:
    """Up to three words in a row: where nothing marks a name, repetition and the article have to."""
    for start in range(len(run)):
        for length in range(1, min(3, len(run) - start) + 1):
            yield run[start : start + length]


def _note(reading: Reading, part: Sequence[Token], number: int, *, is_part: bool = False) -> None:
    words = tuple([token.base for token in part])
    phrase = reading.phrases.get(words)
    if phrase is None:
        is_name = all(token.kind >= NAME for token in part)
        phrase = reading.phrases[words] = Phrase(words, number, is_name, in_headline=number == 0)
        phrase.first_in_text = number or NOT_IN_TEXT
    else:
        if number:
            phrase.first_in_text = min(phrase.first_in_text, number)
        phrase.is_name = phrase.is_name or all(token.kind >= NAME for token in part)
    phrase.n_mentions += 1
    phrase.n_alone += not is_part
    spelling = " ".join([token.text for token in part])
    if part[-1].is_possessive:
        spelling = spelling[:-2] if spelling[-1] in "sS" else spelling[:-1]
    phrase.spellings[spelling] = phrase.spellings.get(spelling, 0) + 1

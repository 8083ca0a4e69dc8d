"""Phrases that an article may be about: runs of capitalised words, and nouns with what stands before them.

No tagger: a phrase ends at punctuation, at a word of a closed class, at a verb form that the lists know, and where a
word's ending says that it is no noun. A capital counts as a name's only where it is not owed to a sentence's start or
to a headline's style.

In: headline and text. Out: `Phrase`, one for each thing however it is inflected. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newsloom.enrich.policy import READ_CHARACTERS
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Language
from newsloom.text import WORD, fold_word, sentence_spans

BREAK, NOUN, NAME, PARTICLE = range(4)

DATELINE = re.compile(
    r"^[^\n.!?]{2,60}?(?:\(\s*[A-Z][\w /.\-]{1,24}\)|\b[A-Z][a-z]{2,8}\.? \d{1,2}\b[^\n]{0,20}?)\s*[-–—:]+\s+"
)
"""`BEIJING, Aug 8 (Reuters) -`, `GENEVA (AP) —`: where a report was written is not what it is about."""
CREDIT = re.compile(
    r"\((?:[^()\n]{0,40}/)?(?:AP|AFP|Reuters|Getty|EPA|PA)[^()\n]{0,40}\)|\bgetty images\b"
    r"|\b(?:photo(?:graph)?|image|credit|picture)s?\s*(?:by\b|:|credit)[^\n.]*"
    r"|\bopens new tab\b|\bread more\b[^\n]*|\bsign up\b[^\n]*|\bfollow us\b[^\n]*|\(?\bmore:[^\n)]*\)?",
    re.IGNORECASE,
)
"""Credits and invitations: nothing that an article is about stands in them."""
NO_NOUN_ENDING = re.compile(r"(?:ly|ed|n't|'ll|'ve|'re|'d)$")
NOUN_DESPITE = frozenset(
    "family ally supply italy july assembly fed seed speed need deed weed creed breed feed bed shed".split()
)
OPENING = frozenset({'"', "“", "‘", "'", ": “", ': "', ":", "``", "—", "–"})
"""What stands between two words where the second begins a sentence of its own."""
ACRONYM = re.compile(r"^(?:[A-Z]\.)+[A-Z]?$|^[A-Z]$")


@dataclass(slots=True)
class Phrase:
    """One thing, and how the article speaks of it."""

    words: tuple[str, ...]
    """Base forms."""
    first: int
    """Sentence of the first mention; 0 is the headline."""
    is_name: bool
    n_mentions: int = 0
    in_headline: bool = False
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def spelling(self) -> str:
        """The commonest; of equals the first met."""
        return max(self.spellings, key=lambda text: self.spellings[text])


@dataclass(slots=True)
class Token:
    text: str
    base: str
    kind: int
    follows: bool
    """Whether only a space parts it from the token before."""
    starts: bool
    """Whether it may owe its capital to its place."""


@dataclass(slots=True)
class Reading:
    """An article as phrases and counted words."""

    phrases: dict[tuple[str, ...], Phrase] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    n_sentences: int = 0


def read(headline: str, text: str, language: Language) -> Reading:
    """Find the phrases of an article. Cost: O(READ_CHARACTERS), about a millisecond."""
    lines = [headline, *_sentences(text)]
    tokens = [_tokens(line) for line in lines]
    _judge(tokens, headline, language)
    reading = Reading(n_sentences=len(lines) - 1)
    for number, line in enumerate(tokens):
        reading.counts.update(token.base for token in line)
        for run in _runs(line):
            for part in _parts(run):
                _note(reading, part, number)
    return reading


def _sentences(text: str) -> list[str]:
    clean = CREDIT.sub(" ", DATELINE.sub("", text[:READ_CHARACTERS]))
    return [clean[start:end] for start, end in sentence_spans(clean)]


def _tokens(line: str) -> list[Token]:
    found: list[Token] = []
    end, starts = 0, True
    for match in WORD.finditer(line):
        gap = line[end : match.start()]
        text = match.group()
        follows = bool(found) and (gap == " " or (gap == ". " and bool(ACRONYM.match(found[-1].text))) or gap == " & ")
        found.append(Token(text, base_form(text), BREAK, follows, starts or (not follows and gap.strip() in OPENING)))
        end, starts = match.end(), False
    return found


def _judge(lines: Sequence[Sequence[Token]], headline: str, language: Language) -> None:
    """Say of each word whether it breaks a phrase, is a noun (or before one), or part of a name."""
    named, lower = _capitals(lines[1:])
    is_titled = _is_titled(headline)
    for number, line in enumerate(lines):
        for place, token in enumerate(line):
            token.kind = _kind(token.text.lower(), language)
            if token.kind == PARTICLE or not token.text[0].isupper():
                continue
            doubtful = token.starts or (number == 0 and is_titled)
            known = token.base in named and lower[token.base] < 3
            following = line[place + 1] if place + 1 < len(line) else None
            leads = number > 0 and following is not None and following.follows and following.text[0].isupper()
            if (
                not doubtful
                or known
                or _is_marked(token.text)
                or (leads and token.kind == NOUN and not lower[token.base])
            ):
                token.kind = NAME if _may_be_name(token, language) else BREAK


def _capitals(lines: Sequence[Sequence[Token]]) -> tuple[set[str], Counter[str]]:
    """Words whose capital is their own, and how often each word stands in lower case."""
    named: set[str] = set()
    lower: Counter[str] = Counter()
    for line in lines:
        for token in line:
            if token.text[0].islower():
                lower[token.base] += 1
            elif not token.starts or _is_marked(token.text):
                named.add(token.base)
    return named, lower


def _may_be_name(token: Token, language: Language) -> bool:
    lists = word_lists(language)
    folded = token.text.lower()
    return folded not in lists.calendar and (folded not in lists.function or _is_marked(token.text))


def _is_titled(headline: str) -> bool:
    """Whether a headline capitalises all its words, so that a capital says nothing."""
    long_words = [word for word in WORD.findall(headline) if len(word) > 3]
    n_capitals = sum(1 for word in long_words if word[0].isupper())
    return n_capitals > 0.7 * len(long_words)


def _is_marked(word: str) -> bool:
    """`NATO`, `iPhone`, `G7`: a name by its own shape."""
    return any(letter.isupper() for letter in word[1:]) and not (word.isupper() and len(word) > 6)


@lru_cache(maxsize=200_000)
def _kind(word: str, language: Language) -> int:
    """What a word in lower case can be in a phrase, as far as its form tells."""
    lists, folded, base = word_lists(language), fold_word(word), base_form(word)
    if folded in lists.particles:
        return PARTICLE
    if len(word) < 2 or word[0].isdigit() or folded in lists.function | lists.verbs | lists.calendar:
        return BREAK
    if language in ("en", "und") and NO_NOUN_ENDING.search(word) and base not in NOUN_DESPITE:
        return BREAK
    return NOUN


def _runs(line: Sequence[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in line:
        joins = token.kind in (NOUN, NAME) or (token.kind == PARTICLE and run and run[-1].kind == NAME)
        if run and (not token.follows or not joins or _ends_possessive(run[-1])):
            yield from _trimmed(run)
            run = []
        if joins and not (token.kind == PARTICLE and not run):
            run.append(token)
    yield from _trimmed(run)


def _ends_possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s", "s'", "s’"))


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    """A particle joins two names, and nothing else."""
    part: list[Token] = []
    for place, token in enumerate(run):
        if token.kind == PARTICLE and not (place + 1 < len(run) and run[place + 1].kind == NAME):
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _parts(run: list[Token]) -> Iterator[list[Token]]:
    """The run, and the names inside it where it has other words too."""
    if len(run) <= 5:
        yield run
    if all(token.kind in (NAME, PARTICLE) for token in run):
        return
    name: list[Token] = []
    for token in [*run, Token("", "", BREAK, False, False)]:
        if token.kind in (NAME, PARTICLE):
            name.append(token)
        elif name:
            if len(name) < len(run):
                yield name
            name = []


def _note(reading: Reading, part: Sequence[Token], number: int) -> None:
    words = tuple(token.base for token in part)
    phrase = reading.phrases.get(words)
    is_name = all(token.kind in (NAME, PARTICLE) for token in part)
    if phrase is None:
        phrase = reading.phrases[words] = Phrase(words, number, is_name)
    phrase.n_mentions += 1
    phrase.is_name = phrase.is_name or is_name
    phrase.in_headline = phrase.in_headline or number == 0
    phrase.spellings[" ".join(_bare(token.text) for token in part)] += 1


def _bare(word: str) -> str:
    for ending in ("'s", "’s"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word.rstrip("'’")

"""Where a text says what was searched: fragments, so that a template marks words without touching markup.

In: plain text and terms as the search index holds them. Out: fragments that join up to the text, or to a part of
it. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from newsloom.site.newsroom.search_index import index_words
from newsloom.text import WORD

LENGTH = 240
BEFORE = 60
SEARCHED = 8_000
"""Characters of a text that are looked through; who finds nothing there sees its beginning."""

WHITE = re.compile(r"\s+")

_porter = snowballstemmer.stemmer("porter")


@dataclass(frozen=True, slots=True)
class Fragment:
    text: str
    is_match: bool = False


def mark(text: str, terms: Sequence[str]) -> tuple[Fragment, ...]:
    """The whole text in fragments, the words of the terms marked."""
    return tuple(_fragments(text, list(_spans(text, terms)), 0, len(text)))


def snippet(text: str, terms: Sequence[str]) -> tuple[Fragment, ...]:
    """The part of the text that holds the most of the terms, about `LENGTH` characters, on one line."""
    spans = list(_spans(text[:SEARCHED], terms))
    best = _best(spans)
    start = _word_start(text, best - BEFORE) if best > LENGTH - BEFORE else 0
    end = _word_end(text, start + LENGTH)
    found = list(_fragments(text, spans, start, end))
    if start:
        found.insert(0, Fragment("… "))
    if end < len(text):
        found.append(Fragment(" …"))
    return tuple(Fragment(WHITE.sub(" ", one.text), one.is_match) for one in found)


def _spans(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and stem of each word of the text that one of the terms has."""
    stems = {_stem(word) for term in terms for word in term.split()}
    beginnings = {stem[:3] for stem in stems}
    for match in WORD.finditer(text):
        for word in _folded(match.group()):
            if word[:3] in beginnings and (stem := _stem(word)) in stems:
                yield match.start(), match.end(), stem
                break


def _best(spans: Sequence[tuple[int, int, str]]) -> int:
    """Start of the first window with the most different words; 0 where there is none."""
    best, most = 0, 0
    for n, (start, _, _) in enumerate(spans):
        seen = {stem for begins, _, stem in spans[n : n + 40] if begins < start + LENGTH - BEFORE}
        if len(seen) > most:
            best, most = start, len(seen)
    return best


def _fragments(text: str, spans: Sequence[tuple[int, int, str]], start: int, end: int) -> Iterator[Fragment]:
    at = start
    for begins, ends, _ in spans:
        if begins < at or ends > end:
            continue
        if begins > at:
            yield Fragment(text[at:begins])
        yield Fragment(text[begins:ends], is_match=True)
        at = ends
    if at < end:
        yield Fragment(text[at:end])


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    at = min(at, len(text))
    while 0 < at < len(text) and not text[at].isspace():
        at -= 1
    return at or min(LENGTH, len(text))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(index_words(word).split())


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """As SQLite's porter tokenizer has it; words of other scripts stay as they are."""
    return str(_porter.stemWord(word)) if word.isascii() else word

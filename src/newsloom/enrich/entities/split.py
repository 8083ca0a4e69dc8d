"""A text as tokens in sentences, with the place of each: what the recogniser reads, and what it was trained on.

White space says nothing, so that running text and text whose tokens stand apart (`U . S .`, `COVID - 19`) come out
alike. Every mark stands alone, but for those of an address, what joins digits (`1,000`, `2005-06`) and what a
contraction leaves (`'s`).

In: text. Out: `Sentence`. Refuses: nothing; empty text has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|\d+(?:st|nd|rd|th)\b|\d+(?:[.,:/\-–]\d+)*|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b|(?:(?!n['’]t\b)[^\W\d_])+|\S",
    re.IGNORECASE,
)
STOPS = frozenset(".?!؟。！？")
LONG, LONGEST = 120, 300
"""Tokens after which a line is cut at the next stop, and at once: what is labelled at one time stays small."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of a text, or a stretch of a long one."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def sentences(text: str) -> list[Sentence]:
    """All tokens of `text`, none of them empty, in sentences none of which is empty."""
    found: list[Sentence] = []
    place = 0
    for line in text.split("\n"):
        tokens = [(match.group(), match.start() + place, match.end() + place) for match in TOKEN.finditer(line)]
        found += [_sentence(tokens[start:end]) for start, end in _cuts([token[0] for token in tokens])]
        place += len(line) + 1
    return found


def _sentence(tokens: list[tuple[str, int, int]]) -> Sentence:
    words, starts, ends = zip(*tokens, strict=True)
    return Sentence(words, starts, ends)


def _cuts(words: list[str]) -> list[tuple[int, int]]:
    cuts, start = [], 0
    for place, word in enumerate(words):
        length = place + 1 - start
        if (length >= LONG and word in STOPS) or length >= LONGEST:
            cuts.append((start, place + 1))
            start = place + 1
    return cuts if start == len(words) else [*cuts, (start, len(words))]

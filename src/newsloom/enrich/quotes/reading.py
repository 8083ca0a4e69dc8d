"""An article's text as rows of tokens: what the models look at.

Paragraphs are laid one behind the other with empty rows between them, so that a neighbour is always the row before or
behind, and never a token of another paragraph.

In: plain text. Out: `Reading`. Refuses: nothing; an empty text has no token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newsloom.text import MARKS, sentence_spans

GAP = 4
"""Empty rows before, between and behind paragraphs: no template looks farther than so many rows."""
TOKEN = re.compile(rf"(?:[^\W_]|[{MARKS}])+(?:['’ʼ\-‑.,](?=[^\W_])(?:[^\W_]|[{MARKS}])+)*|\S")
"""A word with what holds it together, or one sign."""
OPENERS, TOGGLES = "“„«»‟", '"＂'
CLOSERS = {"„": "“”„", "»": "«»"}
"""German closes with what English opens with, and may turn guillemets round."""
OUTSIDE, INSIDE, OPENS, CLOSES = range(4)

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, ready for the models."""

    text: str
    words: tuple[str, ...]
    starts: Ints
    """(n_tokens,): offset of each token's first character."""
    ends: Ints
    rows: Ints
    """(n_tokens,): the row of each token."""
    n_rows: int
    paragraphs: tuple[tuple[int, int], ...]
    """First token and end of each paragraph that has any."""
    sentences: Ints
    """(n_tokens,): number of the sentence that the token stands in."""
    marks: Ints
    """(n_tokens,): `OUTSIDE`, `INSIDE`, `OPENS` or `CLOSES` a quotation."""
    quote_lengths: Ints
    """(n_tokens,): tokens between the marks around it, 0 outside."""


def read(text: str) -> Reading:
    """Tokens, paragraphs, sentences and quotation marks of a text."""
    found = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]
    words = tuple(word for word, _, _ in found)
    starts = np.array([start for _, start, _ in found], dtype=np.int64)
    ends = np.array([end for _, _, end in found], dtype=np.int64)
    breaks = np.array([match.start() for match in re.finditer(r"\n", text)], dtype=np.int64)
    lines = np.searchsorted(breaks, starts)
    paragraphs = _runs(lines)
    rows = np.arange(len(words), dtype=np.int64) + GAP
    for number, (first, _) in enumerate(paragraphs):
        if number:
            rows[first:] += GAP
    begins = np.array([start for start, _ in sentence_spans(text)], dtype=np.int64)
    marks, lengths = _quoted(words, paragraphs)
    return Reading(
        text=text,
        words=words,
        starts=starts,
        ends=ends,
        rows=rows,
        n_rows=int(rows[-1]) + GAP + 1 if words else 2 * GAP,
        paragraphs=paragraphs,
        sentences=np.searchsorted(begins, starts, side="right"),
        marks=marks,
        quote_lengths=lengths,
    )


def _runs(lines: Ints) -> tuple[tuple[int, int], ...]:
    """First and end of each run of equal numbers."""
    if not len(lines):
        return ()
    edges = [0, *(np.flatnonzero(np.diff(lines)) + 1).tolist(), len(lines)]
    return tuple(pairwise(edges))


def _quoted(words: Sequence[str], paragraphs: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Where each token stands to quotation marks; a quotation that is not closed goes on to the paragraph's end."""
    marks, lengths = np.zeros(len(words), dtype=np.int64), np.zeros(len(words), dtype=np.int64)
    for first, end in paragraphs:
        opened = -1
        for place in range(first, end):
            word = words[place]
            if len(word) != 1 or word.isalnum():
                continue
            if opened < 0 and (word in OPENERS or word in TOGGLES):
                marks[place], opened = OPENS, place
            elif opened >= 0 and (word in TOGGLES or word in CLOSERS.get(words[opened], "”»")):
                _fill(marks, lengths, opened, place)
                marks[place], opened = CLOSES, -1
        if opened >= 0:
            _fill(marks, lengths, opened, end)
    return marks, lengths


def _fill(marks: Ints, lengths: Ints, opened: int, closed: int) -> None:
    marks[opened + 1 : closed] = INSIDE
    lengths[opened : closed + 1] = closed - opened - 1

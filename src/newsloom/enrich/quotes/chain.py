"""Cues, contents and sources of an English text, found one after the other by three models.

In: a `Reading`. Out: how likely each token is of each role, and the spans that follow from it. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsloom.enrich import crf
from newsloom.enrich.quotes import columns as seen
from newsloom.enrich.quotes import policy
from newsloom.enrich.quotes.reading import CLOSES, OPENS, Reading

Span = tuple[int, int]
"""First token and end."""
Floats = NDArray[np.float32]
ROLES = ("cue", "content", "source")
TEMPLATES = {"cue": seen.CUE, "content": seen.CONTENT, "source": seen.SOURCE}
PACKAGE = "newsloom.enrich.quotes"


@cache
def is_there() -> bool:
    """Whether the models are part of this installation."""
    return all(files(PACKAGE).joinpath(name).is_file() for name in ("words.npz", *(f"{role}.npz" for role in ROLES)))


def likelihoods(reading: Reading) -> dict[str, Floats]:
    """By role, (n_tokens, 3): none, first token of a span, further token. Cost: 5 ms for a text of 800 words."""
    base = seen.base_columns(reading)
    found: dict[str, Floats] = {}
    earlier: dict[str, Floats] = {}
    for role in ROLES:
        model = crf.load(PACKAGE, f"{role}.npz")
        found[role] = model.likelihoods(keys_for(role, reading, base, earlier), reading.paragraphs)
        earlier[role] = 1 - found[role][:, 0]
    return found


def keys_for(role: str, reading: Reading, base: seen.Columns, earlier: Mapping[str, Floats]) -> NDArray[np.uint32]:
    """What the model of a role sees. `earlier`: likelihoods of the roles before it, (n_tokens,) each."""
    columns = dict(base)
    for name, likely in earlier.items():
        columns[f"p_{name}"] = seen.likely_column(reading, likely)
        columns |= seen.around(reading, columns, likely >= policy.IS_SEEN, name)
    return seen.keys_of(reading, columns, TEMPLATES[role])


def spans(reading: Reading, likely: Floats, least: float) -> list[Span]:
    """Runs of tokens that are of a role with at least this likelihood, none over a paragraph's end."""
    inside, begins = 1 - likely[:, 0] >= least, likely[:, 1] > likely[:, 2]
    found: list[Span] = []
    for start, end in reading.paragraphs:
        opened = -1
        for place in range(start, end):
            if opened >= 0 and (not inside[place] or begins[place]):
                found.append((opened, place))
                opened = -1
            if inside[place] and opened < 0:
                opened = place
        if opened >= 0:
            found.append((opened, end))
    return found


def with_marks(reading: Reading, found: list[Span]) -> list[Span]:
    """Contents with the quotation marks that touch them, where the other one stands inside."""
    marks, whole = reading.marks, []
    for start, end in found:
        if start and marks[start - 1] == OPENS and marks[start] == 1:
            start -= 1
        if end < len(marks) and marks[end] == CLOSES and marks[end - 1] == 1:
            end += 1
        whole.append((start, end))
    return whole


def marked(reading: Reading) -> list[Span]:
    """What stands in quotation marks, with them, where it is too long for a title."""
    found, opened = list[Span](), -1
    for place, mark in enumerate(reading.marks.tolist()):
        if mark == OPENS:
            opened = place
        elif mark == CLOSES and opened >= 0:
            if place - opened > policy.QUOTED_WORDS:
                found.append((opened, place + 1))
            opened = -1
    return found

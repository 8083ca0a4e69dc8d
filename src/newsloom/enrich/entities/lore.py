"""What is known of words before an article is read: their company, their look, and the lists that they stand in.

Words that stand between the same neighbours share groups, five divisions from coarse to fine; a word that no list has
is judged by its letters, like the names of people, of places, or neither.

In: words. Out: `Word`, and where names of several words stand. Refuses: nothing; a word that nobody knows has less.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

FOLDER = "newsloom.enrich.entities"
MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec""".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split())
QUOTES = str.maketrans("’“”", '\'""')
DIGIT = re.compile(r"\d")
LONGEST_LISTED = 6
"""Tokens of the longest name that is looked for in a list."""
N_BUCKETS = 1 << 15
"""Runs of letters are told apart by so many numbers."""
STEPS = (0.15, 0.4, 0.6, 0.85)
"""Where a probability's buckets end."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token by itself."""

    form: str
    small: str
    """In small letters, every digit a nought."""
    shape: str
    """Capitals X, small letters x, digits d; runs cut after two."""
    groups: tuple[int, ...]
    """Its group in each division, coarse to fine; empty for a rare word."""
    marks: tuple[str, ...]
    """Which lists of single words it stands in, and what its letters look like."""


@dataclass(frozen=True)
class Lore:
    groups: Mapping[str, Sequence[int]]
    people: Mapping[str, str]
    """First names and surnames, folded, each with the marks it gets."""
    places: Mapping[str, str]
    """Names of cities, provinces and countries, tokens folded and joined by spaces, each with its marks."""
    looks: NDArray[np.float32]
    """(n_buckets + 1, 3): what a run of letters speaks for people, places and common words; the last row is added."""

    def word(self, token: str) -> Word:
        """What is known of a token; the caller remembers it."""
        form = token.translate(QUOTES)
        small = form.lower()
        shown = DIGIT.sub("0", small)
        groups = (
            self.groups.get(form)
            or self.groups.get("0" * min(len(form), 5) if form.isdigit() else small)
            or self.groups.get(form.capitalize())
            or ()
        )
        return Word(form, shown, shape_of(form), tuple(groups), tuple(self._marks(form, small)))

    def _marks(self, form: str, small: str) -> list[str]:
        marks = []
        if form[:1].isupper():
            marks += self.people.get(plain(small), "").split()
            if form.isalpha() and len(form) > 2:
                chances = self.look(small)
                marks += [f"{name}{bucket(chance)}" for name, chance in zip("plo", chances, strict=True)]
        if small in MONTHS:
            marks.append("month")
        if small in DAYS:
            marks.append("day")
        return marks

    def look(self, small: str) -> list[float]:
        """How much a word looks like a person's name, a place's and a common word: three shares of one."""
        told = self.looks[[*runs_of(small), N_BUCKETS]].sum(axis=0)
        shares = np.exp(told - told.max())
        return list(map(float, shares / shares.sum()))

    def listed(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Marks of each token that stands in a listed name, the longest one from each place."""
        return mark_names(words, [plain(word.lower()) for word in words], self.places)


def mark_names(words: Sequence[str], keys: Sequence[str], table: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Marks of tokens in names of `table`, each with its place in the name: alone, first, or further on."""
    found: list[tuple[str, ...]] = [()] * len(words)
    place = 0
    while place < len(words):
        length = 0
        if words[place][:1].isupper():
            for length in range(min(LONGEST_LISTED, len(words) - place), 0, -1):
                marks = table.get(" ".join(keys[place : place + length]))
                if marks is not None:
                    for step in range(length):
                        where = "1" if length == 1 else "B" if step == 0 else "I"
                        found[place + step] = tuple([mark + where for mark in marks.split()])
                    break
            else:
                length = 0
        place += length or 1
    return found


def shape_of(form: str) -> str:
    shape = ""
    for letter in form[:12]:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "d" if letter.isdigit() else letter
        if shape[-2:] != kind + kind:
            shape += kind
    return shape


def plain(small: str) -> str:
    """Without accents."""
    if small.isascii():
        return small
    return "".join(mark for mark in unicodedata.normalize("NFKD", small) if not unicodedata.combining(mark))


def runs_of(small: str) -> list[int]:
    """Numbers of its runs of two to four letters, its edges marked."""
    edged = f"<{plain(small)}>"
    runs = {edged[start : start + n] for n in (2, 3, 4) for start in range(len(edged) - n + 1)}
    return sorted({zlib.crc32(run.encode()) % N_BUCKETS for run in runs})


def bucket(chance: float) -> int:
    return sum(chance >= step for step in STEPS)


@lru_cache(maxsize=1)
def lore() -> Lore:
    """What the package carries."""
    with np.load(io.BytesIO((files(FOLDER) / "lore.npz").read_bytes())) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")
        groups = dict(zip(words, map(tuple, arrays["groups"].tolist()), strict=True))
        looks = arrays["looks"].astype(np.float32)
    lists = json.loads(gzip.decompress((files(FOLDER) / "lore.json.gz").read_bytes()))
    return Lore(groups=groups, people=lists["people"], places=lists["places"], looks=looks)

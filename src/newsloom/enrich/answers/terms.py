"""Words as questions and articles are compared by: folded and stemmed, the same for both sides.

In: text. Out: terms and where each begins. Refuses: nothing. Words of scripts that do not part them come as pairs of
letters; Latin words of all languages are stemmed by English rules, which takes most plurals off and does so alike in
question and article, so that nobody has to know the language of a question of five words.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from newsloom.text import WORD, arabic_stem, fold_word

UNPARTED = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-๿]")
ARABIC = re.compile(r"[؀-ۿ]")
LONGEST_STEMMED = 40
"""Characters; what is longer is an address or a hash, and its own stem."""


class _Stemmer(threading.local):
    """A stemmer keeps its word while it works on it, so that each thread needs its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")


_stemmer = _Stemmer()


@lru_cache(maxsize=300_000)
def term_of(word: str) -> str:
    """The term of one word as it stands; empty where nothing of it is a letter or digit."""
    folded = fold_word(word)
    if not folded or len(folded) > LONGEST_STEMMED:
        return folded
    return arabic_stem(folded) if ARABIC.search(folded) else str(_stemmer.english.stemWord(folded))


def terms_at(text: str) -> Iterator[tuple[int, str]]:
    """Each term with the offset of its word, in order."""
    is_parted = UNPARTED.search(text) is None
    for found in WORD.finditer(text):
        word, start = found.group(), found.start()
        if is_parted or UNPARTED.match(word) is None or len(word) < 2:
            if term := term_of(word):
                yield start, term
        else:
            yield from ((start + n, word[n : n + 2]) for n in range(len(word) - 1))


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    return [term for _, term in terms_at(text)]

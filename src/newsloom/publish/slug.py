"""The readable part of a story's address.

In: a headline. Out: words in lower case joined by hyphens, letters of every script kept. Refuses: nothing; a headline
without words gives `story`.
"""

from __future__ import annotations

import unicodedata

from newsloom.text import ARABIC_MARKS, WORD

MAX_CHARACTERS = 60


def slug(headline: str) -> str:
    """`Café talks: what's next?` gives `cafe-talks-whats-next`; Arabic keeps its letters, without vowel marks."""
    words = [bare for word in WORD.findall(headline) if (bare := _bare(word))]
    kept: list[str] = []
    for word in words:
        if kept and sum(map(len, kept)) + len(kept) + len(word) > MAX_CHARACTERS:
            break
        kept.append(word[:MAX_CHARACTERS])
    return "-".join(kept) or "story"


def _bare(word: str) -> str:
    unmarked = ARABIC_MARKS.sub("", word.casefold())
    if any("a" <= letter <= "z" for letter in unmarked):
        unmarked = unicodedata.normalize("NFKD", unmarked)
    else:
        unmarked = unicodedata.normalize("NFKC", unmarked)
    dashed = "".join(" " if letter in "-‑." else letter if letter.isalnum() else "" for letter in unmarked)
    return "-".join(dashed.split())

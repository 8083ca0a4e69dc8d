"""How often a language's frequent words stand in a news article, before any has been seen.

In: a language. Out: the share of articles that hold a term. Refuses: nothing; of a language without a list only the
short words are taken to be frequent, and where languages are mixed the frequent words of each are.

The lists hold a share in thousandths and its terms on a line. The English one was counted over 21,322 articles of 2012
to March 2018; the Arabic one is an estimate of the closed classes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from newsloom.cluster.signature import term_of
from newsloom.records import UNKNOWN_LANGUAGE, Language

LISTED = frozenset({"ar", "en"})
N_SHORT = 3
SHORT_SHARE = 0.1
"""Of words with so few letters, where no list says better."""


@lru_cache(maxsize=64)
def shares(language: Language) -> Callable[[str], float]:
    """The share of articles that hold a term, 0 where nothing is known of it."""
    if language == UNKNOWN_LANGUAGE:
        known = [shares(Language(listed)) for listed in sorted(LISTED)]
        return lambda term: max(share(term) for share in known)
    if language not in LISTED:
        return lambda term: SHORT_SHARE if len(term) <= N_SHORT else 0.0
    found: dict[str, float] = {}
    text = files("newsloom.cluster").joinpath("lists", f"{language}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        share, *words = line.split()
        found.update(dict.fromkeys(map(term_of, words), int(share) / 1000))
    return lambda term: found.get(term, 0.0)

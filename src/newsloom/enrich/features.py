"""What makes an article a neighbour of another: its telling words, and the names in it, each thing under one key.

In: a signature with its hashtags. Out: `Features`. Refuses: nothing; an empty article has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from newsloom.enrich.furniture import is_glued
from newsloom.enrich.wordlists import WordLists, key_of, without_title, word_lists
from newsloom.records import Hashtag, Signature


@dataclass(frozen=True, slots=True)
class Features:
    words: dict[str, float]
    """One and the logarithm of its count."""
    headline: frozenset[str]
    names: dict[str, str]
    """Key of a name or hashtag, marked `@`, and how readers write it."""
    hashtags: frozenset[str]
    """Keys of those names that are hashtags."""
    spellings: dict[str, str]
    """Of words that are folded beyond reading."""


def features_of(signature: Signature, hashtags: Iterable[Hashtag]) -> Features:
    """All of them; which ones are remembered is for the index to say."""
    lists = word_lists(signature.language)
    headline = frozenset(signature.headline_terms) - lists.silent
    words = {term: 1 + log(count) for term, count in signature.terms if term not in lists.silent and not term.isdigit()}
    tags = tuple(hashtags)
    peoples = (lists.places[term] for term in words if term in lists.places)
    named = _named([*signature.names, *(tag.phrase for tag in tags), *peoples], lists)
    tagged = {key_of(tag.phrase): tag.phrase for tag in tags}
    return Features(
        words=words,
        headline=headline & words.keys(),
        names={f"@{key}": spelling for key, spelling in (named | tagged).items()},
        hashtags=frozenset(f"@{key}" for key in tagged),
        spellings={term: spelling for term, spelling in signature.spellings if term in words},
    )


def _named(names: Iterable[str], lists: WordLists) -> dict[str, str]:
    """Keys of names, titles off, places under their one name; a name of several words can be called by its last. What
    a page glued together is no name."""
    found: dict[str, str] = {}
    for name in names:
        if is_glued(name):
            continue
        bare = without_title(name, lists)
        place = lists.places.get(key_of(bare))
        for one in (place,) if place else (bare, bare.rpartition(" ")[2]):
            key = key_of(one)
            if place or key not in lists.nameless:
                found.setdefault(key, one)
    return found

"""What a sentence asserts beyond its names and numbers: that something is not so, that it rose, that it is only said.

In: a written sentence and what it cites, as words. Out: what is wrong, or nothing. Refuses: nothing; languages without
a list are not looked at.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from newsloom.enrich.checked.wording import ALIKE, Word, alike, stem, worded
from newsloom.records import Language
from newsloom.text import fold, fold_word

RAW: dict[str, dict[str, str]] = tomllib.loads(
    (files("newsloom.enrich.checked") / "claims.toml").read_text(encoding="utf-8")
)
NOT, HEDGES, SAID_OF = RAW["not"], RAW["hedges"], RAW["said_of"]
"""Expressions for what denies, what leaves open, and what is only said of somebody and must not be told as done."""
MEASURES, GRAVE, OPPOSITES = RAW["measures"], RAW["grave"], RAW["opposites"]
"""Words that are never the writer's own choice; sides of a pair are parted by a bar, pairs by semicolons."""


def misnegated(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """A negation that no source has, or a word that the sources only deny."""
    pattern = NOT.get(language)
    if pattern is None:
        return None
    ours, theirs = _denied(sentence, pattern, language), [_denied(one, pattern, language) for one in cited]
    if ours[0] and not any(has for has, _, _ in theirs):
        return ours[0]
    if (wrong := _unlike_its_like(sentence, cited, pattern, language)) is not None:
        return wrong
    denied = set().union(*(words for _, words, _ in theirs))
    plain = set().union(*(words for _, _, words in theirs))
    lost = (denied - plain) & (ours[2] - ours[1])
    added = (ours[1] - ours[2]) & (plain - denied)
    return next(iter(sorted(lost | added)), None)


def _unlike_its_like(sentence: str, cited: Sequence[str], pattern: str, language: Language) -> str | None:
    """What is denied more or less often than in a source of nearly the same words."""
    for one in cited:
        if alike(sentence, one, language) >= ALIKE:
            mine, other = ([match.group() for match in re.finditer(pattern, fold(text))] for text in (sentence, one))
            if len(mine) != len(other):
                return (mine or other)[0]
    return None


def asserted(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """What every source only says of somebody, and the sentence tells as done."""
    said_of, hedges = SAID_OF.get(language), HEDGES.get(language)
    if said_of is None or hedges is None or re.search(hedges, fold(sentence)):
        return None
    found = [re.search(said_of, fold(one)) for one in cited]
    return found[0].group() if found and found[0] is not None and all(found) else None


def turned(words: Sequence[Word], have: frozenset[str], language: Language) -> str | None:
    """A word whose opposite is all that the sources have, and a measure or a grave word that they do not have."""
    measures, grave = MEASURES.get(language, "").split(), _stemmed(GRAVE.get(language, ""), language)
    for word in words:
        if word.stem in have:
            continue
        if fold_word(word.text) in measures or word.stem in grave:
            return word.text
        if any(word.stem in side and have & other for side, other in _opposites(language)):
            return word.text
    return None


def _denied(sentence: str, pattern: str, language: Language) -> tuple[str, set[str], set[str]]:
    """The first negation, the stems that follow one closely, and the stems of content words that do not."""
    denied: set[str] = set()
    first = ""
    folded = fold(sentence)
    for match in re.finditer(pattern, folded):
        first = first or match.group()
        behind = [word for word in worded(folded[match.end() : match.end() + 60], language) if word.is_content]
        denied.update(word.stem for word in behind[:1])
    every = [word.stem for word in worded(folded, language) if word.is_content]
    plain = {one for one in every if one not in denied or every.count(one) > 1}
    return first, denied, plain


@lru_cache(maxsize=16)
def _stemmed(listed: str, language: Language) -> frozenset[str]:
    return frozenset(stem(fold_word(word), language) for word in listed.split())


@lru_cache(maxsize=16)
def _opposites(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    found = []
    for pair in filter(str.strip, OPPOSITES.get(language, "").split(";")):
        one, other = (_stemmed(side, language) for side in pair.split("|"))
        found += [(one, other), (other, one)]
    return tuple(found)

"""Names: do they stand in the sources, whole, and do those who act act on the same?

In: a written sentence and what it cites. Out: what is wrong, or nothing. Refuses: nothing. Scripts without capitals
show no names; there every word of content must stand in the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from newsloom.enrich.checked.wording import ALIKE, Word, alike, stems, worded
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Language
from newsloom.text import fold_word, folded_words

RUN = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)+")
PRONOUN = re.compile(
    r"\b(?:he|she|they|it|him|her|them|his|its|their|il|elle|ils|elles|lui|leur|son|sa|ses)\b", re.IGNORECASE
)
CLAUSE = re.compile(r"[,;:–—()]")
BY = re.compile(r"\bby\b|\bpar\b")
GAP = 2
"""Words of a name that may be left out between two others: `Anna Berg` of Anna Maria von Berg."""


def unknown(words: Sequence[Word], have: frozenset[str], cited: Sequence[str], language: Language) -> str | None:
    """A word that is, or may be, a name and is not there."""
    lists = word_lists(language)
    plain = lists.silent | lists.topics | lists.verbs | lists.generic
    places = {lists.places[key] for key in _place_keys(cited) if key in lists.places}
    for word in words:
        if word.stem in have or not word.is_content:
            continue
        if language == "ar":
            if not any(letter.isdigit() for letter in word.text):
                return word.text
            continue
        if not word.is_capital or base_form(word.text) in lists.calendar:
            continue
        if word.starts and word.text[1:].islower() and base_form(word.text) in plain:
            continue
        parts = [part for part in re.split(r"[-‑]", word.text) if part[:1].isupper() or part.isdigit()]
        if parts and all(stems([part], language) <= have for part in parts):
            continue
        if lists.places.get(base_form(word.text), "") not in places:
            return word.text
    return None


def torn(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """A name put together of words that stand in no source beside each other."""
    lists = word_lists(language)
    theirs = [folded_words(one) for one in cited]
    for run in RUN.findall(sentence):
        name = [word for word in folded_words(run) if base_form(word) not in lists.silent]
        known = [word for word in name if any(word in one for one in theirs)]
        if len(known) > 1 and not any(_in_order(known, one) for one in theirs):
            return str(run)
    return None


def strange(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """A name from another source than the one that the rest is taken from, where no pronoun there stands for it."""
    for one in cited:
        if alike(sentence, one, language) < ALIKE or _leaves_open(one, language):
            continue
        have = stems([one], language)
        names = (word for word in worded(sentence, language) if word.is_capital and word.is_content)
        return next((word.text for word in names if word.stem not in have and not word.starts), None)
    return None


def turned_round(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """A deed that the sources tell of the same two the other way round; the passive is left to them."""
    if language == "ar" or BY.search(sentence) or any(BY.search(one) for one in cited):
        return None
    theirs = [deed for one in cited for deed in _deeds(one, language)]
    for actors, deed, others in _deeds(sentence, language):
        same = [(a, o) for a, other_deed, o in theirs if other_deed == deed]
        is_told = any(actors & a and others & o for a, o in same)
        if not is_told and any(actors & o and others & a for a, o in same):
            return deed
    return None


def misplaced(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """A name beside a word that the sources have only where that name is not, nor a pronoun for it."""
    theirs = [(stems([one], language), _leaves_open(one, language)) for one in cited]
    every = frozenset().union(*(have for have, _ in theirs))
    for part in CLAUSE.split(sentence):
        words = [word for word in worded(part, language) if word.is_content]
        runs = [(is_name, list(run)) for is_name, run in groupby(words, key=lambda word: word.is_capital)]
        for (first, left), (_, right) in pairwise(runs):
            names, beside = (left, right[0]) if first else (right, left[-1])
            named = {word.stem for word in names} & every
            holding = [one for one in theirs if beside.stem in one[0]]
            if named and holding and not any(is_open or named & have for have, is_open in holding):
                return f"{names[-1].text} {beside.text}"
    return None


def _leaves_open(sentence: str, language: Language) -> bool:
    """Whether a pronoun stands before any name: whom it means, another sentence says."""
    pronoun = PRONOUN.search(sentence)
    before = worded(sentence[: pronoun.start()], language) if pronoun else []
    return pronoun is not None and not any(word.is_capital and word.is_content for word in before)


def _deeds(sentence: str, language: Language) -> Iterator[tuple[frozenset[str], str, frozenset[str]]]:
    """Names, a word, names, next to one another but for small words."""
    words = [word for word in worded(sentence, language) if word.is_content]
    runs = [(is_name, list(run)) for is_name, run in groupby(words, key=lambda word: word.is_capital)]
    for (before, actors), (_, deeds), (after, others) in zip(runs, runs[1:], runs[2:], strict=False):
        if before and after and len(deeds) == 1:
            yield frozenset(word.stem for word in actors), deeds[0].stem, frozenset(word.stem for word in others)


def _in_order(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words of a name follow one another, little between them."""
    for start, word in enumerate(words):
        if word != name[0]:
            continue
        at = start
        for part in name[1:]:
            near = words[at + 1 : at + 2 + GAP]
            if part not in near:
                break
            at += 1 + near.index(part)
        else:
            return True
    return False


def _place_keys(cited: Sequence[str]) -> set[str]:
    words = (word for one in cited for word in one.split())
    return {base_form(fold_word(word.strip(".,;:!?()\"“”'’"))) for word in words if word[:1].isupper()}

"""An article looked through for one question: where its words stand, and in which sentences.

In: an article and a question. Out: `Reading`. Refuses: nothing. Only words that begin as a term of the question does
are stemmed, so that two hundred articles are read in the time in which ten could be taken apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.terms import ARABIC, UNPARTED, term_of
from newsloom.records import Article, Citation
from newsloom.text import WORD, fold, sentence_spans

LONGEST = 100_000
"""Characters of a text that are read; a live blog of a week is longer, and is about everything."""
HEADLINE_COUNTS = 3
"""Between 1 and 5 nothing changes on the tuning half by more than half a point."""
WORD_CHARACTERS = 6
"""With the space after it. Distances and lengths are counted in characters, and told in words."""
N_FIRST = 3
"""Letters of a word that its stem keeps."""


@dataclass(frozen=True)
class Reading:
    """Where the question's terms stand in text and headline: offset and term, in order."""

    article: Article
    found: list[tuple[int, str]]
    headline: tuple[str, ...]

    @property
    def n_words(self) -> float:
        return len(self.article.text) / WORD_CHARACTERS

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of each sentence."""
        return list(sentence_spans(self.article.text[:LONGEST]))

    @cached_property
    def small(self) -> str:
        """Headline and text in small letters."""
        return f"{self.article.headline}\n{self.article.text[:LONGEST]}".lower()

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def sentence_of(self, offset: int) -> int:
        """Which sentence stands there."""
        return bisect_right(self._sentence_starts, offset) - 1

    def counts(self) -> dict[str, int]:
        """How often each term stands in the text and, each for `HEADLINE_COUNTS`, in the headline."""
        counts: dict[str, int] = {}
        for _, term in self.found:
            counts[term] = counts.get(term, 0) + 1
        for term in self.headline:
            counts[term] = counts.get(term, 0) + HEADLINE_COUNTS
        return counts

    def citation(self, number: int) -> Citation:
        """A sentence as it stands."""
        start, end = self.spans[number]
        return Citation(text=self.article.text[start:end], article_id=self.article.id, start=start, end=end)


def read(article: Article, question: Question) -> Reading:
    """Look an article through. Cost: about .1 ms for a thousand words."""
    return Reading(
        article=article,
        found=_found(article.text[:LONGEST], question.terms),
        headline=tuple(term for _, term in _found(article.headline, question.terms)),
    )


def _found(text: str, wanted: tuple[str, ...]) -> list[tuple[int, str]]:
    beginnings = _beginnings(wanted)
    if beginnings is None:
        return []
    found = []
    for match in beginnings.finditer(text):
        start = match.start()
        if UNPARTED.match(match.group()):
            term = match.group()
        else:
            word = WORD.match(text, start)
            term = term_of(word.group()) if word else ""
        if term in wanted:
            found.append((start, term))
    return found


@lru_cache(maxsize=64)
def _beginnings(wanted: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds words that begin as these terms do, in all spellings that fold to them."""
    ways = {_beginning(term) for term in wanted}
    return re.compile("|".join(sorted(ways, key=lambda way: (-len(way), way)))) if ways else None


def _beginning(term: str) -> str:
    if UNPARTED.match(term):
        return re.escape(term)
    letters = "".join(_spellings().get(letter, re.escape(letter)) for letter in term[:N_FIRST])
    # An Arabic word may have an article and small words before its stem, and a sign on each letter.
    return rf"\b\w{{0,5}}{letters}" if ARABIC.match(term) else rf"\b{letters}"


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """A class of letters for each folded one."""
    classes: dict[str, str] = {}
    for number in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x620, 0x700), *range(0x1E00, 0x1F00)):
        letter = chr(number)
        if letter.isalpha() and len(folded := fold(letter)) == 1:
            classes[folded] = classes.get(folded, "") + letter
    return {folded: f"[{letters}]" for folded, letters in classes.items()}

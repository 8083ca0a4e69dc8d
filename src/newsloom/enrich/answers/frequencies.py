"""How common the words of a question are in the archive.

In: counts, from wherever the archive is kept. Out: weights. Refuses: nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.reading import Reading

PRIOR_ARTICLES = 100
"""Articles without the word that every archive is thought to have: of three articles that all speak of one thing, its
name still tells what they are about."""


@dataclass(frozen=True, kw_only=True)
class Frequencies:
    """In how many articles each term of a question stands."""

    n_articles: int
    mean_words: float
    counts: Mapping[str, int]

    def weight(self, term: str) -> float:
        """Inverse document frequency, as BM25 has it; never under 0."""
        n_with = min(self.counts.get(term, 0), self.n_articles)
        n_without = self.n_articles - n_with + PRIOR_ARTICLES
        return math.log(1 + (n_without + 0.5) / (n_with + 0.5))


@dataclass(frozen=True)
class Weights:
    """The terms of one question with their weights."""

    by_term: dict[str, float]

    @cached_property
    def total(self) -> float:
        return sum(self.by_term.values()) or 1.0

    def share(self, found: Iterable[str]) -> float:
        """The share of the question's weight that these terms carry, 0 to 1; each is to be given once."""
        return sum(self.by_term.get(term, 0.0) for term in found) / self.total


def weigh(question: Question, frequencies: Frequencies) -> Weights:
    """How much each term of the question tells."""
    return Weights({term: frequencies.weight(term) for term in question.terms})


def counted(readings: Sequence[Reading]) -> Frequencies:
    """Frequencies within these articles alone: all that is known where they are the whole archive."""
    counts = Counter(term for reading in readings for term in reading.counts())
    n_words = sum(reading.n_words for reading in readings)
    return Frequencies(n_articles=len(readings), mean_words=n_words / max(1, len(readings)), counts=counts)

"""How much a word says: rare words say more, and words worn by the last days say less.

In: the terms of signatures, in the order of their time. Out: weights. Refuses: nothing; a word never seen is rare.

Counts are kept by day and forgotten after `WINDOW_DAYS`, so that the state can be had again from the articles of the
last days, and neither grows with the archive. Below the counts lies a prior, an invented archive of `N_PRIOR`
articles with the language's known frequent words, so that the first article of an empty house is weighed sensibly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from math import log

from newsloom.cluster.frequencies import shares
from newsloom.records import Language

WINDOW_DAYS = 9
"""Four open days and nine before them can be had again from the fourteen that the loom remembers."""
N_PRIOR = 3_000
"""Articles that the prior weighs."""


class Rarity:
    """The weights of one language's words. Articles come in the order of their time, or nearly so."""

    def __init__(self, language: Language) -> None:
        self._prior = shares(language)
        self._days: dict[date, Counter[str]] = {}
        self._n_by_day: Counter[date] = Counter()
        self._today = date.min
        self._counts: Counter[str] = Counter()
        self._n = 0
        self._counts_before: Counter[str] = Counter()
        self._n_before = 0

    @property
    def n_articles(self) -> int:
        """Of the days that count."""
        return self._n

    def add(self, day: date, terms: Iterable[str]) -> None:
        """Take note of one article's different words."""
        terms = list(terms)
        self._turn_to(day)
        if day <= self._today - timedelta(days=WINDOW_DAYS):
            return
        self._days.setdefault(day, Counter()).update(terms)
        self._n_by_day[day] += 1
        self._counts.update(terms)
        self._n += 1
        if day < self._today:
            self._counts_before.update(terms)
            self._n_before += 1

    def idf(self, term: str) -> float:
        """From about 0 for words of every article to 8 for one never seen."""
        n_with = self._counts.get(term, 0) + N_PRIOR * self._prior(term)
        return log((self._n + N_PRIOR + 1) / (n_with + 0.5))

    def freshness(self, term: str) -> float:
        """From 1 for a word that the last days, today apart, did not hold, down to 0 for one that was everywhere."""
        n_before = self._n_before
        return log((n_before + 2) / (self._counts_before.get(term, 0) + 0.5)) / log(n_before + 3)

    def weight(self, term: str) -> float:
        """What a word says today: nothing where every article holds it."""
        return max(self.idf(term), 0.0) * self.freshness(term)

    def _turn_to(self, day: date) -> None:
        """A new day: forget those that have left the window, and let yesterday's words be worn."""
        if day <= self._today:
            return
        self._today = day
        first = day - timedelta(days=WINDOW_DAYS)
        for old in [one for one in self._days if one <= first]:
            _take(self._counts, self._days.pop(old))
            self._n -= self._n_by_day.pop(old)
        self._counts_before, self._n_before = self._counts.copy(), self._n


def _take(counts: Counter[str], gone: Counter[str]) -> None:
    """Subtract, and forget the words that are left by none. Cost: O(words gone), however many stay."""
    for term, n_gone in gone.items():
        if counts[term] == n_gone:
            del counts[term]
        else:
            counts[term] -= n_gone

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
ONE_EVENT = 3
"""Stories of a day that one event's words may stand in: what begins is not always told together at once."""


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
        self._begun: Counter[str] = Counter()
        """In how many of the stories that began today a word stands."""
        self._n_begun = 0

    @property
    def n_articles(self) -> int:
        """Of the days that count."""
        return self._n

    def add(self, day: date, terms: Iterable[str], *, begins: bool = False) -> None:
        """Take note of one article's different words, and whether it begins a story."""
        terms = list(terms)
        self._turn_to(day)
        if day <= self._today - timedelta(days=WINDOW_DAYS):
            return
        self._days.setdefault(day, Counter()).update(terms)
        self._n_by_day[day] += 1
        self._counts.update(terms)
        self._n += 1
        if begins and day == self._today:
            self._begun.update(terms)
            self._n_begun += 1
        if day < self._today:
            self._counts_before.update(terms)
            self._n_before += 1

    def weights(self, terms: Iterable[str]) -> list[float]:
        """What each term says today: its idf by its freshness.

        The idf runs from 0 for words of every article to 8 for one never seen; the freshness from 1 for a word that the
        last days, and today's other stories, did not hold, down to 0 for one that was everywhere. One loop, because it
        runs for every word of every article: in three calls a word it was half of what placing costs.
        """
        counts, prior, before, today = self._counts, self._prior, self._counts_before, self._begun
        n_known = self._n_before + self._n_begun
        whole, whole_known, scale = log(self._n + N_PRIOR + 1), log(n_known + 2), log(n_known + 3)
        weights = []
        for term in terms:
            idf = max(whole - log(counts.get(term, 0) + N_PRIOR * prior(term) + 0.5), 0.0)
            worn = before.get(term, 0) + max(today.get(term, 0) - ONE_EVENT, 0)
            weights.append(idf * (whole_known - log(worn + 0.5)) / scale)
        return weights

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
        self._begun, self._n_begun = Counter(), 0


def _take(counts: Counter[str], gone: Counter[str]) -> None:
    """Subtract, and forget the words that are left by none. Cost: O(words gone), however many stay."""
    for term, n_gone in gone.items():
        if counts[term] == n_gone:
            del counts[term]
        else:
            counts[term] -= n_gone

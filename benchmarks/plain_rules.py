"""What a newcomer would write to find related articles: the latest, the cosine of tf-idf, BM25.

In: articles as their terms with counts, in the order of time. Out: ids, best first. Refuses: nothing. Each of them
looks through the whole archive for every query, with the frequencies of that moment.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import log

import numpy as np

from newsloom.enrich.wordlists import word_lists
from newsloom.records import ArticleId, Language

Terms = Sequence[tuple[str, int]]
K1, B = 1.2, 0.75
"""BM25's usual two."""


class Latest:
    """Whatever came last."""

    name = "latest"

    def __init__(self) -> None:
        self._ids: list[ArticleId] = []

    def add(self, article_id: ArticleId, terms: Terms) -> None:
        self._ids.append(article_id)

    def ask(self, article_id: ArticleId, limit: int) -> list[ArticleId]:
        return [one for one in self._ids[: -limit - 2 : -1] if one != article_id][:limit]


class Bm25:
    """Okapi BM25, the whole article as the query."""

    name = "bm25"

    def __init__(self) -> None:
        self._ids: list[ArticleId] = []
        self._terms: dict[ArticleId, dict[str, int]] = {}
        self._places: dict[str, array[int]] = {}
        self._counts: dict[str, array[int]] = {}
        self._lengths = array("d")
        self._silent = word_lists(Language("en")).silent

    def add(self, article_id: ArticleId, terms: Terms) -> None:
        kept = {term: count for term, count in terms if term not in self._silent}
        self._terms[article_id] = kept
        for term, count in kept.items():
            self._places.setdefault(term, array("q")).append(len(self._ids))
            self._counts.setdefault(term, array("q")).append(count)
        self._ids.append(article_id)
        self._lengths.append(self._length(kept))

    def ask(self, article_id: ArticleId, limit: int) -> list[ArticleId]:
        worth = self._worth(np.array(self._lengths))
        total = np.zeros(len(self._ids))
        for term, count in self._terms[article_id].items():
            places = np.frombuffer(self._places[term], np.int64)
            total[places] += worth(term, count, places, np.frombuffer(self._counts[term], np.int64))
        order = np.argsort(-total, kind="stable")[: limit + 1].tolist()
        return [self._ids[place] for place in order if self._ids[place] != article_id][:limit]

    def _length(self, terms: dict[str, int]) -> float:
        return float(sum(terms.values()))

    def _rarity(self, term: str) -> float:
        n_with = len(self._places[term])
        return log(1 + (len(self._ids) - n_with + 0.5) / (n_with + 0.5))

    def _worth(self, lengths):  # type: ignore[no-untyped-def]
        relative = K1 * (1 - B + B * lengths / lengths.mean())

        def of(term, count, places, counts):  # type: ignore[no-untyped-def]
            return self._rarity(term) * counts * (K1 + 1) / (counts + relative[places])

        return of


class Cosine(Bm25):
    """Cosine of (1 + ln count) times the square of rarity; an article's length is that of its own day."""

    name = "tf-idf cosine"

    def _length(self, terms: dict[str, int]) -> float:
        return sum(((1 + log(count)) * self._rarity(term)) ** 2 for term, count in terms.items()) ** 0.5 or 1.0

    def _rarity(self, term: str) -> float:
        return log((len(self._ids) + 1) / (len(self._places[term]) + 0.5)) if self._ids else 1.0

    def _worth(self, lengths):  # type: ignore[no-untyped-def]
        def of(term, count, places, counts):  # type: ignore[no-untyped-def]
            return (1 + log(count)) * self._rarity(term) ** 2 * (1 + np.log(counts)) / lengths[places]

        return of

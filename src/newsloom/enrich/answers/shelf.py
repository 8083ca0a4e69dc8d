"""An archive in memory, for questions: which of very many articles hold the words of one.

In: articles, in any order. Out: for a question, readings of the likeliest, and how common its words are. Refuses:
nothing. The same article given twice is there once, as it came last.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from newsloom.enrich.answers.frequencies import Frequencies, weigh
from newsloom.enrich.answers.policy import N_CANDIDATES, N_RECENT, RECENT_SECONDS
from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.rank import K1, B
from newsloom.enrich.answers.reading import HEADLINE_COUNTS, LONGEST, N_FIRST, WORD_CHARACTERS, Reading, read
from newsloom.enrich.answers.terms import ARABIC, UNPARTED, term_of, terms
from newsloom.records import Article, ArticleId
from newsloom.text import WORD, fold_word

NOBODY: frozenset[ArticleId] = frozenset()
Counts: TypeAlias = NDArray[np.float32]


class Shelf:
    """Articles by their words. Words stand as they are folded; which of them a term means is asked when it is sought,
    because to stem a whole archive's vocabulary takes longer than all else."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._articles: list[Article] = []
        self._rows: dict[ArticleId, int] = {}
        self._postings: dict[str, tuple[array[int], array[int]]] = {}
        self._by_beginning: dict[str, list[str]] = {}
        self._lengths, self._moments = array("f"), array("d")
        for article in articles:
            self.add(article)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, article: Article) -> None:
        """Take an article in. Cost: about .3 ms for a thousand words."""
        row = len(self._articles)
        counts: Counter[str] = Counter()
        for text, weight in ((article.text[:LONGEST], 1), (article.headline, HEADLINE_COUNTS)):
            for word, n in _counted(text):
                counts[word] += n * weight
        for word, n in counts.items():
            if word not in self._postings:
                self._postings[word] = (array("i"), array("H"))
                self._by_beginning.setdefault(word[:N_FIRST], []).append(word)
            rows, numbers = self._postings[word]
            rows.append(row)
            numbers.append(min(n, 65_535))
        self._articles.append(article)
        self._rows[article.id] = row
        self._lengths.append(len(article.text) / WORD_CHARACTERS)
        self._moments.append(article.at.timestamp())

    def article(self, article_id: ArticleId) -> Article | None:
        row = self._rows.get(article_id)
        return None if row is None else self._articles[row]

    def likeliest(self, question: Question, *, but: Set[ArticleId] = NOBODY) -> tuple[list[Reading], Frequencies]:
        """Readings of the articles that BM25 puts first, and of those of the last weeks that it does.

        Cost: O(n_articles) additions a term, then the reading of so many.
        """
        if not self._articles:
            return [], Frequencies(n_articles=0, mean_words=0.0, counts={})
        counts = {term: self._counts(term) for term in question.terms}
        lengths = np.frombuffer(self._lengths, np.float32)
        frequencies = Frequencies(
            n_articles=len(self._articles),
            mean_words=float(lengths.mean()),
            counts={term: int(np.count_nonzero(n)) for term, n in counts.items()},
        )
        scores = np.zeros(len(self._articles), np.float32)
        weights = weigh(question, frequencies)
        norms = K1 * (1 - B + B * lengths / max(1.0, frequencies.mean_words))
        for term, n in counts.items():
            scores += np.float32(weights.by_term[term]) * n * np.float32(K1 + 1) / (n + norms)
        scores[[self._rows[one] for one in but if one in self._rows]] = 0.0
        return [read(self._articles[row], question) for row in self._best(question, scores)], frequencies

    def _counts(self, term: str) -> Counts:
        """How often each article has the term, in any of its forms."""
        counts = np.zeros(len(self._articles), np.float32)
        for word in self._by_beginning.get(term[:N_FIRST], ()):
            if word == term or term_of(word) == term:
                rows, numbers = self._postings[word]
                counts[np.frombuffer(rows, np.int32)] += np.frombuffer(numbers, np.uint16)
        return counts

    def _best(self, question: Question, scores: NDArray[np.float32]) -> list[int]:
        if question.asked_at is None:
            rows = set(_best(scores, N_CANDIDATES))
        else:
            asked, moments = question.asked_at.timestamp(), np.frombuffer(self._moments)
            scores[moments > asked] = 0.0
            recent = np.where(moments >= asked - RECENT_SECONDS, scores, np.float32(0))
            rows = {*_best(scores, N_CANDIDATES), *_best(recent, N_RECENT)}
        return [row for row in sorted(rows) if self._rows[self._articles[row].id] == row]


def _counted(text: str) -> Iterator[tuple[str, int]]:
    """Words folded, how often each; Arabic ones and those of scripts without spaces as terms."""
    if UNPARTED.search(text):
        yield from Counter(terms(text)).items()
        return
    for word, n in Counter(WORD.findall(text)).items():
        if folded := term_of(word) if ARABIC.search(word) else fold_word(word):
            yield folded, n


def _best(scores: NDArray[np.float32], n_best: int) -> list[int]:
    """Rows of the highest scores over 0; of equal ones the first."""
    n_kept = min(n_best, int(np.count_nonzero(scores > 0)))
    if not n_kept:
        return []
    least = np.partition(scores, len(scores) - n_kept)[len(scores) - n_kept]
    over = np.flatnonzero(scores > least).tolist()
    return [*over, *np.flatnonzero(scores == least).tolist()[: n_kept - len(over)]]

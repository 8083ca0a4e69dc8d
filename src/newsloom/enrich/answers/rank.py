"""Which articles are about what was asked, best first.

In: a question, readings of candidates, how common words are. Out: `Ranked`. Refuses: nothing. BM25 over headline and
text brings the candidates in order; then a logit of few features, learned from a year of questions, weighs how close
together the words stand, whether headline and lead hold them, and how near the article is to the day of the question.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsloom.enrich.answers import policy
from newsloom.enrich.answers.frequencies import Frequencies, Weights
from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.reading import WORD_CHARACTERS, Reading

K1, B = 1.2, 0.5
"""Of BM25, on the tuning half: b of .3, .5 and .75 find the answer among the first twenty in .72, .74 and .71."""
SPANS = (25, 75)
"""Words between which the terms of a question are sought together: a sentence, a passage."""
LEAD_WORDS = 120
PAIR_WORDS = 3.5
SECONDS_A_DAY = 86_400
BM25_SHARE, TOGETHER, HEADLINE, LEAD = 1, 3, 5, 6
"""Columns of the features that others look at."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: `score` is a logit up to a constant, `days` how long before the question it was printed."""

    reading: Reading
    score: float
    days: float
    features: tuple[float, ...]


def bm25(reading: Reading, weights: Weights, frequencies: Frequencies) -> float:
    norm = K1 * (1 - B + B * reading.n_words / max(1.0, frequencies.mean_words))
    return sum(weights.by_term[term] * n * (K1 + 1) / (n + norm) for term, n in reading.counts().items())


def rank(question: Question, readings: Sequence[Reading], weights: Weights, frequencies: Frequencies) -> list[Ranked]:
    """Candidates that hold any of the question's words, best first; ties by time and id.

    Days are counted from the day of the question; an archive that ended long before is asked as if on its last day.
    """
    known = [one for one in readings if question.asked_at is None or one.article.at <= question.asked_at]
    scored = [(score, reading) for reading in known if (score := bm25(reading, weights, frequencies)) > 0]
    if not scored:
        return []
    best = max(score for score, _ in scored)
    today = max(reading.article.at for _, reading in scored)
    if question.asked_at is not None and (question.asked_at - today).total_seconds() <= policy.RECENT_SECONDS:
        today = question.asked_at
    ranked = [_weighed(question, reading, score, best, weights, today) for score, reading in scored]
    return sorted(ranked, key=lambda one: (-one.score, -one.reading.article.at.timestamp(), one.reading.article.id))


def _weighed(
    question: Question, reading: Reading, score: float, best: float, weights: Weights, today: datetime
) -> Ranked:
    found = reading.found
    together = [_together(found, weights, span * WORD_CHARACTERS) / weights.total for span in SPANS]
    headline = set(reading.headline)
    lead = headline.union(term for place, term in found if place < LEAD_WORDS * WORD_CHARACTERS)
    days = (today - reading.article.at).total_seconds() / SECONDS_A_DAY
    features = (
        score / best,
        score / weights.total,
        *together,
        weights.share({term for _, term in found} | headline),
        weights.share(headline),
        weights.share(lead),
        _pairs(found, question),
        math.exp(-days / 10),
        math.exp(-days / 300),
        math.log(1 + reading.n_words) - 7,
    )
    logit = sum(weight * value for weight, value in zip(policy.ARTICLE, features, strict=True))
    return Ranked(reading, logit, days, features)


def _together(found: Sequence[tuple[int, str]], weights: Weights, span: int) -> float:
    """The greatest weight of different terms that stand within so many characters. Cost: O(n_found)."""
    counts: dict[str, int] = {}
    best = held = 0.0
    first = 0
    for place, term in found:
        counts[term] = counts.get(term, 0) + 1
        if counts[term] == 1:
            held += weights.by_term[term]
        while place - found[first][0] > span:
            left = found[first][1]
            counts[left] -= 1
            if counts[left] == 0:
                held -= weights.by_term[left]
            first += 1
        best = max(best, held)
    return best


def _pairs(found: Sequence[tuple[int, str]], question: Question) -> float:
    """The share of the question's neighbouring words that are neighbours here too."""
    if not question.pairs:
        return 0.0
    near = {
        (term, other)
        for gap in (1, 2)
        for (place, term), (beside, other) in zip(found, found[gap:], strict=False)
        if beside - place <= PAIR_WORDS * WORD_CHARACTERS
    }
    return len(near & question.pairs) / len(question.pairs)

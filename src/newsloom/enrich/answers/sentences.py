"""The sentences that could answer, and how likely each value in them is the answer.

In: a question and the articles ranked for it. Out: `Pool`. Refuses: nothing. A value that several articles give, close
to the question's words, is likelier than one that stands in the best sentence alone: sentences are not judged by
themselves but by what they hold.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsloom.enrich.answers import policy
from newsloom.enrich.answers.frequencies import Weights
from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.rank import Ranked
from newsloom.enrich.answers.reading import WORD_CHARACTERS, Reading
from newsloom.enrich.answers.values import values

PIECE = re.compile(r"\w+")
FAR = 25
"""Words between a value and the question's words where they share no sentence."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a ranked article."""

    reading: Reading
    number: int
    """Which of its sentences."""
    place: int
    """Rank of its article, from 0."""
    found: frozenset[str]
    """The question's terms in it."""
    worth: float
    """How much of the question stands in and about it."""
    values: Mapping[str, str]
    features: tuple[float, ...]

    @property
    def key(self) -> tuple[str, int]:
        return self.reading.article.id, self.number


@dataclass(frozen=True, slots=True)
class Pool:
    candidates: list[Candidate]
    likely: dict[str, float]
    """Values with their share of likelihood, together 1 or, where there are none, 0."""
    features: dict[str, tuple[float, ...]] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)


def pool(question: Question, ranked: Sequence[Ranked], weights: Weights) -> Pool:
    """The best sentences of the best articles. Cost: some 20 ms for articles of a thousand words."""
    rough = [
        one
        for place, article in enumerate(ranked[: policy.ARTICLES_READ])
        for one in _sentences(article, place, ranked[0].score, weights)
    ]
    rough.sort(key=lambda one: (-one.order, one.place, one.number))
    seen: set[str] = set()
    candidates = []
    for one in rough[: policy.SENTENCES_READ]:
        candidate = _candidate(one, question)
        text = candidate.reading.citation(candidate.number).text
        if text not in seen:
            seen.add(text)
            candidates.append(candidate)
    features = _value_features(candidates, ranked, weights)
    spellings: dict[str, str] = {}
    for candidate in candidates:
        spellings = {**candidate.values, **spellings}
    return Pool(candidates, _likely(features), features, spellings)


@dataclass(frozen=True, slots=True)
class _Rough:
    article: Ranked
    number: int
    place: int
    found: frozenset[str]
    shares: tuple[float, float, float, float]
    """Of the question's weight: in the sentence; what the one before, the one after, the headline add."""
    behind: float
    """The article's score less the best one's."""

    @property
    def worth(self) -> float:
        own, before, after, headline = self.shares
        return own + 0.5 * before + 0.3 * after + 0.3 * headline

    @property
    def order(self) -> float:
        return self.worth + 0.15 * self.behind


def _sentences(article: Ranked, place: int, best: float, weights: Weights) -> list[_Rough]:
    """Each sentence that holds a word of the question, or follows one that does."""
    reading = article.reading
    held: dict[int, set[str]] = {}
    for where, term in reading.found:
        held.setdefault(reading.sentence_of(where), set()).add(term)
    headline = set(reading.headline)
    rough = []
    for number in sorted(held.keys() | {one + 1 for one in held}):
        if not 0 <= number < len(reading.spans):
            continue
        own, before, after = (held.get(number + step, set()) for step in (0, -1, 1))
        shares = (
            weights.share(own),
            weights.share(before - own),
            weights.share(after - own - before),
            weights.share(headline - own - before - after),
        )
        rough.append(_Rough(article, number, place, frozenset(own), shares, article.score - best))
    return rough


def _candidate(rough: _Rough, question: Question) -> Candidate:
    reading = rough.article.reading
    start, end = reading.spans[rough.number]
    given = values(reading.article.text[start:end], question)
    features = (
        *rough.shares,
        rough.behind,
        float(bool(given)),
        math.exp(-rough.article.days / 15),
        math.exp(-rough.article.days / 300),
        math.log(1 + end - start) - 5,
        1 / (1 + rough.number),
        math.log(1 + len(given)),
        rough.shares[0] ** 2,
    )
    return Candidate(reading, rough.number, rough.place, rough.found, rough.worth, given, features)


@dataclass(slots=True)
class _Evidence:
    """What speaks for a value."""

    spelling: str
    worths: dict[str, float] = field(default_factory=dict)
    """The best sentence of each article."""
    near: float = 0.0
    closeness: float = 0.0
    place: int = 999


def _value_features(
    candidates: Sequence[Candidate], ranked: Sequence[Ranked], weights: Weights
) -> dict[str, tuple[float, ...]]:
    evidence: dict[str, _Evidence] = {}
    for one in candidates:
        worth = one.worth * math.exp(0.3 * one.features[4])
        around = _around(one)
        for value, spelling in one.values.items():
            known = evidence.setdefault(value, _Evidence(spelling))
            article = one.reading.article.id
            known.worths[article] = max(known.worths.get(article, 0.0), worth)
            known.near = max(known.near, one.features[6])
            known.closeness = max(known.closeness, _closeness(spelling, around, one, weights))
            known.place = min(known.place, one.place)
    most = max((sum(worth * worth for worth in one.worths.values()) for one in evidence.values()), default=0.0) or 1.0
    best = max((max(one.worths.values()) for one in evidence.values()), default=0.0) or 1.0
    others = [one.reading for one in ranked[policy.ARTICLES_READ :][: policy.ARTICLES_HEARD]]
    heard = _heard(others)
    return {
        value: (
            math.sqrt(sum(worth * worth for worth in one.worths.values()) / most),
            max(one.worths.values()) / best,
            math.log(len(one.worths)),
            _rarity(one.spelling, heard, len(others)),
            float(" " in value),
            one.near,
            one.closeness,
            1 / (1 + one.place),
            float(value.count(" ") == 1),
            len(value) / 20,
        )
        for value, one in evidence.items()
    }


def _around(one: Candidate) -> list[tuple[int, str]]:
    """Where the question's words stand in this sentence."""
    start, end = one.reading.spans[one.number]
    return [(where, term) for where, term in one.reading.found if start <= where < end]


def _closeness(spelling: str, around: Sequence[tuple[int, str]], one: Candidate, weights: Weights) -> float:
    """How much of the question stands how near the value's last word."""
    start, end = one.reading.spans[one.number]
    where = one.reading.article.text.find(spelling, start, end)
    if where < 0:
        return 0.0
    last = where + len(spelling.rpartition(" ")[0])
    apart = ((abs(last - offset) / WORD_CHARACTERS, weights.by_term[term]) for offset, term in around)
    return sum(weight / (2 + min(words, FAR)) for words, weight in apart) / weights.total


def _heard(others: Sequence[Reading]) -> Counter[str]:
    """In how many of these articles each word stands, in small letters."""
    return Counter(word for reading in others for word in set(PIECE.findall(reading.small)))


def _rarity(spelling: str, heard: Counter[str], n_others: int) -> float:
    """How rare its rarest word is among candidates that did not come to be read: what all hold answers nothing."""
    least = min((heard[word] for word in PIECE.findall(spelling.lower())), default=0)
    return math.log((n_others + 1) / (least + 0.5)) / 4


def _likely(features: Mapping[str, tuple[float, ...]]) -> dict[str, float]:
    logits = {
        value: policy.SHARPNESS * sum(weight * one for weight, one in zip(policy.VALUE, row, strict=True))
        for value, row in features.items()
    }
    top = max(logits.values(), default=0.0)
    shares = {value: math.exp(logit - top) for value, logit in logits.items()}
    whole = sum(shares.values()) or 1.0
    return {value: share / whole for value, share in shares.items()}

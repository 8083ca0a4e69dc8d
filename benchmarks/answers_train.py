"""Learn what ranks articles, values and sentences for questions, and when to say nothing: coefficients for `policy`.

Logistic regressions, each over what the one before it brought up, on the tuning half of the questions of one archive;
each question weighs the same. Prints the coefficients as they stand in `enrich/answers/policy.py`, and by five-fold
cross-validation what they score.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.answers import ARCHIVE, Asked, Pages, articles_of, phrase, questions_of
from benchmarks.corpora import find_corpora
from newsloom.enrich.answers import policy
from newsloom.enrich.answers.choose import shown_articles, shown_sentences
from newsloom.enrich.answers.frequencies import Weights, weigh
from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.rank import Ranked, rank
from newsloom.enrich.answers.sentences import Pool, pool
from newsloom.enrich.answers.shelf import Shelf
from newsloom.enrich.answers.silence import evidence
from newsloom.records import ArticleId

N_FOLDS = 5
N_PAIRS = 300
SPEAKS_STRENGTH = 0.03
Rows = tuple[NDArray[np.float64], NDArray[np.bool_]]


@dataclass
class Case:
    """A question with all that is to be ranked for it, once with the archive as it is, once without what answers."""

    asked: Asked
    question: Question
    weights: Weights
    ranked: list[Ranked]
    bare: list[Ranked]
    """Without every article that holds the answer."""
    answering: frozenset[ArticleId]
    """Every article that holds it."""
    is_covered: bool


def prepare(asked: Sequence[Asked], shelf: Shelf, pages: Pages) -> list[Case]:
    cases = []
    for one in asked:
        readings, frequencies = shelf.likeliest(one.question)
        weights = weigh(one.question, frequencies)
        ranked = rank(one.question, readings, weights, frequencies)
        answering = pages.answering(one.answer)
        without, _ = shelf.likeliest(one.question, but=answering)
        bare = rank(one.question, without, weights, frequencies)
        is_covered = pages.cover(one, frequencies)
        cases.append(Case(one, one.question, weights, ranked, bare, answering, is_covered))
    return cases


def again(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same ranking under the policy of now."""
    rescored = [
        Ranked(one.reading, float(np.dot(policy.ARTICLE, one.features)), one.days, one.features) for one in ranked
    ]
    return sorted(rescored, key=lambda one: (-one.score, -one.reading.article.at.timestamp(), one.reading.article.id))


def pairwise(tables: Sequence[Rows]) -> tuple[float, ...]:
    """Coefficients by which what is right comes before what is wrong."""
    rng, rows = np.random.default_rng(1), []
    for features, right in tables:
        if right.all() or not right.any():
            continue
        ours, theirs = rng.choice(np.flatnonzero(right), N_PAIRS), rng.choice(np.flatnonzero(~right), N_PAIRS)
        rows.append(features[ours] - features[theirs])
    apart = np.vstack(rows)
    both, labels = np.vstack([apart, -apart]), np.repeat([1, 0], len(apart))
    return _fitted(both, labels, np.full(len(both), 1 / N_PAIRS), 0.1, has_constant=False)[:-1]


def pointwise(tables: Sequence[Rows], strength: float) -> tuple[float, ...]:
    """Coefficients of being right; the right and the wrong of one question weigh one each."""
    kept = [(features, right) for features, right in tables if right.any() and not right.all()]
    weights = [np.where(right, 1 / right.sum(), 1 / (~right).sum()) for _, right in kept]
    return _fitted(
        np.vstack([features for features, _ in kept]),
        np.concatenate([right for _, right in kept]),
        np.concatenate(weights),
        strength,
        has_constant=True,
    )[:-1]


def _fitted(
    rows: NDArray[np.float64],
    labels: NDArray[np.int_],
    weights: NDArray[np.float64],
    strength: float,
    *,
    has_constant: bool,
) -> tuple[float, ...]:
    spread = rows.std(0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=2_000, fit_intercept=has_constant)
    model.fit(rows / spread, labels, weights)
    constant = float(model.intercept_[0]) if has_constant else 0.0
    return (*(round(float(one), 3) for one in model.coef_[0] / spread), round(constant, 3))


def learn(cases: Sequence[Case]) -> None:
    """Put the coefficients that these questions teach into `policy`, one stage after the other."""
    policy.ARTICLE = pairwise([_article_rows(case) for case in cases])
    pools = [(case, pool(case.question, again(case.ranked), case.weights)) for case in cases]
    policy.VALUE = pointwise([_value_rows(case, one) for case, one in pools], 0.1)
    policy.SENTENCE = pointwise([_sentence_rows(case, one) for case, one in pools], 0.03)
    rows, labels = [], []
    for case in cases:
        if not case.is_covered:
            continue
        for ranked, speaks in ((case.ranked, True), (case.bare, False)):
            ordered = again(ranked)
            found = pool(case.question, ordered, case.weights)
            if ordered and found.candidates:
                rows.append(evidence(ordered, found))
                labels.append(speaks)
    *coefficients, constant = _fitted(
        np.array(rows), np.array(labels), np.ones(len(rows)), SPEAKS_STRENGTH, has_constant=True
    )
    policy.SPEAKS, policy.SPEAKS_FROM = tuple(coefficients), constant


def _article_rows(case: Case) -> Rows:
    rows = [one.features for one in case.ranked]
    right = [one.reading.article.id in case.answering for one in case.ranked]
    return np.array(rows).reshape(len(rows), -1), np.array(right, bool)


def _sentence_rows(case: Case, found: Pool) -> Rows:
    rows = [one.features for one in found.candidates]
    right = [case.asked.answer in phrase(one.reading.citation(one.number).text) for one in found.candidates]
    return np.array(rows).reshape(len(rows), -1), np.array(right, bool)


def _value_rows(case: Case, found: Pool) -> Rows:
    """A value is right that is the answer, or so much of it that nothing else could be meant."""
    answer = set(case.asked.answer.split())
    rows = list(found.features.values())
    right = []
    for value in found.features:
        words = set(value.split())
        is_most = bool(words) and 2 * len(words) >= len(answer) and all(_begins(word, answer) for word in words)
        right.append(is_most or case.asked.answer.strip() in value)
    return np.array(rows).reshape(len(rows), -1), np.array(right, bool)


def _begins(word: str, answer: set[str]) -> bool:
    """A noun stands as its stem among the values."""
    return any(other == word or (len(word) > 3 and other.startswith(word)) for other in answer)


def score(cases: Sequence[Case]) -> list[tuple[float, ...]]:
    """For each question: the answer in the first 1, 5, 10, 20 articles; in the sentences; speaks; is silent without."""
    scored = []
    for case in cases:
        ranked = again(case.ranked)
        found = pool(case.question, ranked, case.weights)
        right = [one.reading.article.id in case.answering for one in shown_articles(ranked, found, 20)]
        shown = shown_sentences(found, 3)
        says = any(case.asked.answer in phrase(one.reading.citation(one.number).text) for one in shown)
        bare = again(case.bare)
        without = pool(case.question, bare, case.weights)
        scored.append(
            (
                *(float(any(right[:n])) for n in (1, 5, 10, 20)),
                float(says),
                _speaks(ranked, found),
                _speaks(bare, without),
                float(case.is_covered),
            )
        )
    return scored


def _speaks(ranked: list[Ranked], found: Pool) -> float:
    if not ranked or not found.candidates:
        return -99.0
    return float(np.dot(policy.SPEAKS, evidence(ranked, found)) + policy.SPEAKS_FROM)


def summary(scored: Sequence[tuple[float, ...]]) -> dict[str, object]:
    table = np.array(scored)
    covered = table[table[:, 7] == 1]
    return {
        "n_questions": len(table),
        "answer_at": dict(zip((1, 5, 10, 20), table[:, :4].mean(0).round(3).tolist(), strict=True)),
        "in_three_sentences": round(float(table[:, 4].mean()), 3),
        "n_covered": len(covered),
        "answers_with": round(float((covered[:, 5] >= 0).mean()), 3),
        "abstains_without": round(float((covered[:, 6] < 0).mean()), 3),
        "silence_auc": round(float((covered[:, 5][:, None] > covered[:, 6][None]).mean()), 3),
    }


def crossed(cases: Sequence[Case], learn_from: Callable[[Sequence[Case]], None] = learn) -> dict[str, object]:
    """What the coefficients of four fifths score on the fifth."""
    scored: list[tuple[float, ...]] = []
    for fold in range(N_FOLDS):
        learn_from([case for n, case in enumerate(cases) if n % N_FOLDS != fold])
        scored += score([case for n, case in enumerate(cases) if n % N_FOLDS == fold])
    return summary(scored)


def main() -> None:
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "answers_train", "skipped": "no labelled data"}))
        return
    articles = list(articles_of(corpora / ARCHIVE))
    cases = prepare(list(questions_of(corpora / ARCHIVE, reported=False)), Shelf(articles), Pages(articles))
    print(json.dumps({"benchmark": "answers_train", "half": "even", "folds": N_FOLDS} | crossed(cases)))
    learn(cases)
    names = ("ARTICLE", "VALUE", "SENTENCE", "SPEAKS", "SPEAKS_FROM")
    print(json.dumps({"learned": {name: getattr(policy, name) for name in names}}))


if __name__ == "__main__":
    main()

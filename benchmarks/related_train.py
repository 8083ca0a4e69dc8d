"""The coefficients of related articles, from the part that was published before April 2018.

`one event`: logistic regression over the labelled candidates of labelled articles. `one affair`: the same over the
pairs of `related_judged.tsv`, judged by docs/rubric-related.md. Prints one JSON object a table row, in the order of
`enrich/policy.py`: words, headline, hashtags, nearness, ln(1 + days apart), constant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora
from benchmarks.related import Piece, asked, mates_of, pieces, stream
from benchmarks.vectors import kept_vectors
from newsloom.enrich import Neighbours
from newsloom.enrich.related import facts_of
from newsloom.records import ArticleId, Vector
from newsloom.urls import story_id

JUDGED = Path(__file__).with_name("related_judged.tsv")
Rows = NDArray[np.float64]
PENALTY = {"one event": 1 / 3, "one affair": 1 / 10}


def regression(facts: Rows, is_right: Rows, penalty: float) -> Rows:
    """Coefficients and constant of an L2 logistic regression, by Newton's method."""
    rows = np.hstack([facts, np.ones((len(facts), 1))])
    held = np.append(np.full(facts.shape[1], penalty), 0)
    weights = np.zeros(rows.shape[1])
    for _ in range(40):
        shares = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (shares - is_right) + held * weights
        weights -= np.linalg.solve((rows * (shares * (1 - shares))[:, None]).T @ rows + np.diag(held + 1e-9), slope)
    return weights


def learn(folder: Path, vectors: Mapping[ArticleId, Vector] | None) -> dict[str, tuple[Rows, Rows]]:
    """Facts and answers of both questions."""
    labelled = stream(folder)
    events = {article.id: event for article, event in labelled if event is not None}
    mates = mates_of(labelled, tuning=True)
    judged = _judged({article.public_id: article.id for article, _ in labelled})
    neighbours = Neighbours()
    event_facts, event_answers, affair_facts, affair_answers = [], [], [], []

    def add(piece: Piece) -> None:
        article = piece.article
        neighbours.add(piece.signature, story_id(article.id), article.publisher_id, piece.hashtags)

    for one in asked(pieces(folder, vectors), add, mates.keys() | judged.keys()):
        query = neighbours.find(one)
        if query is None:
            continue
        others = [known for known in neighbours.candidates(query) if known.article_id in events]
        if one in mates and others:
            event_facts.append(facts_of(neighbours.compare(query, others)))
            event_answers += [float(known.article_id in mates[one]) for known in others]
        for other_id, is_good in judged.get(one, ()):
            other = neighbours.find(other_id)
            if other is not None:
                affair_facts.append(facts_of(neighbours.compare(query, [other])))
                affair_answers.append(float(is_good))
    return {
        "one event": (np.concatenate(event_facts), np.array(event_answers)),
        "one affair": (np.concatenate(affair_facts), np.array(affair_answers)),
    }


def _judged(ids: Mapping[str, ArticleId]) -> dict[ArticleId, list[tuple[ArticleId, bool]]]:
    found: dict[ArticleId, list[tuple[ArticleId, bool]]] = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        one, other, verdict = line.split("\t")
        found.setdefault(ids[one], []).append((ids[other], verdict == "good"))
    return found


def main() -> None:
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "related_train", "skipped": "no labelled data"}))
        return
    folder = corpora / "stories-allsides"
    vectors = kept_vectors(folder.name, [article for article, _ in stream(folder)])
    for way, known in (("encoder", vectors), ("words", None)):
        if way == "encoder" and known is None:
            continue
        for question, (facts, answers) in learn(folder, known).items():
            weights = regression(facts, answers, PENALTY[question])
            row = {"table": question, "row": way, "n_pairs": len(answers), "n_right": int(answers.sum())}
            print(json.dumps(row | {"coefficients": [round(float(one), 2) for one in weights]}), flush=True)


if __name__ == "__main__":
    main()

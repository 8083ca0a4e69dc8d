"""The coefficients of clustering, from the part of stories-allsides that was published before April 2018.

For each length of text (the whole, the headline with 25 words as feeds give them, the headline alone), with vectors and
by words: the stream is read in the order of time by the project's own `Desk`, each labelled article is compared with
the labelled ones that lie open, as the stream would see them, and a logistic regression says which tell of one story.
Likenesses are held at 0 and above. `of a trade` is fitted the same way over an invented stream of crime reports, of
another seed than `lookalikes.py` reports on.

Prints a JSON object for each row of the tables in `cluster/policy.py`, in their order of columns, with the mean
logistic loss of what was fitted and of what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora
from benchmarks.lookalikes import STREAMS
from benchmarks.lookalikes import stream as lookalikes
from benchmarks.stories import cut, labelled
from benchmarks.vectors import kept_vectors
from newsloom.cluster import policy, sign
from newsloom.cluster.desk import Desk
from newsloom.cluster.likeness import Likeness, of_a_trade, told_apart_by, told_by
from newsloom.records import Article, ArticleId, StoryId, Vector
from newsloom.urls import story_id

Rows = NDArray[np.float64]
LENGTHS = {"LONG": None, "SHORT": 25, "BARE": 0}
"""Words of the text that are left."""
ROWS = {"LONG": policy.LONG, "SHORT": policy.SHORT, "BARE": policy.BARE}
PENALTY = 1 / 3
HOURS = 72.0
"""From which on a fixed mark tells two apart."""
SEED = 2


def pairs(
    articles: Sequence[Article], stories: Mapping[ArticleId, str], vectors: Mapping[ArticleId, Vector]
) -> tuple[Likeness, NDArray[np.bool_]]:
    """Every two labelled articles of neighbouring days as the later one met the earlier, and whether they belong."""
    desk = Desk(articles[0].language)
    met: list[Likeness] = []
    answers: list[bool] = []
    for article in articles:
        one = desk.weigh(sign(article, vectors.get(article.id)))
        home, logits = None, np.zeros(0)
        if desk.open:
            alike, logits = desk.compare(one), desk.logits(one)
            home = desk.nearest(one, logits)
            if article.id in stories:
                others = [desk.open[slot].article_id for slot in range(len(desk.open))]
                slots = np.flatnonzero(alike.hours_apart < HOURS)
                slots = slots[[others[slot] in stories for slot in slots]]
                met.append(_taken(alike, slots))
                answers += [stories[others[slot]] == stories[article.id] for slot in slots]
        desk.add(one, StoryId(home[0]) if home else story_id(article.id), logits)
        terms = [term for term, _ in one.signature.terms]
        desk.rarity.add(article.at.date(), terms, begins=home is None)
    return _joined(met), np.array(answers)


def regression(facts: Rows, is_right: NDArray[np.bool_], n_held: int) -> Rows:
    """Coefficients of an L2 logistic regression by Newton's method, the first `n_held` of them not below 0.

    The last column is the constant, which pays no penalty. One that would be negative is left out, the worst first.
    """
    used = list(range(facts.shape[1]))
    while True:
        rows, weights = facts[:, used], np.zeros(len(used))
        held = np.append(np.full(len(used) - 1, PENALTY), 1e-9)
        for _ in range(40):
            shares = 1 / (1 + np.exp(-rows @ weights))
            slope = rows.T @ (shares - is_right) + held * weights
            weights -= np.linalg.solve((rows * (shares * (1 - shares))[:, None]).T @ rows + np.diag(held), slope)
        below = [place for place, column in enumerate(used) if column < n_held and weights[place] < 0]
        if not below:
            break
        del used[min(below, key=lambda place: float(weights[place]))]
    found = np.zeros(facts.shape[1])
    found[used] = weights
    return found


def loss(facts: Rows, is_right: NDArray[np.bool_], weights: Rows) -> float:
    """The mean logistic loss, in nats a pair."""
    return float(np.logaddexp(0, np.where(is_right, -1, 1) * (facts @ weights)).mean())


def tables(folder: Path) -> Iterator[dict[str, object]]:
    """A row for each row of the tables."""
    articles, stories = labelled(folder.parent, folder.name, is_training=True)
    for length, n_words in LENGTHS.items():
        texts = articles if n_words is None else [cut(article, n_words) for article in articles]
        vectors = kept_vectors(f"{folder.name}-train-{length}", texts)
        for name, table, known in (
            ("WITH_VECTORS", policy.WITH_VECTORS, vectors),
            ("BY_WORDS", policy.BY_WORDS, {}),
        ):
            if known is not None:
                alike, answers = pairs(texts, stories, known)
                is_whole = (alike.lengths == ROWS[length]) & (of_a_trade(alike) == 0)
                facts = np.column_stack(told_by(alike))[is_whole]
                yield _row(name, length, facts, answers[is_whole], 4, table[ROWS[length]])


def trade() -> dict[str, object]:
    """The row for articles of one trade."""
    facts, answers = [], []
    for rate, n_days, n_words in STREAMS.values():
        if rate <= 4:
            articles, told = lookalikes(rate, n_days, seed=SEED)
            alike, right = pairs([cut(one, n_words) for one in articles] if n_words else articles, told, {})
            is_kind = (of_a_trade(alike) == 1) & (alike.words > policy.FAINT)
            facts.append(np.column_stack(told_apart_by(alike))[is_kind])
            answers.append(right[is_kind])
    return _row("OF_A_TRADE", "", np.concatenate(facts), np.concatenate(answers), 2, policy.OF_A_TRADE)


def _row(
    table: str, row: str, facts: Rows, answers: NDArray[np.bool_], n_held: int, standing: Rows
) -> dict[str, object]:
    weights = regression(facts, answers, n_held)
    return {
        "benchmark": "stories_train",
        "table": table,
        "row": row,
        "n_pairs": len(answers),
        "n_right": int(answers.sum()),
        "coefficients": [round(float(one), 2) for one in weights],
        "loss": round(loss(facts, answers, weights), 4),
        "in_policy": [round(float(one), 2) for one in standing],
        "loss_in_policy": round(loss(facts, answers, standing), 4),
    }


def _taken(alike: Likeness, slots: NDArray[np.intp]) -> Likeness:
    by_pair = {one.name: getattr(alike, one.name)[slots] for one in fields(alike) if one.name != "youth"}
    return replace(alike, **by_pair)


def _joined(met: Sequence[Likeness]) -> Likeness:
    names = [one.name for one in fields(Likeness) if one.name != "youth"]
    return replace(met[0], **{name: np.concatenate([getattr(one, name) for one in met]) for name in names})


def main() -> None:
    print(json.dumps(trade()), flush=True)
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "stories_train", "skipped": "no labelled data"}))
        return
    for row in tables(corpora / "stories-allsides"):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

"""Trains the three models of who says what, and writes them to `src/newsloom/enrich/quotes/`.

Reads the training part of the PolNeAR corpus and nothing of the others. The models stand in a chain: cues, then
contents beside the cues, then sources beside both; so that a model learns from what it will see, what the earlier ones
say of an article comes from models that were trained without that article.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora, read_lines
from newsloom.enrich import crf
from newsloom.enrich.quotes import chain, columns
from newsloom.enrich.quotes.reading import Reading, read

TARGET = Path(__file__).resolve().parents[1] / "src" / "newsloom" / "enrich" / "quotes"
LABELS = ("O", "B", "I")
Keys = NDArray[np.uint32]
Labels = NDArray[np.int8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """How one model is fitted; found by cross-validation inside the training part."""

    c1: float = 0.05
    c2: float = 1.0
    n_rounds: int = 40
    least_count: int = 3
    least_weight: float = 0.02


SETTINGS = Settings()
N_CROSSED_ROUNDS = 22
"""Of the models that only speak of articles which they were not trained on."""


@dataclass(frozen=True)
class Labelled:
    id: str
    reading: Reading
    roles: dict[str, Labels]
    """(n_tokens,) of 0 for none, 1 for the first token of a span, 2 for the others, by role."""


def labelled(record: dict[str, Any]) -> Labelled:
    reading = read(record["text"])
    roles = {}
    for role in chain.ROLES:
        labels = np.zeros(len(reading.words), dtype=np.int8)
        spans = sorted(
            {(start, end) for one in record["attributions"] for start, end in one.get(role) or ()},
            key=lambda span: (span[0], -span[1]),
        )
        covered = 0
        for start, end in spans:
            if end <= covered:
                continue
            first, last = (
                np.searchsorted(reading.ends, max(start, covered), side="right"),
                np.searchsorted(reading.starts, end),
            )
            labels[first:last] = 2
            if start >= covered:
                labels[first : first + 1] = 1
            covered = end
        roles[role] = labels
    return Labelled(record["id"], reading, roles)


def fit(keys: Sequence[Keys], labels: Sequence[Labels], articles: Sequence[Labelled], settings: Settings) -> crf.Crf:
    """One model, by L-BFGS over the paragraphs of the articles."""
    import pycrfsuite

    every, counts = np.unique(np.concatenate([one.ravel() for one in keys]), return_counts=True)
    names = {int(key): format(key, "x") for key in every[counts >= settings.least_count]}
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": settings.c1,
            "c2": settings.c2,
            "max_iterations": settings.n_rounds,
            "feature.possible_transitions": True,
        }
    )
    find = names.get
    for seen, right, article in zip(keys, labels, articles, strict=True):
        rows = seen.T.tolist()
        for start, end in article.reading.paragraphs:
            items = [[name for key in row if (name := find(key))] for row in rows[start:end]]
            trainer.append(pycrfsuite.ItemSequence(items), [LABELS[one] for one in right[start:end]])
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        learned = tagger.info()
    rows = {}
    for (name, label), weight in learned.state_features.items():
        rows.setdefault(int(name, 16), np.zeros(3, dtype=np.float32))[LABELS.index(label)] = weight
    kept = sorted(
        (key for key, row in rows.items() if np.abs(row).max() >= settings.least_weight),
        key=lambda key: (np.abs(rows[key]).max(), key),
    )
    transitions = np.zeros((3, 3), dtype=np.float32)
    for (before, after), weight in learned.transitions.items():
        transitions[LABELS.index(before), LABELS.index(after)] = weight
    if ("O", "I") not in learned.transitions:
        transitions[0, 2] = -20
    return crf.arranged(
        LABELS,
        np.array(kept, dtype=np.uint32),
        np.array([rows[key] for key in kept], dtype=np.float16).reshape(-1, 3),
        transitions,
    )


def write(model: crf.Crf, path: Path) -> None:
    np.savez_compressed(
        path,
        labels=np.array(model.labels),
        keys=model.keys[1:],
        weights=model.weights[1:].astype(np.float16),
        transitions=model.transitions,
    )


def said(model: crf.Crf, keys: Keys, article: Labelled) -> Floats:
    """How likely each token is of the role."""
    found: Floats = model.likelihoods(keys, article.reading.paragraphs)
    return found


def crossed(role: str, keys: Sequence[Keys], articles: Sequence[Labelled], n_folds: int) -> list[Floats]:
    """What models say of articles that they were not trained on."""
    found: list[Floats] = [np.zeros(0, dtype=np.float32)] * len(articles)
    for fold in range(n_folds):
        rest = [place for place in range(len(articles)) if place % n_folds != fold]
        model = fit(
            [keys[place] for place in rest],
            [articles[place].roles[role] for place in rest],
            [articles[place] for place in rest],
            replace(SETTINGS, n_rounds=N_CROSSED_ROUNDS),
        )
        for place in range(fold, len(articles), n_folds):
            found[place] = 1 - said(model, keys[place], articles[place])[:, 0]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=2, help="parts of the cross-validation between the models")
    parser.add_argument("--articles", type=int, help="train on so many of them, for a first look")
    parser.add_argument("--after", type=int, help="sources and contents anew on what follows so many articles")
    parser.add_argument("--rounds", type=int, default=SETTINGS.n_rounds, help="of the optimiser")
    args = parser.parse_args()
    folder = find_corpora()
    if folder is None:
        print(json.dumps({"benchmark": "train-quotes", "skipped": "no labelled data"}))
        return
    records = sorted(read_lines(folder / "quotes-polnear" / "train.jsonl.gz"), key=lambda one: shuffled(one["id"]))
    articles = [labelled(record) for record in records[: args.articles]]
    settings = replace(SETTINGS, n_rounds=args.rounds)
    if args.after is not None:
        go_on(articles[args.after :], replace(settings, c2=0.5))
        return
    base = [columns.base_columns(article.reading) for article in articles]
    earlier: list[dict[str, Floats]] = [{} for _ in articles]
    for role in chain.ROLES:
        keys = [
            chain.keys_for(role, article.reading, seen, before)
            for article, seen, before in zip(articles, base, earlier, strict=True)
        ]
        model = fit(keys, [article.roles[role] for article in articles], articles, settings)
        write(model, TARGET / f"{role}.npz")
        print(json.dumps({"benchmark": "train-quotes", "role": role, "n_rows": len(model.keys) - 1}), flush=True)
        if role != chain.ROLES[-1]:
            likely = crossed(role, keys, articles, args.folds)
            print(
                json.dumps({"benchmark": "train-quotes", "role": role, **f1_by_threshold(role, likely, articles)}),
                flush=True,
            )
            for before, one in zip(earlier, likely, strict=True):
                before[role] = one


def go_on(articles: Sequence[Labelled], settings: Settings) -> None:
    """Train sources, then contents, on articles that the models of cues and contents have not seen."""
    drafts = {role: crf.read(TARGET / f"{role}.npz") for role in ("cue", "content")}
    base = [columns.base_columns(article.reading) for article in articles]
    earlier: list[dict[str, Floats]] = [{} for _ in articles]
    seen = {}
    for role in chain.ROLES:
        seen[role] = [
            chain.keys_for(role, article.reading, one, before)
            for article, one, before in zip(articles, base, earlier, strict=True)
        ]
        for keys, article, before in zip(seen[role], articles, earlier, strict=True):
            if role in drafts:
                before[role] = 1 - said(drafts[role], keys, article)[:, 0]
    for role in ("source", "content"):
        model = fit(seen[role], [article.roles[role] for article in articles], articles, settings)
        write(model, TARGET / f"{role}.npz")
        print(json.dumps({"benchmark": "train-quotes", "role": role, "n_rows": len(model.keys) - 1}), flush=True)


def f1_by_threshold(role: str, likely: Sequence[Floats], articles: Sequence[Labelled]) -> dict[str, float]:
    """Token F1 of the cross-validation, by the likelihood from which on a token counts."""
    said, right = np.concatenate(likely), np.concatenate([one.roles[role] for one in articles]) > 0
    found = {}
    for percent in (20, 25, 30, 35, 40, 45, 50):
        told = said >= percent / 100
        found[f"f1_at_{percent}"] = round(float(2 * (told & right).sum() / (told.sum() + right.sum())), 4)
    return found


def shuffled(name: str) -> str:
    """A fixed order in which the publishers are mixed."""
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()


if __name__ == "__main__":
    main()

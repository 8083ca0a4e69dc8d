"""Trains the two readings that recognise names, and writes them into `src/newsloom/enrich/entities/`.

Reads the articles of the newswire set as `newsloom entities` would: tokens joined by spaces, sentences by line breaks.
The second reading is trained on what first readings that have not seen an article say of it. `--half` trains on the
tuning half alone, for an honest score of the other one; what is shipped has seen all. Needs `lore.npz` and
`lore.json.gz` (`python -m scripts.gather_lore`). Takes some ten minutes on one core; the same articles give the
same weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from benchmarks.corpora import find_corpora, is_reported
from benchmarks.entities import Gold, read_gold
from newsloom.enrich.entities.chain import Chain, write_chain
from newsloom.enrich.entities.echo import spans_of
from newsloom.enrich.entities.features import Evidence, Rows, Scorer
from newsloom.enrich.entities.lore import LONGEST_LISTED, lore
from newsloom.enrich.entities.recognise import hear, known_marks
from newsloom.enrich.entities.split import Sentence, sentences

TARGET = Path(__file__).resolve().parents[1] / "src" / "newsloom" / "enrich" / "entities"
FIRST = ("ap", {"max_iterations": 8, "epsilon": 0.0})
"""How the first readings learn: an averaged perceptron, a tenth of the time. They only advise the second."""
SHARE = {"ap": 0.1, "lbfgs": 1.0}
"""What weights are multiplied with: a perceptron's give no probabilities before they are as small as a field's."""
SECOND = ("lbfgs", {"c1": 0.05, "c2": 0.5, "max_iterations": 60})
"""How the second learns: a conditional random field by L-BFGS; c1 and c2 are the best of four by cross-validation."""
FOLDS = 2
LEAST_WEIGHT = 0.01
"""Weights nearer to nought are left out of the file."""

Labels = list[list[str]]
Names = Mapping[str, Mapping[str, frozenset[int]]]


def labels_of(article: Sequence[Sentence], gold: Gold) -> Labels:
    """A label for each token."""
    found = []
    begins = {start: (end, type_) for start, end, type_ in gold.spans}
    for sentence in article:
        row, until, type_ = [], -1, ""
        for start, end in zip(sentence.starts, sentence.ends, strict=True):
            if start in begins:
                until, type_ = begins[start]
                row.append(f"B-{type_}")
            else:
                row.append(f"I-{type_}" if end <= until else "O")
        found.append(row)
    return found


def names_of(articles: Sequence[Sequence[Sentence]], labels: Sequence[Labels]) -> dict[str, dict[str, frozenset[int]]]:
    """Every labelled name: its types, and the numbers of the articles that have it so."""
    found: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, (article, marked) in enumerate(zip(articles, labels, strict=True)):
        for sentence, row in zip(article, marked, strict=True):
            for start, end, type_ in spans_of(row):
                if end - start <= LONGEST_LISTED and sentence.words[start][:1].isupper():
                    found[" ".join(sentence.words[start:end])][type_].add(number)
    return {name: {type_: frozenset(ids) for type_, ids in types.items()} for name, types in found.items()}


def marks_of(names: Names, but: int | None = None) -> dict[str, str]:
    """Marks of every name: its types, whether most have it so, in how many articles; one article may be left out."""
    found = {}
    for name, types in names.items():
        counts = {type_: len(ids - {but}) for type_, ids in types.items()}
        total = sum(counts.values())
        marks = [f"{type_}{'h' if n >= 0.7 * total else 'l'}{min(n, 3)}" for type_, n in counts.items() if n]
        if marks:
            found[name] = " ".join(sorted(marks))
    return found


def train(features: Sequence[Rows], labels: Sequence[Labels], way: tuple[str, dict[str, float]]) -> Chain:
    """A linear chain, learned in one of the two ways."""
    trainer = pycrfsuite.Trainer(algorithm=way[0], params=way[1], verbose=False)
    for rows, marked in zip(features, labels, strict=True):
        place = 0
        for row in marked:
            trainer.append(pycrfsuite.ItemSequence(rows[place : place + len(row)]), row)
            place += len(row)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        names, info = tuple(tagger.labels()), tagger.info()
        tagger.close()
    number = {name: place for place, name in enumerate(names)}
    kept = [
        (feature, label, weight)
        for (feature, label), weight in info.state_features.items()
        if abs(weight) >= LEAST_WEIGHT
    ]
    rows = {feature: row for row, feature in enumerate(sorted({feature for feature, _, _ in kept}))}
    table = np.zeros((len(rows), len(names)), np.float32)
    for feature, label, weight in kept:
        table[rows[feature], number[label]] = weight * SHARE[way[0]]
    steps = np.full((len(names), len(names)), 0, np.float32)
    for (here, there), weight in info.transitions.items():
        steps[number[here], number[there]] = weight * SHARE[way[0]]
    for here in names:
        for there in names:
            if there[0] == "I" and here[2:] != there[2:]:
                steps[number[here], number[there]] = -100
    return Chain(labels=names, rows=rows, table=table, steps=steps)


def plus(rows: Rows, more: Rows) -> Rows:
    return [[*row, *other] for row, other in zip(rows, more, strict=True)]


def train_all(golds: Sequence[Gold]) -> dict[str, bytes]:
    """The files of the package, by name."""
    articles = [sentences(gold.text) for gold in golds]
    labels = [labels_of(article, gold) for article, gold in zip(articles, golds, strict=True)]
    names = names_of(articles, labels)
    evidence = Evidence(lore())
    extra = [known_marks(article, marks_without(names, article, n)) for n, article in enumerate(articles)]
    rows = [plus(evidence.listing(article), more) for article, more in zip(articles, extra, strict=True)]
    first = train(rows, labels, FIRST)
    heard: list[Rows] = [[] for _ in articles]
    for fold in range(FOLDS):
        others = [n for n in range(len(articles)) if n % FOLDS != fold]
        chain = train([rows[n] for n in others], [labels[n] for n in others], FIRST)
        scorer = Scorer(evidence, chain)
        for n in range(fold, len(articles), FOLDS):
            heard[n] = hear(chain, articles[n], scorer.added(rows[n]))
    second = train([plus(here, there) for here, there in zip(rows, heard, strict=True)], labels, SECOND)
    known = json.dumps(dict(sorted(marks_of(names).items())), ensure_ascii=False, separators=(",", ":"))
    return {
        "first.npz": write_chain(first),
        "second.npz": write_chain(second),
        "known.json.gz": gzip.compress(known.encode(), 9, mtime=0),
    }


def marks_without(names: Names, article: Sequence[Sentence], number: int) -> dict[str, str]:
    """Marks of the names that could stand in an article, as the other articles have them."""
    words = {word for sentence in article for word in sentence.words}
    return marks_of({name: types for name, types in names.items() if name.split(" ", 1)[0] in words}, number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", action="store_true", help="train on the tuning half alone")
    parser.add_argument("--to", type=Path, default=TARGET, help="the folder to write to")
    args = parser.parse_args()
    folder = find_corpora()
    if folder is None:
        print(json.dumps({"benchmark": "train-entities", "skipped": "no labelled data"}))
        return
    golds = [gold for gold in read_gold(folder) if not (args.half and is_reported(gold.id))]
    args.to.mkdir(parents=True, exist_ok=True)
    sizes = Counter(
        {name: len(content) for name, content in train_all(golds).items() if (args.to / name).write_bytes(content)}
    )
    print(json.dumps({"n_articles": len(golds), "bytes": dict(sizes)}))


if __name__ == "__main__":
    main()

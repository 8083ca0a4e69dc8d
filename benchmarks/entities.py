"""Names in running text: exact F1 of entities on local newswire of some fifty countries, and how fast they are found.

An article is written as `newsloom entities` would be given it: the tokens of a sentence joined by spaces, sentences by
line breaks, read by the same reader, offsets into that very text. Prints one JSON object for the score of what is
shipped (which has learned from these articles: no evidence), with `--trained-here FOLDER` for weights that
`python -m scripts.train_entities --half --to FOLDER` made of the other half, and one for the speed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.enrich.entities import entities
from newsloom.enrich.entities.recognise import Recogniser, marked, read_recogniser, recogniser
from newsloom.enrich.entities.split import sentences
from newsloom.jsonlines import article_of
from newsloom.text import Places

SET = "ner-worldwide-newswire"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
Span = tuple[int, int, str]


@dataclass(frozen=True)
class Gold:
    """A labelled article: its text, and where its names stand."""

    id: str
    text: str
    spans: tuple[Span, ...]


def gold_of(record: dict[str, Any]) -> Gold:
    """Tokens joined by spaces, sentences by line breaks; spans count characters of that."""
    lines: list[str] = []
    spans: list[Span] = []
    place = 0
    for sentence in record["sentences"]:
        starts = [place]
        for token, _ in sentence:
            starts.append(starts[-1] + len(token) + 1)
        for number, (token, label) in enumerate(sentence):
            end = starts[number] + len(token)
            if label[0] == "I" and spans and spans[-1][1] == starts[number] - 1 and spans[-1][2] == label[2:]:
                spans[-1] = (spans[-1][0], end, label[2:])
            elif label != "O":
                spans.append((starts[number], end, label[2:]))
        lines.append(" ".join(token for token, _ in sentence))
        place = starts[-1]
    return Gold(str(record["id"]), "\n".join(lines), tuple(spans))


def read_gold(folder: Path) -> list[Gold]:
    return [gold_of(record) for record in read_lines(folder / SET / "docs.jsonl.gz")]


def found_by(reader: Recogniser, gold: Gold) -> tuple[Span, ...]:
    """What is found, in the characters of the text as it was given."""
    article = article_of({"id": gold.id, "text": gold.text, "language": "en"}, now=NOW)
    places = Places(article.text, gold.text)
    tokens = sentences(article.text)
    mentions = marked(article.text, tokens, reader.labels(tokens))
    return tuple((*places.given(mention.start, mention.end), mention.type) for mention in mentions)


def scores(pairs: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of exact spans with their type, over all and for each type, from (wanted, found)."""
    right, wanted, found = Counter[str](), Counter[str](), Counter[str]()
    for gold, ours in pairs:
        for counts, spans in ((right, set(gold) & set(ours)), (wanted, gold), (found, ours)):
            counts.update(type_ for _, _, type_ in spans)
            counts["all"] += len(spans)
    return {
        type_: {
            "precision": round(right[type_] / max(1, found[type_]), 4),
            "recall": round(right[type_] / max(1, wanted[type_]), 4),
            "f1": round(2 * right[type_] / max(1, wanted[type_] + found[type_]), 4),
        }
        for type_ in sorted(wanted)
    }


def measure(reader: Recogniser, golds: Sequence[Gold], what: str) -> dict[str, object]:
    rows = scores((gold.spans, found_by(reader, gold)) for gold in golds)
    return {"benchmark": "entities", "set": SET, "part": what, "n_articles": len(golds), "scores": rows}


def measure_speed(golds: Sequence[Gold]) -> dict[str, object]:
    """Articles a second of one core, mentions and folding together, after the first fifty."""
    articles = [article_of({"id": gold.id, "text": gold.text, "language": "en"}, now=NOW) for gold in golds]
    for article in articles[:50]:
        entities(article)
    began = time.process_time()
    for article in articles[50:]:
        entities(article)
    seconds = time.process_time() - began
    n_characters = sum(len(article.text) for article in articles[50:])
    return {
        "benchmark": "entities-speed",
        "n_articles": len(articles) - 50,
        "characters_per_article": n_characters // max(1, len(articles) - 50),
        "articles_per_cpu_second": round((len(articles) - 50) / seconds, 1),
        "target": 60,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained-here", type=Path, help="a folder of weights that know the tuning half alone")
    args = parser.parse_args()
    folder = find_corpora()
    if folder is None:
        print(json.dumps({"benchmark": "entities", "skipped": "no labelled data"}))
        return
    golds = read_gold(folder)
    odd = [gold for gold in golds if is_reported(gold.id)]
    if args.trained_here:
        reader, on_one_line = (
            read_recogniser(args.trained_here),
            [replace(gold, text=gold.text.replace("\n", " ")) for gold in odd],
        )
        print(json.dumps(measure(reader, odd, "odd half, weights of the even half")))
        print(json.dumps(measure(reader, on_one_line, "the same, each article on one line")))
        return
    print(json.dumps(measure(recogniser(), odd, "odd half, weights of all: no evidence")))
    print(json.dumps(measure_speed(odd)))


if __name__ == "__main__":
    main()

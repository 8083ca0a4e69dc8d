"""Cards of related articles for people to judge by docs/rubric-related.md: as a reader sees them, without scores.

Writes JSON Lines: headline and first words of an article, the same of one of its cards, and the reason. The stories are
those that `newsloom cluster` makes of the stream, so that what stands in the article's own story is no card.

Without a file to write to, prints what came of the cards judged last, kept in `cards_judged.tsv`: ids of article and
card, its kind, and both verdicts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.corpora import find_corpora
from benchmarks.related import REPORTED_FROM, Piece, asked, pieces, stream
from benchmarks.vectors import kept_vectors
from newsloom.cli.cluster_ import homes_of
from newsloom.enrich import Neighbours, related_to_article
from newsloom.placing import prepare, with_language
from newsloom.records import Article, ArticleId, Relation, StoryId, Vector

N_CARDS = 200
LEAD_CHARACTERS = 280
JUDGED = Path(__file__).with_name("cards_judged.tsv")


def draw(folder: Path, *, tuning: bool, seed: int, n_cards: int) -> Iterator[dict[str, object]]:
    """So many cards, one an article."""
    articles = {article.id: article for article, _ in stream(folder)}
    vectors = kept_vectors(folder.name, list(articles.values()))
    rng = random.Random(seed)
    part = sorted(one.id for one in articles.values() if (one.at < REPORTED_FROM) == tuning and one.text)
    drawn = rng.sample(part, min(len(part), 2 * n_cards))
    lists = _lists(list(pieces(folder, vectors)), _stories(list(articles.values()), vectors), set(drawn))
    asking = [one for one in drawn if lists[one]][:n_cards]
    print(f"{sum(not lists[one] for one in drawn)} of {len(drawn)} articles have no card")
    for number, one in enumerate(asking):
        relation = rng.choice(lists[one])
        yield {
            "card": number,
            "article": _shown(articles[one]),
            "related": _shown(articles[relation.article_id]),
            "kind": relation.kind,
            "reasons": [{"kind": why.kind, "terms": why.terms} for why in relation.reasons if why.terms],
            "verdict": "",
        }


def _lists(
    ready: list[Piece], stories: Mapping[ArticleId, StoryId], asks: set[ArticleId]
) -> dict[ArticleId, tuple[Relation, ...]]:
    neighbours = Neighbours()

    def add(piece: Piece) -> None:
        article = piece.article
        neighbours.add(piece.signature, stories[article.id], article.publisher_id, piece.hashtags)

    waiting = dict.fromkeys(asks)
    return {one: related_to_article(one, neighbours) for one in asked(ready, add, waiting)}


def _stories(articles: list[Article], vectors: Mapping[ArticleId, Vector] | None) -> dict[ArticleId, StoryId]:
    known = vectors or {}
    return homes_of(prepare(with_language(article), known.get(article.id)) for article in articles)


def _shown(article: Article) -> dict[str, str]:
    return {
        "id": article.public_id,
        "date": f"{article.at:%Y-%m-%d}",
        "publisher": article.publisher_name,
        "headline": article.headline,
        "lead": " ".join(article.text[: 2 * LEAD_CHARACTERS].split())[:LEAD_CHARACTERS],
    }


def judged(rows: Sequence[Sequence[str]]) -> Iterator[dict[str, object]]:
    """How many were good, of all cards and of each kind; rows of ids, kind and both verdicts."""
    kinds = {"all": rows} | {kind: [row for row in rows if row[2] == kind] for kind in sorted({row[2] for row in rows})}
    for kind, part in kinds.items():
        yield {
            "benchmark": "cards",
            "kind": kind,
            "n_cards": len(part),
            "n_good": [sum(row[place] == "good" for row in part) for place in (3, 4)],
            "n_bad": [sum(row[place] == "bad" for row in part) for place in (3, 4)],
            "good_by_both_share": round(sum(row[3] == row[4] == "good" for row in part) / max(1, len(part)), 3),
            "kappa": round(kappa([(row[3], row[4]) for row in part]), 2),
        }


def kappa(verdicts: Sequence[tuple[str, str]]) -> float:
    """Cohen's: how far two readings agree beyond chance; 1 where chance alone would agree."""
    n = max(1, len(verdicts))
    agreed = sum(one == other for one, other in verdicts) / n
    first, second = Counter(one for one, _ in verdicts), Counter(other for _, other in verdicts)
    by_chance = sum(first[verdict] * second[verdict] for verdict in first) / n**2
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "file", type=Path, nargs="?", help="to be written; keep it outside the repository, the texts are others'"
    )
    parser.add_argument("--tuning", action="store_true", help="from the part to tune on")
    parser.add_argument("--seed", type=int, default=20, help="of the draw (%(default)s, of the cards judged last)")
    parser.add_argument("-n", type=int, default=N_CARDS, help="how many (%(default)s)")
    args = parser.parse_args()
    if args.file is None:
        for row in judged([line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines()]):
            print(json.dumps(row))
        return
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "cards", "skipped": "no labelled data"}))
        return
    cards = draw(corpora / "stories-allsides", tuning=args.tuning, seed=args.seed, n_cards=args.n)
    args.file.write_text("".join(json.dumps(card, ensure_ascii=False) + "\n" for card in cards), encoding="utf-8")


if __name__ == "__main__":
    main()

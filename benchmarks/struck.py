"""Hashtags for an editor to strike by docs/rubric-hashtags.md: as a reader sees them, without weights.

Writes JSON Lines: headline and first words of an article, and its hashtags. Without a file to write to, prints what
came of those judged last, kept in `struck_judged.tsv`: id of the article, hashtag, and both verdicts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.cards import kappa
from benchmarks.corpora import find_corpora
from benchmarks.related import REPORTED_FROM, Piece, pieces

N_ARTICLES = 100
LEAD_CHARACTERS = 500
JUDGED = Path(__file__).with_name("struck_judged.tsv")


def draw(ready: Sequence[Piece], *, tuning: bool, seed: int) -> Iterator[dict[str, object]]:
    """So many articles of the part, each with the hashtags it got in its turn."""
    part = {one.article.id: one for one in ready if (one.article.at < REPORTED_FROM) == tuning and one.article.text}
    for article_id in random.Random(seed).sample(sorted(part), min(len(part), N_ARTICLES)):
        article = part[article_id].article
        yield {
            "id": article.public_id,
            "publisher": article.publisher_name,
            "headline": article.headline,
            "lead": " ".join(article.text[: 2 * LEAD_CHARACTERS].split())[:LEAD_CHARACTERS],
            "hashtags": [tag.spelling for tag in part[article_id].hashtags],
        }


def judged(rows: Sequence[Sequence[str]]) -> dict[str, object]:
    """How many were struck; rows of article, hashtag and both verdicts."""
    n_tags = max(1, len(rows))
    return {
        "benchmark": "struck",
        "n_articles": len({row[0] for row in rows}),
        "n_hashtags": len(rows),
        "struck_share": [round(sum(row[place] == "strike" for row in rows) / n_tags, 3) for place in (2, 3)],
        "struck_by_both_share": round(sum(row[2] == row[3] == "strike" for row in rows) / n_tags, 3),
        "kappa": round(kappa([(row[2], row[3]) for row in rows]), 2),
        "target": "struck_share at most .05",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="to be written; keep it outside the repository")
    parser.add_argument("--tuning", action="store_true", help="from the part to tune on")
    parser.add_argument("--seed", type=int, default=20, help="of the draw (%(default)s, of those judged last)")
    args = parser.parse_args()
    if args.file is None:
        print(json.dumps(judged([line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines()])))
        return
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "struck", "skipped": "no labelled data"}))
        return
    ready = list(pieces(corpora / "stories-allsides", None))
    drawn = draw(ready, tuning=args.tuning, seed=args.seed)
    args.file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in drawn), encoding="utf-8")


if __name__ == "__main__":
    main()

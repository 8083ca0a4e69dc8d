"""`newsloom dedupe FILE`: which articles of the file repeat an earlier one.

A line for each article in the order of time, its fields parted by tabs: its id, the id of its original (its own where
it is one), the kind (`original`, `exact`, `wire`, `light-edit`), the resemblance as a share.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from newsloom.cli.reading import given_articles
from newsloom.placing import Placer, sketched
from newsloom.records import Article, CopyOf, Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")


def run(args: argparse.Namespace) -> int:
    names: dict[str, str] = {}
    for article, verdict in judged(given_articles(args.file)):
        names[article.id] = article.public_id
        match verdict:
            case CopyOf(original_id=original, kind=kind, resemblance_share=share):
                print(article.public_id, names[original], kind, f"{share:.4f}", sep="\t")
            case _:
                print(article.public_id, article.public_id, "original", "1.0000", sep="\t")
    return 0


def judged(articles: Iterable[Article]) -> Iterator[tuple[Article, Verdict]]:
    """Each article with its verdict, in the order of time, then id."""
    placer = Placer()
    for article in sorted(articles, key=lambda one: (one.at, one.id)):
        yield article, placer.judge(sketched(article))

"""`newsloom entities FILE`: articles in, the names in each out, with their places in its text as the file has it."""

from __future__ import annotations

import argparse
import json

from newsloom.cli.progress import counted
from newsloom.cli.reading import given_with_places
from newsloom.enrich.entities import NameBook, entities
from newsloom.placing import with_language
from newsloom.records import Entity, Mention


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each article in turn; what earlier articles show of a name helps with later ones."""
    n_articles, book = 0, NameBook()
    for article, places in counted("entities", given_with_places(args.file), "articles"):
        n_articles += 1
        found = entities(with_language(article), book)
        book.note(found)
        named = sorted(((mention, entity) for entity in found for mention in entity.mentions), key=_start)
        lines = [
            {"start": start, "end": end, "type": mention.type, "name": entity.name}
            for mention, entity in named
            for start, end in [places.given(mention.start, mention.end)]
        ]
        print(json.dumps({"id": article.public_id, "entities": lines}, ensure_ascii=False))
    return 0 if n_articles else 1


def _start(found: tuple[Mention, Entity]) -> int:
    return found[0].start

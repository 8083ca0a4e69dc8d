"""`newsloom quotes FILE`: articles in, every quotation out, with its speaker and the places where it stands."""

from __future__ import annotations

import argparse
import json

from newsloom.cli.progress import counted
from newsloom.cli.reading import given_with_places
from newsloom.enrich import quotes
from newsloom.placing import with_language
from newsloom.records import Quote
from newsloom.text import Places


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each article; offsets are counted in the text as the file has it."""
    n_read = 0
    for article, places in counted("quotes", given_with_places(args.file), "articles"):
        n_read += 1
        line = {"id": article.public_id, "quotes": [_line(quote, places) for quote in quotes(with_language(article))]}
        print(json.dumps(line, ensure_ascii=False))
    return 0 if n_read else 1


def _line(quote: Quote, places: Places) -> dict[str, object]:
    content, cue, source = (
        [list(places.given(start, end)) for start, end in pieces] for pieces in (quote.content, quote.cue, quote.source)
    )
    return {
        "kind": quote.kind,
        "content": content,
        "cue": cue,
        "source": source,
        "speaker": quote.speaker,
        "description": quote.description,
        "status": quote.status,
    }

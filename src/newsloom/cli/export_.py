"""`newsloom export`: every article as JSON Lines, which `newsloom import` reads back."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable

from newsloom.cli.writing import add_output, told_of, write_whole
from newsloom.environment import read_environment
from newsloom.jsonlines import write_lines
from newsloom.records import Article
from newsloom.site.setup import open_store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    with told_of(args.file):
        n_articles = write_file(open_store(environment, migrate=True).articles(), args.file)
    print(f"{n_articles} articles", file=sys.stderr)
    return 0


def write_file(articles: Iterable[Article], path: str) -> int:
    """Write a line an article, and return how many; a file appears only when it is whole. Raises OSError."""
    return write_whole(path, lambda out: write_lines(articles, out))

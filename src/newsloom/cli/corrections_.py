"""`newsloom corrections`: what editors corrected, as JSON Lines of labelled pairs of articles, without any text."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import BinaryIO

from newsloom.cli.writing import add_output, told_of, write_whole
from newsloom.corrections import lines
from newsloom.environment import read_environment
from newsloom.site.setup import open_store
from newsloom.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    store = open_store(read_environment(os.environ), migrate=True)
    with told_of(args.file):
        n_pairs = write_whole(args.file, lambda out: write_pairs(store, out))
    print(f"{n_pairs} pairs", file=sys.stderr)
    return 0


def write_pairs(store: Store, out: BinaryIO) -> int:
    """Write a line a pair; returns how many. Raises OSError."""
    n_pairs = 0
    for line in lines(store):
        out.write(json.dumps(line).encode() + b"\n")
        n_pairs += 1
    out.flush()
    return n_pairs

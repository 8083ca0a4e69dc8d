"""`newsloom quality`: scores every thinking stage on the labelled sample newspaper that comes with newsloom.

With `--corrections`: scores today's clustering on what the editors of this installation corrected.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from newsloom.corrections import score_corrections
from newsloom.encode.choice import encoder_for
from newsloom.environment import read_environment
from newsloom.quality import sample_hash, score_sample


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corrections",
        action="store_true",
        help="instead, weave the articles around every correction of your editors anew, and say how many of their "
        "pairs come out as the editor had them",
    )


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each stage, or for each kind of pair and of deed."""
    if args.corrections:
        return run_corrections()
    corpus = sample_hash()
    for stage, scores in score_sample().items():
        print(json.dumps({"stage": stage, "corpus": corpus} | scores))
    return 0


def run_corrections() -> int:
    from newsloom.site.setup import open_store  # the sample needs no database

    environment = read_environment(os.environ)
    store = open_store(environment, migrate=True)
    if not store.last_correction():
        print("newsloom quality: no editor has corrected anything yet", file=sys.stderr)
        return 0
    for scores in score_corrections(store, encoder_for(environment)):
        print(json.dumps(scores))
    return 0

"""`newsloom quality`: scores every thinking stage on the labelled sample newspaper that comes with newsloom."""

from __future__ import annotations

import argparse
import json

from newsloom.quality import sample_hash, score_sample


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the sample is in the package."""


def run(args: argparse.Namespace) -> int:
    """Write one JSON object for each stage."""
    corpus = sample_hash()
    for stage, scores in score_sample().items():
        print(json.dumps({"stage": stage, "corpus": corpus} | scores))
    return 0

"""`newsloom writer`: ask the language model for a trial, and say how it is."""

from __future__ import annotations

import argparse
import os

from newsloom.environment import read_environment
from newsloom.errors import ModelUnavailable
from newsloom.write import state_of, writer_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "NEWSLOOM_WRITER_URL and NEWSLOOM_WRITER_MODEL name the model; without them nothing is asked."


def run(args: argparse.Namespace) -> int:
    writer = writer_for(read_environment(os.environ))
    if writer is None:
        raise ModelUnavailable("NEWSLOOM_WRITER_URL", "no language model is set; everything works without one")
    print(state_of(writer))
    return 0

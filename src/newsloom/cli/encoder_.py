"""`newsloom encoder`: build the sentence encoder, or say how it is."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from newsloom.encode import build, minilm
from newsloom.encode.choice import encoder_for, state_of
from newsloom.environment import read_environment
from newsloom.errors import ModelUnavailable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", nargs="?", choices=("status", "build"), default="status")
    parser.add_argument("--folder", type=Path, help="where it is kept; the folder `encoder` of the home by default")


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    folder = args.folder or environment.home / "encoder"
    if args.deed == "build":
        card = build.build(folder)
        print(f"built {card.name} {card.version} in {folder}")
        return 0
    encoder = minilm.load(folder) if args.folder else encoder_for(environment)
    if encoder is None:
        raise ModelUnavailable(str(folder), "no encoder built here; stories are found by words alone")
    state = state_of(encoder)
    print(state.text)
    if state.doubt:
        print(f"newsloom encoder: {state.doubt}", file=sys.stderr)
    return 1 if state.doubt else 0

"""`newsloom encoder`: build the sentence encoder, or say how it is."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from newsloom.encode import build, minilm
from newsloom.environment import read_environment
from newsloom.errors import ModelUnavailable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", nargs="?", choices=("status", "build"), default="status")
    parser.add_argument("--folder", type=Path, help="where it is kept; the folder `encoder` of the home by default")


def run(args: argparse.Namespace) -> int:
    folder = args.folder or read_environment(os.environ).home / "encoder"
    if args.deed == "build":
        card = build.build(folder)
        print(f"built {card.name} {card.version} in {folder}")
        return 0
    encoder = minilm.load(folder)
    if encoder is None:
        raise ModelUnavailable(str(folder), "no encoder built here; stories are found by words alone")
    print(f"{encoder.name} in {folder}, {encoder.n_dims} dimensions")
    return 0

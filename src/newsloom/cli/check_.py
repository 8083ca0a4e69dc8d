"""`newsloom check`: what is wrong with this set-up, one line each; the exit status is 1 where something is broken.

In: the environment. Out: a line for each thing looked at, fine or not. A warning is no error.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from newsloom.environment import read_environment
from newsloom.site.checkup import Finding, look

MARKS = {"fine": ("ok", "green"), "warning": ("warning", "yellow"), "error": ("ERROR", "bold red")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say only what is wrong")


def run(args: argparse.Namespace) -> int:
    console = Console(soft_wrap=True, highlight=False)
    n_errors = 0
    for finding in look(read_environment(os.environ), now=datetime.now(UTC)):
        n_errors += finding.level == "error"
        if finding.level != "fine" or not args.quiet:
            console.print(_line(finding))
    return 1 if n_errors else 0


def _line(finding: Finding) -> Text:
    word, style = MARKS[finding.level]
    return Text.assemble((f"{word:<8}", style), f"{finding.subject}: {finding.text}")

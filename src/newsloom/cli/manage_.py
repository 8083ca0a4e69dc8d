"""`newsloom manage …`: Django's own commands, with the settings in place.

In: the command and its arguments as Django takes them. Out: what the command prints.
"""

from __future__ import annotations

import argparse

from newsloom.site.setup import configure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("command", nargs=argparse.REMAINDER, help="migrate, createsuperuser, shell …")


def run(args: argparse.Namespace) -> int:
    configure()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["newsloom manage", *args.command])
    return 0

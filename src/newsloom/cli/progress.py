"""How far a long command has come: a bar on a terminal, now and then a line elsewhere.

In: counts. Out: standard error. Refuses: nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")

PLAIN_LINE_SECONDS = 5.0


class Show(Protocol):
    """Where a command tells what it does."""

    def step(self, n_done: int, words: str = "") -> None:
        """So many of the whole are done, and this is what has become of them."""
        ...

    def say(self, line: str) -> None:
        """A line that stays."""
        ...


@contextmanager
def shown(verb: str, n_whole: int | None, unit: str) -> Iterator[Show]:
    """Progress of `verb` through `n_whole` units, None where nobody knows, for as long as the block lasts."""
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    if not console.is_terminal:
        yield _Lines(verb, n_whole, unit)
        return
    columns = (
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    # What is printed meanwhile stands above the bar where it goes to the terminal; elsewhere it must not be touched.
    with Progress(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as progress:
        yield _Bar(progress, n_whole)


def counted(verb: str, things: Iterable[T], unit: str, n_whole: int | None = None) -> Iterator[T]:
    """The things, one after the other, and how many have been taken."""
    with shown(verb, n_whole, unit) as show:
        for n_taken, thing in enumerate(things):
            show.step(n_taken)
            yield thing


class _Bar:
    def __init__(self, progress: Progress, n_whole: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=n_whole)

    def step(self, n_done: int, words: str = "") -> None:
        self._progress.update(self._task, completed=n_done, description=words)

    def say(self, line: str) -> None:
        self._progress.console.print(line)


class _Lines:
    def __init__(self, verb: str, n_whole: int | None, unit: str) -> None:
        self._verb, self._n_whole, self._unit = verb, n_whole, unit
        self._spoke_at = time.monotonic()

    def step(self, n_done: int, words: str = "") -> None:
        if time.monotonic() - self._spoke_at >= PLAIN_LINE_SECONDS:
            self._spoke_at = time.monotonic()
            whole = "" if self._n_whole is None else f" of {self._n_whole}"
            self.say(f"{self._verb}: {n_done}{whole} {self._unit}" + (f", {words}" if words else ""))

    def say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)

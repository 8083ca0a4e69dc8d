"""A file's lines made ready for the decisions, by other processes and ahead of who decides.

What an article says (its words, its sketch, its vector) needs nothing but the article, and takes longer than to decide
on it; so on a machine of several processors it is made beside. For a short file they would take longer to start than
it to be read: there a thread does it.

In: a timeline, and the environment where an encoder is wanted. Out: articles made ready, in the timeline's order.
Refuses: articles that say nothing at all; nobody can place them.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import partial
from typing import TypeVar

from newsloom import processes
from newsloom.cli.timeline import Timeline, read_line
from newsloom.encode import Encoder
from newsloom.encode.choice import encoder_for
from newsloom.environment import Environment
from newsloom.errors import NewsloomError
from newsloom.placing import Prepared, Sketched, ahead, prepare, sketched, with_language
from newsloom.records import Article
from newsloom.vectors import vectors_of

T = TypeVar("T")

N_SHORT = 1000
"""Lines of a short file: processes take a second to start."""
MOST_PROCESSES = 4
"""More would wait: the one who decides takes about a third of the time that it takes to make articles ready."""

_encoder: Encoder | None = None
"""Of this process."""


def prepared_lines(timeline: Timeline, environment: Environment, encoder: Encoder | None) -> Iterator[Prepared]:
    """With vectors where there is an encoder, the one of that environment; other processes load it for themselves."""
    return _made(timeline, environment if encoder else None, _prepare, encoder)


def sketched_lines(timeline: Timeline) -> Iterator[Sketched]:
    return _made(timeline, None, _sketch)


def _made(
    timeline: Timeline,
    environment: Environment | None,
    make: Callable[[datetime, list[bytes]], list[T]],
    encoder: Encoder | None = None,
) -> Iterator[T]:
    n_processes = _n_processes(timeline, environment)
    executor: Executor = (
        ProcessPoolExecutor(n_processes, multiprocessing.get_context("spawn"), _begin_process, (environment,))
        if n_processes
        else ThreadPoolExecutor(1, "preparing", _begin, (encoder,))
    )
    work = partial(make, timeline.undated_at)
    try:
        for _, ready in ahead(timeline.batches(), work, executor, n_ahead=2 * max(1, n_processes)):
            yield from ready
    except BrokenProcessPool:
        raise NewsloomError("memory", "a process that makes articles ready was ended; is there enough?") from None


def _n_processes(timeline: Timeline, environment: Environment | None) -> int:
    """None for a short file, on one processor, and where an encoder elsewhere is asked: it is the one that works."""
    n_processors = processes.n_processors()
    is_elsewhere = environment is not None and bool(environment.encoder_url)
    return 0 if len(timeline) < N_SHORT or n_processors < 2 or is_elsewhere else min(n_processors, MOST_PROCESSES)


def _begin(encoder: Encoder | None) -> None:
    global _encoder
    _encoder = encoder


def _begin_process(environment: Environment | None) -> None:
    processes.begin()
    _begin(encoder_for(environment) if environment else None)


def _prepare(undated_at: datetime, lines: list[bytes]) -> list[Prepared]:
    articles = [with_language(article) for article in _telling(undated_at, lines)]
    return list(map(prepare, articles, vectors_of(articles, _encoder)))


def _sketch(undated_at: datetime, lines: list[bytes]) -> list[Sketched]:
    return list(map(sketched, _telling(undated_at, lines)))


def _telling(undated_at: datetime, lines: list[bytes]) -> Iterator[Article]:
    """The articles that have a headline or a text."""
    articles = (read_line(line, now=undated_at).article for line in lines)
    return (article for article in articles if article.headline or article.text)

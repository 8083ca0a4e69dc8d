"""What the operator's language model writes for pages: one text at a time, and no page waits long for it.

In: a task of `enrich.written`. Out: `Written`, or why there is none. Refuses: nothing; a model that is away, or late,
costs what it would have written.

What a page did not wait for is written to its end and remembered: who asks again, finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from threading import Lock, Thread
from typing import TypeAlias

import structlog

from newsloom.enrich.writer import Drafts, Prompt, Writer
from newsloom.enrich.written import Unwritten
from newsloom.errors import ModelUnavailable, SettingsError
from newsloom.records import Citation, Written
from newsloom.site.newsroom.cited import Source, WrittenLine, WrittenLines
from newsloom.site.setup import environment
from newsloom.write import drafts_for, writer_for

log = structlog.get_logger()

Task: TypeAlias = Callable[[Writer, Drafts], Written | Unwritten]


class Late:
    """It is being written still, or others are before it."""


class Scribe:
    """A writer for many pages: it is asked by one thread at a time, because no writer is safe for two."""

    def __init__(self, writer: Writer, drafts: Drafts) -> None:
        self.name = writer.name
        self._writer = writer
        self._drafts = drafts
        self._at_work = Lock()

    def write(self, task: Task, *, wait_seconds: float) -> Written | Unwritten | Late:
        """What was written before, at once; else what is written within this time."""
        remembered = task(_Silent(self._writer), self._drafts)
        if isinstance(remembered, Written) or remembered.reason != "no-model":
            return remembered
        made: Future[Written | Unwritten] = Future()
        Thread(target=self._do, args=(task, made), name="scribe", daemon=True).start()
        try:
            return made.result(wait_seconds)
        except TimeoutError:
            made.cancel()  # where it has not begun; nobody waits for it any more
            return Late()

    def _do(self, task: Task, made: Future[Written | Unwritten]) -> None:
        with self._at_work:
            if made.set_running_or_notify_cancel():
                made.set_result(task(self._writer, self._drafts))


class _Silent:
    """The same writer, saying nothing new: with it a task gives what is remembered."""

    def __init__(self, writer: Writer) -> None:
        self.name = writer.name
        self.identity = writer.identity

    def write(self, prompt: Prompt) -> str:
        raise ModelUnavailable(self.identity, f"not asked: {prompt.id}")


@cache
def scribe() -> Scribe | None:
    """The scribe of this process; None where the operator named no model, or not wholly."""
    known = environment()
    try:
        writer = writer_for(known)
    except SettingsError as error:
        log.error("nothing is written", detail=str(error))
        return None
    return Scribe(writer, drafts_for(known)) if writer is not None else None


def model_name() -> str:
    """What readers are told of the model; empty where there is none."""
    found = scribe()
    return found.name if found is not None else ""


def written_lines(written: Written, known: Mapping[Citation, Source]) -> WrittenLines | None:
    """A text with the ways to what it rests on; sentences that rest on what is gone are left out."""
    lines = tuple(
        WrittenLine(text=one.text, sources=tuple(known[source] for source in one.sources))
        for one in written.sentences
        if all(source in known for source in one.sources)
    )
    if not lines:
        return None
    n_sources = len({source for line in lines for source in line.sources})
    return WrittenLines(model=written.provenance.name, language=written.language, sentences=lines, n_sources=n_sources)

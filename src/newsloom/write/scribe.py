"""One writer for many who want texts, and none of them waits long.

In: tasks of `enrich.written`. Out: `Written`, or why there is none. Refuses: nothing; a model that is away, or late,
costs what it would have written.

What nobody waited for is written to its end and remembered: who asks again, finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TypeAlias

from newsloom.enrich.writer import Drafts, Prompt, Writer
from newsloom.enrich.written import Unwritten
from newsloom.errors import ModelUnavailable
from newsloom.records import Written

Task: TypeAlias = Callable[[Writer, Drafts], Written | Unwritten]


class Late:
    """It is being written still, or others are before it."""


class Scribe:
    """A writer for many who want texts: it is asked by one thread at a time, because no writer is safe for two."""

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
        made = self.begin(task)
        try:
            return made.result(wait_seconds)
        except TimeoutError:
            made.cancel()  # where it has not begun; nobody waits for it any more
            return Late()

    def begin(self, task: Task) -> Future[Written | Unwritten]:
        """The task in a thread of its own, after those that were begun before; the end of the process ends it."""
        made: Future[Written | Unwritten] = Future()
        Thread(target=self._do, args=(task, made), name="scribe", daemon=True).start()
        return made

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

"""Work that goes on beside other work: many things at a time, and lines that go round by themselves.

In: what to claim, what to do with it, how to keep what came of it. Out: nothing; all of it was kept. Refuses: nothing;
what a deed or a keeping raises ends the flow, and whatever is under way with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

N_KEPT_AT_ONCE = 64
"""Results kept in one turn: of feeds or articles a second's work at most."""
GATHER_SECONDS = 0.2
"""How long results gather before they are kept together in one transaction."""
LOOK_SECONDS = 1.0
"""How often new work is looked for while some is under way."""

S = TypeVar("S")
R = TypeVar("R")


class Bell:
    """Ends a rest before its time."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def rest(self, seconds: float) -> None:
        """Until the bell rings, and no longer than that."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return
        self._rung.clear()


async def flow(
    claim: Callable[[int], Awaitable[Sequence[S]]],
    deed: Callable[[S], Awaitable[R]],
    keep: Callable[[Sequence[R]], Awaitable[None]],
    n_at_once: int,
) -> None:
    """Do a deed for everything that can be claimed, many at a time, and keep results in groups as they come.

    New work is claimed as soon as a quarter of the places is free, and looked for all the time: nobody waits for the
    slowest. Ends when nothing is under way and a claim brings nothing.
    """
    tasks: list[asyncio.Future[R]] = []
    try:
        while True:
            if len(tasks) <= n_at_once * 3 // 4:
                tasks += [asyncio.ensure_future(deed(thing)) for thing in await claim(n_at_once - len(tasks))]
            if not tasks:
                return
            await asyncio.wait(tasks, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if sum(task.done() for task in tasks) < N_KEPT_AT_ONCE:
                await asyncio.wait(tasks, timeout=GATHER_SECONDS)
            ready = [task for task in tasks if task.done()][:N_KEPT_AT_ONCE]
            taken = set(ready)
            tasks = [task for task in tasks if task not in taken]
            if ready:
                await keep([task.result() for task in ready])
    finally:
        for task in tasks:
            task.cancel()

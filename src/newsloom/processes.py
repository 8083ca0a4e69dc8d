"""Processes beside this one: how many there is room for, and that none of them outlives it.

In: nothing. Out: a count; a process that has begun as it should. Refuses: nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def n_processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def begin() -> None:
    """To be called first in a process that works for another one: leave it to that one to be interrupted from a
    terminal, and do not outlive it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

"""Processes that tests start, and may kill."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.db import connection, connections


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own, with a connection of its own; returns its number."""
    connection.close()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        connections["default"] = connections.create_connection("default")
        work()
        status = 0
    finally:
        os._exit(status)
    return 0

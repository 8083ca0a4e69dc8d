"""Copies: which articles repeat an earlier one, and how.

In: articles, in the order of their time. Out: `Verdict`. Refuses: to call a very short text a copy of anything.
"""

from newsloom.dedupe.shelf import Shelf
from newsloom.dedupe.sketch import sketch
from newsloom.dedupe.wire import find_credit

__all__ = ["Shelf", "find_credit", "sketch"]

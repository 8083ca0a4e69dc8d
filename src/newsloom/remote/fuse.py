"""A fuse: what fails again and again is left alone for a while, so that nobody waits for it.

In: how each try ended, and a clock that never runs backwards. Out: whether to try. Refuses: a try while the fuse is
blown, with Resting.
"""

from __future__ import annotations

from collections.abc import Callable

from newsloom.errors import ModelUnavailable

N_FAILURES = 2
"""In a row; each of them has been tried twice already."""
FIRST_REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 900.0


class Resting(ModelUnavailable):
    """The model is not asked at all, for a reason that the log knows already."""


class Fuse:
    """Blows after some failures in a row. Then it lets one try through after a minute, after two, after four …"""

    def __init__(self, subject: str, clock: Callable[[], float]) -> None:
        self._subject = subject
        self._clock = clock
        self._n_failures = 0
        self._rests_until = float("-inf")

    @property
    def is_blown(self) -> bool:
        return self._n_failures >= N_FAILURES

    def check(self) -> None:
        """Raises Resting where it is too early for a try."""
        left = self._rests_until - self._clock()
        if left > 0:
            raise Resting(self._subject, f"asked again in {left:.0f} seconds")

    def held(self) -> None:
        self._n_failures = 0

    def failed(self, *, rest_seconds: float = 0.0, is_final: bool = False) -> None:
        """One more failure. `is_final` blows the fuse at once; `rest_seconds` is how long the other side asks for."""
        self._n_failures = max(self._n_failures + 1, N_FAILURES if is_final else 0)
        if self.is_blown:
            own = FIRST_REST_SECONDS * 2.0 ** min(self._n_failures - N_FAILURES, 8)
            rest_seconds = max(rest_seconds, own)
        self._rests_until = self._clock() + min(rest_seconds, LONGEST_REST_SECONDS)

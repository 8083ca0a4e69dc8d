"""One model elsewhere, and the manners of asking it: one try more where that may help, none where it goes on failing.

In: bodies, and deeds that ask. Out: replies. Refuses, with ModelError, what `remote` names.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

from newsloom.errors import BadModelOutput, ModelError, ModelUnavailable
from newsloom.remote.fuse import Fuse, Resting
from newsloom.remote.post import Broken, Late, Overflow, Post, Reply
from newsloom.remote.refusals import Busy, Closed

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
"""Before the second try. Who wants us to wait longer is left alone, and the articles go on without the model."""

T = TypeVar("T")


class Peer:
    """The other side. Not safe for two threads. The clock counts seconds and never runs backwards."""

    def __init__(
        self,
        subject: str,
        url: str,
        *,
        key: str,
        timeout_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._subject = subject
        self._sleep = sleep
        self._post = Post(url, key=key, timeout_seconds=timeout_seconds, clock=clock)
        self._fuse = Fuse(subject, clock)

    def guarded(self, deed: Callable[[], T]) -> T:
        """Do it unless the fuse is blown; what goes on failing is said once. Raises Resting, or as the deed does."""
        self._fuse.check()
        was_blown = self._fuse.is_blown
        try:
            done = deed()
        except Resting:
            raise
        except ModelError as error:
            rest = error.retry_after_seconds if isinstance(error, Busy) else None
            self._fuse.failed(rest_seconds=rest or 0.0, is_final=isinstance(error, Closed))
            if was_blown:
                raise Resting(error.subject, error.detail) from error
            if self._fuse.is_blown:
                log.warning(
                    "%s is left alone for a while, and then tried now and again: %s", self._subject, error.detail
                )
            raise
        finally:
            self._post.hang_up()
        self._fuse.held()
        if was_blown:
            log.warning("%s answers again", self._subject)
        return done

    def twice(self, ask: Callable[[], T], *, but: tuple[type[ModelError], ...] = ()) -> T:
        """Ask, and once more where that may help; `but` are errors that it does not help with."""
        try:
            return ask()
        except Closed:
            raise
        except but:
            raise
        except Busy as error:
            pause = PAUSE_SECONDS if error.retry_after_seconds is None else error.retry_after_seconds
            if pause > LONGEST_PAUSE_SECONDS:
                raise
        except BadModelOutput:
            pause = 0.0
        self._sleep(pause)
        return ask()

    def post(self, body: bytes, most_bytes: int) -> Reply:
        """The reply to this body, whatever its status. Raises ModelUnavailable, Busy or BadModelOutput."""
        try:
            return self._post.ask(body, most_bytes)
        except Late as error:
            raise ModelUnavailable(self._subject, str(error)) from None
        except Broken as error:
            raise Busy(self._subject, str(error)) from None
        except Overflow as error:
            raise BadModelOutput(self._subject, str(error)) from None


def below(url: str, path: str) -> str:
    """The address of `path` below the one given, unless that is it."""
    parts = urlsplit(url)
    given = parts.path.rstrip("/")
    return urlunsplit(parts._replace(path=given if given.endswith(path) else f"{given}{path}", fragment=""))

"""What a host's robots.txt lets us read: for pages alone, because feeds are made for programs like ours.

In: a page's address, and somebody who asks the web. Out: whether we may. Refuses: a host whose robots.txt is out of
reach, with the FetchError that says when to try again.

As RFC 9309 wants it: a robots.txt that is missing or refused (4xx) allows everything; one that is out of reach (5xx,
429, no answer) forbids for now, so the page waits for its next turn. One that is larger than anybody's rules is none.
"""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from typing import Protocol, cast
from urllib.parse import urlsplit

from protego import Protego

from newsloom.environment import Environment
from newsloom.errors import FetchError, Gone, Refused, TooLarge, Unreachable
from newsloom.fetch.answer import Answer

LIMIT_BYTES = 500 * 1024
KEPT = timedelta(hours=12)
"""RFC 9309 asks for no more than a day."""
OUT_OF_REACH = timedelta(minutes=5)
"""How long nobody asks again for rules that could not be had."""
N_HOSTS_KEPT = 2000


class Asker(Protocol):
    """Somebody who asks the web, as `fetch.client.Client` does."""

    @property
    def environment(self) -> Environment: ...

    async def get(self, url: str, *, accept: str, limit_bytes: int) -> Answer: ...


class Rules(Protocol):
    """What one robots.txt says."""

    def can_fetch(self, url: str, user_agent: str) -> bool: ...


EVERYTHING = cast(Rules, Protego.parse(""))


class Known:
    """One host's rules, or why there are none, and until when that holds."""

    __slots__ = ("failure", "rules", "turn", "until")

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.rules: Rules = EVERYTHING
        self.failure: FetchError | None = None
        self.until: datetime | None = None


class Robots:
    """The rules of the hosts that were asked lately."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}

    async def may_fetch(self, asker: Asker, url: str, *, now: datetime) -> bool:
        """Whether our name, or any program's, may read this page. Raises Unreachable."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
        if address not in self._known:
            if len(self._known) >= N_HOSTS_KEPT:
                del self._known[next(iter(self._known))]
            self._known[address] = Known()
        known = self._known[address]
        async with known.turn:
            if known.until is None or now >= known.until:
                await _learn(known, asker, address, now)
        if known.failure is not None:
            raise Unreachable(url, f"robots.txt is out of reach: {known.failure.detail}")
        return known.rules.can_fetch(url, token(asker.environment.user_agent))


def token(user_agent: str) -> str:
    """The name that robots.txt files call us by: `newsloom` of `newsloom/0.1 (+https://…)`."""
    match = re.match(r"[A-Za-z_-]+", user_agent)
    return match.group().lower() if match else "newsloom"


async def _learn(known: Known, asker: Asker, address: str, now: datetime) -> None:
    try:
        answer = await asker.get(address, accept="text/plain", limit_bytes=LIMIT_BYTES)
        known.rules, known.failure = _parse(answer.content), None
    except (Gone, Refused, TooLarge):
        known.rules, known.failure = EVERYTHING, None
    except FetchError as error:
        known.failure = error
    known.until = now + (OUT_OF_REACH if known.failure else KEPT)


def _parse(content: bytes) -> Rules:
    try:
        return cast(Rules, Protego.parse(content.decode("utf-8-sig", "replace")))
    except (ValueError, RecursionError):
        return EVERYTHING

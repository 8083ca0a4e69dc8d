"""One polite, guarded, impatient HTTP client for everything that newsloom asks of the web.

In: an address. Out: an `Answer`, redirects followed and body unpacked. Refuses, each with its FetchError: an address
that the guard closes, at the start and at every redirect; a body larger than asked for, packed or unpacked; an answer
that takes longer than the operator allows, from connecting to its last byte; whatever is not HTTP; a status that is
neither 2xx nor 304.

A host (a name with its port) is asked by one connection, one question after the other, and rests between pages. Hosts
know nothing of each other: one that is slow or hostile holds up only what waits for itself, and once it has proved not
to answer, what waits for it fails at once instead of waiting out its own time.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

import httpcore2

from newsloom.environment import Environment
from newsloom.errors import BlockedAddress, TooLarge, Unreachable
from newsloom.fetch.answer import Answer, judge
from newsloom.fetch.line import Broken, Line, NoConnection
from newsloom.fetch.network import Blocked, GuardedNetwork
from newsloom.fetch.robots import Robots
from newsloom.fetch.unpack import CODINGS, Overflow
from newsloom.urls import web_url

MAX_REDIRECTS = 10
PERMANENT = (301, 308)
REDIRECTS = (*PERMANENT, 302, 303, 307)
SULK_SECONDS = 60.0
"""How long a host that does not answer is left alone; what waits for it fails at once."""
N_TIMEOUTS = 2
"""A host sulks after so many time-outs in a row: one slow address does not speak for the whole host."""
N_HOSTS_REMEMBERED = 4096
PLAIN = re.compile(r"[!-~]+")
NO_HEADERS: Mapping[str, str] = {}


class Host:
    """What we know of one host: its line, when it last gave a page, and whether it sulks."""

    __slots__ = ("line", "n_timeouts", "page_at", "sulks_until", "turn")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.turn = asyncio.Lock()
        self.page_at = float("-inf")
        self.n_timeouts = 0
        self.sulks_until = float("-inf")

    def is_forgettable(self, clock: float) -> bool:
        return not (self.turn.locked() or self.line.is_open or self.sulks_until > clock)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked along one address and its redirects."""

    subject: str
    """The address that was asked for first: errors are about this one."""
    headers: tuple[tuple[bytes, bytes], ...]
    limit_bytes: int
    is_page: bool


class Client:
    """Asks the web. To be used as `async with Client(environment) as client`."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.robots = Robots()
        self._network = GuardedNetwork(environment.allow_networks)
        self._places = asyncio.Semaphore(max(1, environment.n_connections))
        self._hosts: dict[tuple[bytes, bytes, int | None], Host] = {}
        self._idle: dict[Host, None] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for host in self._hosts.values():
            await host.line.hang_up()
        self._network.close()

    async def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        headers: Mapping[str, str] = NO_HEADERS,
        limit_bytes: int | None = None,
        is_page: bool = False,
    ) -> Answer:
        """The answer at `url`. Pages of one host keep `host_pause_seconds` apart; other questions need no rest.

        Raises FetchError, whose subject is `url` wherever its redirects led.
        """
        question = Question(
            url, self._headers(accept, headers), limit_bytes or self.environment.page_limit_bytes, is_page
        )
        here, has_moved = url, False
        for n_redirects in range(MAX_REDIRECTS + 1):
            answer = await self._ask(here, question)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                moved_to = here if has_moved else None
                return judge(url, replace(answer, moved_to=moved_to), now=datetime.now(UTC))
            has_moved = (has_moved or n_redirects == 0) and answer.status in PERMANENT
            here = _next_address(here, answer.headers["location"], question)
        raise Unreachable(url, f"more than {MAX_REDIRECTS} redirects")

    def _headers(self, accept: str, headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
        named = {"User-Agent": self.environment.user_agent, "Accept": accept, "Accept-Encoding": CODINGS, **headers}
        return tuple((name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in named.items())

    async def _ask(self, url: str, question: Question) -> Answer:
        """One question to one address, in the host's turn."""
        target = _target(url, question.subject)
        host = self._host(target)
        async with host.turn:
            if host.sulks_until > time.monotonic():
                raise Unreachable(question.subject, "the host did not answer a moment ago")
            if not question.is_page:
                return await self._ask_in_time(url, target, host, question)
            pause = host.page_at + self.environment.host_pause_seconds - time.monotonic()
            if pause > 0:
                await asyncio.sleep(pause)
            try:
                return await self._ask_in_time(url, target, host, question)
            finally:
                host.page_at = time.monotonic()

    async def _ask_in_time(self, url: str, target: httpcore2.URL, host: Host, question: Question) -> Answer:
        """One question as soon as there is a place, within the time allowed."""
        async with self._places:
            self._idle.pop(host, None)
            try:
                async with asyncio.timeout(self.environment.timeout_seconds):
                    answer = await self._exchange(url, target, host, question)
            except TimeoutError:
                host.n_timeouts += 1
                if host.n_timeouts >= N_TIMEOUTS:
                    host.sulks_until = time.monotonic() + SULK_SECONDS
                limit = f"{self.environment.timeout_seconds:g} seconds"
                raise Unreachable(question.subject, f"no whole answer within {limit}") from None
            finally:
                await self._keep_line(host)
            host.n_timeouts = 0
            return answer

    async def _exchange(self, url: str, target: httpcore2.URL, host: Host, question: Question) -> Answer:
        request = httpcore2.Request(b"GET", target, headers=((b"Host", _authority(target)), *question.headers))
        try:
            status, headers, content = await host.line.ask(request, question.limit_bytes)
        except Blocked as error:
            raise BlockedAddress(question.subject, str(error)) from None
        except Overflow:
            detail = f"larger than {question.limit_bytes:,} bytes"
            raise TooLarge(question.subject, detail, limit_bytes=question.limit_bytes) from None
        except NoConnection as error:
            host.sulks_until = time.monotonic() + SULK_SECONDS
            raise Unreachable(question.subject, str(error)) from None
        except Broken as error:
            raise Unreachable(question.subject, str(error)) from None
        return Answer(url=url, status=status, headers=headers, content=content)

    def _host(self, target: httpcore2.URL) -> Host:
        key = (target.scheme, target.host, target.port)
        host = self._hosts.get(key)
        if host is None:
            if len(self._hosts) >= N_HOSTS_REMEMBERED:
                clock = time.monotonic()
                self._hosts = {key: host for key, host in self._hosts.items() if not host.is_forgettable(clock)}
            host = self._hosts[key] = Host(Line(self._network, lambda: self._tls))
        return host

    async def _keep_line(self, host: Host) -> None:
        """Keep as many idle connections as there are places; of more, the one that has idled longest goes."""
        await host.line.rest()
        if not host.line.is_open:
            return
        self._idle[host] = None
        if len(self._idle) > self.environment.n_connections:
            longest = next(iter(self._idle))
            del self._idle[longest]
            await longest.line.hang_up()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()


def _target(url: str, subject: str) -> httpcore2.URL:
    """Scheme, host, port and target as they go over the wire: all in ASCII, no fragment, no password."""
    found = web_url(url)
    if found is None:
        raise BlockedAddress(subject, f"no address of the web: {url[:100]!r}")
    parts = urlsplit(found)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if not PLAIN.fullmatch(target):
        target = quote(target, safe="!#$%&'()*+,/:;=?@[]~")
    try:
        host = (parts.hostname or "").encode("ascii" if found.isascii() else "idna")
    except UnicodeError:
        raise BlockedAddress(subject, f"no name of a host: {parts.hostname!r}") from None
    return httpcore2.URL(scheme=parts.scheme.lower(), host=host, port=parts.port, target=target)


def _authority(target: httpcore2.URL) -> bytes:
    host = b"[%b]" % target.host if b":" in target.host else target.host
    return host if target.port is None else b"%b:%d" % (host, target.port)


def _next_address(here: str, location: str, question: Question) -> str:
    following = web_url(location.encode("latin-1").decode("utf-8", "replace"), here)
    if following is None:
        raise BlockedAddress(question.subject, f"redirects to {location[:100]!r}")
    return following

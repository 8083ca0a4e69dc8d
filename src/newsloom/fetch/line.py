"""The line to one host: a connection that is kept, and made anew when it has gone stale.

In: a request. Out: status, headers and unpacked body. Refuses: what breaks, with `Broken`; what cannot even be
connected, with `NoConnection`; more bytes than the limit, packed or not, with `Overflow`; what the guard closes, with
`Blocked`. There is no time limit here; whoever asks holds the watch, and cancels.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from contextlib import aclosing

import h2.exceptions
import h11
import httpcore2

from newsloom.fetch.answer import joined
from newsloom.fetch.unpack import Overflow, unpack

KEEP_SECONDS = 20.0
"""An idle connection is not used again after that; most servers close theirs sooner or later."""
HANGING_UP = 408
"""What some servers say on an idle connection before they close it."""

TROUBLE = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpcore2.ConnectionNotAvailable,
    h11.ProtocolError,
    h2.exceptions.H2Error,
    OSError,
    EOFError,
    KeyError,
)
"""Whatever the libraries raise about a peer that breaks off or breaks rules. KeyError: the HTTP/2 layer's word for a
frame that belongs to no stream."""

Reply = tuple[int, Mapping[str, str], bytes]


class Broken(Exception):
    """The exchange broke off, or was not HTTP; the text says how."""


class NoConnection(Broken):
    """There was not even a connection."""


class Line:
    """At most one connection to one host, and one exchange on it at a time."""

    __slots__ = ("_connection", "_network", "_tls")

    def __init__(self, network: httpcore2.AsyncNetworkBackend, tls: Callable[[], ssl.SSLContext]) -> None:
        self._network = network
        self._tls = tls
        self._connection: httpcore2.AsyncHTTPConnection | None = None

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    async def ask(self, request: httpcore2.Request, limit_bytes: int) -> Reply:
        """The reply; asked once more on a fresh connection where the kept one turns out to be retired."""
        kept = self._connection
        if kept is not None and kept.is_available() and not kept.has_expired():
            try:
                reply = await _exchange(kept, request, limit_bytes)
                if reply[0] != HANGING_UP:
                    return reply
            except Broken:
                pass
        await self.hang_up()
        return await _exchange(self._connect(request), request, limit_bytes)

    async def rest(self) -> None:
        """After an exchange: keep the connection if it can serve again."""
        if self._connection is not None and not (self._connection.is_idle() and self._connection.is_available()):
            await self.hang_up()

    async def hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.aclose()

    def _connect(self, request: httpcore2.Request) -> httpcore2.AsyncHTTPConnection:
        self._connection = httpcore2.AsyncHTTPConnection(
            request.url.origin,
            ssl_context=self._tls() if request.url.scheme == b"https" else None,
            keepalive_expiry=KEEP_SECONDS,
            http2=True,
            network_backend=self._network,
        )
        return self._connection


async def _exchange(connection: httpcore2.AsyncHTTPConnection, request: httpcore2.Request, limit_bytes: int) -> Reply:
    try:
        response = await connection.handle_async_request(request)
        headers = joined(response.headers)
        body = await _body(response, headers, limit_bytes)
    except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
        raise NoConnection(str(error)) from None
    except TROUBLE as error:
        raise Broken(str(error) or "the server hung up") from None
    try:
        return response.status, headers, unpack(body, headers.get("content-encoding", ""), limit_bytes)
    except ValueError as error:
        raise Broken(str(error)) from None


async def _body(response: httpcore2.Response, headers: Mapping[str, str], limit_bytes: int) -> bytes:
    """Read to the end, or to the limit; the connection of a body that is not read to its end is closed."""
    parts: list[bytes] = []
    n_bytes = 0
    announced = headers.get("content-length", "")
    try:
        if announced.isdecimal() and int(announced[:18]) > limit_bytes:
            raise Overflow
        async with aclosing(response.aiter_stream()) as chunks:
            async for chunk in chunks:
                n_bytes += len(chunk)
                if n_bytes > limit_bytes:
                    raise Overflow
                parts.append(chunk)
    finally:
        await response.aclose()
    return b"".join(parts)

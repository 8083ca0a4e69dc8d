"""One address, asked by POST: nobody else is ever connected to, and every wait ends.

In: a body. Out: a `Reply`, whatever its status; redirects are not followed. Refuses, with `Broken`, a peer that breaks
off, speaks no HTTP or has no good certificate; with `Late` one whose last byte is not there in time; with `Overflow`
more bytes than asked for.

The guard of `newsloom.fetch` has no part in this: strangers choose the addresses of feeds, but the operator chose this
one, and it is usually on this machine. The environment's proxies are ignored.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import h11
import httpcore2

CONNECT_SECONDS = 5.0
"""For one address of the host; one that is silent must leave time for the next."""

TROUBLE = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ConnectionNotAvailable,
    h11.ProtocolError,
    OSError,
    EOFError,
    UnicodeError,
)
"""Whatever the libraries raise about a peer that breaks off or breaks rules. UnicodeError: no host can be called so."""


class Broken(Exception):
    """The exchange broke off, or was not HTTP; the text says how."""


class Late(Exception):
    """There was no whole answer in time."""


class Overflow(Exception):
    """The answer is larger than anybody asked for."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    """Names in lower case, the last value of each."""
    content: bytes


class Post:
    """Asks one address. The connection is kept from one question to the next, until `hang_up`."""

    def __init__(self, url: str, *, key: str, timeout_seconds: float, clock: Callable[[], float]) -> None:
        self._url = httpcore2.URL(url)
        self._watch = Watch(clock)
        self._seconds = timeout_seconds
        self._connection: httpcore2.HTTPConnection | None = None
        host, port = self._url.host, self._url.port
        authority = b"[%b]" % host if b":" in host else host
        self._headers = [
            (b"Host", authority if port is None else b"%b:%d" % (authority, port)),
            (b"User-Agent", b"newsloom"),
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", b"identity"),
            (b"Content-Type", b"application/json"),
        ]
        if key:
            self._headers.append((b"Authorization", b"Bearer " + key.encode("ascii")))

    def ask(self, body: bytes, limit_bytes: int) -> Reply:
        """The reply to a POST of this body. Raises Broken, Late or Overflow."""
        headers = [*self._headers, (b"Content-Length", b"%d" % len(body))]
        request = httpcore2.Request(b"POST", self._url, headers=headers, content=body)
        self._watch.start(self._seconds)
        try:
            return self._exchange(request, limit_bytes)
        except httpcore2.TimeoutException:
            self.hang_up()
            raise Late(f"no whole answer within {self._seconds:g} seconds") from None
        except TROUBLE as error:
            self.hang_up()
            raise Broken(str(error) or "the server hung up") from None
        except Overflow:
            self.hang_up()
            raise

    def hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _exchange(self, request: httpcore2.Request, limit_bytes: int) -> Reply:
        if self._connection is None or not self._connection.is_available() or self._connection.has_expired():
            self.hang_up()
            self._connection = httpcore2.HTTPConnection(
                request.url.origin,
                ssl_context=self._tls if request.url.scheme == b"https" else None,
                network_backend=WatchedNetwork(self._watch),
            )
        with closing(self._connection.handle_request(request)) as response:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            parts: list[bytes] = []
            n_bytes = 0
            for part in response.iter_stream():
                n_bytes += len(part)
                if n_bytes > limit_bytes:
                    raise Overflow(f"an answer of more than {limit_bytes:,} bytes")
                parts.append(part)
        return Reply(response.status, headers, b"".join(parts))

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()


class Watch:
    """How much of the time for one question is left."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends_at = 0.0

    def start(self, seconds: float) -> None:
        self._ends_at = self._clock() + seconds

    def left(self) -> float:
        """Seconds, above zero. Raises ReadTimeout where the time is over."""
        seconds = self._ends_at - self._clock()
        if seconds <= 0:
            raise httpcore2.ReadTimeout
        return seconds


class WatchedNetwork(httpcore2.NetworkBackend):
    """Connections on which no wait outlasts the watch: a server that sends a byte now and then gains nothing by it."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        problem: Exception = httpcore2.ConnectError(f"{host} has no address")
        for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            seconds = min(CONNECT_SECONDS, self._watch.left())
            try:
                return WatchedStream(self._network.connect_tcp(str(address[0]), port, seconds, None, ()), self._watch)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
        raise problem


class WatchedStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, watch: Watch) -> None:
        self._stream = stream
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._watch.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._watch.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return WatchedStream(self._stream.start_tls(ssl_context, server_hostname, self._watch.left()), self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

"""Connections, each made to an address that the guard has just judged.

In: a host name and a port from an HTTP library. Out: a stream of bytes. Refuses: an address or port that the guard
refuses, with `Blocked`; a name that nobody knows and a host that does not answer, with `httpcore2.ConnectError`.

A name is looked up once, every address it gave is judged, and the connection goes to one that passed: a second lookup
that would answer differently never happens. TLS still checks the certificate against the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore2

from newsloom.fetch.guard import Address, Network, port_refusal, refusal

CONNECT_SECONDS = 8.0
"""For one address of a host; one that is silent must leave time for the next."""
N_LOOKUPS = 16
"""Name lookups at one time: they block a thread each, and some name servers take their time."""


class Blocked(Exception):
    """The guard refuses; the text is the reason."""


class GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Opens connections for `httpcore2`, and only those that the guard allows."""

    def __init__(self, allow_networks: Sequence[Network] = ()) -> None:
        self._allow_networks = tuple(allow_networks)
        self._lookups = ThreadPoolExecutor(N_LOOKUPS, thread_name_prefix="lookup")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the library's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        if reason := port_refusal(port):
            raise Blocked(reason)
        problem: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in self._judged(await self._addresses(host)):
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    return Stream(*await asyncio.open_connection(str(address), port))
            except TimeoutError:
                problem = httpcore2.ConnectTimeout(f"{address} is silent")
            except OSError as error:
                problem = httpcore2.ConnectError(error.strerror or str(error))
        raise problem

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  the library's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        raise Blocked("a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def close(self) -> None:
        self._lookups.shutdown(wait=False, cancel_futures=True)

    async def _addresses(self, host: str) -> list[Address]:
        """All addresses of a host. Numbers in any spelling (`0x7f.1`, `2130706433`) are read without a lookup."""
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except OSError:
            loop = asyncio.get_running_loop()
            try:
                found = await loop.run_in_executor(
                    self._lookups, lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
                )
            except (OSError, UnicodeError) as error:
                raise httpcore2.ConnectError(f"{host}: {error}") from None
        return [ipaddress.ip_address(address[0]) for *_, address in found]

    def _judged(self, addresses: Iterable[Address]) -> list[Address]:
        """Those that may be reached. A name with none of them is refused, and the first reason given."""
        reasons: list[str] = []
        passed: list[Address] = []
        for address in addresses:
            if reason := refusal(address, self._allow_networks):
                reasons.append(f"{address} is closed to us: {reason}")
            else:
                passed.append(address)
        if reasons and not passed:
            raise Blocked(reasons[0])
        return passed


class Stream(httpcore2.AsyncNetworkStream):
    """A connection, plain or TLS. Time limits are the caller's, over the whole exchange."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        try:
            return await self._reader.read(max_bytes)
        except OSError as error:
            raise httpcore2.ReadError(str(error)) from None

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        if not buffer:
            return
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore2.WriteError(str(error)) from None

    async def aclose(self) -> None:
        """Hang up without waiting for the other side, which may never say good-bye."""
        self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore2.AsyncNetworkStream:
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except (OSError, EOFError) as error:
            await self.aclose()
            raise httpcore2.ConnectError(f"TLS: {error}") from None
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info({"server_addr": "peername", "client_addr": "sockname"}.get(info, info))

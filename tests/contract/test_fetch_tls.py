"""HTTPS and HTTP/2 against a real server with a certificate of its own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from newsloom.errors import Unreachable
from newsloom.fetch.client import Client
from tests.loopback import answer, environment, serving

N_BEFORE_RETIRING = 3


def context(certificate: Path, *protocols: str) -> ssl.SSLContext:
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    found.load_cert_chain(certificate)
    found.set_alpn_protocols(list(protocols))
    return found


@asynccontextmanager
async def serving_http2(certificate: Path, n_connections: list[int]) -> AsyncIterator[str]:
    """A server that retires each connection after a few answers, and says so only by closing it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        n_connections.append(1)
        http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        http.initiate_connection()
        n_answered = 0
        try:
            while n_answered < N_BEFORE_RETIRING:
                writer.write(http.data_to_send())
                for event in http.receive_data(await reader.read(65536)):
                    if isinstance(event, h2.events.RequestReceived) and event.stream_id:
                        http.send_headers(event.stream_id, [(":status", "200"), ("x-protocol", "h2")])
                        http.send_data(event.stream_id, b"Hello", end_stream=True)
                        n_answered += 1
            writer.write(http.data_to_send())
            await writer.drain()
        except (OSError, asyncio.CancelledError, h2.exceptions.ProtocolError):
            return
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context(certificate, "h2")) as listening:
        yield f"https://localhost:{listening.sockets[0].getsockname()[1]}"


def test_http2_is_spoken_and_a_retired_connection_made_anew(trusted: Path) -> None:
    async def ask() -> None:
        n_connections: list[int] = []
        async with serving_http2(trusted, n_connections) as url, Client(environment()) as client:
            for number in range(2 * N_BEFORE_RETIRING + 1):
                found = await client.get(f"{url}/{number}")
                assert (found.content, found.headers["x-protocol"]) == (b"Hello", "h2")
            assert len(n_connections) == 3

    asyncio.run(ask())


def test_https_is_spoken_where_the_certificate_has_the_name(trusted: Path) -> None:
    async def ask() -> None:
        tls = context(trusted, "http/1.1")
        async with serving({"*": answer(200, b"Hello")}, tls=tls) as server, Client(environment()) as client:
            assert (await client.get(server.url.replace("127.0.0.1", "localhost"))).content == b"Hello"
            with pytest.raises(Unreachable, match="certificate"):
                await client.get(server.url)

    asyncio.run(ask())


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    async def ask() -> None:
        tls = context(certificate, "http/1.1")
        async with serving({"*": answer()}, tls=tls) as server, Client(environment()) as client:
            with pytest.raises(Unreachable, match="certificate"):
                await client.get(server.url.replace("127.0.0.1", "localhost"))

    asyncio.run(ask())


def test_a_server_that_speaks_no_tls_is_unreachable() -> None:
    async def ask() -> None:
        async with serving({"*": answer()}) as server, Client(environment(timeout_seconds=0.5)) as client:
            with pytest.raises(Unreachable):
                await client.get(server.url.replace("http:", "https:"))

    asyncio.run(ask())

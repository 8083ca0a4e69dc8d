"""Real servers on loopback, for whatever a test wants them to say: good HTTP, bad HTTP, or none."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsloom.environment import Environment

LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


@dataclass(frozen=True)
class Asked:
    """A request as it came, header names in lower case."""

    path: str
    headers: Mapping[str, str]


Says = Mapping[str, bytes | Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]]
"""By path, `*` for every other: the bytes to send, or who sends them. A path without any is answered 404."""


@dataclass
class Server:
    """What was asked, over how many connections, and how many of them were open at once."""

    says: Says
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    n_connections: int = 0
    n_open: int = 0
    n_open_most: int = 0

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.n_connections += 1
        self.n_open += 1
        self.n_open_most = max(self.n_open, self.n_open_most)
        try:
            while not writer.is_closing():
                asked = _asked(await reader.readuntil(b"\r\n\r\n"))
                self.asked.append(asked)
                say = self.says.get(asked.path) or self.says.get("*") or answer(404)
                if isinstance(say, bytes):
                    writer.write(say)
                else:
                    await say(asked, writer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return  # the test is over, or the client has hung up
        finally:
            self.n_open -= 1
            writer.close()


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole HTTP answer; `content_type="…"` becomes `content-type: …`."""
    said = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    named = {"content-length": str(len(body)), **said}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode("latin-1") + body


@asynccontextmanager
async def serving(
    says: Says, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """A server for as long as the block lasts, at `server.url`, without the last slash."""
    server = Server(says)
    async with await asyncio.start_server(server.serve, host, port, ssl=tls) as listening:
        server.url = f"{'https' if tls else 'http'}://{host}:{listening.sockets[0].getsockname()[1]}"
        yield server


def environment(home: Path = Path("unused"), **fields: Any) -> Environment:
    """An environment that may reach loopback and does not wait long."""
    values: dict[str, Any] = {"allow_networks": (LOOPBACK,), "timeout_seconds": 5.0, "host_pause_seconds": 0.0}
    return Environment(home=home, **values | fields)


def _asked(head: bytes) -> Asked:
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = (line.partition(":") for line in lines)
    return Asked(path=first.split(" ")[1], headers={name.lower(): value.strip() for name, _, value in headers})

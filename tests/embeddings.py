"""Endpoints for embeddings on loopback: one whose model knows two languages, and whatever else a test wants them to say."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xxhash
from numpy.typing import NDArray

from newsloom.encode.bearings import EVENTS
from newsloom.environment import Environment
from newsloom.text import fold_word, folded_words

N_DIMS = 256
BOTH = {
    fold_word(arabic): english
    for arabic, english in (
        ("غمر", "flooded"), ("نهر", "river"), ("أرون", "arun"), ("ثلاثمئة", "hundred"), ("منزل", "houses"),
        ("ميلفرتون", "melverton"), ("رجال", "firefighters"), ("بقوارب", "boats"), ("مياه", "water"), ("سد", "dyke"),
    )
}  # fmt: skip
"""What the model knows of Arabic."""
MEANINGS = {sentence: f"event {n}" for n, event in enumerate(EVENTS) for sentence in event}


@dataclass(frozen=True)
class Asked:
    """A request as it came, header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def texts(self) -> list[str]:
        return list(json.loads(self.body)["input"])


Says = Callable[[Asked], bytes | Callable[[socket.socket], None]]
"""The bytes to send, or who sends them."""


@dataclass
class Server:
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    says: Says = lambda asked: embeddings(asked)

    @property
    def n_texts(self) -> list[int]:
        """How many texts each question held, those for the bearings left out."""
        return [len(asked.texts) for asked in self.asked if asked.texts[0].rpartition(": ")[2] not in MEANINGS]

    def serve(self, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
        try:
            line = connection if tls is None else tls.wrap_socket(connection, server_side=True)
            with line, line.makefile("rb") as reader:
                while asked := _asked(reader):
                    self.asked.append(asked)
                    say = self.says(asked)
                    if not isinstance(say, bytes):
                        say(line)
                        return
                    line.sendall(say)
        except OSError:
            return  # the test is over, or the client has hung up


@contextmanager
def serving(says: Says | None = None, *, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """An endpoint for as long as the block lasts, with `/v1` in its address."""
    server = Server() if says is None else Server(says=says)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        name, scheme = ("localhost", "https") if tls else ("127.0.0.1", "http")
        server.url = f"{scheme}://{name}:{listening.getsockname()[1]}/v1"
        open_lines: list[socket.socket] = []
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                open_lines.append(connection)
                threads.append(threading.Thread(target=server.serve, args=(connection, tls)))
                threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for connection in open_lines:
                _hang_up(connection)
            for thread in threads:
                thread.join()


def environment(url: str, home: Path, **fields: Any) -> Environment:
    """An environment with that endpoint, which does not wait long."""
    values: dict[str, Any] = {"encoder_url": url, "encoder_model": "bilingual", "encoder_timeout_seconds": 5.0}
    return Environment(home=home, **values | fields)


def vector(text: str, *, bend: float = 0.0) -> NDArray[np.float64]:
    """The model: a bag of meanings. `bend` is how much of every vector is one and the same direction."""
    row = np.zeros(N_DIMS)
    for word in [MEANINGS[text]] if text in MEANINGS else [BOTH.get(word, word) for word in folded_words(text)]:
        if len(word) > 3:
            row += np.random.default_rng(xxhash.xxh32_intdigest(word.encode())).standard_normal(N_DIMS)
    shared = np.full(N_DIMS, N_DIMS**-0.5)
    row /= max(float(np.linalg.norm(row)), 1e-9)
    return bend**0.5 * shared + (1 - bend) ** 0.5 * row


def embeddings(asked: Asked, *, bend: float = 0.0, packed: bool = False, backwards: bool = False) -> bytes:
    """A good answer."""
    return answer(body_of([vector(text, bend=bend) for text in asked.texts], packed=packed, backwards=backwards))


def body_of(rows: Sequence[Any], *, packed: bool = False, backwards: bool = False) -> bytes:
    data = [
        {"object": "embedding", "index": n, "embedding": _packed(row) if packed else list(row)}
        for n, row in enumerate(rows)
    ]
    return json.dumps({"object": "list", "data": data[::-1] if backwards else data, "model": "bilingual"}).encode()


def answer(body: bytes, status: int = 200, **headers: str) -> bytes:
    named = {"content-type": "application/json", "content-length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + body


def _packed(row: Sequence[float]) -> str:
    return base64.b64encode(np.asarray(row, "<f4").tobytes()).decode()


def _asked(reader: Any) -> Asked | None:
    first = reader.readline().decode("latin-1")
    if not first:
        return None
    headers = {}
    while line := reader.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(first.split(" ")[1], headers, reader.read(int(headers.get("content-length", "0"))))


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

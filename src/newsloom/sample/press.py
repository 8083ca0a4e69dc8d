"""The press: a small web of eight publishers on this machine, served over real HTTP.

Each publisher has a port of its own on 127.0.0.1, with feeds (ETag, Last-Modified, 304, gzip), article pages,
robots.txt, favicon, pictures and episodes. The press stands at one of six editions, a day apart: what is younger than
the edition is not published yet, so that weaving edition by edition sees the stories grow as they do in life.

    with Press.open(now) as press:
        for edition in press.editions():
            ...  # weave; it is press.at

In: a moment that the newspaper is read. Out: answers, and a log of them. Refuses: a port that is taken, with OSError.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType

from newsloom.records import FeedSubscription, Language, Publisher, PublisherId
from newsloom.sample.newspaper import House, Newspaper, Piece, read_newspaper
from newsloom.sample.pictures import episode, favicon, picture
from newsloom.sample.printing import FEED_TYPES, Proof, print_feed, print_home, print_page, proof

HOST = "127.0.0.1"
N_EDITIONS = 6
HOURS_AN_EDITION = 24
N_FEED_ENTRIES = 40
REQUEST_SECONDS = 30.0
"""After so long without a request a connection is closed."""
ROBOTS = b"User-agent: *\nDisallow: /account/\nAllow: /\n"

FEEDS = {
    "northwire": ("/feed.xml",),
    "courier": ("/feeds/news.xml", "/feeds/sport.xml"),
    "calderpost": ("/feed",),
    "ledger": ("/feed.json",),
    "orrery": ("/atom.xml",),
    "halyard": ("/podcast.xml",),
    "marfa": ("/rss",),
    "sahlan": ("/index.rdf",),
}
"""Paths of the feeds that answer."""
MOVED = {("orrery", "/feed"): "/atom.xml"}
"""Feeds that have moved for good; the subscription still has the old address."""
BROKEN = {("calderpost", "/feeds/events.xml")}
"""Feeds that are damaged beyond repair."""
GONE = {("ledger", "/rss.xml")}
"""Feeds that answer 410."""
SECTION_FEEDS = {("courier", "/feeds/sport.xml"): "sport"}
MISDECLARED = {"calderpost": ("utf-8", "windows-1252")}
"""Publishers whose feed says one encoding and sends another."""
WRECK = (
    b"<br />\n<b>Fatal error</b>: Allowed memory exhausted in <b>/srv/www/events/feed.php</b> on line <b>212</b><br />"
)


Greeter = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the press's log."""

    house: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    changed_at: datetime | None = None


class Press(AbstractContextManager["Press"]):
    """Serves the newspaper from a thread of its own until it is closed."""

    @classmethod
    def open(cls, now: datetime, *, ports: Sequence[int] = ()) -> Press:
        """Read the newspaper as of `now` and serve it, on these ports or any that are free."""
        return cls(read_newspaper(), now, ports)

    def __init__(self, newspaper: Newspaper, now: datetime, ports: Sequence[int] = ()) -> None:
        self.now = now
        self.edition = N_EDITIONS
        self.log: list[Request] = []
        self._newspaper = newspaper
        self._bases: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._connections: set[asyncio.Task[None]] = set()
        try:
            self._servers = self._loop.run_until_complete(self._listen(ports or [0] * len(newspaper.houses)))
        except OSError:
            self._loop.close()
            raise
        self._thread = threading.Thread(target=self._loop.run_forever, name="press", daemon=True)
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Answer nobody any more; closing twice is closing once."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # ---------------------------------------------------------------------------------------- editions

    def turn_to(self, edition: int) -> None:
        """Stand at an edition, 1 to 6; the press is opened at the last one."""
        if not 1 <= edition <= N_EDITIONS:
            raise ValueError(f"no such edition: {edition}")
        self.edition = edition

    def editions(self) -> Iterator[int]:
        """Turn to each edition in order."""
        for edition in range(1, N_EDITIONS + 1):
            self.turn_to(edition)
            yield edition

    @property
    def at(self) -> datetime:
        """The moment of the edition."""
        return self.now - timedelta(hours=self._hours_ago)

    @property
    def _hours_ago(self) -> int:
        return (N_EDITIONS - self.edition) * HOURS_AN_EDITION

    # --------------------------------------------------------------------------------------- addresses

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(int(base.rpartition(":")[2]) for base in self._bases.values())

    def base(self, house: str) -> str:
        """Address of a publisher's site, without a slash at its end."""
        return self._bases[house]

    def url(self, key: str) -> str:
        """Address of the article `house/slug`."""
        piece = next(piece for piece in self._newspaper.pieces if piece.key == key)
        return f"{self._bases[piece.house.key]}{piece.path}"

    def subscriptions(self) -> tuple[FeedSubscription, ...]:
        """All feeds as an operator would have added them: living, moved, broken and dead."""
        moved = {(house, new): old for (house, old), new in MOVED.items()}
        found: list[FeedSubscription] = []
        for house in self._newspaper.houses:
            paths = [moved.get((house.key, path), path) for path in FEEDS[house.key]]
            paths += [path for key, path in sorted(BROKEN | GONE) if key == house.key]
            found += [self._subscription(house, path) for path in paths]
        return tuple(found)

    def counts(self) -> Counter[int]:
        """Answers so far, by status."""
        return Counter(request.status for request in self.log)

    def _subscription(self, house: House, path: str) -> FeedSubscription:
        base, language = self._bases[house.key], Language(house.language)
        return FeedSubscription(
            url=f"{base}{path}",
            title=house.name,
            publisher=Publisher(id=PublisherId(house.domain), name=house.name, home_url=f"{base}/", language=language),
            section=SECTION_FEEDS.get((house.key, path), house.section),
            language=language,
        )

    # ----------------------------------------------------------------------------------------- answers

    def answer(self, house: House, path: str) -> Answer:
        """What this publisher's server says to a GET of `path`, conditions apart."""
        path = path.partition("?")[0]
        if (house.key, path) in GONE:
            return Answer(HTTPStatus.GONE)
        if (house.key, path) in MOVED:
            return Answer(HTTPStatus.MOVED_PERMANENTLY, location=MOVED[house.key, path])
        if (house.key, path) in BROKEN:
            return Answer(HTTPStatus.OK, WRECK, FEED_TYPES[house.feed])
        if path == "/robots.txt":
            return Answer(HTTPStatus.OK, ROBOTS, "text/plain")
        if path in ("/favicon.png", "/favicon.ico"):
            return Answer(HTTPStatus.OK, favicon(house.icon, house.ink), "image/png")
        proofs = self._proofs(house)
        if path == "/":
            return Answer(HTTPStatus.OK, print_home(house, proofs, FEEDS[house.key]), changed_at=_changed_at(proofs))
        if path in FEEDS[house.key]:
            return self._feed(house, path, proofs)
        return self._piece(path, proofs)

    def _proofs(self, house: House) -> list[Proof]:
        """What the publisher has out at this edition, newest first."""
        base = self._bases[house.key]
        proofs = (
            proof(piece, base=base, hours_ago=self._hours_ago, now=self.now)
            for piece in self._newspaper.pieces
            if piece.house.key == house.key
        )
        return sorted((one for one in proofs if one is not None), key=lambda one: one.published_at, reverse=True)

    def _feed(self, house: House, path: str, proofs: Sequence[Proof]) -> Answer:
        section = SECTION_FEEDS.get((house.key, path))
        inside = [one for one in proofs if section is None or one.piece.section == section][:N_FEED_ENTRIES]
        says, sends = MISDECLARED.get(house.key, ("utf-8", "utf-8"))
        changed_at = _changed_at(inside)
        body = print_feed(house, inside, self._bases[house.key] + path, changed_at or self.now, says=says, sends=sends)
        return Answer(HTTPStatus.OK, body, FEED_TYPES[house.feed], changed_at=changed_at)

    def _piece(self, path: str, proofs: Sequence[Proof]) -> Answer:
        name = path.rpartition("/")[2]
        for one in proofs:
            if path == one.piece.path:
                others: list[Piece] = [other.piece for other in proofs]
                return Answer(HTTPStatus.OK, print_page(one, others), changed_at=one.revised_at)
            if name == f"{one.piece.slug}.jpg" and one.piece.caption:
                motif = next(event.picture for event in self._newspaper.events if event.key == one.piece.story)
                return Answer(HTTPStatus.OK, picture(one.piece.key, motif), "image/jpeg")
            if name == f"{one.piece.slug}.wav" and one.piece.minutes:
                return Answer(HTTPStatus.OK, episode(one.piece.key), "audio/wav")
        return Answer(HTTPStatus.NOT_FOUND, b"<!doctype html><title>404</title><h1>Not found</h1>")

    # ---------------------------------------------------------------------------------------- the wire

    async def _listen(self, ports: Sequence[int]) -> list[asyncio.Server]:
        servers: list[asyncio.Server] = []
        try:
            for house, port in zip(self._newspaper.houses, ports, strict=True):
                server = await asyncio.start_server(self._greeter(house), HOST, port)
                servers.append(server)
                self._bases[house.key] = f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
        except OSError:
            for server in servers:
                server.close()
            raise
        return servers

    async def _hang_up(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _greeter(self, house: House) -> Greeter:
        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._connections.add(task)
            try:
                while await self._serve_one(house, reader, writer):
                    pass
            except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
                pass
            finally:
                self._connections.discard(task)
                writer.close()

        return greet

    async def _serve_one(self, house: House, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection stays open."""
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), REQUEST_SECONDS)
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        answer = self.answer(house, target) if method in ("GET", "HEAD") else Answer(HTTPStatus.METHOD_NOT_ALLOWED)
        status, sent, body = _conditional(answer, headers)
        self.log.append(Request(house.key, target, status.value))
        keeps = headers.get("connection", "").lower() != "close"
        sent["Connection"] = "keep-alive" if keeps else "close"
        top = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"HTTP/1.1 {status.value} {status.phrase}\r\n{top}\r\n".encode("latin-1"))
        writer.write(b"" if method == "HEAD" else body)
        await writer.drain()
        return keeps


def _changed_at(proofs: Sequence[Proof]) -> datetime | None:
    return max((one.revised_at for one in proofs), default=None)


def _conditional(answer: Answer, headers: dict[str, str]) -> tuple[HTTPStatus, dict[str, str], bytes]:
    """Status, headers and body after the request's conditions and the encodings that it accepts."""
    if answer.status != HTTPStatus.OK:
        sent = {"Location": answer.location} if answer.location else {}
        return (
            answer.status,
            {**sent, "Content-Type": answer.content_type, "Content-Length": str(len(answer.body))},
            (answer.body),
        )
    etag = f'"{hashlib.blake2b(answer.body, digest_size=8).hexdigest()}"'
    sent = {"ETag": etag, "Cache-Control": "max-age=60", "Vary": "Accept-Encoding"}
    if answer.changed_at is not None:
        sent["Last-Modified"] = format_datetime(answer.changed_at.astimezone(UTC), usegmt=True)
    if _is_unchanged(etag, answer.changed_at, headers):
        return HTTPStatus.NOT_MODIFIED, sent, b""
    body = answer.body
    if "gzip" in headers.get("accept-encoding", "") and not answer.content_type.startswith(("image/", "audio/")):
        body = gzip.compress(body, compresslevel=5, mtime=0)
        sent["Content-Encoding"] = "gzip"
    return answer.status, {**sent, "Content-Type": answer.content_type, "Content-Length": str(len(body))}, body


def _is_unchanged(etag: str, changed_at: datetime | None, headers: dict[str, str]) -> bool:
    if "if-none-match" in headers:
        return etag in headers["if-none-match"]
    since = headers.get("if-modified-since")
    if not since or changed_at is None:
        return False
    try:
        return changed_at <= parsedate_to_datetime(since)
    except ValueError:
        return False

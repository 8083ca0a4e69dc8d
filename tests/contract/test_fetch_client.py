"""The client against real servers on loopback, well-behaved and not."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Awaitable, Callable

import brotli
import pytest
import zstandard

from newsloom.errors import BlockedAddress, FetchError, Gone, Refused, Throttled, TooLarge, Unreachable
from newsloom.fetch.answer import Answer
from newsloom.fetch.client import Client
from tests.loopback import Asked, answer, environment, serving

BODY = b"The harbour opened on Tuesday. " * 100


async def get(url: str, **fields: object) -> Answer:
    limit = fields.pop("limit_bytes", None)
    async with Client(environment(**fields)) as client:
        return await client.get(url, limit_bytes=limit)  # type: ignore[arg-type]


def got(says: dict[str, object], path: str = "/", **fields: object) -> Answer:
    """What the client makes of one answer."""

    async def ask() -> Answer:
        async with serving(says) as server:  # type: ignore[arg-type]
            return await get(server.url + path, **fields)

    return asyncio.run(ask())


def test_an_answer_carries_its_status_headers_and_body() -> None:
    found = got({"/": answer(200, BODY, ETag='"a"', Vary="a", X_Two="1")})
    assert (found.status, found.content, found.headers["etag"], found.moved_to) == (200, BODY, '"a"', None)


def test_the_client_says_who_it_is_and_what_it_reads() -> None:
    async def ask() -> None:
        async with serving({"*": answer()}) as server, Client(environment(user_agent="newsloom/9 (+x)")) as client:
            await client.get(server.url + "/a b/ü?q=é#end", accept="text/html", headers={"If-None-Match": '"1"'})
            (asked,) = server.asked
            assert asked.path == "/a%20b/%C3%BC?q=%C3%A9"
            assert asked.headers == {
                "host": server.url.removeprefix("http://"),
                "user-agent": "newsloom/9 (+x)",
                "accept": "text/html",
                "accept-encoding": "gzip, deflate, br, zstd",
                "if-none-match": '"1"',
            }

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("gzip", gzip.compress(BODY[:50], mtime=0) + gzip.compress(BODY[50:], mtime=0)),
        ("x-gzip", gzip.compress(BODY, mtime=0) + b"\0\0\0"),
        ("gzip", BODY),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("br", brotli.compress(BODY)),
        ("zstd", zstandard.compress(BODY)),
        ("gzip, br", brotli.compress(gzip.compress(BODY, mtime=0))),
        ("identity", BODY),
    ],
)
def test_packed_bodies_are_unpacked(coding: str, packed: bytes) -> None:
    assert got({"/": answer(200, packed, Content_Encoding=coding)}).content == BODY


BOMB = b"\0" * 30_000_000


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BOMB, mtime=0)),
        ("deflate", zlib.compress(BOMB)),
        ("br", brotli.compress(BOMB, quality=3)),
        ("zstd", zstandard.compress(BOMB)),
        ("gzip, gzip", gzip.compress(gzip.compress(BOMB, mtime=0), mtime=0)),
    ],
)
def test_a_body_that_unfolds_beyond_the_limit_is_too_large(coding: str, packed: bytes) -> None:
    with pytest.raises(TooLarge) as caught:
        got({"/": answer(200, packed, Content_Encoding=coding)}, limit_bytes=1_000_000)
    assert caught.value.limit_bytes == 1_000_000


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "unheard-of", "gzip, gzip, gzip"])
def test_a_damaged_or_unknown_packing_is_no_answer(coding: str) -> None:
    with pytest.raises(Unreachable):
        got({"/": answer(200, b"\x1f\x8b\x08\x00damaged", Content_Encoding=coding)})


def test_a_packing_that_breaks_off_is_no_answer() -> None:
    for coding, packed in (("gzip", gzip.compress(BODY, mtime=0)), ("br", brotli.compress(BODY))):
        with pytest.raises(Unreachable):
            got({"/": answer(200, packed[:-9], Content_Encoding=coding)})


def test_a_body_that_is_announced_too_large_is_not_read() -> None:
    with pytest.raises(TooLarge):
        got({"/": answer(200, b"", Content_Length="10000000")}, limit_bytes=1000, timeout_seconds=2.0)


def test_a_body_without_end_is_too_large() -> None:
    async def pour(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
            await writer.drain()

    with pytest.raises(TooLarge):
        got({"/": pour}, limit_bytes=100_000)


def test_redirects_are_followed_and_only_permanent_ones_remembered() -> None:
    says: dict[str, object] = {
        "/for-good": answer(301, Location="/further"),
        "/further": answer(308, Location="/end"),
        "/for-now": answer(302, Location="/for-good"),
        "/then-for-now": answer(301, Location="/for-now"),
        "/end": answer(200, BODY),
    }
    for path, has_moved in (("/for-good", True), ("/for-now", False), ("/then-for-now", False), ("/end", False)):
        found = got(says, path)
        assert (found.content, found.url.endswith("/end")) == (BODY, True)
        assert (found.moved_to is not None) == has_moved


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x", "javascript:alert(1)", "http://[", "http://10.0.0.1/"],
)
def test_a_redirect_out_of_the_web_or_into_a_private_network_is_blocked(location: str) -> None:
    with pytest.raises(BlockedAddress):
        got({"/": answer(302, Location=location)})


def test_redirects_in_a_circle_end() -> None:
    with pytest.raises(Unreachable, match="redirects"):
        got({"/": answer(302, Location="/a"), "/a": answer(301, Location="/")})


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
        "http://2130706433/", "http://0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/meta-data/", "http://１２７.0.0.1/", "https://10.1.2.3/",
        "http://93.184.216.34:22/", "http://user:word@192.168.1.1/", "file:///etc/passwd", "not an address", "http://",
    ],
)  # fmt: skip
def test_the_guard_closes_these_addresses(url: str) -> None:
    with pytest.raises(BlockedAddress) as caught:
        asyncio.run(get(url, allow_networks=()))
    assert (caught.value.url, caught.value.try_again) == (url, "never")


@pytest.mark.parametrize(
    ("status", "error", "try_again"),
    [
        (404, Gone, "never"), (410, Gone, "never"), (401, Refused, "slowly"), (403, Refused, "slowly"),
        (451, Refused, "slowly"), (400, Refused, "slowly"), (429, Throttled, "when-told"),
        (503, Throttled, "when-told"), (500, Unreachable, "backing-off"), (502, Unreachable, "backing-off"),
        (408, Unreachable, "backing-off"), (300, Unreachable, "backing-off"),
    ],
)  # fmt: skip
def test_every_other_status_is_its_own_failure(status: int, error: type[FetchError], try_again: str) -> None:
    with pytest.raises(error) as caught:
        got({"/": answer(status)})
    assert (caught.value.detail, caught.value.try_again) == (f"status {status}", try_again)


def test_a_throttling_server_says_how_long() -> None:
    with pytest.raises(Throttled) as caught:
        got({"/": answer(429, Retry_After="120")})
    assert caught.value.retry_after_seconds == 120.0


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"\x00\x01\x02\x03" * 50 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\nconnection: close\r\n\r\ntoo short",
        b"HTTP/1.1 200 OK\r\ncontent-length: banana\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\nnot a chunk\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"x-%d: %s\r\n" % (number, b"y" * 1000) for number in range(300)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 300_000,
        b"",
    ],
    ids=["ssh", "noise", "short", "length", "chunks", "many-headers", "long-header", "nothing"],
)
def test_what_is_not_http_is_no_answer(said: bytes) -> None:
    async def say(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        writer.close()

    with pytest.raises(Unreachable):
        got({"/": say})


async def drip(writer: asyncio.StreamWriter, said: bytes) -> None:
    for byte in said:
        writer.write(bytes([byte]))
        await asyncio.sleep(0.05)


async def drip_head(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    await drip(writer, b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 100)


async def drip_body(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    await drip(writer, b"x" * 1000)


@pytest.mark.parametrize("say", [drip_head, drip_body])
def test_an_answer_that_drips_is_cut_off(say: Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match=r"0\.3 seconds"):
        got({"/": say}, timeout_seconds=0.3)
    assert time.monotonic() - began < 1.5


def test_a_host_is_asked_by_one_connection_one_question_after_the_other() -> None:
    async def ask() -> None:
        async with serving({"*": answer(200, BODY)}) as server, Client(environment()) as client:
            await asyncio.gather(*(client.get(f"{server.url}/{number}") for number in range(20)))
            assert (len(server.asked), server.n_connections, server.n_open_most) == (20, 1, 1)

    asyncio.run(ask())


def test_a_slow_host_delays_nobody_else() -> None:
    async def ask() -> None:
        async with (
            serving({"*": drip_body}) as slow,
            serving({"*": answer(200, BODY)}, host="127.0.1.2") as quick,
            Client(environment(timeout_seconds=1.0, n_connections=2)) as client,
        ):
            waiting = [asyncio.ensure_future(client.get(f"{slow.url}/{number}")) for number in range(10)]
            await asyncio.sleep(0)
            began = time.monotonic()
            for number in range(20):
                await client.get(f"{quick.url}/{number}")
            assert time.monotonic() - began < 0.8
            failures = await asyncio.gather(*waiting, return_exceptions=True)
            assert {type(failure) for failure in failures} == {Unreachable}
            assert len(slow.asked) == 2

    asyncio.run(ask())


def test_a_host_that_cannot_be_reached_is_left_alone_for_a_while() -> None:
    async def ask() -> None:
        async with serving({}) as server:
            dead = server.url
        async with Client(environment()) as client:
            with pytest.raises(Unreachable):
                await client.get(f"{dead}/1")
            with pytest.raises(Unreachable, match="a moment ago") as caught:
                await client.get(f"{dead}/2")
            assert caught.value.url == f"{dead}/2"

    asyncio.run(ask())


def test_pages_of_one_host_keep_apart_and_feeds_do_not() -> None:
    async def ask() -> None:
        async with serving({"*": answer()}) as server, Client(environment(host_pause_seconds=0.2)) as client:
            began = time.monotonic()
            for number in range(5):
                await client.get(f"{server.url}/feed{number}")
            assert time.monotonic() - began < 0.2
            await asyncio.gather(*(client.get(f"{server.url}/page{number}", is_page=True) for number in range(3)))
            assert time.monotonic() - began >= 0.4

    asyncio.run(ask())


def test_a_connection_that_was_closed_meanwhile_is_made_anew() -> None:
    async def once(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(200, BODY))
        await writer.drain()
        writer.close()

    async def ask() -> None:
        async with serving({"*": once}) as server, Client(environment()) as client:
            for number in range(3):
                assert (await client.get(f"{server.url}/{number}")).content == BODY
                await asyncio.sleep(0.02)
            assert server.n_connections == 3

    asyncio.run(ask())


def test_a_question_on_a_retired_connection_is_asked_once_more() -> None:
    async def ask() -> None:
        n_asked = 0

        async def retiring(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            nonlocal n_asked
            n_asked += 1
            if n_asked == 2:
                writer.close()
            else:
                writer.write(answer(200, BODY))

        async with serving({"*": retiring}) as server, Client(environment()) as client:
            assert (await client.get(f"{server.url}/1")).content == BODY
            assert (await client.get(f"{server.url}/2")).content == BODY
            assert server.paths == ["/1", "/2", "/2"]

    asyncio.run(ask())


def test_idle_connections_are_not_hoarded() -> None:
    async def ask() -> None:
        async with (
            serving({"*": answer()}) as a,
            serving({"*": answer()}, host="127.0.0.2") as b,
            serving({"*": answer()}, host="127.0.0.3") as c,
            Client(environment(n_connections=2)) as client,
        ):
            for server in (a, b, c):
                await client.get(server.url)
            await asyncio.sleep(0.05)
            assert [server.n_open for server in (a, b, c)] == [0, 1, 1]

    asyncio.run(ask())


def test_a_cancelled_question_leaves_the_host_usable() -> None:
    async def ask() -> None:
        async with serving({"/slow": drip_body, "*": answer(200, BODY)}) as server, Client(environment()) as client:
            slow = asyncio.ensure_future(client.get(f"{server.url}/slow"))
            await asyncio.sleep(0.1)
            slow.cancel()
            assert (await client.get(f"{server.url}/quick")).content == BODY

    asyncio.run(ask())

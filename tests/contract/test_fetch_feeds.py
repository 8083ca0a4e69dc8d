"""Feeds, pages, favicons and discovery against real servers on loopback."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from PIL import Image

from newsloom.errors import Gone, Refused, TooLarge, Unreachable
from newsloom.fetch.client import Client
from newsloom.fetch.discover import NoFeeds, find_feeds
from newsloom.fetch.feeds import fetch_feed, parse_feed
from newsloom.fetch.icons import fetch_icon
from newsloom.fetch.pages import fetch_page
from newsloom.records import DueFeed, FeedId, FetchedFeed, NotModified
from tests.loopback import Asked, Says, answer, environment, serving

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
RSS = b"<rss version='2.0'><channel><title>The Gazette</title><item><title>One</title><link>/1</link></item></channel></rss>"
HTML = "text/html; charset=utf-8"
FEED = "application/rss+xml"
T = TypeVar("T")


def run(deed: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(deed)


def due(url: str, **fields: Any) -> DueFeed:
    return DueFeed(id=FeedId("feed"), url=url, **fields)


async def conditional(asked: Asked, writer: asyncio.StreamWriter) -> None:
    if asked.headers.get("if-none-match") == '"1"' or asked.headers.get("if-modified-since") == "then":
        writer.write(answer(304, ETag='"1"', Cache_Control="max-age=900"))
    else:
        writer.write(answer(200, RSS, ETag='"1"', Last_Modified="then", Content_Type=FEED, Cache_Control="max-age=60"))


def test_a_feed_is_fetched_once_and_then_not_modified() -> None:
    async def ask() -> None:
        async with serving({"/feed": conditional}) as server, Client(environment()) as client:
            first = await fetch_feed(client, due(f"{server.url}/feed"), now=NOON)
            assert isinstance(first, FetchedFeed)
            assert (first.content, first.etag, first.last_modified, first.max_age_seconds) == (RSS, '"1"', "then", 60.0)
            assert (first.url, first.moved_to, first.fetched_at) == (f"{server.url}/feed", None, NOON)
            for known in ({"etag": first.etag}, {"last_modified": first.last_modified}):
                again = await fetch_feed(client, due(first.url, **known), now=NOON)
                assert isinstance(again, NotModified)
                assert (again.etag, again.max_age_seconds) == ('"1"', 900.0)

    run(ask())


def test_the_same_bytes_again_are_no_news_where_the_server_knows_no_conditions() -> None:
    async def ask() -> None:
        async with serving({"/feed": answer(200, RSS)}) as server, Client(environment()) as client:
            first = await fetch_feed(client, due(f"{server.url}/feed"), now=NOON)
            assert isinstance(first, FetchedFeed)
            again = await fetch_feed(client, due(first.url, content_hash=first.content_hash, etag='"0"'), now=NOON)
            assert again == NotModified(feed_id=FeedId("feed"), fetched_at=NOON, etag='"0"')

    run(ask())


def test_a_feed_that_moved_for_good_says_where_and_links_lead_from_there() -> None:
    async def ask() -> None:
        says: Says = {"/old": answer(301, Location="/new/feed"), "/new/feed": answer(200, RSS)}
        async with serving(says) as server, Client(environment()) as client:
            found = await fetch_feed(client, due(f"{server.url}/old"), now=NOON)
            assert isinstance(found, FetchedFeed)
            assert found.moved_to == found.url == f"{server.url}/new/feed"
            assert parse_feed(found)[1][0].url == f"{server.url}/1"

    run(ask())


def test_a_feed_larger_than_allowed_or_gone_says_so() -> None:
    async def ask() -> None:
        says: Says = {"/big": answer(200, RSS * 100)}
        async with serving(says) as server, Client(environment(feed_limit_bytes=1000)) as client:
            with pytest.raises(TooLarge):
                await fetch_feed(client, due(f"{server.url}/big"), now=NOON)
            with pytest.raises(Gone) as caught:
                await fetch_feed(client, due(f"{server.url}/nowhere"), now=NOON)
            assert caught.value.status == 404

    run(ask())


ROBOTS = b"User-agent: *\nDisallow: /private\nUser-agent: newsloom\nDisallow: /members\nAllow: /members/free\n"


def test_pages_are_read_where_robots_txt_lets_us_and_it_is_asked_for_once() -> None:
    async def ask() -> None:
        says: Says = {"/robots.txt": answer(200, ROBOTS), "*": answer(200, b"<p>Hello", Content_Type=HTML)}
        async with serving(says) as server, Client(environment()) as client:
            paths = ("/a", "/private", "/members/free", "/b")
            pages = await asyncio.gather(*(fetch_page(client, server.url + path, now=NOON) for path in paths))
            assert [(page.url, page.content, page.content_type) for page in pages] == [
                (server.url + path, b"<p>Hello", HTML) for path in paths
            ]
            with pytest.raises(Refused) as caught:
                await fetch_page(client, f"{server.url}/members/1", now=NOON)
            assert caught.value.detail == "robots.txt"
            assert server.paths.count("/robots.txt") == 1
            await fetch_page(client, f"{server.url}/c", now=NOON + timedelta(days=1))
            assert server.paths.count("/robots.txt") == 2

    run(ask())


@pytest.mark.parametrize(
    "said", [answer(404), answer(403), answer(410), answer(200, b"\xff\xfe\0nonsense"), answer(200, b"x" * 600_000)]
)
def test_a_host_without_readable_rules_allows_everything(said: bytes) -> None:
    async def ask() -> None:
        async with (
            serving({"/robots.txt": said, "*": answer(200, b"Hello")}) as server,
            Client(environment()) as client,
        ):
            assert (await fetch_page(client, f"{server.url}/a", now=NOON)).content == b"Hello"

    run(ask())


@pytest.mark.parametrize("said", [answer(500), answer(503), answer(429)])
def test_a_host_whose_rules_are_out_of_reach_is_tried_again_later(said: bytes) -> None:
    async def ask() -> None:
        async with serving({"/robots.txt": said, "*": answer(200)}) as server, Client(environment()) as client:
            for _ in range(2):
                with pytest.raises(Unreachable, match=r"robots\.txt is out of reach"):
                    await fetch_page(client, f"{server.url}/a", now=NOON)
            assert server.paths == ["/robots.txt"]

    run(ask())


def test_pages_of_one_host_rest_between_each_other() -> None:
    async def ask() -> None:
        async with serving({"*": answer(200)}) as server, Client(environment(host_pause_seconds=0.15)) as client:
            began = time.monotonic()
            await asyncio.gather(*(fetch_page(client, f"{server.url}/{number}", now=NOON) for number in range(3)))
            assert time.monotonic() - began >= 0.3

    run(ask())


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (10, 90, 200)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("says", "has_icon"),
    [
        ({"/": answer(200, b"<link rel=icon href=/i.png>", Content_Type=HTML), "/i.png": answer(200, png())}, True),
        ({"/": answer(200, b"<p>", Content_Type=HTML), "/favicon.ico": answer(200, png())}, True),
        ({"/": answer(200, b"<link rel=icon href=/no>", Content_Type=HTML), "/favicon.ico": answer(200, png())}, True),
        ({"/": answer(500), "/favicon.ico": answer(200, png())}, True),
        ({"/": answer(200, b"<p>"), "/favicon.ico": answer(200, b"<svg/>")}, False),
        ({}, False),
    ],
)
def test_a_favicon_is_found_by_its_link_or_in_its_usual_place(says: Says, has_icon: bool) -> None:
    async def ask() -> bool:
        async with serving(says) as server, Client(environment()) as client:
            return await fetch_icon(client, f"{server.url}/", now=NOON) is not None

    assert run(ask()) == has_icon


NAMED = b"""<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed">
<link rel="alternate" type="application/feed+json" href="feed.json"><link rel="alternate" type="application/json"
href="/wp-json/1"><link rel="alternate" hreflang="ar" href="/ar"></head>"""


async def found_at(server_url: str, path: str = "/") -> list[tuple[str, str]] | str:
    async with Client(environment()) as client:
        found = await find_feeds(client, server_url + path, now=NOON)
    if isinstance(found, NoFeeds):
        return found.reason
    return [(feed.url.removeprefix(server_url), feed.title) for feed in found]


@pytest.mark.parametrize(
    ("says", "feeds"),
    [
        ({"/": answer(200, RSS, Content_Type="text/xml")}, [("/", "The Gazette")]),
        ({"/": answer(200, NAMED, Content_Type=HTML)}, [("/feed", "News"), ("/feed.json", "")]),
        (
            {"/": answer(200, b"<a href=/x>X</a><a href=/our/rss.php>Feed</a>", Content_Type=HTML), "/our/rss.php": answer(200, RSS)},
            [("/our/rss.php", "The Gazette")],
        ),
        ({"/": answer(200, b"<p>Hi", Content_Type=HTML), "/atom.xml": answer(200, RSS)}, [("/atom.xml", "The Gazette")]),
        (
            {"/": answer(200, b"<p>Hi", Content_Type=HTML)},
            "the page names no feed, none of its links sounds like one, and none is at the usual places",
        ),
        (
            {"/": answer(200, b"<a href=/feeds.php>Feeds</a>", Content_Type=HTML), "/feeds.php": answer(200, b"<p>")},
            "the page names no feed, 1 of its links sound like one and are none, and none is at the usual places",
        ),
        ({"/": answer(200, b"%PDF-1.7", Content_Type="application/pdf")}, "it is application/pdf, and no feed"),
    ],
)  # fmt: skip
def test_a_sites_feeds_are_found_or_the_reason_why_not(says: Says, feeds: list[tuple[str, str]] | str) -> None:
    async def ask() -> list[tuple[str, str]] | str:
        async with serving(says) as server:
            return await found_at(server.url)

    assert run(ask()) == feeds


@pytest.mark.parametrize("url", ["mailto:a@b.example", "file:///etc/passwd", "javascript:alert(1)", "", "http://"])
def test_what_is_no_address_has_no_feeds(url: str) -> None:
    assert run(found_at("", url)) == "that is no address of the web"


def test_a_name_without_a_scheme_is_asked_by_https_and_then_by_http() -> None:
    async def ask() -> list[tuple[str, str]] | str:
        async with serving({"/feed": answer(200, RSS)}) as server, Client(environment(timeout_seconds=0.5)) as client:
            found = await find_feeds(client, f"{server.url.removeprefix('http://')}/feed", now=NOON)
            assert not isinstance(found, NoFeeds)
            return [(feed.url.removeprefix(server.url), feed.title) for feed in found]

    assert run(ask()) == [("/feed", "The Gazette")]

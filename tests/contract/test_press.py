"""What the press promises over real HTTP: it behaves as publishers' servers do, well and badly."""

import gzip
import http.client
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from newsloom.sample.press import N_EDITIONS, Press

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def press() -> Iterator[Press]:
    with Press.open(NOW) as press:
        yield press


def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_every_feed_answers_as_its_kind_of_server_would(press: Press) -> None:
    found = {urlsplit(feed.url).path: ask(feed.url) for feed in press.subscriptions()}
    assert {path: (status, headers["content-type"]) for path, (status, headers, _) in found.items()} == {
        "/feed.xml": (200, "application/rss+xml"),
        "/feeds/news.xml": (200, "application/rss+xml"),
        "/feeds/sport.xml": (200, "application/rss+xml"),
        "/feeds/events.xml": (200, "application/rss+xml"),
        "/feed": (301, "text/html; charset=utf-8"),
        "/feed.json": (200, "application/feed+json"),
        "/rss.xml": (410, "text/html; charset=utf-8"),
        "/podcast.xml": (200, "application/rss+xml"),
        "/rss": (200, "application/rss+xml"),
        "/index.rdf": (200, "application/rdf+xml"),
    }


def test_a_feed_that_moved_says_where(press: Press) -> None:
    status, headers, _ = ask(press.base("orrery") + "/feed")
    assert (status, headers["location"]) == (301, "/atom.xml")


def test_an_unchanged_feed_is_not_sent_again(press: Press) -> None:
    url = press.base("northwire") + "/feed.xml"
    _, headers, body = ask(url)
    assert ask(url, If_None_Match=headers["etag"])[::2] == (304, b"")
    assert ask(url, If_Modified_Since=headers["last-modified"])[::2] == (304, b"")
    assert ask(url, If_None_Match='"another"')[::2] == (200, body)
    assert ask(url, If_Modified_Since="no date")[::2] == (200, body)


def test_a_feed_changes_with_the_edition(press: Press) -> None:
    url = press.base("northwire") + "/feed.xml"
    press.turn_to(1)
    _, headers, body = ask(url)
    press.turn_to(2)
    status, _, later = ask(url, If_None_Match=headers["etag"])
    assert status == 200
    assert later.count(b"<item>") > body.count(b"<item>")


def test_text_is_sent_packed_to_those_who_unpack(press: Press) -> None:
    url = press.base("courier") + "/feeds/news.xml"
    plain = ask(url)[2]
    _, headers, packed = ask(url, Accept_Encoding="gzip, deflate")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2


def test_one_feed_says_utf8_and_sends_windows_1252(press: Press) -> None:
    body = ask(press.base("calderpost") + "/feed")[2]
    assert body.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert "‘Nobody rang a bell.".encode("cp1252") in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_robots_picture_favicon_and_episode_are_served(press: Press) -> None:
    base = press.base("northwire")
    assert b"Disallow: /account/" in ask(base + "/robots.txt")[2]
    assert ask(base + "/favicon.png")[2].startswith(b"\x89PNG")
    assert ask(base + "/pictures/selene-cup-final.jpg")[2].startswith(b"\xff\xd8")
    assert ask(press.base("halyard") + "/audio/episode-314-row-14.wav")[2].startswith(b"RIFF")


def test_a_page_is_not_there_before_its_edition(press: Press) -> None:
    url = press.url("northwire/selene-cup-final")
    press.turn_to(N_EDITIONS - 1)
    assert ask(url)[0] == 404
    press.turn_to(N_EDITIONS)
    assert ask(url + "?utm_source=rss")[0] == 200


def test_a_revised_page_keeps_its_address(press: Press) -> None:
    url = press.url("northwire/ferry-aground-calder-bay")
    first, last = "Ferry with more than 400 aboard", "Ferry rescue off Calder Bay ends"
    press.turn_to(1)
    page = ask(url)[2].decode()
    assert (first in page, last in page) == (False, True)


def test_the_cut_text_is_not_in_the_page(press: Press) -> None:
    page = ask(press.url("courier/aldane-nine-votes"))[2].decode()
    assert "Two more sit in the Rural Union" in page
    assert "The sixth is Edda Quist" not in page


def test_the_log_says_what_was_asked_and_answered(press: Press) -> None:
    ask(press.base("ledger") + "/rss.xml")
    ask(press.base("ledger") + "/nowhere")
    ask(press.base("ledger") + "/feed.json", "HEAD")
    ask(press.base("ledger") + "/feed.json", "POST")
    assert [(line.house, line.path, line.status) for line in press.log] == [
        ("ledger", "/rss.xml", 410),
        ("ledger", "/nowhere", 404),
        ("ledger", "/feed.json", 200),
        ("ledger", "/feed.json", 405),
    ]
    assert press.counts() == {410: 1, 404: 1, 200: 1, 405: 1}


def test_one_connection_carries_many_requests(press: Press) -> None:
    connection = http.client.HTTPConnection(urlsplit(press.base("marfa")).netloc, timeout=10)
    statuses = []
    for path in ("/rss", "/robots.txt", "/nowhere"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    assert statuses == [200, 200, 404]


def test_a_press_opens_again_at_its_addresses_and_not_twice(press: Press) -> None:
    with pytest.raises(OSError, match="address already in use"):
        Press.open(NOW, ports=press.ports)
    ports = press.ports
    press.close()
    with Press.open(NOW, ports=ports) as again:
        assert again.ports == ports


def test_there_are_six_editions_a_day_apart(press: Press) -> None:
    assert [(edition, press.at.day) for edition in press.editions()] == [
        (1, 18), (2, 19), (3, 20), (4, 21), (5, 22), (6, 23)
    ]  # fmt: skip
    with pytest.raises(ValueError, match="no such edition"):
        press.turn_to(7)

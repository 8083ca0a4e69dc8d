"""`newsloom parse` and `newsloom feeds`, as an operator runs them."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from newsloom.cli import feeds_, main
from newsloom.fetch.opml import parse_opml
from newsloom.records import FeedSubscription
from newsloom.store.memory import MemoryStore
from tests.loopback import Says, answer, serving

RSS = """<rss version="2.0"><channel><title>The Gazette</title><link>https://gazette.example/</link><item><title>Café &amp; bar</title>
<link>/1</link><pubDate>Tue, 03 Nov 2020 09:00:00 GMT</pubDate><enclosure url="/a.mp3" type="audio/mpeg"/></item></channel></rss>"""


def parsed(capsys: pytest.CaptureFixture[str], *paths: str | Path) -> tuple[int, list[dict[str, object]]]:
    status = main(["parse", *map(str, paths)])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_parse_prints_a_line_for_each_file_packed_or_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "feed.xml": RSS.encode(),
        "feed.xml.gz": gzip.compress(RSS.encode()),
        "feed.xml.zst": zstandard.compress(RSS.encode()),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    status, lines = parsed(capsys, *(tmp_path / name for name in files))
    assert (status, [line["file"] for line in lines]) == (0, [str(tmp_path / name) for name in files])
    assert all({**line, "file": ""} == {**lines[0], "file": ""} for line in lines)
    assert lines[0]["feed"] == {
        "title": "The Gazette", "home_url": "https://gazette.example/", "language": None, "description": "",
        "icon_url": None, "kind": "rss20", "ttl_seconds": None,
    }  # fmt: skip
    (entry,) = lines[0]["entries"]  # type: ignore[misc]
    assert len(entry.pop("guid")) == 12
    assert entry == {
        "url": "/1", "headline": "Café & bar", "summary": "", "content": "", "authors": [],
        "published_at": "2020-11-03T09:00:00+00:00", "revised_at": None, "categories": [], "enclosures": [],
        "image_url": None, "language": None,
    }  # fmt: skip


def test_parse_says_what_it_could_not_read_and_reads_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contents = {
        "page": b"<html><p>Hello",
        "cut.gz": gzip.compress(RSS.encode())[:60],
        "empty": b"",
        "feed": RSS.encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    status, lines = parsed(capsys, *(tmp_path / name for name in contents), tmp_path / "none", tmp_path)
    assert status == 0
    assert ["error" in line for line in lines] == [True, True, True, False, True, True]
    assert main(["parse", str(tmp_path / "page")]) == 1
    assert "page: no feed" in capsys.readouterr().err


class Desk:
    """An operator with a store of their own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = MemoryStore()
        self._capsys = capsys
        monkeypatch.setattr(feeds_, "open_store", lambda *_, **__: self.store)
        monkeypatch.setenv("NEWSLOOM_ALLOW_NETWORKS", "127.0.0.0/8")

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        status = main(["feeds", *arguments])
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(monkeypatch, capsys)


PAGE = b"""<link rel=alternate type=application/rss+xml title=News href=/feed>
<link rel=alternate type=application/rss+xml title="Comments feed" href=/comments/feed>"""


def test_the_feeds_of_a_site_are_added_or_the_reason_given_why_there_are_none(desk: Desk) -> None:
    async def walk() -> None:
        says: Says = {"/": answer(200, PAGE, Content_Type="text/html"), "/dry": answer(200, b"%PDF")}
        async with serving(says) as server:
            added = await asyncio.to_thread(desk.run, "add", server.url, "--section", "world")
            assert added == (0, f"added  {server.url}/feed  News\n", "1 added, 0 known before\n")
            reason = "no feeds: it is something without a type, and no feed"
            none = await asyncio.to_thread(desk.run, "add", f"{server.url}/dry")
            assert none == (1, "", f"newsloom feeds: {server.url}/dry: {reason}\n")
            gone = await asyncio.to_thread(desk.run, "add", f"{server.url}/nowhere")
            assert gone == (1, "", f"newsloom feeds: {server.url}/nowhere: status 404\n")

    asyncio.run(walk())
    (feed,) = desk.store.feeds()
    assert (feed.subscription.title, feed.subscription.section) == ("News", "world")


def test_feeds_are_listed_exported_and_taken_in_again(desk: Desk, tmp_path: Path) -> None:
    subscription = FeedSubscription(url="https://gazette.example/feed", title="Gazette", section="world")
    desk.store.add_feed(subscription, now=datetime(2026, 11, 3, 12, 0, tzinfo=UTC))
    listed = "well                      2026-11-03 12:00  https://gazette.example/feed  Gazette\n"
    assert desk.run("list") == (0, listed, "")
    _, exported, _ = desk.run("export")
    assert parse_opml(exported.encode(), "x") == (replace(subscription, folders=("world",)),)
    (tmp_path / "list.opml").write_text(exported)
    again = desk.run("import", str(tmp_path / "list.opml"))
    assert again == (0, "known  https://gazette.example/feed  Gazette\n", "0 added, 1 known before\n")
    missing = str(tmp_path / "none.opml")
    assert desk.run("import", missing) == (1, "", f"newsloom feeds: {missing}: No such file or directory\n")


def test_the_starter_pack_is_added_by_country_language_and_section(desk: Desk) -> None:
    status, out, err = desk.run("starter", "--country", "qa", "--language", "ar")
    assert (status, len(out.splitlines()), err) == (0, 1, "1 added, 0 known before\n")
    assert desk.run("starter", "--country", "AQ") == (1, "", "newsloom feeds: the pack has no such feeds\n")
    assert desk.run("starter")[2] == "98 added, 1 known before\n"

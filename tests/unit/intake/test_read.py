"""Any file that people have becomes what the pipeline takes, or one line that says why not."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from newsloom.errors import ParseError
from newsloom.intake.read import Taken, files_of, read_file
from newsloom.records import Article, FeedSubscription, Rejection
from tests.unit.intake.archives import LINES, PAGE, answer, record

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADLINE = "Pier reopens after the storm"
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Coastal Courier</title>
<link>https://courier.example/</link><item><title>Bridge opens</title><link>https://courier.example/bridge</link>
<description>&lt;p&gt;{"The bridge over the sound was opened. " * 9}&lt;/p&gt;</description></item></channel></rss>""".encode()
OPML = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Courier" type="rss" xmlUrl="https://courier.example/feed"/></body></opml>"""
LINE = json.dumps({"headline": "Bridge opens", "text": "It did."}).encode()


def read(folder: Path, content: bytes, *, name: str = "file", limit_bytes: int = 10_000_000) -> list[Taken]:
    path = folder / name
    path.write_bytes(content)
    return list(read_file(str(path), now=NOW, limit_bytes=limit_bytes))


def headlines(taken: list[Taken]) -> list[str]:
    return [one.headline for one in taken if isinstance(one, Article)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PAGE, [HEADLINE]),
        (FEED, ["Bridge opens"]),
        (LINE + b"\n" + LINE, ["Bridge opens", "Bridge opens"]),
        (record(answer()) * 2, [HEADLINE, HEADLINE]),
        (record(LINES, kind="conversion"), [HEADLINE]),
        (LINES, [HEADLINE]),
    ],
    ids=["page", "feed", "lines", "archive", "text-archive", "capture"],
)
def test_every_kind_gives_its_articles_packed_or_not(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    assert headlines(read(tmp_path, content, name="wrong.pdf")) == expected
    assert headlines(read(tmp_path, gzip.compress(content))) == expected
    assert headlines(read(tmp_path, zstandard.compress(content))) == expected


def test_a_subscription_list_gives_its_feeds(tmp_path: Path) -> None:
    (feed,) = read(tmp_path, OPML)
    assert isinstance(feed, FeedSubscription)
    assert feed.url == "https://courier.example/feed"


def test_an_entry_of_a_feed_file_is_an_article_of_the_feeds_publisher(tmp_path: Path) -> None:
    (article,) = read(tmp_path, FEED)
    assert isinstance(article, Article)
    assert (article.url, article.publisher_name) == ("https://courier.example/bridge", "Coastal Courier")


def test_the_address_that_a_browser_wrote_into_a_saved_page_is_the_articles(tmp_path: Path) -> None:
    saved = b"<!-- saved from url=(0032)https://courier.example/2026/pier -->\n" + PAGE
    (article,) = read(tmp_path, saved)
    assert isinstance(article, Article)
    assert article.url == "https://courier.example/2026/pier"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture, no page, feed, list or archive"),
        (bytes(range(32)) * 9, "no page, feed, list, archive or text"),
        (gzip.compress(os.urandom(9000).hex().encode())[:900], "Compressed file ended before"),
        (b"<html><p>" + b"x" * 2_000_000, "more than the 1,000,000 bytes that one page, feed or capture may have"),
    ],
    ids=["empty", "picture", "binary", "cut", "large"],
)
def test_a_file_of_no_use_is_one_line_that_names_it(tmp_path: Path, content: bytes, words: str) -> None:
    (error,) = read(tmp_path, content, limit_bytes=1_000_000)
    assert isinstance(error, ParseError)
    assert str(error).startswith(f"{tmp_path}/file: {words}")


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    (error,) = read_file(f"{tmp_path}/none", now=NOW)
    assert str(error) == f"{tmp_path}/none: No such file or directory"


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    taken = read(tmp_path, LINE + b"\n{\n\xff\xff\n" + LINE)
    assert [type(one) for one in taken] == [Article, ParseError, ParseError, Article]
    assert [str(one).partition(": ")[0] for one in taken[1:3]] == [f"{tmp_path}/file:2", f"{tmp_path}/file:3"]


def test_a_page_that_is_no_article_is_rejected_with_its_file(tmp_path: Path) -> None:
    (rejection,) = read(tmp_path, b"<html><title>404 Not Found</title><body><h1>Not Found</h1></body></html>")
    assert isinstance(rejection, Rejection)
    assert rejection.detail.startswith(f"{tmp_path}/file")


def test_a_folder_is_walked_in_order_without_hidden_files_and_parts_of_pages(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.html", ".hidden", "b_files/logo.png", "a/y.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    assert list(files_of([str(tmp_path), "-"])) == [
        f"{tmp_path}/a/y.html",
        f"{tmp_path}/a/z.html",
        f"{tmp_path}/b.html",
        "-",
    ]

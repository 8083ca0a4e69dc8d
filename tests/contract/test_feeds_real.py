"""Other people's feeds: the same entries as feedparser finds, by either of our readers. Needs the labelled data."""

from __future__ import annotations

import html
import io
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
import zstandard

from benchmarks.corpora import find_corpora
from newsloom.errors import ParseError
from newsloom.fetch.drafts import entries_of, meta_of
from newsloom.fetch.feeds import parse_feed
from newsloom.fetch.items import Unusual
from newsloom.fetch.tolerant import read_tolerant
from newsloom.fetch.wellformed import read_wellformed
from newsloom.records import FeedId, FetchedFeed

pytestmark = pytest.mark.shared

NOW = datetime.now(UTC)
URL = "https://feed.example/feed.xml"
ARCHIVES = (
    "feeds-conformance/feedparser", "feeds-conformance/w3c-feedvalidator", "feeds-conformance/gofeed",
    "feeds-real/kagi-smallweb", "feeds-real/reader-fixtures",
)  # fmt: skip
LIMIT_BYTES = 100_000
"""Larger feeds are left to the benchmark: they say nothing new, and feedparser takes seconds for each."""


def feeds(archive: str) -> Iterator[tuple[str, bytes]]:
    folder = find_corpora()
    if folder is None:
        pytest.skip("no labelled data")
    path: Path = folder / f"{archive}.tar.zst"
    with (
        path.open("rb") as file,
        tarfile.open(fileobj=zstandard.ZstdDecompressor().stream_reader(file), mode="r|") as tar,
    ):
        for member in tar:
            if member.isfile() and member.size <= LIMIT_BYTES and (taken := tar.extractfile(member)):
                yield member.name, taken.read()


def comparable(text: str) -> str:
    bare = html.unescape(re.sub(r"<[^<>]*>", "", html.unescape(text)))
    return " ".join(bare.replace("\u200b", "").replace("\ufeff", "").split())


@pytest.mark.parametrize("archive", ARCHIVES)
def test_no_feed_crashes_and_all_have_the_entries_that_feedparser_finds(archive: str) -> None:
    different: list[str] = []
    for name, content in feeds(archive):
        fetched = FetchedFeed(feed_id=FeedId("x"), url=URL, content=content, content_type=None, fetched_at=NOW)
        try:
            entries = parse_feed(fetched)[1]
        except ParseError:
            entries = ()
        if content.lstrip()[:1] == b"{":
            continue
        found = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False).entries
        titles = [comparable(entry.get("title", "")) for entry in found]
        if [comparable(entry.headline) for entry in entries] != titles:
            different.append(name)
    assert len(different) <= 2, different


@pytest.mark.parametrize("archive", ARCHIVES)
def test_the_fast_reader_sees_what_the_tolerant_one_sees(archive: str) -> None:
    n_fast = 0
    for name, content in feeds(archive):
        try:
            fast = read_wellformed(content, None)
        except Unusual:
            continue
        n_fast += 1
        slow = read_tolerant(content, None)
        assert meta_of(fast, URL) == meta_of(slow, URL), name
        ours, theirs = (entries_of(feed, feed_id=None, base_url=URL, now=NOW) for feed in (fast, slow))
        assert ours == theirs, name
    assert n_fast > 20

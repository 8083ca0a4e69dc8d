"""Real feeds parsed: entries a second, beside feedparser as it comes, feedparser without its sanitiser, and reader.

Prints one JSON line for each parser over the feeds of `feeds-real`: CPU seconds, entries, entries a second, feeds that
it could not read. Bounded: the tenth of the feeds that sort last by name, unless `--all`.
"""

from __future__ import annotations

import argparse
import io
import json
import tarfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import feedparser
import zstandard
from reader._parser.feedparser import FeedparserParser

from benchmarks.corpora import find_corpora
from newsloom.fetch.feeds import parse_feed
from newsloom.records import FeedId, FetchedFeed

NOW = datetime.now(UTC)
URL = "https://feed.example/feed.xml"


def newsloom(content: bytes) -> int:
    fetched = FetchedFeed(feed_id=FeedId("feed"), url=URL, content=content, content_type=None, fetched_at=NOW)
    return len(parse_feed(fetched)[1])


def feedparser_as_it_comes(content: bytes) -> int:
    return len(feedparser.parse(io.BytesIO(content)).entries)


def feedparser_without_sanitiser(content: bytes) -> int:
    return len(feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False).entries)


def reader(content: bytes) -> int:
    return len(list(FeedparserParser()(URL, io.BytesIO(content), None)[1]))


PARSERS: dict[str, Callable[[bytes], int]] = {
    "newsloom": newsloom,
    "feedparser": feedparser_as_it_comes,
    "feedparser, no sanitiser": feedparser_without_sanitiser,
    "reader": reader,
}


def feeds() -> Iterator[tuple[str, bytes]]:
    folder = find_corpora()
    if folder is None:
        return
    with (folder / "feeds-real" / "kagi-smallweb.tar.zst").open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file)
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if member.name.endswith(".xml") and (taken := archive.extractfile(member)):
                    yield member.name, taken.read()


def measure(name: str, parse: Callable[[bytes], int], contents: list[bytes]) -> dict[str, object]:
    n_entries = n_failed = 0
    began = time.process_time()
    for content in contents:
        try:
            n_entries += parse(content)
        except Exception:  # noqa: BLE001  rivals may fail as they like; it is counted
            n_failed += 1
    seconds = time.process_time() - began
    return {
        "benchmark": "parse_feeds",
        "parser": name,
        "n_feeds": len(contents),
        "n_bytes": sum(map(len, contents)),
        "n_entries": n_entries,
        "n_failed": n_failed,
        "cpu_s": round(seconds, 3),
        "entries_a_second": round(n_entries / seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    found = sorted(feeds())
    if not found:
        print(json.dumps({"benchmark": "parse_feeds", "skipped": "no labelled data"}))
        return
    contents = [content for _, content in (found if args.all else found[-len(found) // 10 :])]
    for name, parse in PARSERS.items():
        print(json.dumps(measure(name, parse, contents)), flush=True)


if __name__ == "__main__":
    main()

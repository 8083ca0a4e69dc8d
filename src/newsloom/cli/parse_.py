"""`newsloom parse FEED…`: feeds in, feed and entries out, one line of JSON for each file."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from newsloom.cli.progress import counted
from newsloom.fetch.drafts import Draft, entries_of, meta_of
from newsloom.fetch.feeds import read_feed
from newsloom.packed import read_bytes
from newsloom.records import Entry

LIMIT_BYTES = 64 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FEED", help="RSS, RDF, Atom or JSON Feed, also .gz and .zst; - is standard input"
    )


def run(args: argparse.Namespace) -> int:
    """Non-zero where no file could be read."""
    n_read = 0
    for path in counted("parse", args.files, "feeds", len(args.files)):
        line = line_of(path, now=datetime.now(UTC))
        n_read += "feed" in line
        print(json.dumps(line, ensure_ascii=False), flush=True)
        if "error" in line:
            print(f"newsloom parse: {path}: {line['error']}", file=sys.stderr)
    return 0 if n_read else 1


def line_of(path: str, *, now: datetime) -> dict[str, Any]:
    """What is in a file, and `error`: why it could not be read, or why no more of it than that."""
    content, cut = read_bytes(path, LIMIT_BYTES + 1)
    said: dict[str, Any] = {"file": path} if cut is None else {"file": path, "error": cut.detail}
    try:
        if len(content) > LIMIT_BYTES:
            raise ValueError(f"larger than {LIMIT_BYTES:,} bytes")
        feed = read_feed(content, None)
    except ValueError as error:
        return {"error": str(error)} | said
    entries = entries_of(feed, feed_id=None, base_url=None, now=now)
    return said | {
        "feed": asdict(meta_of(feed, None)),
        "entries": [_line(entry, draft) for entry, draft in zip(entries, feed.drafts, strict=True)],
    }


def _line(entry: Entry, draft: Draft) -> dict[str, Any]:
    """The entry; a file does not say where it came from, so a relative address stays as it is."""
    said = asdict(entry)
    del said["feed_id"]
    moments = {name: said[name].isoformat() for name in ("published_at", "revised_at") if said[name]}
    return {**said, **moments, "url": entry.url or draft.link or None}

"""`newsloom extract PAGE…`: saved pages in, articles out, one JSON object a page as soon as it is read.

A page that is no article says why, and shows what text it has, so that a wrong rejection is seen. Paragraphs of
`text` stand a line each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from newsloom.cli.progress import counted
from newsloom.extract.article import best_effort, extract
from newsloom.extract.parsed import LIMIT_BYTES
from newsloom.jsonlines import written
from newsloom.packed import read_bytes
from newsloom.records import UNKNOWN_LANGUAGE, Article, Page, Rejection


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pages", nargs="+", metavar="PAGE", help="an HTML file, plain or packed (gzip, Zstandard); - for standard input"
    )
    parser.add_argument("--url", help="address that the page was found at, where there is one PAGE only")


def run(args: argparse.Namespace) -> int:
    """Write one line a page that could be read; the status is 1 where none could."""
    url = args.url if len(args.pages) == 1 else None
    n_read = 0
    for line in lines(args.pages, url, now=datetime.now(UTC)):
        print(json.dumps(line, ensure_ascii=False), flush=True)
        n_read += 1
    return 0 if n_read else 1


def lines(paths: Sequence[str], url: str | None, *, now: datetime) -> Iterator[dict[str, Any]]:
    """What `extract` says of each file, or of what could be read of it; why no more is one line on standard error."""
    for path in counted("extract", paths, "pages", len(paths)):
        content, error = read_bytes(path, LIMIT_BYTES)
        page = Page(url=url, content=content)
        found = extract(page, now=now)
        if error is not None:
            print(f"newsloom extract: {error}", file=sys.stderr)
            if isinstance(found, Rejection):  # half a page that is no article says nothing of the whole
                continue
        yield {"file": path, **(_rejected(found, page, now) if isinstance(found, Rejection) else _said(found))}


def _said(article: Article) -> dict[str, Any]:
    image = article.image
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "authors": list(article.authors),
        "published_at": written(article.published_at),
        "section": article.section,
        "image": {"url": image.url, "caption": image.caption, "credit": image.credit} if image else None,
        "language": None if article.language == UNKNOWN_LANGUAGE else article.language,
        "canonical_url": article.url,
        "kind": article.kind,
        "is_cut": article.is_cut,
        "text": article.text.replace("\n\n", "\n"),
    }


def _rejected(found: Rejection, page: Page, now: datetime) -> dict[str, Any]:
    return {
        "rejected": found.reason,
        "detail": found.detail,
        "headline": found.headline,
        "text": best_effort(page, now=now).replace("\n\n", "\n"),
    }

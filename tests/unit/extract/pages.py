"""Pages for tests, with invented people and papers."""

from datetime import UTC, datetime

from newsloom.extract.metadata import Metadata, find_metadata
from newsloom.extract.parsed import parse_page
from newsloom.records import Entry, Page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://courier.example/sport/2026/02/27/harbour-regatta"


def metadata_of(
    head: str = "", body: str = "", *, url: str | None = URL, entry: Entry | None = None, lang: str = "en"
) -> Metadata:
    """What is found on a page of this head and body."""
    markup = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    parsed = parse_page(Page(url=url, content=markup.encode()))
    assert parsed is not None
    return find_metadata(parsed, url, entry, now=NOW)


def schema(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'

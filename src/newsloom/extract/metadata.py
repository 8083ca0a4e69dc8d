"""What a page says of itself apart from its body: headline, standfirst, byline, dates, section, lead image.

In: a `ParsedPage`, its address, and the feed's entry. Out: one `Metadata`. Refuses: nothing; what the page does
not say is empty, and what the feed said stands in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsloom.extract.parsed import ParsedPage
from newsloom.records import Entry, Image, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """A page's account of itself; empty or None where it says nothing."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    """As printed, without "By"."""
    authors: tuple[str, ...] = ()
    """Names of people, or of the agency where no person is named."""
    published_at: datetime | None = None
    revised_at: datetime | None = None
    section: str = ""
    """One of `SECTIONS`, or empty."""
    image: Image | None = None
    language: Language | None = None
    """What the markup claims; the text may say otherwise."""
    canonical_url: str | None = None
    site_name: str = ""
    topics: tuple[str, ...] = ()
    is_free: bool | None = None
    """`isAccessibleForFree` of the page's own data."""
    schema_types: tuple[str, ...] = ()
    """The schema.org types of everything that the page describes: `NewsArticle`, `LiveBlogPosting` …"""


def find_metadata(parsed: ParsedPage, url: str | None, entry: Entry | None, *, now: datetime) -> Metadata:
    """What `parsed` says of itself, filled up with what the feed's entry says."""
    raise NotImplementedError

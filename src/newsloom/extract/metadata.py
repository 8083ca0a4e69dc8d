"""What a page says of itself apart from its body: headline, standfirst, byline, dates, section, lead image.

In: a `ParsedPage`, its address, and the feed's entry. Out: one `Metadata`. Refuses: nothing; what the page does
not say is empty, and what the feed said stands in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from newsloom.extract.authors import find_authors
from newsloom.extract.clues import Clues
from newsloom.extract.dates import find_dates
from newsloom.extract.headline import find_headline
from newsloom.extract.images import find_image
from newsloom.extract.jsonld import text_in, types_of
from newsloom.extract.parsed import ParsedPage
from newsloom.extract.sections import find_section
from newsloom.extract.standfirst import find_standfirst
from newsloom.extract.topics import find_topics
from newsloom.records import Entry, Image, Language
from newsloom.urls import canonical_url, registered_domain, web_url


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
    clues = Clues(tree=parsed.tree, url=url or parsed.url, base_url=parsed.base_url or url, entry=entry)
    headline, element = find_headline(clues)
    byline, authors = find_authors(clues, element)
    published_at, revised_at = find_dates(clues, element, now=now)
    return Metadata(
        headline=headline,
        standfirst=find_standfirst(clues, headline, element),
        byline=byline,
        authors=authors,
        published_at=published_at,
        revised_at=revised_at,
        section=find_section(clues),
        image=find_image(clues, element),
        language=_language(clues),
        canonical_url=_canonical(clues),
        site_name=next((name for name in clues.site_names if not name.islower()), ""),
        topics=find_topics(clues),
        is_free=_is_free(clues),
        schema_types=_schema_types(clues),
    )


def _language(clues: Clues) -> Language | None:
    claims = [clues.tree.get("lang") or clues.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""]
    claims += [
        text_in(clues.article.get("inLanguage")),
        clues.first("content-language", "og:locale", "language", "dc.language"),
    ]
    for claim in claims:
        code = claim.strip().lower().replace("_", "-").partition("-")[0]
        if len(code) == 2 and code.isalpha() and code != "xx":
            return Language(code)
    return clues.entry.language if clues.entry else None


def _canonical(clues: Clues) -> str | None:
    """The address that the page gives itself: believed on its own publisher's ground only, and never a front page."""
    links = [link.get("href") for link in clues.tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for claim in [
        *links,
        clues.first("og:url"),
        text_in(clues.article.get("url")),
        text_in(clues.article.get("mainEntityOfPage")),
    ]:
        address = web_url(claim, clues.base_url) if claim else None
        if address is None or urlsplit(address).path in ("", "/"):
            continue
        if clues.url is None or registered_domain(address) == registered_domain(clues.url):
            return canonical_url(address)
    return canonical_url(clues.url) if clues.url else None


def _is_free(clues: Clues) -> bool | None:
    tier = clues.first("article:content_tier").lower()
    for thing in (clues.article, *clues.things):
        said = str(thing.get("isAccessibleForFree", "")).rsplit("/", 1)[-1].lower()
        if said in ("true", "false"):
            return said == "true"
    return {"free": True, "metered": None, "locked": False}.get(tier)


def _schema_types(clues: Clues) -> tuple[str, ...]:
    marked = (str(kind).rstrip("/").rsplit("/", 1)[-1] for kind in clues.tree.xpath("//@itemtype"))
    return tuple(dict.fromkeys([*(name for thing in clues.things for name in types_of(thing)), *marked]))

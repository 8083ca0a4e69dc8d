"""What a feed says, in one form for every format, and how it becomes records.

In: a `FeedDraft`, filled by the reader of a format (`tolerant`, `wellformed`, `jsonfeed`). Out: `FeedMeta` and `Entry`.
Refuses: nothing; what cannot be is left out. All that does not depend on the format happens here: addresses are made
absolute, headlines plain, dates possible, guids unique.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newsloom.fetch.dates import possible
from newsloom.records import Enclosure, Entry, FeedId, FeedMeta, Language, RawHtml
from newsloom.text import squeeze
from newsloom.urls import short_id, web_url

MARKUP = re.compile(
    r"</?(?:a|abbr|acronym|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|pre|q|s|small"
    r"|span|strike|strong|sub|sup|time|tt|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""Tags that people put into headlines. Any other `<` is a sign of comparison or the subject of the headline."""
BREAKS = re.compile(r"<(?:br|p|div|/p|/div)\b[^<>]*>", re.IGNORECASE)
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
MEDIA = ("audio/", "video/")
MAX_ENTRIES = 10_000
"""Of one answer; feeds begin with the newest. The longest real one that we know has some three thousand."""


@dataclass(slots=True)
class Draft:
    """One item or entry."""

    guid: str = ""
    link: str = ""
    headline: str = ""
    is_markup: bool = True
    """The headline may hold tags and entities."""
    summary: str = ""
    content: str = ""
    authors: list[str] = field(default_factory=list)
    published_at: datetime | None = None
    updated_at: datetime | None = None
    categories: list[str] = field(default_factory=list)
    files: list[Enclosure] = field(default_factory=list)
    """Enclosures and other media, pictures among them; addresses as they stand."""
    image: str = ""
    duration_seconds: int | None = None
    language: str = ""


@dataclass(slots=True)
class FeedDraft:
    """A feed with its entries."""

    kind: str
    title: str = ""
    is_markup: bool = True
    link: str = ""
    language: str = ""
    description: str = ""
    icon: str = ""
    ttl_seconds: float | None = None
    drafts: list[Draft] = field(default_factory=list)


def meta_of(feed: FeedDraft, base_url: str | None) -> FeedMeta:
    return FeedMeta(
        title=plain(feed.title, is_markup=feed.is_markup),
        home_url=web_url(feed.link, base_url),
        language=_language(feed.language),
        description=plain(feed.description, is_markup=True),
        icon_url=web_url(feed.icon, base_url),
        kind=feed.kind,
        ttl_seconds=feed.ttl_seconds,
    )


def entries_of(feed: FeedDraft, *, feed_id: FeedId | None, base_url: str | None, now: datetime) -> tuple[Entry, ...]:
    """All entries, in the feed's order."""
    guids: dict[str, int] = {}
    return tuple(_entry(draft, guids, feed_id, base_url, now) for draft in feed.drafts)


def plain(text: str, *, is_markup: bool) -> str:
    """One line of text without tags and entities."""
    if is_markup and ("<" in text or "&" in text):
        text = html.unescape(MARKUP.sub("", BREAKS.sub(" ", text)))
    return squeeze(text)


def _entry(draft: Draft, guids: dict[str, int], feed_id: FeedId | None, base: str | None, now: datetime) -> Entry:
    # A guid may stand for the address only if it is one; feeds that number their items forget to say that it is not.
    link = "" if draft.link == draft.guid and web_url(draft.link) is None else draft.link
    url = web_url(link, base)
    headline = plain(draft.headline, is_markup=draft.is_markup)
    published_at, updated_at = possible(draft.published_at, now=now), possible(draft.updated_at, now=now)
    enclosures = tuple(_enclosures(draft, base))
    return Entry(
        guid=_unique(draft.guid or short_id("guid", f"{url}\n{headline}\n{draft.summary}"), guids),
        feed_id=feed_id,
        url=url,
        headline=headline,
        summary=RawHtml("" if draft.summary == draft.content else draft.summary),
        content=RawHtml(draft.content),
        authors=tuple(dict.fromkeys(name for author in draft.authors if (name := plain(author, is_markup=True)))),
        published_at=published_at or updated_at,
        revised_at=updated_at if published_at and updated_at and updated_at > published_at else None,
        categories=tuple(dict.fromkeys(name for text in draft.categories if (name := plain(text, is_markup=True)))),
        enclosures=enclosures,
        image_url=web_url(draft.image, base) or _first_picture(draft, base),
        language=_language(draft.language),
    )


def _unique(guid: str, guids: dict[str, int]) -> str:
    """The guid, numbered where the feed gives it to several entries; `guids` counts what was given."""
    candidate = guid
    while candidate in guids:
        guids[guid] += 1
        candidate = f"{guid}#{guids[guid]}"
    guids[candidate] = 1
    return candidate


def _enclosures(draft: Draft, base: str | None) -> Iterator[Enclosure]:
    """Files, pictures apart, each address once; the entry's duration belongs to the first that is played."""
    duration, seen = draft.duration_seconds, set[str]()
    for file in draft.files:
        url = web_url(file.url, base)
        if url is None or url in seen or file.media_type.startswith("image/"):
            continue
        seen.add(url)
        is_played = file.media_type.startswith(MEDIA)
        yield Enclosure(
            url=url,
            media_type=file.media_type,
            n_bytes=file.n_bytes,
            duration_seconds=file.duration_seconds or (duration if is_played else None),
        )
        duration = None if is_played else duration


def _first_picture(draft: Draft, base: str | None) -> str | None:
    return next(_addresses((file.url for file in draft.files if file.media_type.startswith("image/")), base), None)


def _addresses(urls: Iterable[str], base: str | None) -> Iterator[str]:
    return (found for url in urls if (found := web_url(url, base)))


def _language(text: str) -> Language | None:
    match = LANGUAGE.fullmatch(text.strip())
    return Language(match[1].lower()) if match else None

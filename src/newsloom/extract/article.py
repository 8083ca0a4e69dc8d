"""A page and a feed's entry made into one article, or into the reason why there is none.

    Page ─ parsed ─┬─ metadata ──────────────┐
                   └─ blocks ─ features ─ judge ─ body ─┬─ reject ─▶ Rejection
    Entry ─ content, summary, enclosures ───────────────┴─ sanitise ─▶ Article

The page's body is taken where it is good; the entry's own text where the page is none, is cut, or was not to be had.

In: a `Page` or None, an `Entry` or None. Out: `Article | Rejection`. Refuses: nothing; no bytes make it fail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from newsloom.extract.blocks import Block
from newsloom.extract.body import find_body, tidy
from newsloom.extract.cut import is_cut, is_cut_text
from newsloom.extract.kinds import kind_of
from newsloom.extract.language import identify
from newsloom.extract.metadata import Metadata, find_metadata
from newsloom.extract.parsed import ParsedPage, parse_page
from newsloom.extract.reject import find_rejection
from newsloom.extract.sanitise import read_blocks, sanitise_blocks, text_of
from newsloom.records import Article, Entry, Image, Language, Page, PublisherId, Rejection
from newsloom.text import squeeze
from newsloom.urls import article_id, canonical_url, registered_domain, web_url

MEDIA = ("audio/", "video/")
SHORTEST_ENTRY = 40
"""Characters: an entry's text under this says no more than its headline."""
ENTRY_WHOLE = 900
"""Characters: what a feed gives as summary in fewer is one."""
ENTRY_MORE = 1.3
"""How much longer than a cut body the entry's text must be to stand in its place."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Blocks that will be an article's text, and whether there is more of it behind a wall."""

    blocks: tuple[Block, ...] = ()
    is_cut: bool = False

    def __len__(self) -> int:
        return sum(len(block.text) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a page, or an entry without one, says: about itself, and in its body."""

    metadata: Metadata
    text: _Text
    refused: Rejection | None
    base_url: str | None


def extract(
    page: Page | None,
    entry: Entry | None = None,
    *,
    now: datetime,
    publisher_id: PublisherId | None = None,
    publisher_name: str = "",
    section: str = "",
    language: Language | None = None,
) -> Article | Rejection:
    """The article of a page, helped by its feed's entry, or why there is none.

    What the operator said about the feed (publisher, section, language) goes before what the page claims, save that
    the text itself may show another language.
    """
    url = web_url(page.url if page else None) or web_url(entry.url if entry else None)
    reading = _read(page, entry, url, now=now)
    text = _better(reading.text, entry, reading.refused)
    if isinstance(text, Rejection):
        return text
    metadata = reading.metadata
    html = sanitise_blocks(text.blocks, reading.base_url)
    said = text_of(html)
    address = metadata.canonical_url or (canonical_url(url) if url else None)
    publisher = publisher_id or (registered_domain(address) if address else None)
    enclosures = entry.enclosures if entry else ()
    return Article(
        id=article_id(url=address, headline=metadata.headline, text=said),
        headline=metadata.headline,
        text=said,
        html=html,
        seen_at=now,
        url=address,
        publisher_id=publisher,
        publisher_name=publisher_name or metadata.site_name or publisher or "",
        standfirst=metadata.standfirst,
        byline=metadata.byline,
        authors=metadata.authors,
        published_at=metadata.published_at,
        revised_at=metadata.revised_at,
        section=section or metadata.section,
        language=identify(f"{metadata.headline}\n{said}", language or metadata.language),
        image=metadata.image,
        is_cut=text.is_cut,
        kind=kind_of(metadata.headline, address, metadata.schema_types, enclosures),
        enclosures=enclosures,
        topics=metadata.topics,
    )


def _read(page: Page | None, entry: Entry | None, url: str | None, *, now: datetime) -> _Reading:
    """What the page says, or where there is none what the entry says of itself."""
    parsed = parse_page(page) if page else None
    if parsed is None:
        metadata = _metadata_of(entry)
        return _Reading(metadata, _Text(), _no_page(page, url, metadata.headline), url)
    metadata, title = find_metadata(parsed, url, entry, now=now), _title(parsed)
    metadata = metadata if metadata.headline else replace(metadata, headline=title)
    body = find_body(parsed, metadata)
    text = _Text(body.taken, is_cut(body.taken, body.after, is_free=metadata.is_free))
    return _Reading(metadata, text, find_rejection(body, metadata, title=title, url=url), parsed.base_url)


def best_effort(page: Page, *, now: datetime) -> str:
    """What text there is on a page that was rejected, so that a wrong rejection can be seen."""
    parsed = parse_page(page)
    if parsed is None:
        return ""
    body = find_body(parsed, find_metadata(parsed, page.url, None, now=now))
    return text_of(sanitise_blocks(body.taken))


def _better(found: _Text, entry: Entry | None, refused: Rejection | None) -> _Text | Rejection:
    """The page's text, or the entry's where that is better; the rejection where neither will do.

    An episode or a video is never refused for a short text, nor is a note about it a cut text: it is there to be heard
    or seen.
    """
    own = _text_of_entry(entry) if entry else _Text()
    if refused is None:
        return own if found.is_cut and len(own) > ENTRY_MORE * len(found) else found
    is_media = entry is not None and any(file.media_type.startswith(MEDIA) for file in entry.enclosures)
    if is_media:
        note = own if len(own) >= len(found) or refused.reason != "too-short" else found
        return replace(note, is_cut=False)
    return own if entry is not None and entry.headline and len(own) >= SHORTEST_ENTRY else refused


def _text_of_entry(entry: Entry) -> _Text:
    """The entry's content, or its summary where that says more; a summary alone is a cut text."""
    content, summary = (_Text(tuple(tidy(read_blocks(raw), entry.headline))) for raw in (entry.content, entry.summary))
    longer = max(content, summary, key=len)
    if not longer.blocks:
        return longer
    is_summary = longer is summary and len(summary) < ENTRY_WHOLE
    return _Text(longer.blocks, is_summary or is_cut_text(longer.blocks[-1].text))


def _metadata_of(entry: Entry | None) -> Metadata:
    """What the feed says, where there is no page."""
    if entry is None:
        return Metadata()
    return Metadata(
        headline=squeeze(entry.headline),
        byline=", ".join(entry.authors),
        authors=entry.authors,
        published_at=entry.published_at,
        revised_at=entry.revised_at,
        image=Image(url=entry.image_url) if entry.image_url else None,
        language=entry.language,
        topics=entry.categories,
    )


def _title(parsed: ParsedPage) -> str:
    title = parsed.tree.find(".//title")
    return squeeze(title.text or "") if title is not None else ""


def _no_page(page: Page | None, url: str | None, headline: str) -> Rejection:
    if page is None:
        detail = "there is no page, and the entry has no text of its own"
        return Rejection(reason="no-text", url=url, detail=detail, headline=headline)
    return Rejection(reason="not-html", url=url, detail=page.content_type or "no markup", headline=headline)

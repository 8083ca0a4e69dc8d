"""Lists for other programs: Atom, JSON Feed, and what search engines and link previews read.

In: an `OutgoingList`, or an article or story page with its address. Out: documents and dictionaries. Refuses: nothing;
letters that XML may not hold are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from newsloom.records import Article, Image, StoryPage

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
JSON_FEED = "https://jsonfeed.org/version/1.1"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingItem:
    """One line of a list: a story or an article."""

    id: str
    """An address that never changes, even where the item's own does."""
    url: str
    headline: str
    updated_at: datetime
    published_at: datetime | None = None
    summary: str = ""
    """Plain text."""
    html: str = ""
    """Body as markup, where the publisher's policy allows it."""
    authors: tuple[str, ...] = ()
    source_url: str | None = None
    """The publisher's own page."""
    image_url: str | None = None
    hashtags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingList:
    """A list with its address on the site and as a feed."""

    title: str
    url: str
    feed_url: str
    items: tuple[OutgoingItem, ...]
    updated_at: datetime
    """Shown where the list is empty."""
    description: str = ""
    language: str = ""
    icon_url: str | None = None


def atom(listing: OutgoingList) -> bytes:
    """The list as an Atom 1.0 document (RFC 4287), UTF-8."""
    feed = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    if listing.language:
        feed.set(f"{{{XML}}}lang", listing.language)
    _add(feed, "id", listing.feed_url)
    _add(feed, "title", listing.title)
    if listing.description:
        _add(feed, "subtitle", listing.description)
    _add(feed, "updated", _moment(_updated(listing)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=listing.feed_url)
    _add(feed, "link", rel="alternate", type="text/html", href=listing.url)
    if listing.icon_url:
        _add(feed, "icon", listing.icon_url)
    _add(_add(feed, "author"), "name", listing.title)
    for item in listing.items:
        _add_entry(feed, item)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def json_feed(listing: OutgoingList) -> dict[str, Any]:
    """The list as a JSON Feed 1.1 object."""
    return _without_empty(
        {
            "version": JSON_FEED,
            "title": listing.title,
            "home_page_url": listing.url,
            "feed_url": listing.feed_url,
            "description": listing.description,
            "icon": listing.icon_url,
            "language": listing.language,
        }
    ) | {"items": [_json_item(item) for item in listing.items]}


def news_article(article: Article, *, url: str, description: str = "") -> dict[str, Any]:
    """The article as schema.org NewsArticle; the publisher's own page is named as the one it is based on."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.headline[:110],
            "description": description or article.standfirst,
            "mainEntityOfPage": url,
            "isBasedOn": article.url,
            "datePublished": _moment(article.at),
            "dateModified": _moment(article.revised_at) if article.revised_at else None,
            "inLanguage": article.language if article.language != "und" else None,
            "articleSection": article.section,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": article.publisher_name}
            if article.publisher_name
            else None,
            "image": article.image.url if article.image else None,
            "isAccessibleForFree": False if article.is_cut else None,
        }
    )


def news_story(page: StoryPage, *, url: str, article_urls: Iterable[str], site_name: str) -> dict[str, Any]:
    """The story as a schema.org page that collects its publishers' articles."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "name": page.headline,
            "description": page.standfirst,
            "url": url,
            "datePublished": _moment(page.first_at),
            "dateModified": _moment(page.updated_at),
            "inLanguage": page.language if page.language != "und" else None,
            "isPartOf": {"@type": "WebSite", "name": site_name},
            "hasPart": [{"@type": "NewsArticle", "url": one} for one in article_urls],
            "image": page.image.url if page.image else None,
        }
    )


def open_graph(
    *, kind: str, title: str, url: str, site_name: str, description: str = "", image: Image | None = None
) -> tuple[tuple[str, str], ...]:
    """Properties of a page's preview, in order; `kind` is `article` or `website`."""
    pairs = [("og:type", kind), ("og:title", title), ("og:url", url), ("og:site_name", site_name)]
    if description:
        pairs.append(("og:description", description))
    if image is not None:
        pairs.append(("og:image", image.url))
        if image.alt or image.caption:
            pairs.append(("og:image:alt", image.alt or image.caption))
    return tuple(pairs)


def json_in_html(value: Mapping[str, Any]) -> str:
    """JSON that may stand inside a `script` element of data: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _add_entry(feed: etree._Element, item: OutgoingItem) -> None:
    entry = _add(feed, "entry")
    if item.language:
        entry.set(f"{{{XML}}}lang", item.language)
    _add(entry, "id", item.id)
    _add(entry, "title", item.headline)
    _add(entry, "updated", _moment(item.updated_at))
    if item.published_at:
        _add(entry, "published", _moment(item.published_at))
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    if item.source_url:
        _add(entry, "link", rel="via", href=item.source_url)
    for author in item.authors:
        _add(_add(entry, "author"), "name", author)
    for hashtag in item.hashtags:
        _add(entry, "category", term=hashtag)
    if item.summary:
        _add(entry, "summary", item.summary)
    if item.html:
        _add(entry, "content", item.html, type="html")


def _json_item(item: OutgoingItem) -> dict[str, Any]:
    return _without_empty(
        {
            "id": item.id,
            "url": item.url,
            "external_url": item.source_url,
            "title": item.headline,
            "summary": item.summary,
            "content_html": item.html,
            "content_text": "" if item.html else item.summary or item.headline,
            "date_published": _moment(item.published_at) if item.published_at else None,
            "date_modified": _moment(item.updated_at),
            "authors": [{"name": author} for author in item.authors],
            "tags": list(item.hashtags),
            "image": item.image_url,
            "language": item.language,
        }
    )


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    if text:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def _updated(listing: OutgoingList) -> datetime:
    return max((item.updated_at for item in listing.items), default=listing.updated_at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _without_empty(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}

"""Sitemaps as search engines read them (sitemaps.org 0.9, news 0.9).

In: addresses with what is known of them. Out: XML, UTF-8. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from newsloom.publish.outgoing import NOT_XML

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    url: str
    updated_at: datetime | None = None
    published_at: datetime | None = None
    headline: str = ""
    language: str = ""


def index(urls: Iterable[str]) -> bytes:
    """A sitemap of sitemaps."""
    root = etree.fromstring(f'<sitemapindex xmlns="{SITEMAP}"/>')
    for url in urls:
        _add(_add(root, SITEMAP, "sitemap"), SITEMAP, "loc", url)
    return _document(root)


def sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    root = etree.fromstring(f'<urlset xmlns="{SITEMAP}"/>')
    for entry in entries:
        _page(root, entry)
    return _document(root)


def news_sitemap(entries: Iterable[SitemapEntry], *, site_name: str) -> bytes:
    """Pages of the last days, with what a news index wants to know."""
    root = etree.fromstring(f'<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}"/>')
    for entry in entries:
        news = _add(_page(root, entry), NEWS, "news")
        publication = _add(news, NEWS, "publication")
        _add(publication, NEWS, "name", site_name)
        _add(publication, NEWS, "language", entry.language)
        _add(news, NEWS, "publication_date", _moment(entry.published_at))
        _add(news, NEWS, "title", entry.headline)
    return _document(root)


def _page(root: etree._Element, entry: SitemapEntry) -> etree._Element:
    page = _add(root, SITEMAP, "url")
    _add(page, SITEMAP, "loc", entry.url)
    if entry.updated_at:
        _add(page, SITEMAP, "lastmod", _moment(entry.updated_at))
    return page


def _add(parent: etree._Element, space: str, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{space}}}{name}")
    child.text = NOT_XML.sub("", text) or None
    return child


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""


def _document(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))

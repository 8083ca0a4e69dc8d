"""Subscription lists, the way feed readers hand them to each other.

In: OPML bytes; subscriptions. Out: subscriptions with the folders they stood in; OPML bytes. Refuses: bytes that are no
OPML, with ParseError. Lists that are not quite XML (a bare `&`, say) are read as far as they go; entities and outside
documents are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from newsloom.errors import ParseError
from newsloom.records import SECTIONS, FeedSubscription, Language, Publisher
from newsloom.text import squeeze
from newsloom.urls import registered_domain, web_url

MAX_DEPTH = 20
SECTION_NAMES: Mapping[str, str] = {
    **{section: section for section in SECTIONS},
    **dict.fromkeys(("world news", "international", "global", "العالم", "دولي", "أخبار العالم"), "world"),
    **dict.fromkeys(("policy", "government", "elections", "سياسة"), "politics"),
    **dict.fromkeys(("economy", "finance", "markets", "money", "business & economy", "اقتصاد", "أعمال"), "business"),
    **dict.fromkeys(("tech", "gadgets", "programming", "web development", "تكنولوجيا", "تقنية"), "technology"),
    **dict.fromkeys(("space", "research", "علوم"), "science"),
    **dict.fromkeys(("medicine", "wellness", "صحة"), "health"),
    **dict.fromkeys(("environment", "climate change", "مناخ", "بيئة"), "climate"),
    **dict.fromkeys(("sports", "football", "cricket", "tennis", "رياضة"), "sport"),
    **dict.fromkeys(("arts", "books", "movies", "music", "entertainment", "ثقافة", "فنون"), "culture"),
    **dict.fromkeys(("comment", "opinions", "editorial", "رأي", "آراء"), "opinion"),
}
"""What people call their folders, and where that is on the site."""
UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,10};)")
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


def parse_opml(content: bytes, url: str) -> tuple[FeedSubscription, ...]:
    """Every feed of the list once, in its order; `url` names the list in errors. Raises ParseError."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(BARE_AMPERSAND.sub(b"&amp;", content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(url, f"no OPML: {error}") from None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise ParseError(url, "no OPML")
    body = next((child for child in root if _is_named(child, "body")), root)
    found = {feed.url: feed for feed in reversed(tuple(_feeds(body, ())))}
    return tuple(reversed(found.values()))


def write_opml(subscriptions: Iterable[FeedSubscription], *, title: str) -> bytes:
    """The list as OPML 2.0, each feed in its folders, or else in one named for its section."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _writable(title)
    folders: dict[tuple[str, ...], etree._Element] = {(): etree.SubElement(root, "body")}
    for feed in subscriptions:
        path = feed.folders or ((feed.section,) if feed.section else ())
        for depth in range(1, len(path) + 1):
            if path[:depth] not in folders:
                folder = etree.SubElement(folders[path[: depth - 1]], "outline", text=_writable(path[depth - 1]))
                folders[path[:depth]] = folder
        etree.SubElement(folders[path], "outline", _attributes(feed))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def section_of(name: str) -> str:
    """One of `SECTIONS`, of a folder's or category's name; empty where it is none."""
    return SECTION_NAMES.get(squeeze(name).lower().strip("/"), "")


def _feeds(parent: etree._Element, folders: tuple[str, ...]) -> Iterator[FeedSubscription]:
    for outline in parent:
        if not _is_named(outline, "outline"):
            continue
        said = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        feed = _feed(said, folders)
        if feed is not None:
            yield feed
        if len(outline) and len(folders) < MAX_DEPTH:
            name = squeeze(said.get("text") or said.get("title") or "")
            yield from _feeds(outline, (*folders, name) if name and feed is None else folders)


def _feed(said: Mapping[str, str], folders: tuple[str, ...]) -> FeedSubscription | None:
    url = web_url(said.get("xmlurl")) or (web_url(said.get("url")) if said.get("type", "").lower() == "rss" else None)
    if url is None:
        return None
    language = LANGUAGE.fullmatch(said.get("language", "").strip())
    names = (*reversed(folders), *re.split(r"[/,]", said.get("category", "")))
    home = web_url(said.get("htmlurl"))
    publisher_id = registered_domain(home) if home else None
    return FeedSubscription(
        url=url,
        title=squeeze(said.get("title") or said.get("text") or ""),
        publisher=Publisher(id=publisher_id, name=publisher_id, home_url=home) if publisher_id else None,
        section=next((section for name in names if (section := section_of(name))), ""),
        language=Language(language[1].lower()) if language and language[1].lower() != "unknown" else None,
        folders=folders,
    )


def _attributes(feed: FeedSubscription) -> dict[str, str]:
    said = {
        "type": "rss",
        "text": feed.title or feed.url,
        "title": feed.title,
        "xmlUrl": feed.url,
        "htmlUrl": (feed.publisher.home_url or "") if feed.publisher else "",
        "language": feed.language or "",
    }
    return {name: _writable(value) for name, value in said.items() if value}


def _writable(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return UNWRITABLE.sub("", text)


def _is_named(element: etree._Element, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname.lower() == name

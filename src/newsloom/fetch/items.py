"""One item of RSS or entry of Atom, as `wellformed` finds it in the tree.

In: an element. Out: a `Draft`. Refuses: what is out of the ordinary, with `Unusual`.

Entries repeat themselves: a description here, a summary there, a title once more from another vocabulary. Which of them
counts is decided by their order and depth, by the rules of the tolerant reader, so that both see the same entry.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from lxml import etree

from newsloom.fetch.dates import read_date, read_duration
from newsloom.fetch.drafts import Draft
from newsloom.fetch.media import file_of
from newsloom.records import Enclosure

ATOM = "http://www.w3.org/2005/Atom"
PREFIXES = {
    ATOM.lower(): "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}
"""Namespaces by address, in lower case; every other one is known by the prefix that the feed gives it."""
CONTROLS = {number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xA0)}
"""Windows' marks, where the text has controls that nobody means."""
CONTROL = re.compile("[\x80-\x9f]")
MAILBOX = re.compile(r"[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4}(?: \(([^()@<>]*)\))?")
REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
PLAIN_TYPES = ("text", "plain", "text/plain")
HTML_TYPES = ("html", "text/html")
PAGE_TYPES = ("html", "text/html", "application/xhtml+xml", "xhtml")
AUTHOR_PARTS = ("name", "email", "uri", "url")
OPAQUE = frozenset(("contributor", "dc:contributor", "media:credit", "media:rating"))
"""Their inside speaks of something else than the entry."""
SURPRISING = frozenset(
    ("image", "textinput", "item", "entry", "channel", "feed", "svg", "body", "tags", "managingeditor")
)
"""They change the meaning of what is in them, or of what comes after them."""


class Unusual(Exception):
    """Something for the tolerant reader."""


def read_item(item: etree._Element, *, is_atom: bool) -> Draft:
    """The entry in this element. Raises Unusual."""
    if item.attrib:
        raise Unusual
    reading = _Reading(is_atom=is_atom)
    reading.read(item, depth=1)
    return reading.finish()


@lru_cache(maxsize=4096)
def name_of(tag: object, prefix: str | None) -> str:
    """`dc:creator`, whatever prefix the feed uses; no prefix for the elements of RSS and Atom themselves."""
    if not isinstance(tag, str):
        raise Unusual
    uri, _, local = tag.rpartition("}")
    known = PREFIXES.get(uri[1:].lower()) if uri else ""
    if known is None:
        known = f"{prefix.lower()}:" if prefix else ""
    return known + local.lower()


def text_of(element: etree._Element) -> str:
    """The text of an element that holds nothing else, repaired where it was decoded wrongly before it was written."""
    if len(element):
        raise Unusual
    text = (element.text or "").strip()
    if text.isascii():
        return text
    with contextlib.suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return text.translate(CONTROLS) if CONTROL.search(text) else text


def attributes_of(element: etree._Element) -> dict[str, str]:
    """By name in lower case."""
    return {str(name).lower(): str(value) for name, value in element.attrib.items()}


def link_of(element: etree._Element) -> str | None:
    """The page that a link leads to; None where it leads to something else."""
    href = element.get("href") or element.get("url")
    if href:
        is_page = element.get("type", "html").lower() in PAGE_TYPES
        return href if is_page and element.get("rel", "alternate").lower() == "alternate" else None
    link = REFERENCE.sub(r"&\1", text_of(element).replace("&amp;", "&"))
    if element.attrib or ":///" in link:
        raise Unusual
    return link


class _Reading:
    """An entry while it is read: the draft, and how deep in the tree its parts were said."""

    def __init__(self, *, is_atom: bool) -> None:
        self.is_atom = is_atom
        self.draft = Draft(is_markup=not is_atom)
        self.has_link = False
        self.title_depth: int | None = None
        self.title_ends: int | None = None
        """Titles at this depth or deeper come too late."""
        self.has_summary = False
        self.summary_depth: int | None = None
        self.summary_text = ""
        self.contents: list[tuple[str, str]] = []
        """Text as it stands, and as markup."""
        self.tags: list[Tag] = []
        self.known_tags: set[Tag] = set()
        self.media: list[Enclosure] = []
        self.thumbnail = ""
        self.duration = ""

    def read(self, element: etree._Element, depth: int) -> None:
        for child in element:
            name = name_of(child.tag, child.prefix)
            handler = HANDLERS.get(name)
            if handler is not None:
                handler(self, child, depth)
            elif name in SURPRISING or name.startswith("xhtml:"):
                raise Unusual
            elif len(child) and name not in OPAQUE:
                check_opaque(child)

    def finish(self) -> Draft:
        draft = self.draft
        draft.content = max((markup for _, markup in self.contents), key=len, default="")
        if any(text == self.summary_text for text, _ in self.contents):
            draft.summary = ""
        draft.files += self.media
        draft.image = self.thumbnail or draft.image
        draft.duration_seconds = read_duration(self.duration)
        draft.categories = [label or term or "" for term, _, label in self.tags]
        return draft

    # --------------------------------------------------------------------------------------- elements

    def title(self, child: etree._Element, depth: int) -> None:
        text, is_media = text_of(child), child.tag.startswith("{http://search")
        if self.title_ends is not None and self.title_ends <= depth:
            return
        if self.title_depth is None or depth <= self.title_depth:
            self.draft.headline, self.title_depth = text, depth
            self.draft.is_markup = not self.is_atom or media_type_of(child, "text/plain") == "text/html"
        if text and not is_media:
            self.title_ends = depth

    def link(self, child: etree._Element, depth: int) -> None:
        link = link_of(child)
        if link is not None:
            self.draft.link, self.has_link = link, True
        elif child.get("rel", "").lower() == "enclosure":
            self.enclosure(child, depth)

    def guid(self, child: etree._Element, _depth: int) -> None:
        text = text_of(child)
        if ":///" in text:
            raise Unusual
        self.draft.guid = text
        if attributes_of(child).get("ispermalink", "true") == "true" and not self.has_link:
            self.draft.link, self.has_link = text, True

    def description(self, child: etree._Element, depth: int) -> None:
        self._summarise(child, depth, "text/html")

    def summary(self, child: etree._Element, depth: int) -> None:
        self._summarise(child, depth, "text/plain")

    def _summarise(self, child: etree._Element, depth: int, default_type: str) -> None:
        """The first of several is the summary, the second the content, as long as nothing else is."""
        if self.has_summary and not self.contents:
            self._add_content(child, "text/plain")
            return
        text = text_of(child)
        if self.summary_depth is None or depth <= self.summary_depth:
            self.summary_text, self.summary_depth = text, depth
            self.draft.summary = self._markup(text, media_type_of(child, default_type))
        self.has_summary = True

    def content(self, child: etree._Element, _depth: int) -> None:
        self._add_content(child, "text/plain")

    def content_encoded(self, child: etree._Element, _depth: int) -> None:
        self._add_content(child, "text/html")

    def _add_content(self, child: etree._Element, default_type: str) -> None:
        text = text_of(child)
        self.contents.append((text, self._markup(text, media_type_of(child, default_type))))
        if not self.has_summary:
            self.has_summary, self.summary_text = True, text

    def _markup(self, text: str, media_type: str) -> str:
        """Atom says which texts are plain; elsewhere all may be markup."""
        return html.escape(text, quote=False) if self.is_atom and media_type == "text/plain" else text

    def author(self, child: etree._Element, _depth: int) -> None:
        """A name, or an element that holds one."""
        if not len(child):
            name = text_of(child)
            mailbox = MAILBOX.fullmatch(name)
            if "@" in name and not mailbox:
                raise Unusual
            self.draft.authors.append((mailbox[1] or "").strip() if mailbox else name)
            return
        for part in child:
            part_name = name_of(part.tag, part.prefix)
            if part_name == "name":
                self.draft.authors.append(text_of(part))
            elif part_name not in AUTHOR_PARTS and ":" not in part_name:
                raise Unusual

    def published(self, child: etree._Element, _depth: int) -> None:
        self.draft.published_at = _moment(child)

    def updated(self, child: etree._Element, _depth: int) -> None:
        self.draft.updated_at = _moment(child)

    def category(self, child: etree._Element, _depth: int) -> None:
        self._add_tag(child.get("term"), child.get("scheme") or child.get("domain"), child.get("label"))
        text = text_of(child)
        if text and self.tags and not self.tags[-1][0]:
            self.known_tags.discard(self.tags[-1])
            self.tags[-1] = (text, *self.tags[-1][1:])
            self.known_tags.add(self.tags[-1])
        elif text:
            self._add_tag(text, None, None)

    def media_category(self, child: etree._Element, _depth: int) -> None:
        child.set("scheme", child.get("scheme", "media"))
        self.category(child, _depth)

    def itunes_category(self, child: etree._Element, _depth: int) -> None:
        self._add_tag(child.get("text"), "itunes", None)
        if text_of(child):
            raise Unusual

    def keywords(self, child: etree._Element, _depth: int) -> None:
        if child.attrib:
            raise Unusual
        for word in text_of(child).split(","):
            self._add_tag(word.strip(), "itunes" if "itunes" in child.tag else None, None)

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tag = (term, scheme, label)
        if any(tag) and tag not in self.known_tags:
            self.known_tags.add(tag)
            self.tags.append(tag)

    def enclosure(self, child: etree._Element, _depth: int) -> None:
        text_of(child)
        if file := file_of(attributes_of(child)):
            self.draft.files.append(file)

    def media_content(self, child: etree._Element, depth: int) -> None:
        if file := file_of(attributes_of(child)):
            self.media.append(file)
        self.read(child, depth + 1)

    def media_group(self, child: etree._Element, depth: int) -> None:
        self.read(child, depth + 1)

    def media_thumbnail(self, child: etree._Element, _depth: int) -> None:
        if not child.get("url") or text_of(child):
            raise Unusual
        self.thumbnail = self.thumbnail or child.get("url", "")

    def itunes_image(self, child: etree._Element, _depth: int) -> None:
        self.draft.image = child.get("href") or child.get("url") or self.draft.image

    def itunes_duration(self, child: etree._Element, _depth: int) -> None:
        if child.attrib:
            raise Unusual
        self.duration = text_of(child)

    def language(self, child: etree._Element, _depth: int) -> None:
        self.draft.language = text_of(child)

    def source(self, child: etree._Element, _depth: int) -> None:
        """The feed that an entry was taken from; a title after it is a new beginning."""
        if any(name_of(part.tag, part.prefix) in SURPRISING for part in child):
            raise Unusual
        self.title_ends = None


Tag = tuple[str | None, str | None, str | None]
"""Term, scheme and label."""

HANDLERS: Mapping[str, Callable[[_Reading, etree._Element, int], None]] = {
    **dict.fromkeys(("title", "dc:title", "media:title"), _Reading.title),
    "link": _Reading.link,
    **dict.fromkeys(("guid", "id"), _Reading.guid),
    **dict.fromkeys(("description", "dc:description", "media:description"), _Reading.description),
    **dict.fromkeys(("summary", "itunes:summary", "abstract"), _Reading.summary),
    "content": _Reading.content,
    **dict.fromkeys(("content:encoded", "fullitem"), _Reading.content_encoded),
    **dict.fromkeys(("author", "dc:author", "dc:creator", "itunes:author"), _Reading.author),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), _Reading.published),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), _Reading.updated),
    **dict.fromkeys(("category", "keywords", "dc:subject"), _Reading.category),
    "media:category": _Reading.media_category,
    "itunes:category": _Reading.itunes_category,
    **dict.fromkeys(("itunes:keywords", "media:keywords"), _Reading.keywords),
    "enclosure": _Reading.enclosure,
    "media:content": _Reading.media_content,
    "media:group": _Reading.media_group,
    "media:thumbnail": _Reading.media_thumbnail,
    **dict.fromkeys(("itunes:image", "itunes:link"), _Reading.itunes_image),
    "itunes:duration": _Reading.itunes_duration,
    **dict.fromkeys(("language", "dc:language"), _Reading.language),
    "source": _Reading.source,
}
"""What each element of an entry says; every other one says nothing to us."""


def media_type_of(element: etree._Element, default: str) -> str:
    """`text/plain` or `text/html`; anything else an element may be is for the tolerant reader."""
    attributes = element.attrib
    if not attributes:
        return default
    if "mode" in attributes or "src" in attributes:
        raise Unusual
    said = attributes.get("type", default).lower()
    if said in PLAIN_TYPES:
        return "text/plain"
    if said in HTML_TYPES:
        return "text/html"
    raise Unusual


def _moment(element: etree._Element) -> datetime | None:
    text = text_of(element)
    found = read_date(text)
    if text and found is None:
        raise Unusual
    return found


def check_opaque(element: etree._Element) -> None:
    """An element unknown to us may hold whatever it likes, but nothing that would count elsewhere."""
    for inner in element.iterdescendants():
        name = name_of(inner.tag, inner.prefix)
        if name in HANDLERS or name in SURPRISING or name.startswith("xhtml:"):
            raise Unusual

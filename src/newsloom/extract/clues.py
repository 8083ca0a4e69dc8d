"""The places of a page where it speaks of itself, gathered once for all that read them.

In: the tree of a page. Out: `Clues`: meta elements, schema.org things, and the zone around the headline.
Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml.html import HtmlElement

from newsloom.extract.jsonld import Thing, find_article, find_things, plain, text_in
from newsloom.records import Entry
from newsloom.text import fold, words

UNPRINTED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "button", "select", "option", "head"}
)
INLINE = frozenset(
    """a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strong sub sup tt u var
    wbr""".split()
)
ASIDE = re.compile(
    r"\b(?:related|recirc|recommend|promo|teaser|sidebar|side-bar|newsletter|most-?(?:read|popular|viewed)|trending|"
    r"more-?(?:from|stories|news)|read-?(?:more|next|also)|up-?next|comments?|footer|menu|navbar|breadcrumbs?|carousel|"
    r"cookie|paywall|outbrain|taboola|latest)",
    re.IGNORECASE,
)
"""Class names of the parts of a page that speak of other articles."""

ZONE_BEFORE = 60
"""Elements before the headline that may belong to it: kickers, dates, a lead image."""
ZONE_CHARACTERS = 1800
"""Text after the headline in which byline, date and standfirst stand, on the pages looked at."""


@dataclass(frozen=True)
class Clues:
    """What a page says of itself, unjudged."""

    tree: HtmlElement
    url: str | None
    base_url: str | None
    entry: Entry | None

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Contents of meta elements, by name, property or itemprop in lower case, in the order of the page."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            content = plain(element.get("content") or "")
            if content:
                for key in ("property", "name", "itemprop", "http-equiv"):
                    if name := element.get(key):
                        found.setdefault(name.strip().lower(), []).append(content)
        return {name: tuple(values) for name, values in found.items()}

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        return find_things(self.tree)

    @cached_property
    def article(self) -> Thing:
        """What schema.org data says of the page's article; empty where it says nothing."""
        return find_article(self.things, self.url)

    @cached_property
    def elements(self) -> list[HtmlElement]:
        """Every element, in the order of the page."""
        return list(self.tree.iter(etree.Element))

    @cached_property
    def title(self) -> str:
        found = self.tree.find(".//title")
        return plain(found.text_content()) if found is not None else ""

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """What the site calls itself, best first."""
        publisher = self.article.get("publisher")
        named = [text_in(publisher)] if publisher else []
        sites = [text_in(thing.get("name")) for thing in self.things if thing.get("@type") == "WebSite"]
        found = [
            *self.all_of("og:site_name"),
            *named,
            *sites,
            *self.all_of("application-name", "publisher", "twitter:site"),
        ]
        return tuple(dict.fromkeys(name.lstrip("@") for name in found if name and not name.startswith("http")))

    def first(self, *names: str) -> str:
        """The first meta element of the first of these names that is there; empty where none is."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    def all_of(self, *names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value in self.meta.get(name, ()))

    def zone(self, headline: HtmlElement | None) -> list[HtmlElement]:
        """Elements around the printed headline: where the page names author, day and standfirst."""
        if headline is None:
            return []
        start = next((place for place, element in enumerate(self.elements) if element is headline), 0)
        n_characters, end = 0, start + 1
        for element in self.elements[start + 1 :]:
            end += 1
            if element.tag not in UNPRINTED:
                n_characters += len((element.text or "").strip())
            n_characters += len((element.tail or "").strip())
            if n_characters > ZONE_CHARACTERS:
                break
        return self.elements[max(0, start - ZONE_BEFORE) : end]


def printed(element: HtmlElement) -> str:
    """The text of an element as a reader sees it, on one line: no scripts, and no words glued at a line break."""
    return plain("".join(_pieces(element)))


def is_aside(element: HtmlElement, *, up: int = 6) -> bool:
    """Whether it stands in a part of the page that speaks of other things."""
    parent: HtmlElement | None = element
    for _ in range(up):
        if parent is None or parent.tag in ("body", "html", "article", "main"):
            return False
        if parent.tag in ("nav", "footer", "aside"):
            return True
        if ASIDE.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return True
        parent = parent.getparent()
    return False


def likeness(one: str, other: str) -> float:
    """Share of words that two short texts have in common (Dice), in any case and order."""
    first, second = set(words(fold(one))), set(words(fold(other)))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, accents and punctuation."""
    return words(fold(one)) == words(fold(other)) != []


def _pieces(element: HtmlElement) -> Iterator[str]:
    if element.tag in UNPRINTED or not isinstance(element.tag, str) or _is_hidden(element):
        return
    block = "" if element.tag in INLINE else " "
    yield block
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield block


def _is_hidden(element: HtmlElement) -> bool:
    return "display:none" in (element.get("style") or "").replace(" ", "").lower() or element.get("hidden") is not None

"""The line under the headline.

Observed: descriptions made for search engines are mostly either the standfirst, or the first sentences of the text,
cut; only the first is worth printing. Some sites give every page the same sentence about themselves.

In: `Clues`, headline, its element. Out: the standfirst, or nothing. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsloom.extract.clues import Clues, is_aside, likeness, printed, same
from newsloom.extract.jsonld import text_in
from newsloom.extract.moments import read_moment
from newsloom.extract.names import WRITTEN_BY
from newsloom.orders import is_order
from newsloom.text import fold, words

MARKED = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?(?:title|head(?:line|ing)?|hed)|dek|deck|article-?(?:summary|intro|lead|"
    r"description|abstract|excerpt)|"
    r"summary|chapo|bajada|entradilla|sumario|sottotitolo|vorspann|ingress|teaser-?text|strap-?line|sapo|"
    r"underrubrik|secondary-?headline|abstract|intro)(?:$|[\s_-])",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"^(?:read |get |find |discover |explore |sign up|subscribe|stay |follow |join |welcome|the latest|latest |"
    r"breaking news|all the latest|your (?:source|guide)|download|video by|(?:photo|image)s? by)|"
    r"\b(?:newsletter|subscri\w+|cookies?|javascript|log ?in|breaking news,? |latest news (?:and|from)|"
    r"read more|continue reading|minute read|min read|all rights reserved|click here|share on|"
    r"on (?:facebook|twitter))\b",
    re.IGNORECASE,
)
TAGS = ("p", "h2", "h3", "h4", "div", "span", "section", "li", "ul")
BYLINE = re.compile(r"by-?line|author|autor|date|time|meta|share|social|media|image|figure", re.IGNORECASE)
SHORTEST_TEXT = 60
"""A paragraph of so many characters before a second headline makes that a heading of the text."""
BEGINNING, SPARE = 60, 12
"""Characters by which a description is found among paragraphs, and by which one may be longer than it."""
LONGEST_UNENDED = 140
"""Characters; real standfirsts without a full stop were shorter on the pages looked at."""
FEWEST_WORDS, MOST_CHARACTERS = 4, 500


def find_standfirst(clues: Clues, headline: str, element: HtmlElement | None) -> str:
    """A real subheading: printed under the headline as one, or described as such and not the text's own beginning."""
    for candidate in _printed_under(clues, element):
        if _is_worth(candidate, headline, clues):
            return candidate
    printed_texts = [(paragraph, fold(printed(paragraph))) for paragraph in clues.tree.iter("p")]
    described = [text_in(clues.article.get("description")), *clues.all_of("og:description", "description")]
    described += [*clues.all_of("twitter:description"), text_in(clues.article.get("alternativeHeadline"))]
    for candidate in described:
        if not _is_worth(candidate, headline, clues) or _is_cut(candidate):
            continue
        beginning = fold(candidate)[:BEGINNING]
        alike = [(element, text) for element, text in printed_texts if text.startswith(beginning)]
        if all(_stands_apart(element, text, candidate, clues) for element, text in alike):
            return candidate
    return ""


def _printed_under(clues: Clues, headline: HtmlElement | None) -> Iterator[str]:
    """What is marked as a standfirst after the headline, or headed as a second headline before any text."""
    if headline is None:
        return
    zone = clues.zone(headline)
    after = zone[zone.index(headline) + 1 :]
    inside = set(headline.iter())
    has_text = False
    for place, element in enumerate(after):
        if element in inside or element.tag not in TAGS:
            continue
        is_next_heading = element.tag == "h2" and place < 12 and not element.get("id") and not has_text
        if (is_next_heading or _is_marked(element)) and not is_aside(element):
            yield printed(element)
        has_text = has_text or (element.tag == "p" and len(element.text_content()) > SHORTEST_TEXT)


def _is_marked(element: HtmlElement) -> bool:
    names = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid", "data-gu-name"))
    return bool(MARKED.search(names)) or element.get("itemprop") in ("description", "alternativeHeadline")


def _stands_apart(element: HtmlElement, text: str, candidate: str, clues: Clues) -> bool:
    """Whether a paragraph that says what the description says is a standfirst: set apart, and going on no further."""
    if len(text) > len(fold(candidate)) + SPARE:
        return False
    around = [element, *islice(element.iterancestors(), 2)]
    if any(_is_marked(near) or near.tag == "header" for near in around):
        return True
    only = element.getchildren()
    is_set_off = len(only) == 1 and only[0].tag in ("strong", "b", "em") and len(printed(only[0])) >= len(text) - SPARE
    return is_set_off or _before_byline(element, clues)


def _before_byline(element: HtmlElement, clues: Clues) -> bool:
    """Whether author, day or picture come between this paragraph and the next."""
    for near in islice(element.itersiblings(), 2):
        if near.tag == "p":
            return False
        if near.tag in ("figure", "time", "address") or BYLINE.search(near.get("class") or ""):
            return True
    return False


def _is_worth(text: str, headline: str, clues: Clues) -> bool:
    if len(words(text)) < FEWEST_WORDS or len(text) > MOST_CHARACTERS or BOILERPLATE.search(text):
        return False
    if WRITTEN_BY.match(text) and read_moment(text) is not None:
        return False
    if is_order(text):
        return False
    if same(text, headline) or likeness(text, headline) > 0.85:
        return False
    others = (
        clues.title,
        clues.first("og:title"),
        clues.first("twitter:title"),
        text_in(clues.article.get("headline")),
    )
    if any(likeness(text, other) > 0.8 for other in others if other):
        return False
    return not any(same(text, name) for name in clues.site_names)


def _is_cut(text: str) -> bool:
    """Whether it breaks off: with dots, or at the length that descriptions are cut to."""
    if len(text) > LONGEST_UNENDED and text.rstrip()[-1] not in ".!?؟。»”\"’')":
        return True
    return text.rstrip().endswith(("…", "...", "[…]", "[...]", "&hellip;"))

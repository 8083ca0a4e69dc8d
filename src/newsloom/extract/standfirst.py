"""The line under the headline.

Observed: descriptions made for search engines are mostly either the standfirst, or the first sentences of the text,
cut; only the first is worth printing. Some sites give every page the same sentence about themselves.

In: `Clues`, headline, its element. Out: the standfirst, or nothing. Refuses: nothing.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsloom.extract.clues import Clues, is_aside, likeness, printed, same
from newsloom.extract.jsonld import text_in
from newsloom.extract.moments import read_moment
from newsloom.extract.names import WRITTEN_BY
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
LONGEST_UNENDED = 140
"""Characters; real standfirsts without a full stop were shorter on the pages looked at."""
FEWEST_WORDS, MOST_CHARACTERS = 4, 500


def find_standfirst(clues: Clues, headline: str, element: HtmlElement | None) -> str:
    """A real subheading: printed under the headline as one, or described as such and not the text's own beginning."""
    for candidate in _printed_under(clues, element):
        if _is_worth(candidate, headline, clues):
            return candidate
    paragraphs = [fold(printed(p)) for p in clues.tree.iter("p")]
    described = [text_in(clues.article.get("alternativeHeadline")), text_in(clues.article.get("description"))]
    described += [*clues.all_of("og:description"), *clues.all_of("description"), *clues.all_of("twitter:description")]
    for candidate in described:
        if _is_worth(candidate, headline, clues) and not _is_cut(candidate) and not _begins_one(candidate, paragraphs):
            return candidate
    return ""


def repeats_text(standfirst: str, text: str) -> bool:
    """Whether a standfirst says only what the text begins with."""
    said, begun = words(fold(standfirst)), words(fold(text[: 2 * len(standfirst) + 400]))
    if not said:
        return True
    n_same = min(len(said), 14)
    return any(begun[start : start + n_same] == said[:n_same] for start in range(max(1, len(begun) - n_same + 1)))


def _printed_under(clues: Clues, headline: HtmlElement | None) -> list[str]:
    if headline is None:
        return []
    zone = clues.zone(headline)
    after = zone[zone.index(headline) + 1 :]
    found = []
    inside = set(headline.iter())
    for place, element in enumerate(after):
        if element in inside or element.tag not in ("p", "h2", "h3", "h4", "div", "span", "section", "li", "ul"):
            continue
        names = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid"))
        is_next_heading = element.tag == "h2" and place < 12 and not element.get("id")
        if (
            MARKED.search(names) or is_next_heading or element.get("itemprop") in ("description", "alternativeHeadline")
        ) and not is_aside(element):
            found.append(printed(element))
    return found


def _is_worth(text: str, headline: str, clues: Clues) -> bool:
    if len(words(text)) < FEWEST_WORDS or len(text) > MOST_CHARACTERS or BOILERPLATE.search(text):
        return False
    if WRITTEN_BY.match(text) and read_moment(text) is not None:
        return False
    if same(text, headline) or likeness(text, headline) > 0.85:
        return False
    return not any(same(text, name) for name in clues.site_names) and not same(text, clues.title)


def _is_cut(text: str) -> bool:
    """Whether it breaks off: with dots, or at the length that descriptions are cut to."""
    if len(text) > LONGEST_UNENDED and text.rstrip()[-1] not in ".!?؟。»”\"’')":
        return True
    return text.rstrip().endswith(("…", "...", "[…]", "[...]", "&hellip;"))


def _begins_one(text: str, paragraphs: list[str]) -> bool:
    """Whether a paragraph of the page goes on where the text ends: then it is the beginning of the body."""
    beginning = fold(text)[:60]
    return any(paragraph.startswith(beginning) and len(paragraph) >= 60 for paragraph in paragraphs)

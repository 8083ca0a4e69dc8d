"""schema.org data that pages carry for machines: found, mended, flattened.

Publishers write it by template: with comments, with bare line breaks in strings, with a comma too many, two objects
one after the other, and people named only by an `@id` that another script explains.

In: the tree of a page. Out: `Thing`s in the order of the page. Refuses: nothing; a script that cannot be mended is
passed over.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

Thing = dict[str, Any]
"""One schema.org object: its properties as the page gives them."""

ARTICLE_TYPES = frozenset(
    """
        Article NewsArticle BlogPosting LiveBlogPosting Report ReportageNewsArticle AnalysisNewsArticle
        ReviewNewsArticle OpinionNewsArticle BackgroundNewsArticle AskPublicNewsArticle AdvertiserContentArticle
        SatiricalArticle Review TechArticle ScholarlyArticle MedicalScholarlyArticle SocialMediaPosting Posting
        PodcastEpisode VideoObject CreativeWork WebPage ItemPage MedicalWebPage Recipe HowTo
    """.split()
)
"""What may describe the article of a page; `_rank` says how strongly."""

MAX_THINGS = 2000
MAX_DEPTH = 12
_CONTROL = re.compile(r"[\x00-\x1f]+")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_SPARE_COMMA = re.compile(r",\s*(?=[}\]])")


def find_things(tree: HtmlElement) -> tuple[Thing, ...]:
    """Every object of every script, outer ones before those they contain."""
    things: list[Thing] = []
    for script in tree.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for value in _values(script.text or ""):
            for thing in _walk(value, 0):
                things.append(thing)
                if len(things) >= MAX_THINGS:
                    return tuple(things)
    return tuple(things)


def types_of(thing: Thing) -> tuple[str, ...]:
    """The names of its types, without the address of the vocabulary."""
    return tuple(
        name.rsplit("/", 1)[-1].removeprefix("schema:") for name in listed(thing.get("@type")) if isinstance(name, str)
    )


def find_article(things: Iterable[Thing], url: str | None) -> Thing:
    """The thing that describes the page's own article: an article by type, with a headline; empty where none is.

    A page may describe the articles that it links to as well; the one that names the page's address wins, else the
    first of the strongest type.
    """
    best: Thing = {}
    best_rank = 0
    for thing in things:
        rank = _rank(thing, url)
        if rank > best_rank:
            best, best_rank = thing, rank
    return best


def resolved(value: Any, things: Iterable[Thing]) -> list[Any]:
    """`value` as a list, where a bare `{"@id": …}`, or the id alone, is replaced by what it stands for."""
    found = []
    for one in listed(value):
        key = one.get("@id") if isinstance(one, dict) else one
        if isinstance(key, str) and (not isinstance(one, dict) or "name" not in one):
            named = (thing for thing in things if thing.get("@id") == key and "name" in thing)
            found.append(next(named, one))
        else:
            found.append(one)
    return found


def listed(value: Any) -> list[Any]:
    """A list of what is there: none, one, or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_in(value: Any) -> str:
    """The plain text of a value, of its `@value` or `name`, or of the first of a list; empty where there is none."""
    for one in listed(value):
        if isinstance(one, dict):
            one = one.get("@value") or one.get("name")
        if isinstance(one, str) and one.strip():
            return plain(one)
    return ""


def plain(text: str) -> str:
    """Text of a property: tags dropped, entities resolved (some are escaped twice), on one line."""
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", text)
    return " ".join(text.replace("\xad", "").replace("\u200b", "").split())


def _values(script: str) -> Iterator[Any]:
    script = _COMMENT.sub("", _COMMENT.sub("", script.replace("\ufeff", ""))).strip().rstrip(";")
    for mend in (lambda text: text, _mended, html.unescape):
        decoder = json.JSONDecoder(strict=False)
        text, values, start = mend(script), [], 0
        try:
            while start < len(text):
                value, start = decoder.raw_decode(text, start)
                values.append(value)
                while start < len(text) and text[start] in " \t\r\n,;":
                    start += 1
        except (ValueError, RecursionError):
            pass
        if values:
            yield from values
            return


def _mended(script: str) -> str:
    return _SPARE_COMMA.sub("", _CONTROL.sub(" ", script))


def _walk(value: Any, depth: int) -> Iterator[Thing]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _walk(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, dict | list):
                yield from _walk(part, depth + 1)


def _rank(thing: Thing, url: str | None) -> int:
    types = types_of(thing)
    if not any(name in ARTICLE_TYPES for name in types):
        return 0
    is_article = any("Article" in name or name.endswith("Posting") or name == "Report" for name in types)
    rank = 8 if is_article else 2 if any(name.endswith("Page") or name == "CreativeWork" for name in types) else 4
    if "headline" in thing or (not is_article and "name" in thing):
        rank += 4
    if "datePublished" in thing:
        rank += 3
    if "author" in thing or "articleBody" in thing:
        rank += 2
    if url and _names_page(thing, url):
        rank += 5
    return rank


def _names_page(thing: Thing, url: str) -> bool:
    page = _bare(url)
    addresses = [thing.get("url"), thing.get("@id"), thing.get("mainEntityOfPage")]
    for value in addresses:
        for one in listed(value):
            address = one.get("@id") or one.get("url") if isinstance(one, dict) else one
            if isinstance(address, str) and address.startswith("http") and _bare(address) == page:
                return True
    return False


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.|m\.|amp\.)?", "", url.partition("#")[0].partition("?")[0]).rstrip("/").lower()

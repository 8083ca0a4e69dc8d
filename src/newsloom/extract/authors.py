"""Who wrote it: names of people, and the line as printed.

Observed: schema.org data names the people on most pages, but on some the publisher, a desk, or nobody ("", "admin",
an address); the meta elements hold handles and addresses of profiles; the printed line holds everything at once:
names, roles, agencies, days. Each place is read in turn until one names a person.

In: `Clues`, and the element that prints the headline. Out: the byline and the names. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsloom.extract.clues import Clues, is_aside, printed
from newsloom.extract.jsonld import listed, plain, resolved, text_in, types_of
from newsloom.extract.names import WRITTEN_BY, is_agency, is_person, names_in, tidy
from newsloom.text import fold

META_NAMES = tuple(
    """
        author article:author article:author:name parsely-author byl byline sailthru.author dc.creator dcterms.creator
        dc.contributor citation_author cxenseparse:author rnews:author article.author authors og:article:author
    """.split()
)
PRINTED = re.compile(
    r"by-?line|author|writer|contributor|(?:^|[\s_-])(?:autor(?:en|es)?|auteurs?|signature|reporter|verfasser|firma|"
    r"redakt\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
NOT_THE_AUTHOR = re.compile(
    r"bio|about-?(?:the-?)?author|avatar|image|img|photo|social|follow|twitter|desc|comment|related|caption|credit|"
    r"title|role|job|position|"
    r"date|time|label",
    re.IGNORECASE,
)
LONGEST_LINE = 240
MAX_AUTHORS = 12


def find_authors(clues: Clues, headline: HtmlElement | None) -> tuple[str, tuple[str, ...]]:
    """The byline as printed, without "By", and the names in it.

    An agency stands among the authors only where no person is named.
    """
    lines = list(_printed_lines(clues, headline))
    places = (_schema_names(clues), _meta_names(clues), *((_line_names(line)) for line in lines), _feed_names(clues))
    agencies: tuple[str, ...] = ()
    for names in places:
        people = _unique(name for name in names if not is_agency(name))
        if people:
            return _byline(lines, people), people
        agencies = agencies or _unique(name for name in names if is_agency(name))
    return _byline(lines, agencies), agencies


def _schema_names(clues: Clues) -> list[str]:
    found: list[str] = []
    values = [
        *listed(clues.article.get("author")),
        *([] if clues.article.get("author") else listed(clues.article.get("creator"))),
    ]
    for value in resolved(values, clues.things):
        name = text_in(value)
        is_organization = isinstance(value, dict) and any(
            "Organi" in kind or kind == "Corporation" for kind in types_of(value)
        )
        found += names_in(name, clues.site_names, is_trusted=not is_organization)
    return found


def _meta_names(clues: Clues) -> list[str]:
    for name in META_NAMES:
        found = [
            one for value in clues.meta.get(name, ()) for one in names_in(value, clues.site_names, is_trusted=True)
        ]
        if found:
            return found
    for number in "12":
        if WRITTEN_BY.match(clues.first(f"twitter:label{number}")):
            return names_in(clues.first(f"twitter:data{number}"), clues.site_names, is_trusted=True)
    return []


def _line_names(line: str) -> list[str]:
    return names_in(line, (), is_trusted=False)


def _feed_names(clues: Clues) -> list[str]:
    names = clues.entry.authors if clues.entry else ()
    return [one for name in names for one in names_in(name, clues.site_names, is_trusted=True)]


def _printed_lines(clues: Clues, headline: HtmlElement | None) -> Iterator[str]:
    """Texts that print the author: marked so around the headline, then "By …" there, then marked anywhere."""
    zone = clues.zone(headline)
    later: list[str] = []
    done: set[HtmlElement] = set()
    for element in zone:
        if element in done or element.tag in ("link", "meta", "img", "body", "main", "article"):
            continue
        if _is_marked(element):
            text = printed(element)
            if 2 < len(text) <= LONGEST_LINE and not is_aside(element, up=3):
                done.update(element.iter())
                yield from _with_parts(element, text)
        elif (WRITTEN_BY.match((element.text or "").strip()) and len(printed(element)) <= LONGEST_LINE) or (
            "/author" in (element.get("href") or "") and is_person(printed(element)) and not is_aside(element)
        ):
            later.append(printed(element))
    yield from later
    for element in clues.tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@class,'author-name')]")[:5]:
        if element not in done and not is_aside(element):
            text = element.get("content") or printed(element)
            if 2 < len(text) <= LONGEST_LINE:
                yield text


def _with_parts(element: HtmlElement, text: str) -> Iterator[str]:
    """A marked line, after the names that are marked again within it: those stand apart from roles and agencies."""
    inner = [
        printed(e)
        for e in element.iterdescendants()
        if _is_marked(e) and not any(_is_marked(d) for d in e.iterdescendants())
    ]
    people = [name for name in dict.fromkeys(inner) if is_person(name)]
    if people:
        yield "; ".join(people)
    yield text


def _is_marked(element: HtmlElement) -> bool:
    if element.get("rel") == "author" or (element.get("itemprop") or "") in ("author", "creator"):
        return True
    names = " ".join(element.get(name) or "" for name in ("class", "id", "data-testid", "data-test", "data-qa"))
    return bool(PRINTED.search(names)) and not NOT_THE_AUTHOR.search(names)


def _byline(lines: list[str], names: tuple[str, ...]) -> str:
    """The shortest printed line that names them all, if it says little else; the names where there is none."""
    plainly = ", ".join(names)
    found = (tidy(line) for line in lines if ";" not in line)
    fitting = [line for line in found if names and _prints(line, names) and len(line) <= 2 * len(plainly) + 25]
    return min(fitting, key=len, default=plainly)


def _prints(line: str, names: tuple[str, ...]) -> bool:
    """Whether each name stands in a line once, with nothing glued to it."""
    folded = fold(line)
    places = [folded.find(fold(name)) for name in names]
    ends = [place + len(fold(name)) for place, name in zip(places, names, strict=True)]
    return all(
        place >= 0 and not folded[end : end + 1].isalnum() for place, end in zip(places, ends, strict=True)
    ) and all(folded.count(fold(name)) == 1 for name in names)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(plain(name)), name)
    return tuple(found.values())[:MAX_AUTHORS]

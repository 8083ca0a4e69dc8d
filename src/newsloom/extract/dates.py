"""When an article was published, and revised.

Observed: the markup's date is nearly always right and knows the time; but pages that are put out anew each year keep
their first day in it, and print the new one over the text. There the printed day is the publisher's claim.

In: `Clues`, the element that prints the headline, and `now`. Out: moments in UTC. Refuses: a day that has not come
yet, and days before the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from newsloom.extract.clues import Clues, is_aside, printed
from newsloom.extract.jsonld import ARTICLE_TYPES, listed, text_in, types_of
from newsloom.extract.moments import Moment, read_moment

PUBLISHED = tuple(
    """
        article:published_time og:article:published_time article:published datepublished parsely-pub-date
        cxenseparse:publishtime cxenseparse:recs:publishtime pubdate pub_date publishdate publish-date publish_date
        publication_date published_at publicationdate sailthru.date dc.date.issued dcterms.issued dc.date.created
        dcterms.created dc.date dcterms.date article_date_original article.published displaydate
        originalpublicationdate ptime rnews:datepublished citation_publication_date citation_online_date date created
        datecreated og:published_time og:pubdate release_date uploaddate
    """.split()
)
REVISED = tuple(
    """
        article:modified_time og:article:modified_time datemodified og:updated_time article:modified lastmod
        last-modified lastpublisheddate article_date_updated dcterms.modified dc.date.modified revised
    """.split()
)
IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{1,2}|[a-z]{3})[/-]?(\d{1,2})(?=[/\-_.]|$)")
UPDATED = re.compile(
    r"\b(?:updated?|modified|revised|reviewed|edited|aktualisiert|geändert|stand|mis à jour|mise à jour|actualizado|"
    r"atualizad[oa]|aggiornato|"
    r"bijgewerkt|oppdatert|uppdaterad|opdateret|zaktualizowan|обновлен)|(?:آخر تحديث|تم التحديث|تحديث|عدل)",
    re.IGNORECASE,
)
DATE_CLASS = re.compile(
    r"(?:^|[\W_])(?:date|dateline|time|timestamp|pub-?date|published|posted|datum|fecha|byline|meta|author)",
    re.IGNORECASE,
)
LONGEST_PRINTED = 160
SLOW_PAGE_CHARACTERS = 300_000
"""Beyond it the last resort is left out: it searches the whole text, and took a second and more on such pages."""


@dataclass(frozen=True, slots=True)
class _Printed:
    moment: Moment
    is_update: bool


def find_dates(clues: Clues, headline: HtmlElement | None, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When it was published and when revised, as far as anybody says; neither lies after tomorrow."""
    latest = now + timedelta(days=1)
    published = next((m for m in _published(clues) if m.at <= latest), None)
    revised = next((m for m in _revised(clues) if m.at <= latest), None)
    shown = [one for one in _printed_near(clues, headline) if one.moment.at <= latest]
    published = _claim(published, shown)
    published = (
        published or _in_address(clues.url, latest) or revised or _of_others(clues, latest) or _guess(clues, latest)
    )
    if published is None:
        return None, None
    if revised is not None and revised.at <= published.at:
        revised = None
    return published.at, revised.at if revised else None


def _claim(marked: Moment | None, shown: list[_Printed]) -> Moment | None:
    """The publisher's claim: the markup's moment, unless the page prints nothing but a later day over its text."""
    first = next((one for one in shown if not one.is_update), None)
    if marked is None:
        return first.moment if first else shown[0].moment if shown else None
    if not shown or any(abs(one.moment.on - marked.on) <= timedelta(days=1) for one in shown):
        return marked
    return (
        min(shown, key=lambda one: one.moment.at).moment if all(one.moment.on > marked.on for one in shown) else marked
    )


def _published(clues: Clues) -> Iterator[Moment]:
    texts = [*_values(clues.article, "datePublished"), *clues.all_of(*PUBLISHED)]
    texts += [
        text for element in clues.tree.xpath("//*[@itemprop='datePublished' or @pubdate]") for text in _stated(element)
    ]
    texts += _values(clues.article, "dateCreated", "uploadDate")
    yield from _read(clues, texts)
    if clues.entry and clues.entry.published_at:
        yield Moment(clues.entry.published_at, False, clues.entry.published_at.date())


def _revised(clues: Clues) -> Iterator[Moment]:
    marked = [text for element in clues.tree.xpath("//*[@itemprop='dateModified']") for text in _stated(element)]
    yield from _read(clues, [*_values(clues.article, "dateModified"), *clues.all_of(*REVISED), *marked])
    if clues.entry and clues.entry.revised_at:
        yield Moment(clues.entry.revised_at, False, clues.entry.revised_at.date())


def _values(thing: dict[str, object], *names: str) -> list[str]:
    return [
        text_in(value) or str(value)
        for name in names
        for value in listed(thing.get(name))
        if isinstance(value, str | dict)
    ]


def _read(clues: Clues, texts: list[str]) -> Iterator[Moment]:
    for text in texts:
        moment = read_moment(text, day_first=_is_day_first(clues))
        if moment:
            yield moment


def _stated(element: HtmlElement) -> list[str]:
    return [value for value in (element.get("datetime"), element.get("content"), printed(element)) if value]


def _printed_near(clues: Clues, headline: HtmlElement | None) -> list[_Printed]:
    """Dates that stand around the headline, each with whether it is called an update."""
    found: list[_Printed] = []
    done: set[HtmlElement] = set()
    for element in clues.zone(headline):
        is_time = element.tag == "time"
        if not is_time and not DATE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        if (
            element in done
            or is_aside(element)
            or (not is_time and element.tag in ("body", "main", "article", "section"))
        ):
            continue
        text = printed(element)
        if len(text) > LONGEST_PRINTED:
            continue
        done.update(element.iter())
        found += _read_line(element, text, is_day_first=_is_day_first(clues))
    return found


def _read_line(element: HtmlElement, text: str, *, is_day_first: bool) -> list[_Printed]:
    """The date of a printed line: of "Posted: 3 May | Updated: 5 May" the first, whatever the markup says of it."""
    lead = _before(element) if element.tag == "time" else ""
    update = UPDATED.search(text)
    posted = read_moment(text[: update.start()], day_first=is_day_first) if update else None
    if posted:
        return [_Printed(posted, False)]
    stated = [value for time in (element, *element.iter("time")) if (value := time.get("datetime"))]
    for value in [*stated, text]:
        if moment := read_moment(value, day_first=is_day_first):
            return [_Printed(moment, bool(update or UPDATED.search(lead)))]
    return []


def _before(element: HtmlElement) -> str:
    """The words that introduce a date: "Updated:"."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return (printed(previous) + " " + (previous.tail or ""))[-40:]
    return ((parent.text or "") + " " + (parent.get("class") or ""))[-60:] if parent is not None else ""


def _in_address(url: str | None, latest: datetime) -> Moment | None:
    found = IN_ADDRESS.search(url or "")
    moment = (
        read_moment(f"{found[3]} {found[2]} {found[1]}" if found[2].isalpha() else "-".join(found.groups()))
        if found
        else None
    )
    return moment if moment and moment.at <= latest else None


def _of_others(clues: Clues, latest: datetime) -> Moment | None:
    """The date of anything of a type for articles that the page describes."""
    texts = [
        text
        for thing in clues.things
        if ARTICLE_TYPES & set(types_of(thing))
        for text in _values(thing, "datePublished")
    ]
    return next((moment for moment in _read(clues, texts) if moment.at <= latest), None)


def _guess(clues: Clues, latest: datetime) -> Moment | None:
    if sum(len(element.text or "") for element in clues.elements) > SLOW_PAGE_CHARACTERS:
        return None
    found = find_date(clues.tree, original_date=True, extensive_search=True, max_date=latest.date().isoformat())
    return read_moment(found) if found else None


def _is_day_first(clues: Clues) -> bool:
    """Whether 3/4 is the third of April: everywhere but on American pages."""
    language = (clues.tree.get("lang") or clues.first("og:locale")).replace("_", "-").lower()
    if language not in ("en", ""):
        return language not in ("en-us", "en-ph")
    host = urlsplit(clues.url).hostname or "" if clues.url else ""
    return not host.endswith((".com", ".org", ".net", ".us", ".gov", ".edu"))

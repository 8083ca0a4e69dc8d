"""The headline: what is printed over the text, or, failing that, what the page says its headline is.

Observed: the printed h1 is what a reader calls the headline; `og:title` is often another one, written to be shared;
`<title>` carries the site's name. Some pages print their own name, or a kicker, as h1.

In: `Clues`. Out: the headline, and the element that prints it. Refuses: nothing; empty where nothing is found.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsloom.extract.clues import Clues, is_aside, likeness, printed, same
from newsloom.extract.jsonld import text_in
from newsloom.text import fold, words

SEPARATOR = re.compile(r"\s+[|\-–—•·:»«›‹/\\~]{1,2}\s+|\s*[|｜_]\s*")
MAX_HEADLINE = 400
SUPPORT = 0.34
"""Likeness to any other account of the headline from which an h1 is believed to be it, not the name of a column."""
KICKER_WORDS = 3
BESIDE = re.compile(
    r"kicker|overline|over-?title|topline|dachzeile|strap-?line|eyebrow|sub-?(?:title|head|hed)|tagline|label|badge",
    re.IGNORECASE,
)
"""Class names of what stands in the same element as a headline, and is none of it."""


def find_headline(clues: Clues) -> tuple[str, HtmlElement | None]:
    """The headline without kicker and site name, and the element that prints it, if one does."""
    accounts = _accounts(clues)
    element = _printed_headline(clues, accounts)
    if element is not None:
        return _without_kicker(_words_of(element, accounts), element, accounts), element
    for account in accounts:
        if account and not _is_site_name(account, clues):
            return account, None
    return "", None


def without_site_name(title: str, site_names: tuple[str, ...], url: str | None) -> str:
    """A title without the names of site and desk that stand at its end, or before it."""
    host = (urlsplit(url).hostname or "") if url else ""
    while True:
        cuts = list(SEPARATOR.finditer(title))
        if not cuts:
            return title
        tail, head = title[cuts[-1].end() :], title[: cuts[0].start()]
        if _names_site(tail, site_names, host):
            title = title[: cuts[-1].start()].rstrip()
        elif _names_site(head, site_names, host):
            title = title[cuts[0].end() :].lstrip()
        else:
            return title


def _accounts(clues: Clues) -> list[str]:
    """What the page calls its article, in places where no reader looks; the most faithful first."""
    names = clues.site_names
    given = [
        text_in(clues.article.get("headline")),
        clues.first("og:title"),
        clues.entry.headline if clues.entry else "",
        clues.first("twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline", "title"),
        clues.title,
    ]
    return [without_site_name(account, names, clues.url) for account in given if account]


def _printed_headline(clues: Clues, accounts: list[str]) -> HtmlElement | None:
    candidates = [element for element in clues.tree.iter("h1") if _may_be_headline(element, clues)]
    if not candidates:
        marked = clues.tree.xpath(
            "//*[@itemprop='headline' or contains(@class,'headline') or contains(@class,'article-title')"
            " or contains(@class,'entry-title') or contains(@class,'post-title')]"
        )
        others = [*marked[:20], *list(clues.tree.iter("h2"))[:20]]
        candidates = [element for element in others if _may_be_headline(element, clues)]
        return next((e for e in candidates if any(likeness(printed(e), a) > 0.7 for a in accounts)), None)
    slug = " ".join(words(unquote(urlsplit(clues.url).path))) if clues.url else ""
    scored = [(max((likeness(printed(e), a) for a in [*accounts, slug] if a), default=0.0), e) for e in candidates]
    best = max(score for score, _ in scored)
    if best < SUPPORT and accounts and all(len(words(printed(e))) < 4 or is_aside(e) for e in candidates):
        return None
    return next(element for score, element in scored if score >= min(best, 0.9))


def _may_be_headline(element: HtmlElement, clues: Clues) -> bool:
    text = printed(element)
    return bool(words(text)) and len(text) <= MAX_HEADLINE and not _is_site_name(text, clues)


def _is_site_name(text: str, clues: Clues) -> bool:
    return any(same(text, name) for name in clues.site_names)


def _names_site(part: str, site_names: tuple[str, ...], host: str) -> bool:
    folded = fold(part)
    joined = "".join(words(folded))
    if not joined:
        return True
    if any(
        likeness(part, name) >= 0.8 or (len(words(name)) > 1 and folded.startswith(fold(name))) for name in site_names
    ):
        return True
    bare = host.removeprefix("www.")
    return len(joined) > 2 and len(words(part)) <= 5 and (joined in bare.replace("-", "") or folded == bare)


def _words_of(element: HtmlElement, accounts: list[str]) -> str:
    """The text of a headline's element, less what its markup sets apart as no headline, and no account has in it."""
    whole = printed(element)
    if any(same(whole, account) for account in accounts):
        return whole
    for part in element.iterdescendants():
        beside = printed(part) if BESIDE.search(part.get("class") or "") else ""
        if beside and whole.startswith(beside) and len(words(whole)) - len(words(beside)) >= KICKER_WORDS:
            whole = whole[len(beside) :].lstrip(" :|–—-")
        elif beside and whole.endswith(beside) and len(words(whole)) - len(words(beside)) >= KICKER_WORDS:
            whole = whole[: -len(beside)].rstrip(" :|–—-")
    return whole


def _without_kicker(text: str, element: HtmlElement, accounts: list[str]) -> str:
    """The headline without a word or two ("Opinion", "Live") that the page prints before it in the same element."""
    for account in accounts:
        n_more = len(words(text)) - len(words(account))
        if 0 < n_more <= KICKER_WORDS and len(words(account)) >= 4 and element.getchildren():
            folded, whole = fold(account), fold(text)
            if whole.endswith(folded) and len(account) < len(text) and same(text[-len(account) :], account):
                text = text[-len(account) :]
                break
    parts = re.split(r"\s+\|\s+", text)
    if len(parts) > 1:
        long = [part for part in parts if len(words(part)) > KICKER_WORDS]
        if len(long) == 1:
            return long[0]
    return text

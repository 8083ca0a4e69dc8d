"""What stands in a text and is not the article: datelines, bylines, credits, captions, invitations, pop-up windows.

In: text. Out: the text without it. Refuses: nothing; what is not known for furniture stays.
"""

from __future__ import annotations

import re

from newsloom.enrich.wordlists import WordLists, key_of
from newsloom.text import WORD

DATELINE = re.compile(
    r"^(?:[^\n.!?؟(]{2,60}\([^)\n]{2,25}\)|[A-Z][A-Z .'’\-]{2,40},[^\n!?;(]{1,20}\([A-Z][^)\n]{1,24}\)"
    r"|[A-Z][A-Z .'’\-]{2,40}(?:,[^\n.!?;]{1,40}?)?)\s*[-–—:]+\s+",
    re.MULTILINE,
)
"""`GENEVA (AP) —`, `PALM BEACH, Fla. (Reuters) -`: where a report was written is not what it is about."""
CREDIT = re.compile(
    r"\((?:[^()\n]{0,40}/)?(?:AP|AFP|Reuters|Getty|EPA|PA)[^()\n]{0,40}\)|\([^()\n]{0,40}\bphoto[^()\n]{0,60}\)"
    r"|(?:\b[^\W\d_][\w.'’-]*\s){1,3}?[^\W\d_][\w.'’-]*/(?:\w+/)?(?:getty images|reuters|afp|ap|epa)\b|\bgetty images\b"
    r"|\b(?:photo(?:graph)?|image|credit|picture)s?\s*(?:by\b|:|credit)[^\n.]*"
    r"|\bopens new tab\b|\bread more\b[^\n]*|\bsign up\b[^\n]*|\bfollow us\b[^\n]*|\(?\bmore:[^\n)]*\)?"
    r"|\([rdi][-–][a-z.]{2,8}\)|\benlarge this image\b(?:\s*toggle caption)?|\btoggle caption\b"
    r"|\bstory continued below\b"
    r"|\bthis is a rush transcript\.(?:\s*copy may not be in its final form\.)?"
    r"|\b(?:the )?opinions expressed (?:by|in)\b[^.\n]*\b(?:views of\s[\w.]+|alone\b\.?)|\bposter=\"[^\"\n]*\"",
    re.IGNORECASE,
)
"""Credits, notices and invitations: nothing that an article is about stands in them."""
CREDIT_HINTS = (
    "getty", "photo", "image", "picture", "credit", "opens new tab", "read more", "sign up", "follow us", "more:",
    "(ap", "(afp", "(reuters", "(epa", "(pa", "/ap", "/afp", "/reuters", "/epa", "/pa", "caption", "continued below",
    "transcript", "opinions expressed", "poster=", "(r-", "(d-", "(i-", "(r–", "(d–",
)  # fmt: skip
"""One of them stands in every match of `CREDIT`; looking for them first is ten times faster."""
POPPED_UP = re.compile(r"\b([A-Z][\w'’-]+)(?: \(?[A-Z][\w.]*\)?){1,4}? \1(?=[^\W\d_])[^\n]{0,600}?\bMORE\b")
"""A name with its window about the person, which no space parts from the name and `MORE` closes."""
HEADLINE_TAIL = re.compile(
    r"\s+By (?:[A-Z][\w.'’-]+ ){1,3}(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*$|\s+Listen[·•] [\d:]+$"
)
"""`… By Berit Hollis Monday Jan 8`: what a page sets under a headline."""
BYLINE_WORDS = 12
JOINTS = frozenset({"and", "by"})
GLUED = re.compile(r"[^\W\d_]{3}[a-z][A-Z][a-z]{2}")
"""Two words of two elements of a page, without the space that the page showed."""


def without_furniture(text: str, lists: WordLists) -> str:
    """The text as its writer meant it, as far as can be told."""
    return without_credits(DATELINE.sub("", _without_byline(_without_windows(text), lists)))


def bare_headline(headline: str) -> str:
    """The headline without what the page set under it."""
    return HEADLINE_TAIL.sub("", headline)


def without_credits(text: str) -> str:
    lowered = text.lower()
    return CREDIT.sub(" ", text) if any(hint in lowered for hint in CREDIT_HINTS) else text


def is_glued(name: str) -> bool:
    """Whether two elements of a page met in a name of several words; `WikiLeaks` alone is a name."""
    return " " in name and GLUED.search(name) is not None


def _without_windows(text: str) -> str:
    return POPPED_UP.sub(r"\1", text) if "MORE" in text else text


def _without_byline(text: str, lists: WordLists) -> str:
    """Less writers and their newspaper at its head: `Berit Hollis and Piet Lannoy USA TODAY`."""
    found = []
    for word in WORD.finditer(text, 0, 200):
        if not word.group()[0].isupper() and word.group().lower() not in JOINTS:
            break
        found.append(word)
    for end in range(3, min(len(found), BYLINE_WORDS) + 1):
        for length in (2, 3, 1):
            if end - length >= 2 and _is_newspaper([word.group() for word in found[end - length : end]], lists):
                return text[found[end - 1].end() :].lstrip()
    return text


def _is_newspaper(words: list[str], lists: WordLists) -> bool:
    key = key_of(" ".join(words))
    return key in lists.media or (len(words) == 1 and words[0].isupper() and key in lists.agencies)

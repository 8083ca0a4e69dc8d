"""An article found among the lines of a page whose markup is gone, by the statistics of its lines.

Observed in plain-text captures of news pages: the paragraphs of the article stand together, long and ended by a full
stop; menus, buttons and links to other articles are runs of short lines without one; the title of the page comes
first, and is printed again over the text.

In: lines. Out: a `Found`, or the reason why there is no article. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsloom.extract.clues import likeness, same
from newsloom.extract.furniture import is_furniture
from newsloom.extract.headline import without_site_name
from newsloom.extract.moments import read_age, read_moment
from newsloom.extract.names import WRITTEN_BY, names_in, tidy
from newsloom.records import RejectionReason
from newsloom.text import words

ENDED = re.compile(r"[.!?؟…。！？۔][\"'”’»)\]]*$")
LONG, MEDIUM = 110, 45
"""Characters from which a line is a paragraph by its length alone, and from which by its full stop as well."""
GAP = 0.55
"""What a short line costs a stretch of paragraphs, in paragraphs of 200 characters: nearly four end it."""
FEWEST_CHARACTERS = 250
HEADLINE_WORDS = (3, 40)
ABOVE = 25
"""Lines over the text among which the headline is looked for."""
ERROR = re.compile(
    r"\b(?:404|403|500|not found|access denied|forbidden|page (?:you|cannot|can't|does)|captcha|"
    r"are you a (?:robot|human)|"
    r"enable javascript|unusual traffic|service unavailable)\b|الصفحة غير موجودة",
    re.IGNORECASE,
)
LINKS_AWAY = re.compile(
    r",?\s*\(?\b(?:opens? in (?:a )?new (?:tab|window)|opens new (?:tab|window))\b\)?|"
    r"[،,]?\s*\(?(?:يفتح|تفتح) في (?:علامة تبويب|نافذة|تبويب) جديدة?\)?",
    re.IGNORECASE,
)
GLUED = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+[\s,'’])|(?<=[a-z][.!?][”\"])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the lines of one article say."""

    headline: str
    paragraphs: tuple[str, ...]
    byline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published_at: datetime | None = None
    standfirst: str = ""


def find_among(lines: Sequence[str], *, captured_at: datetime, url: str | None = None) -> Found | RejectionReason:
    """The one article of a page's lines, or the reason why there is none."""
    start, end = _body(lines)
    paragraphs = tuple(clean(line) for line in _kept(lines[start:end]))
    n_characters = sum(len(line) for line in paragraphs if is_paragraph(line))
    if n_characters < FEWEST_CHARACTERS:
        return _why_not(lines, n_characters)
    above = list(lines[max(0, start - ABOVE) : start])
    headline, rest = _headline(above, lines[0] if start else "", url)
    if not headline:
        return "no-headline"
    byline, authors = _written_by(rest)
    publisher, published_at = _published(rest, captured_at)
    standfirst = next((line for line in rest if len(line) >= 40 and ENDED.search(line) and not is_furniture(line)), "")
    return Found(
        headline=headline,
        paragraphs=paragraphs,
        byline=byline,
        authors=authors,
        publisher=publisher,
        published_at=published_at,
        standfirst=standfirst,
    )


def clean(line: str) -> str:
    """A line without the words that browsers read out at links, and with a space where two sentences were glued."""
    return " ".join(GLUED.sub(" ", LINKS_AWAY.sub("", line)).replace(" .", ".").replace(" ,", ",").split())


def is_paragraph(line: str) -> bool:
    if is_furniture(line):
        return False
    return len(line) >= LONG or (len(line) >= MEDIUM and ENDED.search(line) is not None)


def is_cut(text: str) -> bool:
    """Whether a text breaks off: no mark ends it, or dots do."""
    last = text.rstrip().rsplit("\n", 1)[-1]
    return not ENDED.search(last) or last.rstrip("\"'”’»)]").endswith(("…", "..."))


def headline_like(line: str) -> bool:
    fewest, most = HEADLINE_WORDS
    return fewest <= len(words(line)) <= most and not line.endswith((".", "،", ":")) and not is_furniture(line)


def _body(lines: Sequence[str]) -> tuple[int, int]:
    """The stretch of lines whose paragraphs outweigh its short lines by most."""
    best, best_at, weight, start = 0.0, (0, 0), 0.0, 0
    for place, line in enumerate(lines):
        if is_paragraph(line):
            weight += min(len(line), 400) / 200
        else:
            weight -= GAP * (0.4 if ENDED.search(line) else 1)
        if weight <= 0:
            weight, start = 0.0, place + 1
        elif weight > best:
            best, best_at = weight, (start, place + 1)
    start, end = best_at
    while start < end and not is_paragraph(lines[start]):
        start += 1
    return start, end


def _kept(lines: Sequence[str]) -> list[str]:
    """Paragraphs, short sentences among them, and a single short line that heads what follows."""
    kept = []
    for place, line in enumerate(lines):
        alone = all(is_paragraph(near) for near in (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]))
        if is_paragraph(line) or (not is_furniture(line) and (alone or ENDED.search(line))):
            kept.append(line)
    return kept


def _why_not(lines: Sequence[str], n_characters: int) -> RejectionReason:
    if len(lines) < 40 and any(ERROR.search(line) for line in lines[:15]):
        return "error-page"
    if sum(1 for line in lines if headline_like(line)) >= 25:
        return "index-page"
    return "too-short" if n_characters else "no-text"


def _headline(above: list[str], title: str, url: str | None) -> tuple[str, list[str]]:
    """The headline, and the lines between it and the text.

    The title of the page, where it comes first, tells which of the lines over the text is the headline.
    """
    bare = without_site_name(title, (), url)
    for place in range(len(above) - 1, -1, -1):
        line = above[place]
        if headline_like(line) and (same(line, bare) or likeness(line, title) > 0.6) and line != title:
            return clean(line), above[place + 1 :]
    if headline_like(bare) and (title not in above or above.index(title) == 0):
        return clean(bare), above[above.index(title) + 1 :] if title in above else above
    for place in range(len(above) - 1, -1, -1):
        if headline_like(above[place]) and not _is_about(above[place]):
            return clean(above[place]), above[place + 1 :]
    return "", above


def _is_about(line: str) -> bool:
    """Whether a line names an author or a moment."""
    return WRITTEN_BY.match(line) is not None or read_moment(line) is not None or read_age(line) is not None


def _written_by(lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    for line in lines:
        if len(line) < 120 and WRITTEN_BY.match(line):
            names = tuple(names_in(line, is_trusted=False))
            if names:
                return tidy(line), names
    return "", ()


def _published(lines: Sequence[str], captured_at: datetime) -> tuple[str, datetime | None]:
    """The publisher that stands before a moment or an age, on its line or the one over it, and that moment."""
    for place, line in enumerate(lines):
        if len(line) > 100:
            continue
        *named, last = re.split(r"\s+[•·|–—-]\s+|\s{2,}", line)
        age = read_age(last)
        moment = captured_at - age if age is not None else (found.at if (found := read_moment(line)) else None)
        if moment is None or moment > captured_at:
            continue
        before = named[0] if named else lines[place - 1] if place and age is not None else ""
        is_name = 0 < len(words(before)) <= 6 and not ENDED.search(before) and not _is_about(before)
        return before if is_name and age is not None else "", moment
    return "", None

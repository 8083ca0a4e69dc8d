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
from datetime import datetime, timedelta

from newsloom.extract.clues import likeness
from newsloom.extract.furniture import is_furniture
from newsloom.extract.headline import without_site_name
from newsloom.extract.moments import read_age, read_moment
from newsloom.extract.names import WRITTEN_BY, names_in, tidy
from newsloom.records import RejectionReason
from newsloom.text import words

ENDED = re.compile(r"[.!?؟…。！？۔][\"'”’»)\]]*$")
LONG, MEDIUM = 110, 45
"""Characters from which a line is a paragraph by its length alone, and from which by its full stop as well."""
GAP = 0.5
"""What a short line costs a stretch of paragraphs; a paragraph of 200 characters brings 1.6."""
FEWEST_CHARACTERS = 250
HEADLINE_WORDS = (3, 40)
LONGEST_MOMENT = 100
ABOVE = 25
"""Lines over the text among which the headline is looked for."""
ALIKE = 0.4
"""Likeness to the page's title from which a line over the text is the headline."""
SITE_AT_END = re.compile(r"(?<=\w{3})\s+[|–—-]\s+(?:[^\s|–—-]+\s?){1,4}$")
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


def find_among(
    lines: Sequence[str], *, captured_at: datetime, url: str | None = None, fewest: int = FEWEST_CHARACTERS
) -> Found | RejectionReason:
    """The one article of a page's lines, or the reason why there is none; `fewest` characters make a text."""
    start, end = _body(lines)
    paragraphs = tuple(clean(line) for line in _kept(lines[start:end]))
    n_characters = sum(len(line) for line in paragraphs if is_paragraph(line))
    if n_characters < fewest:
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
            weight += 0.6 + min(len(line), 400) / 200
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

    The title of the page, where it comes first, tells which of the lines over the text is the headline; where none
    is, the title itself is taken, without the site's name.
    """
    bare = SITE_AT_END.sub("", without_site_name(title, (), url))
    likest, most = None, 0.0
    for place in range(len(above) - 1, -1, -1):
        line = above[place]
        score = max(likeness(line, title), likeness(line, bare))
        if headline_like(line) and not _is_about(line) and line != title and score > most:
            likest, most = place, score
    if likest is not None and most > ALIKE:
        return clean(above[likest]), above[likest + 1 :]
    if headline_like(bare):
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
        if len(line) > LONGEST_MOMENT:
            continue
        before, age = age_at_end(line)
        stated = read_moment(line) if age is None else None
        moment = captured_at - age if age is not None else stated.at if stated else None
        if moment is None or moment > captured_at:
            continue
        name = before or (lines[place - 1] if place and age is not None else "")
        is_name = 0 < len(words(name)) <= 6 and not ENDED.search(name) and not _is_about(name)
        return name if is_name and age is not None else "", moment
    return "", None


def age_at_end(line: str) -> tuple[str, timedelta | None]:
    """What a line says before the age that it ends with, and the age: "Some Paper • 20 minutes ago"."""
    parts = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", line).split()
    for length in range(min(5, len(parts)), 0, -1):
        age = read_age(" ".join(parts[-length:]))
        if age is not None:
            return " ".join(parts[:-length]).strip(" •·|–—-,"), age
    return "", None

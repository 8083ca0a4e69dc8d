"""Articles of plain-text page captures: one news page, or an aggregator's page with the cards of many publishers.

An aggregator's page, as captured, has the article it is about, then its own furniture, then cards:

    Some Paper                    the publisher
    20 minutes ago                the age, at the moment of the capture
    - Some Paper                  bullets: section, publisher
    A headline
    The text, its paragraphs run together, and maybe cut.

In: the text, where it came from, and when it was captured. Out: every article in it, or why there is none.
Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from newsloom.extract.clues import same
from newsloom.extract.datelines import find_dateline, year_of
from newsloom.extract.language import identify
from newsloom.extract.lines import FEWEST_CHARACTERS, Found, clean, find_among, headline_like, is_cut, is_paragraph
from newsloom.extract.moments import read_age, read_moment
from newsloom.extract.sections import section_of
from newsloom.records import Article, PublisherId, Rejection
from newsloom.text import fold, sentence_spans, squeeze, words
from newsloom.urls import article_id, canonical_url, registered_domain, short_id, web_url

HASHTAGS = ("hashtags", "هاشتاغز", "هاشتاقات", "هاشتاغ", "الوسوم")
RELATED = ("related articles", "related news", "related stories", "اخبار ذات صله", "مقالات ذات صله", "مواضيع ذات صله")
FURNITURE = (
    *HASHTAGS,
    *RELATED,
    "try our ai features",
    "comments",
    "no comments yet",
    "جرب ميزات الذكاء الاصطناعي لدينا",
    "التعليقات",
    "لا يوجد تعليقات بعد",
    "لا توجد تعليقات بعد",
)
"""Headings of the page itself, folded; the article that it is about ends at the first of them."""
FURNITURE_BEGINS = ("explore what ", "اكتشف ما يمكن")
LISTING = re.compile(r"^(?:latest (?:news )?(?:with|from|on|about)\b|(?:آخر|أحدث) (?:ال)?أخبار)", re.IGNORECASE)
BULLET = re.compile(r"^[-–•·*]\s+(?=\S)")
LONGEST_NAME = 60
FEWEST_HEADLINE_WORDS = 2
FEWEST_CHARACTERS_MARKED = 80
"""A text may be as short as that where the page itself shows where it ends."""
LONGEST_PARAGRAPH, USUAL_PARAGRAPH = 900, 350
"""Cards run their paragraphs together; what is longer than the first is broken at ends of sentences into the other."""


@dataclass(frozen=True, slots=True)
class _Card:
    publisher: str
    age: str
    section: str
    headline: str
    lines: tuple[str, ...]


def read_capture(
    text: str, source: str, *, now: datetime, captured_at: datetime | None = None
) -> tuple[Article | Rejection, ...]:
    """Every article of a captured page, the one that it is about first.

    Ages are counted from `captured_at` (default: `now`), unless datelines show that the capture is older than that.
    """
    lines = [stripped for line in text.splitlines() if (stripped := squeeze(line))]
    first, cards, topics = _taken_apart(lines)
    url = web_url(source)
    moment = _captured(cards, captured_at or now)
    found: list[Article | Rejection] = []
    if first and not (cards and len(first) < 4 and LISTING.match(first[0])):
        found.append(_first(first, url, topics, moment, is_aggregator=bool(cards)))
    found += [_of_card(card, moment) for card in cards]
    return tuple(found) or (Rejection(reason="no-text", url=url, detail=source),)


def _taken_apart(lines: list[str]) -> tuple[list[str], list[_Card], tuple[str, ...]]:
    """The lines of the article that the page is about, the cards, and the page's hashtags."""
    starts = [place for place in range(len(lines)) if _starts_card(lines, place)]
    n_before = starts[0] if starts else len(lines)
    headings = [place for place in range(n_before) if _is_heading(lines[place])]
    has_own = any(fold(lines[place]).strip(" .:…") in (*HASHTAGS, *RELATED) for place in headings)
    end = headings[0] if headings and (starts or has_own) else n_before
    cards = [_card(lines[start:stop]) for start, stop in pairwise([*starts, len(lines)])]
    return lines[:end], cards, _topics(lines[end:n_before])


def _starts_card(lines: list[str], place: int) -> bool:
    """Whether a publisher's name stands here, an age under it, then a short bullet, and at last a headline.

    Under the heading of related articles a headline and its text will do without a bullet.
    """
    if place + 2 >= len(lines) or not _is_age(lines[place + 1]) or not _is_name(lines[place]):
        return False
    after = place + 2
    while after < len(lines) and BULLET.match(lines[after]) and len(lines[after]) <= LONGEST_NAME:
        after += 1
    if after == len(lines) or len(words(lines[after])) < FEWEST_HEADLINE_WORDS:
        return False
    if after > place + 2:
        return True
    has_text = after + 1 < len(lines) and is_paragraph(lines[after + 1])
    is_related = any(fold(line).strip(" .:…") in RELATED for line in lines[:place])
    return read_age(lines[place + 1]) is not None and headline_like(lines[after]) and has_text and is_related


def _card(lines: Sequence[str]) -> _Card:
    publisher, age, rest = lines[0], lines[1], list(lines[2:])
    section = ""
    while rest and BULLET.match(rest[0]):
        bullet = BULLET.sub("", rest.pop(0))
        if not same(bullet, publisher):
            section = section or section_of(bullet)
    kept = [line for line in rest if not _is_heading(line)]
    return _Card(publisher, age, section, kept[0] if kept else "", tuple(kept[1:]))


def _topics(lines: Sequence[str]) -> tuple[str, ...]:
    """What stands under the page's heading for hashtags."""
    if not lines or fold(lines[0]).strip(" .:…") not in HASHTAGS:
        return ()
    tags: list[str] = []
    for line in lines[1:]:
        if _is_heading(line):
            break
        tags += re.findall(r"#(\S+)", line) or ([line] if len(words(line)) <= 4 else [])
    return tuple(dict.fromkeys(tags))


def _first(
    lines: Sequence[str], url: str | None, topics: tuple[str, ...], captured_at: datetime, *, is_aggregator: bool
) -> Article | Rejection:
    fewest = FEWEST_CHARACTERS_MARKED if is_aggregator else FEWEST_CHARACTERS
    found = find_among(lines, captured_at=captured_at, url=url, fewest=fewest)
    if isinstance(found, str):
        return Rejection(reason=found, url=url, headline=lines[0][:200])
    article = _article(found, captured_at, url=url)
    if url and not is_aggregator:
        domain = registered_domain(url)
        article = replace(article, publisher_id=domain, publisher_name=found.publisher or domain or "")
    return replace(article, topics=topics)


def _of_card(card: _Card, captured_at: datetime) -> Article | Rejection:
    paragraphs = tuple(part for line in card.lines for part in _broken(clean(line)))
    if not paragraphs or not card.headline:
        return Rejection(reason="no-text", headline=card.headline, detail=card.publisher)
    found = Found(
        headline=clean(card.headline),
        paragraphs=paragraphs,
        publisher=card.publisher,
        published_at=_moment_of(card, captured_at),
    )
    return replace(_article(found, captured_at, url=None), section=card.section)


def _article(found: Found, captured_at: datetime, *, url: str | None) -> Article:
    text = "\n\n".join(found.paragraphs)
    dateline = find_dateline(text)
    return Article(
        id=article_id(url=url, headline=found.headline, text=text),
        url=canonical_url(url) if url else None,
        headline=found.headline,
        text=text,
        seen_at=captured_at,
        publisher_id=PublisherId(short_id("publisher", found.publisher)) if found.publisher else None,
        publisher_name=found.publisher,
        standfirst=found.standfirst,
        byline=found.byline,
        authors=found.authors,
        published_at=found.published_at,
        language=identify(f"{found.headline}\n{text[:2000]}"),
        is_cut=is_cut(text),
        credit=dateline.credit if dateline else "",
    )


def _broken(line: str) -> list[str]:
    if len(line) <= LONGEST_PARAGRAPH:
        return [line] if line else []
    parts, start = [], 0
    for _, end in sentence_spans(line):
        if end - start >= USUAL_PARAGRAPH:
            parts.append(line[start:end].strip())
            start = end
    if rest := line[start:].strip():
        parts.append(rest)
    return parts


def _moment_of(card: _Card, captured_at: datetime) -> datetime | None:
    age = read_age(card.age)
    if age is not None:
        return captured_at - age
    stated = read_moment(card.age)
    return stated.at if stated and stated.at <= captured_at + timedelta(days=1) else None


def _captured(cards: Sequence[_Card], captured_at: datetime) -> datetime:
    """When the page was captured: as said, unless the datelines of fresh cards name other days.

    A file's date is often that of a copy. The year of a dateline is the one in which its days of the week are right.
    """
    days: list[date] = []
    for card in cards:
        age = read_age(card.age)
        dateline = find_dateline(" ".join(card.lines)[:400]) if age is not None else None
        if age is not None and dateline and dateline.day:
            days.append(year_of(dateline, " ".join(card.lines), captured_at.date()) + timedelta(days=age.days))
    if not days:
        return captured_at
    latest = max(days)
    if abs(latest - captured_at.date()) <= timedelta(days=2):
        return captured_at
    return captured_at.replace(
        year=latest.year, month=latest.month, day=latest.day, hour=12, minute=0, second=0, microsecond=0
    )


def _is_age(line: str) -> bool:
    if len(line) > 40:
        return False
    return read_age(line) is not None or (read_moment(line) is not None and len(words(line)) <= 7)


def _is_name(line: str) -> bool:
    return (
        len(line) <= LONGEST_NAME
        and 0 < len(words(line)) <= 7
        and not line.endswith((".", "?", "!", ":"))
        and not _is_heading(line)
    )


def _is_heading(line: str) -> bool:
    folded = fold(line).strip(" .:…")
    return folded in {fold(heading) for heading in FURNITURE} or folded.startswith(FURNITURE_BEGINS)

"""Sets the sample newspaper in type: pages with each publisher's furniture, feeds in each publisher's format.

In: pieces and the moment that it is at the press. Out: bytes as a web server would send them. Refuses: nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment as Templates
from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from newsloom.sample.newspaper import House, Piece, Version, moment
from newsloom.sample.pictures import episode

LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
TAGS = {"## ": "h2", "> ": "blockquote", "- ": "li"}
DAY = re.compile(r"\{day ([\d.]+)\}")
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split(),
}
N_RELATED = 4

FEED_TYPES = {
    "rss20": "application/rss+xml",
    "atom10": "application/atom+xml",
    "rdf10": "application/rdf+xml",
    "json11": "application/feed+json",
    "podcast": "application/rss+xml",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, as markup."""

    tag: str
    inner: Markup

    @property
    def html(self) -> Markup:
        if self.tag == "ul":
            return self.inner
        if self.tag == "blockquote":
            return Markup("<blockquote><p>{}</p></blockquote>").format(self.inner)
        return Markup("<{0}>{1}</{0}>").format(self.tag, self.inner)

    @property
    def texts(self) -> list[str]:
        """Its words alone; each item of a list by itself."""
        items = self.inner.split("</li>")[:-1] if self.tag == "ul" else [self.inner]
        return [Markup(item).striptags() for item in items]  # noqa: S704

    @property
    def first_letter(self) -> Markup:
        return self.inner[:1]

    @property
    def after_first_letter(self) -> Markup:
        return self.inner[1:]


@dataclass(frozen=True, slots=True)
class Proof:
    """One version of a piece, ready for a template: with its addresses and moments."""

    piece: Piece
    version: Version
    base: str
    """Of its publisher's site: `http://127.0.0.1:41234`."""
    published_at: datetime
    revised_at: datetime

    @property
    def url(self) -> str:
        return f"{self.base}{self.piece.path}"

    @property
    def picture_url(self) -> str:
        return f"{self.base}/pictures/{self.piece.slug}.jpg" if self.piece.caption else ""

    @property
    def audio_url(self) -> str:
        return f"{self.base}/audio/{self.piece.slug}.wav" if self.piece.minutes else ""

    @property
    def n_audio_bytes(self) -> int:
        return len(episode(self.piece.key))

    @property
    def is_cut(self) -> bool:
        return self.piece.n_shown > 0

    @property
    def blocks(self) -> list[Block]:
        """What the publisher shows of the text."""
        shown = [self._dated(block) for block in self.version.blocks[: self.piece.n_shown or None]]
        return [block for tag, group in groupby(shown, _tag_of) for block in _set(tag, list(group))]

    def _dated(self, text: str) -> str:
        """`{day 30}` becomes the weekday of 30 hours ago where the publisher is."""
        names = WEEKDAYS[self.piece.house.language]

        def name(match: re.Match[str]) -> str:
            return names[(self.published_at + timedelta(hours=self.piece.hours_ago - float(match[1]))).weekday()]

        return DAY.sub(name, text)


def proof(piece: Piece, *, base: str, hours_ago: float, now: datetime) -> Proof | None:
    """What stands at the piece's address `hours_ago`; None before it was published."""
    version = piece.version_at(hours_ago)
    if version is None:
        return None
    zone = timezone(timedelta(hours=piece.house.hours_east))
    return Proof(
        piece=piece,
        version=version,
        base=base,
        published_at=moment(piece.hours_ago, now).astimezone(zone),
        revised_at=moment(version.hours_ago, now).astimezone(zone),
    )


def print_page(one: Proof, others: Sequence[Piece]) -> bytes:
    """The page of a piece in its publisher's own dress; `others` fill the boxes beside the text."""
    template = "sign-in.html" if one.piece.is_rejected else f"{one.piece.house.key}.html"
    return _print(
        template,
        house=one.piece.house,
        piece=one.piece,
        version=one.version,
        blocks=one.blocks,
        published_at=one.published_at,
        revised_at=one.revised_at,
        url=one.url,
        picture_url=one.picture_url,
        audio_url=one.audio_url,
        is_cut=one.is_cut,
        others=[other for other in others if other.key != one.piece.key and not other.is_rejected][:N_RELATED],
        json_ld=Markup(json.dumps(_linked_data(one), ensure_ascii=False).replace("</", "<\\/")),  # noqa: S704
    ).encode()


def print_home(house: House, proofs: Sequence[Proof], feeds: Sequence[str]) -> bytes:
    """The front page of a publisher's site, which names its feeds."""
    return _print(
        "home.html",
        house=house,
        pieces=[(one.piece, one.version) for one in proofs],
        feeds=[(path, FEED_TYPES[house.feed]) for path in feeds],
    ).encode()


def print_feed(
    house: House, proofs: Sequence[Proof], url: str, updated_at: datetime, *, says: str = "utf-8", sends: str = "utf-8"
) -> bytes:
    """A feed of these pieces, newest first. It says one encoding and sends another where the two differ."""
    base = url.removesuffix(urlsplit(url).path)
    if house.feed == "json11":
        return json.dumps(_json_feed(house, proofs, base, url), ensure_ascii=False, indent=1).encode()
    text = _print(
        f"{house.feed}.xml", house=house, entries=proofs, base=base, url=url, updated_at=updated_at, encoding=says
    )
    return text.encode(sends, "xmlcharrefreplace")


def _tag_of(block: str) -> str:
    return next((tag for mark, tag in TAGS.items() if block.startswith(mark)), "p")


def _set(tag: str, group: list[str]) -> list[Block]:
    if tag == "p":
        return [Block("p", _inline(block)) for block in group]
    inner = [_inline(block.partition(" ")[2]) for block in group]
    if tag == "li":
        items = Markup("").join(Markup("<li>{}</li>").format(item) for item in inner)
        return [Block("ul", Markup("<ul>{}</ul>").format(items))]
    return [Block(tag, text) for text in inner]


def _inline(text: str) -> Markup:
    marked = STRONG.sub(r"<strong>\1</strong>", str(escape(text)))
    return Markup(LINK.sub(r'<a href="\2">\1</a>', marked))  # noqa: S704  escaped above


def _linked_data(one: Proof) -> dict[str, Any]:
    """What the page says of itself in JSON-LD, with the fields that news sites give."""
    house = one.piece.house
    author = {"@type": "Person", "name": one.piece.byline.partition(" in ")[0]} if one.piece.byline else None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if one.piece.kind == "live" else "NewsArticle",
        "headline": one.version.headline,
        "description": one.version.standfirst,
        "datePublished": one.published_at.isoformat(),
        "dateModified": one.revised_at.isoformat(),
        "articleSection": one.piece.section.title(),
        "keywords": list(one.piece.tags),
        "inLanguage": house.language,
        "isAccessibleForFree": not one.is_cut,
        "mainEntityOfPage": one.url,
        "author": [author] if author else [],
        "publisher": {"@type": "NewsMediaOrganization", "name": house.name, "logo": f"{one.base}/favicon.png"},
    }
    if one.picture_url:
        data["image"] = {"@type": "ImageObject", "url": one.picture_url, "width": 1200, "height": 675}
    return data


def _json_feed(house: House, proofs: Sequence[Proof], base: str, url: str) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": house.name,
        "description": house.motto,
        "home_page_url": f"{base}/",
        "feed_url": url,
        "favicon": f"{base}/favicon.png",
        "language": house.language,
        "items": [
            {
                "id": f"{house.domain}/{one.piece.slug}",
                "url": one.url,
                "title": one.version.headline,
                "summary": one.version.standfirst,
                "content_html": "".join(block.html for block in one.blocks[:2]),
                "date_published": one.published_at.isoformat(),
                "date_modified": one.revised_at.isoformat(),
                "authors": [{"name": one.piece.byline}],
                "tags": list(one.piece.tags),
                **({"image": one.picture_url} if one.picture_url else {}),
            }
            for one in proofs
        ],
    }


@cache
def _templates() -> Templates:
    made = Templates(loader=PackageLoader("newsloom.sample"), autoescape=True, undefined=StrictUndefined)
    made.filters["rfc822"] = format_datetime
    made.filters["arabic_digits"] = lambda text: text.translate(ARABIC_DIGITS)
    return made


def _print(template: str, **values: Any) -> str:
    return _templates().get_template(template).render(values)

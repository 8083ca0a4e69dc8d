"""What a good loom makes of the sample newspaper: the labels that `newsloom quality` scores against.

Each piece comes as the article that perfect extraction would give, with its story, its original, its hashtags and the
stories of the same affair as an editor sees them. Thresholds may be tuned on the part `tune`; scores are told of the
part `report`. A story lies wholly in one part.

Hashtags were first written down without looking at what any program finds; then those that a first version found
were judged one by one, and the good ones added, so that a good answer that nobody had thought of is not held wrong.

In: the packaged newspaper and the moment at which it is read. Out: one `Gold` a piece. Refuses: nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsloom.records import Article, ArticleId, CopyKind, Enclosure, Language, PublisherId
from newsloom.sample.newspaper import Newspaper, Piece, moment, read_newspaper
from newsloom.sample.printing import proof
from newsloom.urls import article_id

AUTHORS = re.compile(r" and |, |، ")
NO_PERSONS = re.compile(r"\b(Northwire|staff|reporters|editors|Post|Courier)\b|وكالة|المرفأ|نورث")

Part = Literal["tune", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One piece, with what is right about it."""

    key: str
    """`house/slug`."""
    path: str
    """Of its address on any press; no two pieces share one."""
    article: Article
    """Its last version, complete; of a cut text, what the publisher shows."""
    story: str
    related: tuple[str, ...]
    """Stories of the same affair."""
    hashtags: tuple[str, ...]
    original_id: ArticleId | None
    """Of what it is a copy of."""
    copy: CopyKind | Literal[""]
    is_rejected: bool
    """The page is no article."""
    part: Part


def gold(now: datetime) -> tuple[Gold, ...]:
    """Every piece as read at `now`, oldest first."""
    newspaper = read_newspaper()
    related = _related(newspaper)
    pieces = {piece.key: piece for piece in newspaper.pieces}
    return tuple(
        Gold(
            key=piece.key,
            path=piece.path,
            article=_article(piece, now),
            story=piece.story,
            related=tuple(sorted(related[piece.story])),
            hashtags=piece.hashtags,
            original_id=_article_id(pieces[piece.copy_of]) if piece.copy_of else None,
            copy=piece.copy,
            is_rejected=piece.is_rejected,
            part=_part(piece.story),
        )
        for piece in newspaper.pieces
    )


def _related(newspaper: Newspaper) -> dict[str, set[str]]:
    """Of each story, said on one side and true on both."""
    related: dict[str, set[str]] = {event.key: set(event.related) for event in newspaper.events}
    for event in newspaper.events:
        for other in event.related:
            related[other].add(event.key)
    return related


def _part(story: str) -> Part:
    return "tune" if int(hashlib.sha1(story.encode()).hexdigest()[0], 16) % 2 == 0 else "report"  # noqa: S324


def _url(piece: Piece) -> str:
    return f"https://{piece.house.domain}{piece.path}"


def _article_id(piece: Piece) -> ArticleId:
    return article_id(url=_url(piece))


def _article(piece: Piece, now: datetime) -> Article:
    one = proof(piece, base=f"https://{piece.house.domain}", hours_ago=0, now=now)
    assert one is not None
    return Article(
        id=_article_id(piece),
        headline=one.version.headline,
        standfirst=one.version.standfirst,
        text="\n\n".join(text for block in one.blocks for text in block.texts),
        seen_at=now,
        url=_url(piece),
        publisher_id=PublisherId(piece.house.domain),
        publisher_name=piece.house.name,
        byline=piece.byline,
        authors=_authors(piece.byline),
        published_at=moment(piece.hours_ago, now),
        revised_at=moment(one.version.hours_ago, now) if len(piece.versions) > 1 else None,
        section=piece.section,
        language=Language(piece.house.language),
        is_cut=one.is_cut,
        kind=piece.kind,
        topics=piece.tags,
        enclosures=(Enclosure(url=one.audio_url, media_type="audio/wav"),) if one.audio_url else (),
    )


def _authors(byline: str) -> tuple[str, ...]:
    """The people of a byline: `Alma Desrosier and Bastian Roe`, `Teodor Quill in Hallen`."""
    people = re.split(r" (?:in|at) |، تلّ", byline)[0]
    return tuple(name for name in AUTHORS.split(people) if name and not NO_PERSONS.search(name))

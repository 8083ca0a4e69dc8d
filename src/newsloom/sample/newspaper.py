"""The texts of the sample newspaper, one file a story.

A file under `newspaper/` holds blocks of TOML between lines of `+++`, each followed by text. The first block tells of
the story (`section`, `related`, `picture`), its text says in a sentence what happened. Every further block is one
article (`house`, `slug`, `hours_ago`, `headline` …). A second block of the same house and slug is a later revision;
what it does not say stays as it was. A copy says whose (`copy_of`, `copy`) and takes paragraphs over by a line
`@first-last`, with `changes` of wording.

In: the packaged files. Out: one `Newspaper`. Refuses: a file that does not read, with ValueError naming it; these files
are ours, so that is a fault of the package.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from newsloom.records import SECTIONS, ArticleKind, CopyKind

BLOCK = re.compile(r"^\+\+\+\n(?P<front>.*?)^\+\+\+\n(?P<body>.*?)(?=^\+\+\+\n|\Z)", re.MULTILINE | re.DOTALL)
TAKEN_OVER = re.compile(r"@(\d+)-(\d+)")

FeedKind = Literal["rss20", "atom10", "rdf10", "json11", "podcast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One invented publisher: what newsloom is told of it, and how its site behaves."""

    key: str
    name: str
    domain: str
    """What newsloom knows it by; nobody can resolve it, pages are served from this machine."""
    language: str
    motto: str
    feed: FeedKind
    hours_east: int
    """Offset of its local time from UTC."""
    ink: str
    """Colour of its masthead and favicon, `#rrggbb`."""
    icon: str
    """One letter for the favicon."""
    section: str = ""
    """Of all its articles where it has only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an article's text."""

    hours_ago: float
    """Before the moment that the newspaper is read."""
    headline: str
    standfirst: str
    blocks: tuple[str, ...]
    """Paragraphs, headings (`## `), quotations (`> `), list items (`- `), with links as `[words](/path)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article (or page that is none) with its versions, oldest first, and what its labels say."""

    house: House
    slug: str
    story: str
    section: str
    versions: tuple[Version, ...]
    byline: str = ""
    tags: tuple[str, ...] = ()
    """The publisher's own."""
    caption: str = ""
    """Of its picture; empty: it has none."""
    kind: ArticleKind = "text"
    minutes: int = 0
    """Length of an episode."""
    n_shown: int = 0
    """Paragraphs before the paywall; 0: all."""
    is_rejected: bool = False
    """The page is no article."""
    copy_of: str = ""
    copy: CopyKind | Literal[""] = ""
    hashtags: tuple[str, ...] = ()
    """What an editor would put under it."""

    @property
    def key(self) -> str:
        return f"{self.house.key}/{self.slug}"

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.slug}"

    @property
    def hours_ago(self) -> float:
        return self.versions[0].hours_ago

    def version_at(self, hours_ago: float) -> Version | None:
        """What stands at its address at that moment; None where it has not been published yet."""
        return next((version for version in reversed(self.versions) if version.hours_ago >= hours_ago), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One story as its editors see it."""

    key: str
    section: str
    summary: str
    related: tuple[str, ...]
    """Keys of the stories of the same affair; said on one side, true on both."""
    picture: str
    """Motif of its pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    houses: tuple[House, ...]
    events: tuple[Event, ...]
    pieces: tuple[Piece, ...]
    """Oldest first."""


def moment(hours_ago: float, now: datetime) -> datetime:
    """Full minutes, as newsrooms stamp their texts."""
    return (now - timedelta(hours=hours_ago)).replace(second=0, microsecond=0)


@cache
def read_newspaper() -> Newspaper:
    """All of it, from the package's own files."""
    folder = files("newsloom.sample")
    houses = tuple(
        House(key=key, **fields) for key, fields in tomllib.loads(folder.joinpath("houses.toml").read_text()).items()
    )
    events: list[Event] = []
    pieces: dict[str, Piece] = {}
    for file in sorted(folder.joinpath("newspaper").iterdir(), key=lambda found: found.name):
        name, _, suffix = file.name.rpartition(".")
        if suffix != "md":
            continue
        try:
            event, of_event = _read_story(
                name, file.read_text(encoding="utf-8"), {house.key: house for house in houses}
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{file.name}: {error}") from error
        events.append(event)
        pieces |= of_event
    return Newspaper(
        houses=houses,
        events=tuple(events),
        pieces=tuple(sorted(pieces.values(), key=lambda piece: (-piece.hours_ago, piece.key))),
    )


def _read_story(name: str, text: str, houses: dict[str, House]) -> tuple[Event, dict[str, Piece]]:
    (first, summary), *rest = [(tomllib.loads(found["front"]), found["body"].strip()) for found in BLOCK.finditer(text)]
    event = Event(
        key=name,
        section=first["section"],
        summary=summary,
        related=tuple(first.get("related", ())),
        picture=first.get("picture", "horizon"),
    )
    if event.section not in SECTIONS:
        raise ValueError(f"no section: {event.section}")
    pieces: dict[str, Piece] = {}
    for front, body in rest:
        key = f"{front['house']}/{front['slug']}"
        if key in pieces:
            pieces[key] = _revised(pieces[key], front, body)
        else:
            pieces[key] = _piece(event, houses[front["house"]], front, _blocks(front, body, pieces))
    return event, pieces


def _piece(event: Event, house: House, front: dict[str, Any], blocks: tuple[str, ...]) -> Piece:
    known = {"house", "hours_ago", "headline", "standfirst", "changes", "slug", "section", "tags", "hashtags"}
    return Piece(
        house=house,
        story=event.key,
        slug=front["slug"],
        section=front.get("section") or event.section,
        tags=tuple(front.get("tags", ())),
        hashtags=tuple(front.get("hashtags", ())),
        versions=(
            Version(
                hours_ago=_hours_ago(front),
                headline=front["headline"],
                standfirst=front.get("standfirst", ""),
                blocks=blocks,
            ),
        ),
        **cast(Any, {name: value for name, value in front.items() if name not in known}),
    )


def _hours_ago(front: dict[str, Any]) -> float:
    """As the file says, less some minutes of the article's own: no newsroom publishes on the hour."""
    n_minutes = int(hashlib.sha256(f"{front['slug']} {front['hours_ago']}".encode()).hexdigest(), 16) % 25
    return float(front["hours_ago"]) - n_minutes / 60


def _revised(piece: Piece, front: dict[str, Any], body: str) -> Piece:
    last = piece.versions[-1]
    version = Version(
        hours_ago=_hours_ago(front),
        headline=front.get("headline", last.headline),
        standfirst=front.get("standfirst", last.standfirst),
        blocks=_blocks(front, body, {piece.key: piece}),
    )
    if version.hours_ago >= last.hours_ago:
        raise ValueError(f"{piece.key}: a revision before its original")
    return replace(piece, versions=(*piece.versions, version))


def _blocks(front: dict[str, Any], body: str, earlier: dict[str, Piece]) -> tuple[str, ...]:
    """The text's blocks; a line `@2-5` stands for the second to fifth of the article that is copied or revised."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", body.strip()):
        taken = TAKEN_OVER.fullmatch(block.strip())
        if taken is None:
            blocks.append(" ".join(block.split()))
            continue
        source = earlier[front.get("copy_of") or f"{front['house']}/{front['slug']}"].version_at(_hours_ago(front))
        if source is None or len(source.blocks) < int(taken[2]):
            raise ValueError(f"{front['slug']}: takes over what is not there: {block}")
        blocks.extend(source.blocks[int(taken[1]) - 1 : int(taken[2])])
    text = "\n".join(blocks)
    for before, after in front.get("changes", ()):
        if before not in text:
            raise ValueError(f"{front['slug']}: nothing to change: {before}")
        text = text.replace(before, after)
    return tuple(text.split("\n"))

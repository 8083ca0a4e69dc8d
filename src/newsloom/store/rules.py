"""What every store decides alike: when an entry is new, what a revision changes, whose home is where.

In and out: records. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from newsloom.records import (
    Article,
    ArticleId,
    CopyOf,
    Entry,
    FetchNote,
    Merges,
    Publisher,
    Reason,
    Revision,
    Splits,
    StoryId,
    Woven,
)

ICON_REST = timedelta(days=30)
"""How long a favicon, or that there is none, is believed."""
LONGEST_URL_BYTES = 2_000
"""PostgreSQL indexes no text longer than 2,704 bytes."""

MOVED_BY_REVIEW = (Reason(kind="review"),)
"""Why an article stands in a story that a review has split off: what it once shared with others no longer counts."""


def entry_texts(entry: Entry) -> tuple[str, ...]:
    """What must differ for an entry of a known guid to wait again."""
    return entry.headline, entry.summary, entry.content


def without_repeats(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The first entry of each guid: a feed that gives two in one guid must not make each the other's change."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.guid, entry)
    return tuple(first.values())


def new_url(note: FetchNote) -> str | None:
    """Where the feed has moved, unless the address is too long for an index: one hostile redirect must not cost the
    notes that are kept with this one."""
    return note.url if note.url is not None and len(note.url.encode()) <= LONGEST_URL_BYTES else None


def article_texts(article: Article) -> tuple[str | bool, ...]:
    """What must differ for an article to be revised."""
    return article.headline, article.standfirst, article.text, article.is_cut


def revised(before: Article, after: Article) -> Article:
    """The article with its new text: it stays first seen when it was, and published when it was unless it says so."""
    return replace(
        after,
        seen_at=before.seen_at,
        given_id=before.given_id or after.given_id,
        published_at=after.published_at or before.published_at,
    )


def runs_without_repeats(woven: Sequence[Woven]) -> Iterator[list[Woven]]:
    """The batch in order, cut before each article that the part before it holds already."""
    part: list[Woven] = []
    seen: set[ArticleId] = set()
    for one in woven:
        if one.article.id in seen:
            yield part
            part, seen = [], set()
        part.append(one)
        seen.add(one.article.id)
    if part:
        yield part


def originals_wanted(woven: Sequence[Woven]) -> set[ArticleId]:
    """Originals that the batch names but does not bring."""
    coming = {one.article.id for one in woven}
    return {one.verdict.original_id for one in woven if isinstance(one.verdict, CopyOf)} - coming


def stories_named(revisions: Sequence[Revision]) -> set[StoryId]:
    """Every story that the revisions speak of."""
    named: set[StoryId] = set()
    for revision in revisions:
        if isinstance(revision, Merges):
            named |= {revision.kept_id, revision.gone_id}
        else:
            named |= {revision.story_id, revision.new_id}
    return named


def stories_made(revisions: Sequence[Revision]) -> set[StoryId]:
    """Stories that need not exist before: articles are split off into them."""
    return {revision.new_id for revision in revisions if isinstance(revision, Splits)}


def stories_wanted(revisions: Sequence[Revision]) -> set[StoryId]:
    """Stories that must exist for the revisions to be carried out."""
    return stories_named(revisions) - stories_made(revisions)


def publisher_of(article: Article) -> Publisher | None:
    """What an article tells of its publisher."""
    if article.publisher_id is None:
        return None
    return Publisher(
        id=article.publisher_id,
        name=article.publisher_name or article.publisher_id,
        home_url=home_of(article.url),
    )


def better_known(known: Publisher, said: Publisher) -> Publisher:
    """What is known of a publisher, its gaps filled with what is said now; an id is no name."""
    return Publisher(
        id=known.id,
        name=said.name if known.name == known.id else known.name,
        home_url=known.home_url or said.home_url,
        country=known.country or said.country,
        language=known.language or said.language,
        kind=known.kind or said.kind,
    )


def home_of(url: str | None) -> str | None:
    """`https://example.com/` of an address there."""
    if url is None:
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else None

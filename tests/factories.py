"""Records for tests, whole but for what the test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from newsloom.records import (
    Article,
    ArticleId,
    Entry,
    FeedId,
    FetchNote,
    Hashtag,
    Joins,
    Language,
    Original,
    Provenance,
    PublisherId,
    RawHtml,
    Signature,
    Sketch,
    Starts,
    StoryId,
    StoryPage,
    Woven,
)

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
RULE = Provenance(kind="rule", name="test")


def after(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def article_id(name: str) -> ArticleId:
    """Twelve characters that begin with `name`."""
    return ArticleId(name.ljust(12, "x")[:12])


def story_id(name: str) -> StoryId:
    return StoryId(name.ljust(12, "s")[:12])


def make_article(name: str = "harbour", **fields: Any) -> Article:
    values: dict[str, Any] = {
        "id": article_id(name),
        "headline": f"The {name} opens",
        "text": f"The {name} opened on Saturday.\n\nHundreds came to see it.",
        "seen_at": NOON,
        "published_at": NOON,
        "url": f"https://gazette.example/{name}",
        "publisher_id": PublisherId("gazette.example"),
        "publisher_name": "The Gazette",
        "language": Language("en"),
        "section": "world",
    }
    return Article(**values | fields)


def make_hashtag(spelling: str, *, score: float = 1.0) -> Hashtag:
    return Hashtag(key=spelling.lower(), spelling=spelling, phrase=spelling, score=score, provenance=RULE)


def make_woven(article: Article, *, story: str | None = None, joins: bool = False, **fields: Any) -> Woven:
    """The article, original and alone in its story, unless `fields` or `story` say otherwise."""
    home = story_id(story or article.id)
    rng = np.random.default_rng(len(article.text))
    placement = (
        Joins(article_id=article.id, story_id=home, logit=2.5)
        if joins
        else Starts(article_id=article.id, story_id=home)
    )
    values: dict[str, Any] = {
        "article": article,
        "sketch": Sketch(
            article_id=article.id,
            n_shingles=40,
            minhash=rng.integers(0, 2**32, 128, dtype=np.uint32),
            exact_hash=2**64 - 1 - len(article.text),
        ),
        "verdict": Original(article_id=article.id),
        "signature": Signature(
            article_id=article.id,
            language=article.language,
            at=article.at,
            headline_terms=("harbour", "open"),
            terms=(("harbour", 3), ("open", 2)),
            names=("The Gazette",),
        ),
        "placement": placement,
    }
    return Woven(**values | fields)


def make_entry(name: str = "harbour", **fields: Any) -> Entry:
    values: dict[str, Any] = {
        "guid": f"tag:{name}",
        "url": f"https://gazette.example/{name}",
        "headline": f"The {name} opens",
        "summary": RawHtml(f"<p>The {name} opened.</p>"),
        "published_at": NOON,
    }
    return Entry(**values | fields)


def make_note(feed: FeedId, *entries: Entry, at: datetime = NOON, **fields: Any) -> FetchNote:
    values: dict[str, Any] = {
        "feed_id": feed,
        "at": at,
        "outcome": "fetched",
        "due_at": at + timedelta(hours=1),
        "interval_seconds": 3600.0,
        "entries": entries,
    }
    return FetchNote(**values | fields)


def make_page(story: StoryId, lead: ArticleId, **fields: Any) -> StoryPage:
    values: dict[str, Any] = {
        "story_id": story,
        "slug": "the-harbour-opens",
        "headline": "The harbour opens",
        "standfirst": "Hundreds came to see it.",
        "lead_id": lead,
        "language": Language("en"),
        "section": "world",
        "n_articles": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "first_publisher": "The Gazette",
        "first_at": NOON,
        "updated_at": NOON,
        "weight": 1.5,
        "coverage": (1, 0, 0),
    }
    return StoryPage(**values | fields)

"""Invented articles for clustering."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from newsloom.cluster import sign
from newsloom.records import Article, ArticleId, Language, Signature

MORNING = datetime(2025, 3, 1, 8, tzinfo=UTC)
EVENTS = {
    "flood": "river Tarn flood dam burst Ellenfeld evacuated sandbags rescue boats bridge collapsed mayor Okoro water",
    "trial": "court verdict banker Lindqvist fraud jury guilty sentence prosecutor appeal embezzled pension trial judge",
    "comet": "comet Haldane telescope astronomers tail brightness observatory perihelion orbit dust visible sky ice",
    "strike": "pilots union strike airline Norvia flights cancelled wages passengers stranded talks airport walkout",
}
FILLER = "the of a in on and to said was that it with for by at from had were who after".split()

Make = Callable[..., Signature]


def written(event: str, seed: int, *, hours: float = 0.0, language: str = "en", kind: str = "text") -> Article:
    """An article about an event in words of its own."""
    chance = random.Random(f"{event} {seed}")
    words = EVENTS[event].split()
    headline = " ".join(chance.sample(words, 6))
    body = " ".join(chance.choice(words) if chance.random() < 0.4 else chance.choice(FILLER) for _ in range(120))
    at = MORNING + timedelta(hours=hours)
    return Article(
        id=ArticleId(f"{event}{seed}"),
        headline=headline,
        text=body,
        seen_at=at,
        published_at=at,
        language=Language(language),
        kind=kind,  # type: ignore[arg-type]
    )


@pytest.fixture
def make() -> Make:
    def made(event: str, seed: int, **more: object) -> Signature:
        return sign(written(event, seed, **more), None)  # type: ignore[arg-type]

    return made

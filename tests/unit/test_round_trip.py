"""What is exported comes back as what it was: nothing changes in the store that it came from, nor on the way."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.jsonlines import article_of, write_lines
from newsloom.pipeline import Loom
from newsloom.records import SECTIONS, Article, Enclosure, Image
from newsloom.store.memory import MemoryStore

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)

words = st.text(st.characters(categories=("L", "Nd", "P", "Zs")), min_size=1, max_size=40).filter(str.strip)
lines = st.fixed_dictionaries(
    {"headline": words, "text": st.lists(words, min_size=1, max_size=4).map("\n\n".join)},
    optional={
        "id": st.sampled_from(["a-1", "b-2", "c-3", "abcdefghijkl"]),
        "url": st.sampled_from(["https://courier.example/a", "https://gazette.example/b?x=1"]),
        "publisher": words,
        "published_at": st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 13)).map(datetime.isoformat),
        "language": st.sampled_from(["en", "ar", "und"]),
        "standfirst": words,
        "byline": words,
        "authors": st.lists(words, max_size=2),
        "topics": st.lists(words, max_size=2),
        "section": st.sampled_from(SECTIONS),
        "is_cut": st.booleans(),
        "image": st.fixed_dictionaries({"url": st.just("https://img.example/a.jpg")}, optional={"width": st.just(9)}),
    },
)


def exported(store: MemoryStore) -> bytes:
    out = io.BytesIO()
    write_lines(store.articles(), out)
    return out.getvalue()


def imported(content: bytes, *, now: datetime) -> list[Article]:
    return [article_of(json.loads(line), now=now) for line in content.splitlines()]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines, max_size=5))
def test_an_export_that_is_imported_changes_nothing(given_lines: list[dict[str, Any]]) -> None:
    store = MemoryStore()
    Loom(store).weave([article_of(line, now=NOW) for line in given_lines], now=NOW)
    before = exported(store)
    tally = Loom(store).weave(imported(before, now=LATER), now=LATER)
    assert (tally.n_articles, tally.n_revised, tally.n_stories) == (0, 0, 0)
    assert exported(store) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines, max_size=5))
def test_an_export_read_into_an_empty_store_is_exported_as_it_was(given_lines: list[dict[str, Any]]) -> None:
    first, second = MemoryStore(), MemoryStore()
    Loom(first).weave([article_of(line, now=NOW) for line in given_lines], now=NOW)
    Loom(second).weave(imported(exported(first), now=LATER), now=LATER)
    assert exported(second) == exported(first)


def test_every_part_of_an_article_but_its_markup_travels() -> None:
    line = {
        "id": "given-1",
        "url": "https://courier.example/episode",
        "publisher": "Coastal Courier",
        "published_at": "2026-03-13T08:00:00Z",
        "language": "en",
        "headline": "The week on the coast",
        "text": "A talk.",
        "publisher_id": "courier.example.net",
        "revised_at": "2026-03-13T09:00:00Z",
        "standfirst": "With the harbour master.",
        "byline": "Anna Berg",
        "section": "culture",
        "credit": "Tidewire",
        "is_cut": True,
        "authors": ["Anna Berg"],
        "topics": ["Harbour"],
        "image": {"url": "https://img.example/a.jpg", "caption": "The quay.", "width": 800},
        "enclosures": [{"url": "https://cdn.example/1.mp3", "media_type": "audio/mpeg", "duration_seconds": 61}],
        "kind": "audio",
    }
    article = article_of(line, now=NOW)
    out = io.BytesIO()
    write_lines([article], out)
    assert json.loads(out.getvalue()) == line
    assert (article.image, article.enclosures) == (
        Image(url="https://img.example/a.jpg", caption="The quay.", width=800),
        (Enclosure(url="https://cdn.example/1.mp3", media_type="audio/mpeg", duration_seconds=61),),
    )

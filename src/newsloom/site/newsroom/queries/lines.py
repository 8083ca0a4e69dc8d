"""Rows of stories, articles and publishers as the lines of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from newsloom.site.newsroom.cursor import Cursor
from newsloom.site.newsroom.models import Article, Story
from newsloom.site.newsroom.shapes import ArticleLine, PublisherMark, Slice, StoryLine
from newsloom.text import sentence_spans

Row = dict[str, Any]
Rows = QuerySet[Any, Row]
T = TypeVar("T")

PAGE = 30
"""Lines of one slice of a list."""
LEDE_CHARACTERS = 400
STORY_COLUMNS = (
    "id", "slug", "headline", "standfirst", "language", "section", "n_articles", "n_publishers", "n_independent",
    "first_publisher", "first_at", "updated_at", "weight", "coverage", "hashtags", "image",
)  # fmt: skip
LINE_COLUMNS = ("id", "headline", "at", "language", "section", "kind", "story_id", "url", "original_id")
ARTICLE_COLUMNS = (
    *LINE_COLUMNS, "standfirst", "publisher_id", "publisher_name", "publisher__name", "publisher__icon_pixels",
)  # fmt: skip


def shown_stories(language: str | None = None) -> QuerySet[Story]:
    """Stories that have a page and are no part of another."""
    found = Story.objects.filter(made_at__isnull=False, merged_into__isnull=True)
    return found.filter(language=language) if language else found


def story_line(row: Row) -> StoryLine:
    return StoryLine(
        story_id=row["id"],
        **{name: row[name] for name in STORY_COLUMNS[1:13]},
        coverage=tuple(row["coverage"]),
        hashtag_values=row["hashtags"],
        image_values=row["image"],
    )


def article_rows(articles: QuerySet[Article], more: Sequence[str] = (), *, with_lede: bool = False) -> Rows:
    """Rows for `article_line`; with the beginning of the text where a sentence is to stand under the headline."""
    if with_lede:
        return _rows(articles.annotate(lede=Substr("text", 1, LEDE_CHARACTERS)), (*ARTICLE_COLUMNS, *more, "lede"))
    return _rows(articles, (*ARTICLE_COLUMNS, *more))


def _rows(found: QuerySet[Any], columns: Sequence[str]) -> Rows:
    """`values` of columns that only we know, and the stubs cannot."""
    rows: Rows = found.values(*columns)
    return rows


def article_line(row: Row, *, n_more: int = 0) -> ArticleLine:
    return ArticleLine(
        **{name: row[name] for name in LINE_COLUMNS},
        standfirst=row["standfirst"] or first_sentence(row.get("lede", "")),
        publisher=publisher_mark(row),
        copy_kind=row.get("copy_kind", ""),
        n_more=n_more,
    )


def publisher_mark(row: Row) -> PublisherMark | None:
    """Of a row with the columns of an article."""
    if row["publisher_id"] is None:
        return None
    return PublisherMark(
        id=row["publisher_id"],
        name=row["publisher__name"] or row["publisher_name"] or row["publisher_id"],
        has_icon=bool(row["publisher__icon_pixels"]),
    )


def first_sentence(lede: str) -> str:
    """The first sentence that stands whole in the beginning of a text, else the words that fit."""
    spans = list(sentence_spans(lede))
    if not spans:
        return ""
    start, end = spans[0]
    if len(spans) > 1 or len(lede) < LEDE_CHARACTERS:
        return lede[start:end]
    return lede[start:end].rpartition(" ")[0] + " …"


def sliced(rows: Rows, before: Cursor | None, make: Callable[[Row], T], *, at: str = "at", key: str = "id") -> Slice[T]:
    """One slice of a list in the order of `at`, newest first, then of `key`."""
    if before is not None:
        rows = rows.filter(Q(**before.bound(at)), before.after(at, key))
    found = list(rows.order_by(f"-{at}", key)[: PAGE + 1])
    older = str(Cursor(found[PAGE - 1][at], found[PAGE - 1][key])) if len(found) > PAGE else ""
    return Slice(tuple(make(row) for row in found[:PAGE]), older, before is None)


def by_id(lines: Iterable[StoryLine], wanted: Sequence[str]) -> list[StoryLine]:
    """The lines in the wanted order."""
    known = {line.story_id: line for line in lines}
    return [known[one] for one in wanted if one in known]

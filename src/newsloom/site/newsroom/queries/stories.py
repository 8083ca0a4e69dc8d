"""The story page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newsloom.records import StoryId, StoryPage
from newsloom.site.newsroom.models import Article, Story
from newsloom.site.newsroom.queries.briefs import brief_lines
from newsloom.site.newsroom.queries.coverage import COLUMNS, coverage_of
from newsloom.site.newsroom.queries.lines import STORY_COLUMNS, article_line, article_rows, story_line
from newsloom.site.newsroom.queries.related import story_cards
from newsloom.site.newsroom.shapes import ArticleLine, Coverage, StoryLine, StoryPageLines

MAX_MERGES = 8
"""Longest chain of merged stories that is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStory:
    """A story by its address: itself, or where it went."""

    line: StoryLine | None
    """None while it has no page, and where it went elsewhere."""
    moved_to: str | None = None
    lead_id: str | None = None
    brief: Any = None
    related: Any = None
    before: Any = None


def find_story(story_id: str) -> FoundStory | None:
    """The row of a story. One query, and one for each merge."""
    for _ in range(MAX_MERGES):
        columns = (*STORY_COLUMNS, "made_at", "merged_into_id", "lead_id", "brief", "related", "before")
        row = Story.objects.filter(id=story_id).values(*columns).first()
        if row is None:
            return None
        if row["merged_into_id"] is None:
            return FoundStory(
                line=story_line(row) if row["made_at"] else None,
                moved_to=row["id"],
                lead_id=row["lead_id"],
                brief=row["brief"],
                related=row["related"],
                before=row["before"],
            )
        story_id = row["merged_into_id"]
    return None


def story_page(found: FoundStory, line: StoryLine, *, full_text: bool) -> StoryPageLines:
    """All that the page shows. Three queries, less where there is no brief and nothing beside it."""
    coverage = _coverage(line.story_id)
    lines = [member.line for member in coverage.members]
    related, before = story_cards(found.related, found.before, own=line.story_id)
    return StoryPageLines(
        line=line,
        lead=next((one for one in lines if one.id == found.lead_id), lines[0] if lines else None),
        brief=brief_lines(found.brief, full_text=full_text),
        coverage=coverage,
        related=related,
        before=before,
    )


def as_record(line: StoryLine, lead_id: str) -> StoryPage:
    """The line as the record that outgoing data is made of."""
    names = [name for name in StoryPage.__slots__ if name not in ("story_id", "lead_id")]
    return StoryPage(story_id=StoryId(line.story_id), lead_id=lead_id, **{name: getattr(line, name) for name in names})  # type: ignore[arg-type]


def _coverage(story_id: str) -> Coverage:
    """Its articles by publisher. One query."""
    articles = Article.objects.filter(story_id=story_id).order_by("at", "id")
    return coverage_of(list(article_rows(articles, COLUMNS)))


def story_articles(story_id: str, *, limit: int) -> tuple[ArticleLine, ...]:
    """A story's articles, newest first, copies left out. One query."""
    articles = Article.objects.filter(story_id=story_id, original__isnull=True).order_by("-at", "id")
    return tuple(article_line(row) for row in article_rows(articles, with_lede=True)[:limit])

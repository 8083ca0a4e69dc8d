"""The story page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newsloom.records import Brief, Dossier, StoryId, StoryPage, Written
from newsloom.site.newsroom.cited import BriefLines, WrittenLines
from newsloom.site.newsroom.codec import load
from newsloom.site.newsroom.models import Article, Story
from newsloom.site.newsroom.queries import dossiers
from newsloom.site.newsroom.queries.briefs import lines_of
from newsloom.site.newsroom.queries.coverage import COLUMNS, coverage_of
from newsloom.site.newsroom.queries.lines import STORY_COLUMNS, Row, article_line, article_rows, story_line
from newsloom.site.newsroom.queries.related import story_cards
from newsloom.site.newsroom.queries.sources import Sources
from newsloom.site.newsroom.scribe import written_lines
from newsloom.site.newsroom.shapes import ArticleLine, StoryLine, StoryPageLines

PAGE_COLUMNS = ("made_at", "merged_into_id", "lead_id", "brief", "written", "related", "before", "dossier")
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
    written: Any = None
    related: Any = None
    before: Any = None
    dossier: Any = None


def find_story(story_id: str) -> FoundStory | None:
    """The row of a story. One query, and one for each merge."""
    for _ in range(MAX_MERGES):
        row = Story.objects.filter(id=story_id).values(*STORY_COLUMNS, *PAGE_COLUMNS).first()
        if row is None:
            return None
        if row["merged_into_id"] is None:
            return FoundStory(
                line=story_line(row) if row["made_at"] else None,
                moved_to=row["id"],
                lead_id=row["lead_id"],
                brief=row["brief"],
                written=row["written"],
                related=row["related"],
                before=row["before"],
                dossier=row["dossier"],
            )
        story_id = row["merged_into_id"]
    return None


def story_page(found: FoundStory, line: StoryLine, *, full_text: bool) -> StoryPageLines:
    """All that the page shows. Three queries, less where nothing is cited and nothing stands beside it."""
    rows = _rows(line.story_id)
    coverage = coverage_of(rows)
    members = [member.line for member in coverage.members]
    related, before = story_cards(found.related, found.before, own=line.story_id)
    brief = load(Brief, found.brief) if found.brief else None
    dossier = load(Dossier, found.dossier) if found.dossier else None
    cited = (*(brief.sentences if brief else ()), *(dossiers.citations(dossier) if dossier else ()))
    sources = Sources(cited, full_text=full_text, others=dossiers.quoted(dossier) if dossier else ())
    lines = lines_of(brief, sources) if brief else None
    return StoryPageLines(
        line=line,
        lead=next((one for one in members if one.id == found.lead_id), members[0] if members else None),
        brief=lines,
        written=_written(found, brief, lines, sources) if brief and lines else None,
        dossier=dossiers.dossier_lines(dossier, sources, rows),
        coverage=coverage,
        related=related,
        before=before,
    )


def _written(found: FoundStory, brief: Brief, lines: BriefLines, sources: Sources) -> WrittenLines | None:
    """The brief in a model's words, its sources numbered as the brief's own are."""
    if not found.written:
        return None
    kept = [citation for citation in brief.sentences if citation in sources]
    known = {citation: line.source for citation, line in zip(kept, lines.sentences, strict=True)}
    return written_lines(load(Written, found.written), known)


def as_record(line: StoryLine, lead_id: str) -> StoryPage:
    """The line as the record that outgoing data is made of."""
    names = [name for name in StoryPage.__slots__ if name not in ("story_id", "lead_id")]
    return StoryPage(story_id=StoryId(line.story_id), lead_id=lead_id, **{name: getattr(line, name) for name in names})  # type: ignore[arg-type]


def _rows(story_id: str) -> list[Row]:
    """Its articles, by time. One query."""
    articles = Article.objects.filter(story_id=story_id).order_by("at", "id")
    return list(article_rows(articles, (*COLUMNS, *dossiers.COLUMNS)))


def story_articles(story_id: str, *, limit: int) -> tuple[ArticleLine, ...]:
    """A story's articles, newest first, copies left out. One query."""
    articles = Article.objects.filter(story_id=story_id, original__isnull=True).order_by("-at", "id")
    return tuple(article_line(row) for row in article_rows(articles, with_lede=True)[:limit])

"""The front page and the pages of its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsloom.publish.rank import front_order
from newsloom.records import SECTIONS
from newsloom.site.newsroom.cursor import Cursor
from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.queries.briefs import brief_of_story
from newsloom.site.newsroom.queries.lines import (
    STORY_COLUMNS,
    article_line,
    article_rows,
    by_id,
    shown_stories,
    sliced,
    story_line,
)
from newsloom.site.newsroom.queries.trends import trending
from newsloom.site.newsroom.shapes import ArticleLine, Front, FrontSection, Slice, StoryLine

N_CANDIDATES = 300
"""Latest stories that may stand on the front page: about a day of a large newspaper."""
N_SECONDS = 3
N_SENTENCES = 3
N_IN_SECTION = 4
N_RIVER = 8
N_SECTION_TOP = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking needs of a story."""

    story_id: str
    section: str
    weight: float
    updated_at: datetime


def front(language: str | None, *, full_text: bool) -> Front:
    """The front page. Seven queries."""
    ranked = _ranked(language)
    lead_ids, section_ids = _laid_out(ranked)
    wanted = [*lead_ids, *(one for ids in section_ids.values() for one in ids)]
    rows = shown_stories().filter(id__in=wanted).values(*STORY_COLUMNS) if wanted else ()
    stories = [story_line(row) for row in rows]
    top = by_id(stories, lead_ids)
    return Front(
        lead=top[0] if top else None,
        lead_brief=brief_of_story(top[0].story_id, full_text=full_text, limit=N_SENTENCES) if top else None,
        seconds=tuple(top[1:]),
        sections=tuple(FrontSection(key=key, stories=tuple(by_id(stories, ids))) for key, ids in section_ids.items()),
        river=_river(language),
        trends=trending(language, until=max(one.updated_at for one in ranked)) if ranked else (),
    )


def front_stories(language: str | None, *, limit: int) -> tuple[StoryLine, ...]:
    """The first stories of the front page, for its feed. Two queries."""
    wanted = [one.story_id for one in _ranked(language)[:limit]]
    rows = shown_stories().filter(id__in=wanted).values(*STORY_COLUMNS)
    return tuple(by_id([story_line(row) for row in rows], wanted))


def section_top(section: str, language: str | None) -> tuple[StoryLine, ...]:
    """The stories that stand above a section's list. Two queries."""
    ranked = _ranked(language, section=section)[:N_SECTION_TOP]
    wanted = [one.story_id for one in ranked]
    rows = shown_stories().filter(id__in=wanted).values(*STORY_COLUMNS)
    return tuple(by_id([story_line(row) for row in rows], wanted))


def section_stories(
    section: str, language: str | None, before: Cursor | None, *, without: Sequence[str] = ()
) -> Slice[StoryLine]:
    """A section's stories by their last article. One query."""
    stories = shown_stories(language).filter(section=section).exclude(id__in=without)
    return sliced(stories.values(*STORY_COLUMNS), before, story_line, at="updated_at")


def latest(language: str | None, before: Cursor | None) -> Slice[ArticleLine]:
    """The river: articles as they were published, copies left out. One query."""
    articles = Article.objects.filter(original__isnull=True)
    if language:
        articles = articles.filter(language=language)
    return sliced(article_rows(articles), before, article_line)


def _ranked(language: str | None, *, section: str | None = None) -> list[Candidate]:
    """Fading is exponential, so that the order holds at any later hour, and an archive of old news has a front too."""
    stories = shown_stories(language)
    if section is not None:
        stories = stories.filter(section=section)
    rows = stories.order_by("-updated_at", "id").values_list("id", "section", "weight", "updated_at")[:N_CANDIDATES]
    candidates = [Candidate(*row) for row in rows]
    if not candidates:
        return []
    return front_order(candidates, now=candidates[0].updated_at + timedelta(seconds=1))


def _laid_out(ranked: Sequence[Candidate]) -> tuple[list[str], dict[str, list[str]]]:
    """Ids for the top, and for each section what the top has left, heaviest first."""
    top = [one.story_id for one in ranked[: 1 + N_SECONDS]]
    rest = ranked[1 + N_SECONDS :]
    sections = {key: [one.story_id for one in rest if one.section == key][:N_IN_SECTION] for key in (*SECTIONS, "")}
    return top, {key: ids for key, ids in sections.items() if ids}


def _river(language: str | None) -> tuple[ArticleLine, ...]:
    articles = Article.objects.filter(original__isnull=True)
    if language:
        articles = articles.filter(language=language)
    return tuple(article_line(row) for row in article_rows(articles).order_by("-at", "id")[:N_RIVER])

"""The front page and the pages of its sections."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from newsloom.publish.rank import Candidate, Standing, standings
from newsloom.records import SECTIONS
from newsloom.site.newsroom.cited import BriefLines
from newsloom.site.newsroom.cursor import Cursor
from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.queries.briefs import brief_of_story
from newsloom.site.newsroom.queries.copies import with_copies
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
from newsloom.site.newsroom.shapes import ArticleLine, Front, FrontSection, Slice, StoryLine, TopStory

N_CANDIDATES = 300
"""Latest stories that may stand on the front page: about a day of a large newspaper."""
N_SECONDS = 3
N_SENTENCES = 3
N_IN_SECTION = 4
N_RIVER = 7
N_SECTION_TOP = 4


CANDIDATE_COLUMNS = ("id", "section", "n_publishers", "n_independent", "weight", "updated_at")
Ranking = list[Standing[Candidate]]


def front(language: str | None, *, full_text: bool, chosen: Collection[str] = ()) -> Front:
    """The front page, the sections that the reader chose lifted. Eight queries."""
    ranking = _ranking(language, chosen=chosen)
    top, section_ids = _laid_out(ranking, chosen)
    wanted = [*(one.page.story_id for one in top), *(one for ids in section_ids.values() for one in ids)]
    rows = shown_stories().filter(id__in=wanted).values(*STORY_COLUMNS) if wanted else ()
    lines = {row["id"]: story_line(row) for row in rows}
    stories = [TopStory(line=lines[one.page.story_id], standing=one) for one in top if one.page.story_id in lines]
    return Front(
        lead=stories[0] if stories else None,
        lead_brief=_lead_brief(stories, full_text=full_text),
        seconds=tuple(stories[1:]),
        sections=tuple(
            FrontSection(key=key, stories=tuple(by_id(lines.values(), ids))) for key, ids in section_ids.items()
        ),
        river=_river(language),
        trends=trending(language, until=max(one.page.updated_at for one in ranking)) if ranking else (),
    )


def front_stories(language: str | None, *, limit: int) -> tuple[StoryLine, ...]:
    """The first stories of the front page, for its feed: the same for everybody. Two queries."""
    return _lines(_ranking(language)[:limit])


def section_top(section: str, language: str | None) -> tuple[StoryLine, ...]:
    """The stories that stand above a section's list. Two queries."""
    return _lines(_ranking(language, section=section)[:N_SECTION_TOP])


def section_stories(
    section: str, language: str | None, before: Cursor | None, *, without: Sequence[str] = ()
) -> Slice[StoryLine]:
    """A section's stories by their last article. One query."""
    stories = shown_stories(language).filter(section=section).exclude(id__in=without)
    return sliced(stories.values(*STORY_COLUMNS), before, story_line, at="updated_at")


def latest(language: str | None, before: Cursor | None) -> Slice[ArticleLine]:
    """The river: articles as they were published, copies left out. One query."""
    return sliced(article_rows(_originals(language)), before, article_line)


def _originals(language: str | None) -> QuerySet[Article]:
    articles = Article.objects.filter(original__isnull=True)
    return articles.filter(language=language) if language else articles


def _ranking(language: str | None, *, section: str | None = None, chosen: Collection[str] = ()) -> Ranking:
    """Fading is exponential, so that the order holds at any later hour, and an archive of old news has a front too."""
    stories = shown_stories(language)
    if section is not None:
        stories = stories.filter(section=section)
    rows = stories.order_by("-updated_at", "id").values_list(*CANDIDATE_COLUMNS)[:N_CANDIDATES]
    candidates = [Candidate(*row) for row in rows]
    if not candidates:
        return []
    return standings(candidates, now=candidates[0].updated_at, chosen=chosen)


def _laid_out(ranking: Ranking, chosen: Collection[str]) -> tuple[Ranking, dict[str, list[str]]]:
    """The top, and for each section ids of what the top has left, heaviest first; sections that were chosen first."""
    rest = [one.page for one in ranking[1 + N_SECONDS :]]
    keys = sorted((*SECTIONS, ""), key=lambda key: key not in chosen)
    sections = {key: [one.story_id for one in rest if one.section == key][:N_IN_SECTION] for key in keys}
    return ranking[: 1 + N_SECONDS], {key: ids for key, ids in sections.items() if ids}


def _lines(ranking: Ranking) -> tuple[StoryLine, ...]:
    wanted = [one.page.story_id for one in ranking]
    rows = shown_stories().filter(id__in=wanted).values(*STORY_COLUMNS)
    return tuple(by_id([story_line(row) for row in rows], wanted))


def _lead_brief(stories: Sequence[TopStory], *, full_text: bool) -> BriefLines | None:
    return brief_of_story(stories[0].line.story_id, full_text=full_text, limit=N_SENTENCES) if stories else None


def _river(language: str | None) -> tuple[ArticleLine, ...]:
    rows = article_rows(_originals(language)).order_by("-at", "id")[:N_RIVER]
    return with_copies(tuple(article_line(row) for row in rows))

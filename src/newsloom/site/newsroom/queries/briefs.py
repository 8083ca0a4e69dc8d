"""Briefs with their sources: each sentence leads to where exactly it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newsloom.records import Brief, Citation
from newsloom.site.newsroom.cited import BriefLines, Sentence, Source
from newsloom.site.newsroom.codec import load
from newsloom.site.newsroom.models import Article, Story
from newsloom.site.newsroom.queries.sources import Sources


def brief_of_story(story_id: str, *, full_text: bool, limit: int) -> BriefLines | None:
    """The first sentences of a story's brief. Two queries, or one where it has none."""
    values = Story.objects.filter(id=story_id).values_list("brief", flat=True).first()
    return brief_lines(values, full_text=full_text, limit=limit)


@dataclass(frozen=True, slots=True)
class ArticleBrief:
    """A brief with what it is of."""

    headline: str
    language: str
    brief: BriefLines


def brief_of_article(article_id: str, *, full_text: bool) -> ArticleBrief | None:
    """An article's brief. Two queries, or one where it has none."""
    row = Article.objects.filter(id=article_id).values("headline", "language", "brief").first()
    brief = brief_lines(row["brief"], full_text=full_text) if row else None
    return ArticleBrief(row["headline"], row["language"], brief) if row and brief else None


def brief_lines(values: dict[str, Any] | None, *, full_text: bool, limit: int | None = None) -> BriefLines | None:
    """A kept brief with the articles it rests on. One query, none where there is no brief."""
    if not values:
        return None
    brief = load(Brief, values)
    return lines_of(brief, Sources(brief.sentences[:limit], full_text=full_text), limit=limit)


@dataclass(frozen=True, slots=True)
class CitedBrief:
    """A brief as what is told again: each sentence with a number of its own."""

    lines: tuple[Sentence, ...]
    sources: dict[Citation, Source]


def cited_brief(values: dict[str, Any], *, full_text: bool) -> CitedBrief:
    """A kept brief, without sentences of articles that are gone. One query."""
    brief = load(Brief, values)
    found = Sources(brief.sentences, full_text=full_text)
    kept = [citation for citation in brief.sentences if citation in found]
    lines = tuple(found.sentence(citation, number=number) for number, citation in enumerate(kept, 1))
    return CitedBrief(lines, {citation: line.source for citation, line in zip(kept, lines, strict=True)})


def lines_of(brief: Brief, sources: Sources, *, limit: int | None = None) -> BriefLines | None:
    """A brief whose articles have been read already."""
    chosen = brief.sentences[:limit]
    cited = list(dict.fromkeys(sentence.article_id for sentence in chosen))
    sentences = [
        sources.sentence(citation, number=cited.index(citation.article_id) + 1)
        for citation in chosen
        if citation in sources
    ]
    publishers = tuple(dict.fromkeys(one.source.publisher for one in sentences if one.source.publisher))
    return BriefLines(sentences=tuple(sentences), publishers=publishers) if sentences else None

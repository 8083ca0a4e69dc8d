"""Related stories and articles, each with its reason."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from newsloom.records import Relation
from newsloom.site.newsroom.codec import load_all
from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.queries.lines import Row, article_line, article_rows
from newsloom.site.newsroom.shapes import Card

N_CARDS = 8
STORY = ("story__slug", "story__headline", "story__n_publishers", "story__made_at")


def story_cards(values: list[dict[str, Any]] | None, *, own: str) -> tuple[Card, ...]:
    """Cards of what a story is related to; what has become part of it since is left out. One query at most."""
    return _cards(values, own=own, to_stories=True)


def article_cards(values: list[dict[str, Any]] | None, *, own: str) -> tuple[Card, ...]:
    """Cards of what an article is related to. One query at most."""
    return _cards(values, own=own, to_stories=False)


def _cards(values: list[dict[str, Any]] | None, *, own: str, to_stories: bool) -> tuple[Card, ...]:
    relations = load_all(Relation, values or [])[:N_CARDS]
    if not relations:
        return ()
    articles: QuerySet[Article] = Article.objects.filter(id__in=[relation.article_id for relation in relations])
    rows = {row["id"]: row for row in article_rows(articles, STORY, with_lede=True)}
    return tuple(
        _card(rows[relation.article_id], relation, to_story=to_stories)
        for relation in relations
        if relation.article_id in rows and rows[relation.article_id]["story_id"] != own
    )


def _card(row: Row, relation: Relation, *, to_story: bool) -> Card:
    line = article_line(row)
    to_story = to_story and row["story__made_at"] is not None
    return Card(
        headline=row["story__headline"] if to_story else line.headline,
        standfirst=line.standfirst,
        href=reverse("newsroom:story", args=(line.story_id, row["story__slug"]))
        if to_story
        else reverse("newsroom:article", args=(line.id,)),
        language=line.language,
        publisher=line.publisher,
        at=line.at,
        section=line.section,
        n_publishers=row["story__n_publishers"],
        kind=relation.kind,
        reasons=relation.reasons,
    )

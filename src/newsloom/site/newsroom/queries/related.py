"""Related stories and articles, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
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


Values = list[dict[str, Any]] | None
"""Relations as a row keeps them."""


def story_cards(related: Values, before: Values, *, own: str) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Cards of what a story is related to, and of what came before it; one card a story, and none for one that has
    become part of this story since. One query at most."""
    beside, earlier = _relations(related), _relations(before)
    rows = _rows([*earlier, *beside])
    seen = {own}
    first = _cards(earlier, rows, seen, to_stories=True)
    return _cards(beside, rows, seen, to_stories=True), first


def article_cards(values: Values, *, own: str) -> tuple[Card, ...]:
    """Cards of what an article is related to. One query at most."""
    relations = _relations(values)
    return _cards(relations, _rows(relations), {own}, to_stories=False)


def _relations(values: Values) -> tuple[Relation, ...]:
    return load_all(Relation, values or [])[:N_CARDS]


def _rows(relations: Sequence[Relation]) -> dict[str, Row]:
    if not relations:
        return {}
    articles: QuerySet[Article] = Article.objects.filter(id__in=[relation.article_id for relation in relations])
    return {row["id"]: row for row in article_rows(articles, STORY, with_lede=True)}


def _cards(
    relations: Sequence[Relation], rows: dict[str, Row], seen: set[str], *, to_stories: bool
) -> tuple[Card, ...]:
    """A card for each story that is not yet in `seen`, to which it is added."""
    cards = []
    for relation in relations:
        row = rows.get(relation.article_id)
        if row is not None and row["story_id"] not in seen:
            seen.add(row["story_id"])
            cards.append(_card(row, relation, to_story=to_stories))
    return tuple(cards)


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

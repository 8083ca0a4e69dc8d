"""Related articles: other stories of the same affair, or behind it, each with the reason that a card shows.

Relevance comes first and freshness only parts equals. What two articles share is weighed by how rare it is among the
latest articles, so that a theatre that everybody mentions, or one common word, relates nothing.

In: an article or story, and the index of its neighbours. Out: `Relation`, best first, one a story, never the article
itself, its copies or its own story. Refuses: nothing; where nothing is related, nothing is shown.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np

from newsloom.enrich import policy
from newsloom.enrich.neighbours import Known, Neighbours
from newsloom.records import ArticleId, Reason, Relation, Story, Vector


def related_to_article(
    article_id: ArticleId, neighbours: Neighbours, *, limit: int = policy.MAX_RELATED
) -> tuple[Relation, ...]:
    """Other stories' articles that belong with this one, best first; () for an article that is not remembered."""
    query = neighbours.find(article_id)
    return () if query is None else _related(query, neighbours, limit)


def related_to_story(story: Story, neighbours: Neighbours, *, limit: int = policy.MAX_RELATED) -> tuple[Relation, ...]:
    """Other stories that belong with this one, best first: what its remembered members say together is asked for."""
    members = [known for member in story.members if (known := neighbours.find(member.article.id)) is not None]
    return _related(_together(members), neighbours, limit) if members else ()


def _together(members: list[Known]) -> Known:
    """Several articles of one story as one question."""
    if len(members) == 1:
        return members[0]
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    for member in members:
        for feature, weight in member.weights.items():
            weights[feature] = weights.get(feature, 0.0) + weight / len(members)
        shown |= member.shown
    headline = frozenset().union(*(member.headline for member in members))
    return replace(members[0], weights=weights, shown=shown, vector=_middle(members), headline=headline)


def _middle(members: list[Known]) -> Vector | None:
    vectors = [member.vector for member in members if member.vector is not None]
    if not vectors:
        return None
    middle = np.add.reduce(vectors, dtype=np.float32)
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), dtype=np.float32)


def _related(query: Known, neighbours: Neighbours, limit: int) -> tuple[Relation, ...]:
    length = _length(query, neighbours)
    best: dict[object, tuple[float, Known, float]] = {}
    for known in neighbours.candidates(query):
        if known.story_id == query.story_id or known.article_id == query.article_id or known.language != query.language:
            continue
        score, likeness = _relevance(query, known, length, neighbours)
        if score < policy.BACKGROUND or likeness >= policy.COPY_LIKENESS:
            continue
        old = best.get(known.story_id)
        if old is None or (score, known.at, known.article_id) > (old[0], old[1].at, old[1].article_id):
            best[known.story_id] = score, known, likeness
    ranked = sorted(
        best.values(), key=lambda found: (-round(found[0], 3), -found[1].at.timestamp(), found[1].article_id)
    )
    return tuple(_relation(query, known, score, neighbours) for score, known, _ in ranked[:limit])


def _relevance(query: Known, known: Known, length: float, neighbours: Neighbours) -> tuple[float, float]:
    """How much an article belongs with the query, and how like the two texts are."""
    shared = query.weights.keys() & known.weights.keys()
    product = sum(query.weights[one] * known.weights[one] * neighbours.idf(one) ** 2 for one in shared)
    likeness = product / max(length * _length(known, neighbours), 1e-9)
    n_telling = sum(one in known.shown or one in query.headline & known.headline for one in shared)
    score = likeness
    if query.vector is not None and known.vector is not None:
        score = 0.5 * likeness + 0.5 * max(0.0, float(query.vector @ known.vector) - 0.2)
    if n_telling < policy.MIN_SHARED:
        score *= 0.5
    if known.publisher_id is not None and known.publisher_id == query.publisher_id:
        score *= policy.SAME_PUBLISHER_FACTOR
    return score, likeness


def _length(known: Known, neighbours: Neighbours) -> float:
    return sqrt(sum((weight * neighbours.idf(feature)) ** 2 for feature, weight in known.weights.items()))


def _relation(query: Known, known: Known, score: float, neighbours: Neighbours) -> Relation:
    return Relation(
        story_id=known.story_id,
        article_id=known.article_id,
        kind="same-affair" if score >= policy.SAME_AFFAIR else "background",
        score=round(score, 4),
        reasons=_reasons(query, known, neighbours),
    )


def _reasons(query: Known, known: Known, neighbours: Neighbours) -> tuple[Reason, ...]:
    """What both speak of, rarest first; then shared words of the headlines, likeness, and hours apart."""
    shared = sorted(query.weights.keys() & known.weights.keys(), key=lambda one: (-neighbours.idf(one), one))
    hashtags = [known.shown[one] for one in shared if one.startswith("#")]
    spoken = {tag.casefold() for tag in hashtags}
    names = [known.shown[one] for one in shared if one.startswith("@") and known.shown[one].casefold() not in spoken]
    words = [known.words.get(one, one) for one in shared if one not in known.shown]
    reasons = []
    if hashtags:
        reasons.append(Reason(kind="hashtags", terms=tuple(hashtags[:3])))
    if names:
        reasons.append(Reason(kind="names", terms=tuple(names[:3])))
    if words and not reasons:
        reasons.append(Reason(kind="words", terms=tuple(words[:3])))
    if query.vector is not None and known.vector is not None:
        reasons.append(Reason(kind="likeness", value=round(float(query.vector @ known.vector), 3)))
    hours = abs((query.at - known.at).total_seconds()) / 3600
    reasons.append(Reason(kind="time", value=round(hours, 1)))
    return tuple(reasons)

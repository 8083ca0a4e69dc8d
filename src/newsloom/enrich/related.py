"""Related articles: other stories of the same affair, or behind it, each with the reason that a card shows.

Relevance comes first and freshness only parts equals. What two articles share is weighed by how rare it is among the
latest articles, so that a theatre that everybody mentions, or one common word, relates nothing.

In: an article or story, and the index of its neighbours. Out: `Relation`, best first, one a story, never the article
itself, its copies or its own story. Refuses: nothing; where nothing is related, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsloom.enrich import policy
from newsloom.enrich.neighbours import Known, Neighbours
from newsloom.records import ArticleId, Original, Reason, Relation, Story, StoryId
from newsloom.text import folded_words


@dataclass(frozen=True, slots=True)
class Match:
    """A neighbour with what it shares with the query."""

    query: Known
    known: Known
    score: float
    nearness: float | None
    """Cosine of the vectors."""
    hashtags: list[str]
    names: list[str]
    words: list[str]

    @property
    def order(self) -> tuple[float, float, str]:
        """Best first; of equals the fresher, then by id."""
        return -round(self.score, 3), -self.known.at.timestamp(), self.known.article_id


def related_to_article(
    article_id: ArticleId, neighbours: Neighbours, *, limit: int = policy.MAX_RELATED
) -> tuple[Relation, ...]:
    """Other stories' articles that belong with this one, best first; () for an article that is not remembered."""
    query = neighbours.find(article_id)
    return () if query is None else _related([query], neighbours, limit)


def related_to_story(story: Story, neighbours: Neighbours, *, limit: int = policy.MAX_RELATED) -> tuple[Relation, ...]:
    """Other stories that belong with this one, best first: what some of its remembered originals are related to."""
    originals = [member.article.id for member in story.members if isinstance(member.verdict, Original)]
    known = [found for article_id in originals if (found := neighbours.find(article_id)) is not None]
    asked = {place * (len(known) - 1) // (policy.STORY_QUESTIONS - 1) for place in range(policy.STORY_QUESTIONS)}
    return _related([known[place] for place in sorted(asked)] if known else [], neighbours, limit)


def _related(queries: Sequence[Known], neighbours: Neighbours, limit: int) -> tuple[Relation, ...]:
    """The best match of each other story with any of the queries, which are one story's."""
    best: dict[StoryId, Match] = {}
    for query in queries:
        for match in _matches(query, neighbours):
            story_id = match.known.story_id
            if story_id not in best or match.order < best[story_id].order:
                best[story_id] = match
    ranked = sorted(best.values(), key=lambda match: match.order)
    return tuple(_relation(match) for match in ranked[:limit])


def _matches(query: Known, neighbours: Neighbours) -> list[Match]:
    """Everything that is related to one article, other stories only."""
    known_matches: list[Match] | None = neighbours.answers.get(query.article_id)
    if known_matches is None:
        known_matches = [
            match
            for known in neighbours.candidates(query)
            if known.story_id != query.story_id and known.language == query.language
            if (match := _match(query, known, neighbours)) is not None
        ]
        neighbours.answers[query.article_id] = known_matches
    return known_matches


def _match(query: Known, known: Known, neighbours: Neighbours) -> Match | None:
    """What the two share, if it relates them; nothing for copies, which say the same and not something related."""
    shared = query.weights.keys() & known.weights.keys()
    product = sum(query.weights[one] * known.weights[one] * neighbours.idf(one) ** 2 for one in shared)
    likeness = product / max(neighbours.length(query) * neighbours.length(known), 1e-9)
    nearness = None if query.vector is None or known.vector is None else float(query.vector @ known.vector)
    score = likeness if nearness is None else 0.5 * likeness + 0.5 * max(0.0, nearness - policy.STRANGERS_NEARNESS)
    if score < policy.FAINT or likeness >= policy.COPY_LIKENESS:
        return None
    subjects = _subjects(query, known, sorted(shared, key=lambda one: (neighbours.frequency(one), one)))
    told = {term for one in subjects for term in folded_words(known.shown[one])}
    words = [known.words.get(one, one) for one in sorted((query.headline & known.headline & shared) - told)]
    hashtags = [known.shown[one] for one in subjects if f"#{one[1:]}" in shared]
    names = [known.shown[one] for one in subjects if f"#{one[1:]}" not in shared]
    if len(subjects) + len(words) < policy.MIN_SHARED:
        score *= 0.5
    if len(hashtags) < policy.MIN_SHARED:
        score *= policy.MENTIONED_FACTOR
    if known.publisher_id is not None and known.publisher_id == query.publisher_id:
        score *= policy.SAME_PUBLISHER_FACTOR
    if known.spans_events:
        score *= policy.ROUNDUP_FACTOR
    if score < policy.BACKGROUND and not _is_faintly_related(query, subjects, neighbours):
        return None
    return Match(query, known, score, nearness, hashtags, names, words)


def _subjects(query: Known, known: Known, shared: Sequence[str]) -> list[str]:
    """Shared hashtags and names, each thing once: hashtags first, then long names, each by rarity."""
    told: set[str] = set()
    subjects: list[str] = []
    by_kind = sorted(
        (one for one in shared if one[0] == "@"),
        key=lambda one: (f"#{one[1:]}" not in shared, -known.shown[one].count(" ")),
    )
    for one in by_kind:
        terms = folded_words(known.shown[one])
        if not told.issuperset(terms):
            subjects.append(one)
            told.update(terms)
    return subjects


def _is_faintly_related(query: Known, subjects: Sequence[str], neighbours: Neighbours) -> bool:
    """Whether the other speaks of two things that the query is about, one of them known from few articles."""
    about = [one for one in subjects if f"#{one[1:]}" in query.weights]
    return len(about) >= policy.MIN_SHARED and min(neighbours.frequency(one) for one in about) <= policy.FEW


def _relation(match: Match) -> Relation:
    return Relation(
        story_id=match.known.story_id,
        article_id=match.known.article_id,
        kind="same-affair" if match.score >= policy.SAME_AFFAIR else "background",
        score=round(match.score, 4),
        reasons=tuple(_reasons(match)),
    )


def _reasons(match: Match) -> Iterator[Reason]:
    """What both speak of, how near their vectors lie, and the hours between them."""
    if match.hashtags:
        yield Reason(kind="hashtags", terms=tuple(match.hashtags[:3]))
    if match.names:
        yield Reason(kind="names", terms=tuple(match.names[:3]))
    if match.words:
        yield Reason(kind="words", terms=tuple(match.words[:3]))
    if match.nearness is not None:
        yield Reason(kind="likeness", value=round(match.nearness, 3))
    hours = abs((match.query.at - match.known.at).total_seconds()) / 3600
    yield Reason(kind="time", value=round(hours, 1))

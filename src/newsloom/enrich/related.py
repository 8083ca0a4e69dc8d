"""Related articles: other stories of the same affair, or behind it, each with the reason that a card shows.

Relevance comes first and freshness only parts equals. What two articles share is weighed by how rare it is among the
latest articles, so that a theatre that everybody mentions, or one common word, relates nothing.

In: an article or story, and the index of its neighbours. Out: `Relation`, best first, one a story, never the article
itself, its copies or its own story. Refuses: nothing; where nothing is related, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from newsloom.enrich import policy
from newsloom.enrich.neighbours import Known, Neighbours
from newsloom.records import ArticleId, Original, Reason, Relation, RelationKind, Story, StoryId
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

    @property
    def kind(self) -> RelationKind:
        return "same-affair" if self.score >= policy.SAME_AFFAIR else "background"


def related_to_article(
    article_id: ArticleId, neighbours: Neighbours, *, limit: int = policy.MAX_RELATED
) -> tuple[Relation, ...]:
    """Other stories' articles that belong with this one, best first; () for an article that is not remembered."""
    query = neighbours.find(article_id)
    if query is None:
        return ()
    return tuple(relation_of(match) for match in _matches(query, neighbours, max(limit, policy.SOUGHT))[:limit])


def related_to_story(
    story: Story,
    neighbours: Neighbours,
    *,
    shown: Iterable[Relation] = (),
    limit: int = policy.MAX_RELATED,
) -> tuple[Relation, ...]:
    """Other stories that belong with this one, best first; none that is among `shown`, which stand elsewhere."""
    elsewhere = {relation.story_id for relation in shown}
    found = (match for match in matches_of_story(story, neighbours, limit) if match.known.story_id not in elsewhere)
    return tuple(relation_of(match) for match in islice(found, limit))


def matches_of_story(story: Story, neighbours: Neighbours, limit: int = policy.MAX_RELATED) -> list[Match]:
    """What some of a story's remembered originals are related to: the best match of each other story, best first."""
    originals = [member.article.id for member in story.members if isinstance(member.verdict, Original)]
    known = [found for article_id in originals if (found := neighbours.find(article_id)) is not None]
    asked = {place * (len(known) - 1) // (policy.STORY_QUESTIONS - 1) for place in range(policy.STORY_QUESTIONS)}
    queries = [known[place] for place in sorted(asked)] if known else []
    return _best(chain.from_iterable(_matches(query, neighbours, max(limit, policy.SOUGHT)) for query in queries))


def _matches(query: Known, neighbours: Neighbours, limit: int) -> list[Match]:
    """The best match of each other story with one article, so many stories."""
    asked = query.article_id, limit
    found: list[Match] | None = neighbours.answers.get(asked)
    if found is None:
        found = neighbours.answers[asked] = _sought(query, neighbours, limit)
    return found


def _sought(query: Known, neighbours: Neighbours, limit: int) -> list[Match]:
    """As `_matches`. The likest are looked at first, and no more once the rest cannot score as high."""
    weighed = {feature: weight * neighbours.idf(feature) ** 2 for feature, weight in query.weights.items()}
    likely = [
        (score, nearness, known)
        for known in neighbours.candidates(query)
        if known.story_id != query.story_id and known.language == query.language
        for score, nearness in _alike(query, known, weighed, neighbours)
    ]
    likely.sort(key=lambda one: -one[0])
    best: list[Match] = []
    for score, nearness, known in likely:
        if len(best) >= limit and round(score, 3) < round(best[limit - 1].score, 3):
            break
        match = _match(query, known, (score, nearness), neighbours)
        if match is not None:
            best = _best([*best, match])
    return best[:limit]


def _best(matches: Iterable[Match]) -> list[Match]:
    """The best match of each story, best first."""
    best: dict[StoryId, Match] = {}
    for match in sorted(matches, key=lambda match: match.order):
        best.setdefault(match.known.story_id, match)
    return list(best.values())


def _alike(
    query: Known, known: Known, weighed: dict[str, float], neighbours: Neighbours
) -> Iterator[tuple[float, float | None]]:
    """The highest score that the two can have, and their nearness; nothing for strangers and for copies, which say
    the same and not something related."""
    theirs = known.weights
    product = sum([weighed[one] * theirs[one] for one in weighed.keys() & theirs.keys()])
    likeness = product / max(neighbours.length(query) * neighbours.length(known), 1e-9)
    nearness = None if query.vector is None or known.vector is None else float(query.vector @ known.vector)
    score = likeness if nearness is None else 0.5 * likeness + 0.5 * max(0.0, nearness - policy.STRANGERS_NEARNESS)
    if score >= policy.FAINT and likeness < policy.COPY_LIKENESS:
        yield score, nearness


def _match(query: Known, known: Known, alike: tuple[float, float | None], neighbours: Neighbours) -> Match | None:
    """What the two share, if it relates them."""
    score, nearness = alike
    shared = query.weights.keys() & known.weights.keys()
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


def relation_of(match: Match) -> Relation:
    return Relation(
        story_id=match.known.story_id,
        article_id=match.known.article_id,
        kind=match.kind,
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

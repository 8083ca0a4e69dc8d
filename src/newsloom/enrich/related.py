"""Related articles: other stories of the same affair, or behind it, each with the reason that a card shows.

Two questions are asked of an article and its neighbour: do they tell of one event, and, if not, would who reads the one
want the other? Both answers come from what they share, weighed by how rare it is among the latest articles, so that a
theatre that everybody mentions, or one common word, relates nothing; nearness in time is evidence in both, strong for
one event and weak for one affair. The second answer decides what is shown, both together in which order.

In: an article or story, and the index of its neighbours. Out: `Relation`, best first, one a story, never the article
itself, its copies or its own story. Refuses: nothing; where nothing is related, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from newsloom.enrich import policy
from newsloom.enrich.neighbours import Alike, Known, Neighbours
from newsloom.enrich.wordlists import word_lists
from newsloom.records import ArticleId, Original, Reason, Relation, RelationKind, Story, StoryId
from newsloom.text import folded_words

Logits = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """A neighbour with what it shares with the query."""

    query: Known
    known: Known
    affair: float
    """Logit of its being worth showing."""
    score: float
    """From 0 to 1: how surely it is worth showing, and, by half, how surely it tells of the same event."""
    nearness: float | None
    """Cosine of the vectors."""
    hashtags: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def order(self) -> tuple[float, float, str]:
        return _order(self.known, self.score)

    @property
    def kind(self) -> RelationKind:
        return "same-affair" if self.affair >= policy.SAME_AFFAIR else "background"


def related_to_article(
    article_id: ArticleId, neighbours: Neighbours, *, limit: int = policy.MAX_RELATED
) -> tuple[Relation, ...]:
    """Other stories' articles that belong with this one, best first; () for an article that is not remembered."""
    query = neighbours.find(article_id)
    return () if query is None else tuple(relation_of(match) for match in _matches(query, neighbours)[:limit])


def related_to_story(
    story: Story,
    neighbours: Neighbours,
    *,
    shown: Iterable[Relation] = (),
    limit: int = policy.MAX_RELATED,
) -> tuple[Relation, ...]:
    """Other stories that belong with this one, best first; none that is among `shown`, which stand elsewhere."""
    elsewhere = {relation.story_id for relation in shown}
    found = (match for match in matches_of_story(story, neighbours) if match.known.story_id not in elsewhere)
    return tuple(relation_of(match) for match in islice(found, limit))


def matches_of_story(story: Story, neighbours: Neighbours) -> list[Match]:
    """What some of a story's remembered originals are related to: the best match of each other story, best first."""
    originals = [member.article.id for member in story.members if isinstance(member.verdict, Original)]
    known = [found for article_id in originals if (found := neighbours.find(article_id)) is not None]
    asked = {place * (len(known) - 1) // (policy.STORY_QUESTIONS - 1) for place in range(policy.STORY_QUESTIONS)}
    queries = [known[place] for place in sorted(asked)] if known else []
    return _best(chain.from_iterable(_matches(query, neighbours) for query in queries))


def relation_of(match: Match) -> Relation:
    return Relation(
        story_id=match.known.story_id,
        article_id=match.known.article_id,
        kind=match.kind,
        score=round(match.score, 4),
        reasons=tuple(_reasons(match)),
    )


def one_event(alike: Alike) -> Logits:
    """Logit of the query and each other article telling of one event."""
    return _logits(alike, policy.ONE_EVENT)


def one_affair(alike: Alike) -> Logits:
    """Logit of each other article being worth showing beside the query; minus infinity for strangers and for copies,
    which say the same and not something related."""
    logits = _logits(alike, policy.ONE_AFFAIR)
    timeless = _logits(alike, policy.ONE_EVENT, is_timeless=True)
    return np.where((timeless < policy.STRANGERS) | (alike.words >= policy.COPY_LIKENESS), -np.inf, logits)


def facts_of(alike: Alike) -> NDArray[np.float64]:
    """What both logits rest on, (n_articles, 5), in the order of their tables; the constant left out."""
    nearness = np.nan_to_num(alike.nearness, nan=0.0)
    facts = (alike.words, alike.headline, alike.hashtags, nearness, np.log1p(alike.days))
    return np.stack(facts, axis=1).astype(np.float64)


def _logits(alike: Alike, tables: tuple[tuple[float, ...], ...], *, is_timeless: bool = False) -> Logits:
    facts = facts_of(alike)
    if is_timeless:
        facts[:, -1] = 0
    both = np.hstack([facts, np.ones((len(facts), 1))]) @ np.array(tables).T
    logits: Logits = np.where(~np.isnan(alike.nearness), both[:, policy.WITH_VECTORS], both[:, policy.BY_WORDS])
    return logits


def _matches(query: Known, neighbours: Neighbours) -> list[Match]:
    """The best match of each other story with one article."""
    found: list[Match] | None = neighbours.answers.get(query.article_id)
    if found is None:
        found = neighbours.answers[query.article_id] = list(_sought(query, neighbours))
    return found


def _sought(query: Known, neighbours: Neighbours) -> Iterator[Match]:
    """The best candidate of each story that is related, best first."""
    others = [
        known
        for known in neighbours.candidates(query)
        if known.story_id != query.story_id and known.language == query.language
    ]
    if not others:
        return
    alike = neighbours.compare(query, others)
    ours = np.array([known.publisher_id is not None and known.publisher_id == query.publisher_id for known in others])
    burden = policy.SAME_PUBLISHER * ours + policy.ROUNDUP * np.array([known.spans_events for known in others])
    affair, event = one_affair(alike) + burden, one_event(alike) + burden
    scores = ((2 * _share(affair) + _share(event)) / 3).tolist()
    likely = np.flatnonzero(affair >= policy.RELATED).tolist()
    told: set[StoryId] = set()
    for place in sorted(likely, key=lambda place: _order(others[place], scores[place])):
        known, near = others[place], float(alike.nearness[place])
        if known.story_id in told:
            continue
        match = _match(query, known, (affair[place], scores[place]), None if np.isnan(near) else near, neighbours)
        if match is not None:
            told.add(known.story_id)
            yield match


def _order(known: Known, score: float) -> tuple[float, float, str]:
    """Best first; of equals the fresher, then by id."""
    return -round(score, 3), -known.at.timestamp(), known.article_id


def _share(logits: Logits) -> Logits:
    shares: Logits = 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
    return shares


def _best(matches: Iterable[Match]) -> list[Match]:
    """The best match of each story, best first."""
    best: dict[StoryId, Match] = {}
    for match in sorted(matches, key=lambda match: match.order):
        best.setdefault(match.known.story_id, match)
    return list(best.values())


def _match(
    query: Known, known: Known, logits: tuple[float, float], nearness: float | None, neighbours: Neighbours
) -> Match | None:
    """What the two share, if that is more than a theatre or a word; vectors may speak for what words do not tell."""
    numbers = neighbours.vocabulary
    subjects = _subjects(query, known, neighbours)
    tagged = set(query.hashtags.tolist()) & set(known.hashtags.tolist())
    told = {term for one in subjects for term in folded_words(numbers.spelling(one))}
    in_headlines, in_texts = _shared_words(query, known, told, neighbours)
    affair, score = logits
    places = word_lists(query.language).places
    shared = [one for one in (*subjects, *in_headlines, *in_texts) if numbers.name(one).lstrip("@") not in places]
    frequency = numbers.frequency(np.array(shared, np.int32))
    n_telling = int((frequency <= max(policy.FEW, policy.THEATRE_SHARE * len(neighbours))).sum())
    if n_telling < policy.MIN_SHARED and (nearness is None or nearness < policy.NEAR):
        return None
    return Match(
        query=query,
        known=known,
        affair=float(affair),
        score=float(score),
        nearness=nearness,
        hashtags=tuple(numbers.spelling(one) for one in subjects if one in tagged),
        names=tuple(numbers.spelling(one) for one in subjects if one not in tagged),
        words=tuple(numbers.spelling(one) for one in in_headlines or ([] if subjects else in_texts)),
    )


def _subjects(query: Known, known: Known, neighbours: Neighbours) -> list[int]:
    """Shared names, each thing once: those that are hashtags of both first, then long ones, each by rarity."""
    numbers = neighbours.vocabulary
    shared = np.intersect1d(query.names, known.names, assume_unique=True)
    tagged = set(query.hashtags.tolist()) & set(known.hashtags.tolist())
    frequency = dict(zip(shared.tolist(), numbers.frequency(shared).tolist(), strict=True))
    told: set[str] = set()
    subjects: list[int] = []
    for one in sorted(
        frequency,
        key=lambda one: (one not in tagged, -numbers.spelling(one).count(" "), frequency[one], numbers.name(one)),
    ):
        terms = folded_words(numbers.spelling(one))
        if not told.issuperset(terms):
            subjects.append(one)
            told.update(terms)
    return subjects


def _shared_words(query: Known, known: Known, told: set[str], neighbours: Neighbours) -> tuple[list[int], list[int]]:
    """Words of both that the names do not tell and that are a subject, by rarity: of both headlines, and the others."""
    numbers, generic = neighbours.vocabulary, word_lists(query.language).generic
    shared = np.intersect1d(query.words, known.words, assume_unique=True)
    by_rarity = shared[np.argsort(numbers.frequency(shared), kind="stable")].tolist()
    words = [one for one in by_rarity if numbers.name(one) not in told and numbers.name(one) not in generic]
    headlines = set(query.headline.tolist()) & set(known.headline.tolist())
    return [one for one in words if one in headlines], [one for one in words if one not in headlines]


def _reasons(match: Match) -> Iterator[Reason]:
    """What both speak of, how near their vectors lie, and the hours between them."""
    if match.hashtags:
        yield Reason(kind="hashtags", terms=match.hashtags[:3])
    if match.names:
        yield Reason(kind="names", terms=match.names[:3])
    if match.words:
        yield Reason(kind="words", terms=match.words[:3])
    if match.nearness is not None:
        yield Reason(kind="likeness", value=round(match.nearness, 3))
    hours = abs((match.query.at - match.known.at).total_seconds()) / 3600
    yield Reason(kind="time", value=round(hours, 1))

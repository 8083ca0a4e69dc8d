"""The latest articles, as `related` looks among them: by rare words, names and hashtags, and by vectors.

In: signatures with their stories, publishers and hashtags. Out: candidates for a query, and how rare a feature is.
Refuses: nothing. Nothing of it is kept: it is rebuilt from what the store remembers.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsloom.enrich import policy
from newsloom.enrich.wordlists import WordLists, key_of, without_title, word_lists
from newsloom.records import (
    ArticleId,
    Hashtag,
    Language,
    Merges,
    PublisherId,
    Remembered,
    Revision,
    Signature,
    StoryId,
    Vector,
)


@dataclass(slots=True)
class Known:
    """One article as a neighbour."""

    article_id: ArticleId
    story_id: StoryId
    publisher_id: PublisherId | None
    at: datetime
    language: Language
    headline: frozenset[str]
    weights: dict[str, float]
    """Feature and its weight before rarity."""
    shown: dict[str, str]
    """Hashtags (`#key`) and names (`@key`, hashtags too) among the features, as readers write them."""
    vector: Vector | None
    spans_events: bool
    words: dict[str, str]
    """How terms are spelled that are folded beyond reading."""
    length: float = 0.0
    season: int = -1
    """When `length` was worked out."""


class Neighbours:
    """An index of the latest articles. Cost of a query: bounded by `policy`, not by the archive."""

    def __init__(self, *, capacity: int = policy.NEIGHBOURS) -> None:
        self._capacity = capacity
        self._known: dict[int, Known] = {}
        self._numbers: dict[ArticleId, int] = {}
        self._stories: dict[StoryId, set[int]] = {}
        self._postings: dict[str, array[int]] = {}
        self._frequency: Counter[str] = Counter()
        self._short: NDArray[np.float32] | None = None
        self._shortening: NDArray[np.float32] | None = None
        self.answers: dict[tuple[ArticleId, int], Any] = {}
        """Room for what was worked out since the last change; a story's page asks for its articles twice."""
        self._idf: dict[int, float] = {}
        self._season = self._season_size = self._next = 0

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._numbers

    def remember(self, known: Remembered) -> None:
        """Take in one article at the rebuild from the store."""
        self.add(known.signature, known.story_id, known.publisher_id, known.hashtags)

    def add(
        self,
        signature: Signature,
        story_id: StoryId,
        publisher_id: PublisherId | None,
        hashtags: Iterable[Hashtag] = (),
    ) -> None:
        """Take in one article; one that is known already is replaced. Cost: O(features)."""
        self.answers.clear()
        old = self._numbers.get(signature.article_id)
        if old is not None:
            self._forget(old)
        self._make_room()
        known = _known(signature, story_id, publisher_id, hashtags)
        number, self._next = self._next, self._next + 1
        self._known[number] = known
        self._numbers[known.article_id] = number
        self._stories.setdefault(story_id, set()).add(number)
        self._turn_season()
        for feature in known.weights:
            self._frequency[feature] += 1
            self._note(feature, number)
        if known.vector is not None:
            self._keep_vector(number, known.vector)

    def _note(self, feature: str, number: int) -> None:
        """Add to the feature's articles; what is too much goes in one stroke when it has become as much again."""
        postings = self._postings.setdefault(feature, array("q"))
        postings.append(number)
        if len(postings) >= 2 * policy.POSTINGS:
            del postings[: -policy.POSTINGS]

    def apply(self, revision: Revision) -> None:
        """Follow a merge or a split of stories."""
        self.answers.clear()
        if isinstance(revision, Merges):
            moving, home = self._stories.pop(revision.gone_id, set()), revision.kept_id
        else:
            moving = {self._numbers[one] for one in revision.article_ids if one in self._numbers}
            home = revision.new_id
        for number in moving:
            self._leave_story(number)
            self._known[number].story_id = home
            self._stories.setdefault(home, set()).add(number)

    def find(self, article_id: ArticleId) -> Known | None:
        number = self._numbers.get(article_id)
        return None if number is None else self._known[number]

    def last_at(self, story_id: StoryId) -> datetime | None:
        """When the latest remembered article of a story was published."""
        return max((self._known[number].at for number in self._stories.get(story_id, ())), default=None)

    def idf(self, feature: str) -> float:
        """How much a feature says. Frequencies are looked up; the size of the archive is that of the last season."""
        count = self._frequency[feature]
        found = self._idf.get(count)
        if found is None:
            found = self._idf[count] = log(1 + (self._season_size + 20) / (count + 1))
        return found

    def frequency(self, feature: str) -> int:
        """In how many of the articles it stands."""
        return self._frequency[feature]

    def length(self, known: Known) -> float:
        """Of an article's weighted features; worked out once a season."""
        if known.season != self._season:
            known.length = sqrt(sum((weight * self.idf(feature)) ** 2 for feature, weight in known.weights.items()))
            known.season = self._season
        return known.length

    def candidates(self, query: Known) -> Iterator[Known]:
        """Articles that share the query's rarest features, and those that lie near it; so many of each."""
        near = self._nearest(query.vector) if query.vector is not None else []
        for number in dict.fromkeys([*self._sharing(query), *near]):
            known = self._known.get(number)
            if known is not None:
                yield known

    def _sharing(self, query: Known) -> list[int]:
        """Those that share the most of the query's rarest features; of equals the latest."""
        present = [feature for feature in query.weights if self._frequency[feature] > 1]
        rarest = sorted(present, key=lambda one: (self._frequency[one], one))[: policy.QUERY_FEATURES]
        postings = [self._postings[feature][-policy.POSTINGS :] for feature in rarest]
        numbers = np.frombuffer(b"".join(postings), np.int64)
        rarities = np.repeat([self.idf(one) * query.weights[one] for one in rarest], [len(one) for one in postings])
        oldest = max(0, self._next - self._capacity)
        counted = np.bincount(np.maximum(numbers - oldest, 0), rarities, self._next - oldest)
        found = np.flatnonzero(counted)
        best = found[np.argsort(counted[found], kind="stable")[-policy.CANDIDATES :]]
        return [int(row) + oldest for row in best]

    def _nearest(self, vector: Vector) -> list[int]:
        """The likeliest by shortened vectors: a fifth of the memory to run through, and the exact ones judge later."""
        if self._short is None or self._shortening is None:
            return []
        filled = self._short[: self._next]
        # One dot product a row: the threads of one matrix product cost more than they give, and wait for each other.
        distance = -np.vecdot(filled, vector @ self._shortening)
        n_wanted = min(policy.NEAREST, len(filled))
        rows = np.argpartition(distance, n_wanted - 1)[:n_wanted]
        return [number for row in rows.tolist() if (number := self._number_at(row)) is not None]

    def _number_at(self, row: int) -> int | None:
        """The article whose vector lies in a row: the latest number that is congruent to it."""
        behind = (self._next - 1 - row) % self._capacity
        number = self._next - 1 - behind
        return number if number in self._known else None

    def _keep_vector(self, number: int, vector: Vector) -> None:
        if self._short is None or self._shortening is None:
            directions = np.random.default_rng(0).standard_normal((len(vector), policy.SHORT_DIMS), dtype=np.float32)
            self._shortening = directions / np.float32(sqrt(policy.SHORT_DIMS))
            self._short = np.zeros((self._capacity, policy.SHORT_DIMS), dtype=np.float32)
        self._short[number % self._capacity] = vector @ self._shortening

    def _forget(self, number: int) -> None:
        self._leave_story(number)
        known = self._known.pop(number)
        del self._numbers[known.article_id]
        for feature in known.weights:
            self._frequency[feature] -= 1
            postings = self._postings[feature]
            if postings and postings[0] == number:
                postings.pop(0)
            if not self._frequency[feature]:
                del self._frequency[feature], self._postings[feature]
        if self._short is not None:
            self._short[number % self._capacity] = 0.0

    def _turn_season(self) -> None:
        """After every tenth of growth, or a tenth of the archive replaced, rarities are worked out anew."""
        if self._next - self._season > 0.1 * len(self._known):
            self._season, self._season_size = self._next, len(self._known)
            self._idf.clear()

    def _make_room(self) -> None:
        """No two remembered numbers are a capacity apart, so that each has a row of its own."""
        while self._known:
            oldest = next(iter(self._known))
            if len(self._known) < self._capacity and self._next - oldest < self._capacity:
                return
            self._forget(oldest)

    def _leave_story(self, number: int) -> None:
        story_id = self._known[number].story_id
        members = self._stories.get(story_id)
        if members is not None:
            members.discard(number)
            if not members:
                del self._stories[story_id]


def _known(
    signature: Signature, story_id: StoryId, publisher_id: PublisherId | None, hashtags: Iterable[Hashtag]
) -> Known:
    lists = word_lists(signature.language)
    in_headline = frozenset(signature.headline_terms) - lists.silent
    spelled = dict(signature.spellings)
    weights: dict[str, float] = {}
    telling = ((term, count) for term, count in signature.terms if term not in lists.silent and not term.isdigit())
    for term, count in islice(telling, policy.FEATURES):
        weights[term] = (1 + log(count)) * (policy.HEADLINE_WEIGHT if term in in_headline else 1.0)
        if term in lists.generic:
            weights[term] *= policy.GENERIC_WEIGHT
    tags = tuple(hashtags)
    peoples = (lists.places[term] for term in weights if term in lists.places)
    named = _named([*signature.names, *(tag.phrase for tag in tags), *peoples], lists)
    shown = {f"@{key}": name for key, name in named.items()}
    weights |= dict.fromkeys(shown, policy.NAME_WEIGHT)
    for tag in tags:
        key = key_of(tag.phrase)
        weights[f"#{key}"] = policy.HASHTAG_WEIGHT
        shown[f"#{key}"] = shown[f"@{key}"] = tag.phrase
        weights.setdefault(f"@{key}", policy.NAME_WEIGHT)
    return Known(
        article_id=signature.article_id,
        story_id=story_id,
        publisher_id=publisher_id,
        at=signature.at,
        language=signature.language,
        headline=in_headline - lists.generic,
        weights=weights,
        shown=shown,
        words={term: spelled[term] for term in weights if term in spelled},
        vector=signature.vector,
        spans_events=signature.spans_events,
    )


def _named(names: Iterable[str], lists: WordLists) -> dict[str, str]:
    """Keys of names, titles off, places under their one name; a name of several words can be called by its last."""
    found: dict[str, str] = {}
    for name in names:
        bare = without_title(name, lists)
        place = lists.places.get(key_of(bare))
        for one in (place,) if place else (bare, bare.rpartition(" ")[2]):
            key = key_of(one)
            if place or key not in lists.nameless:
                found.setdefault(key, one)
    return found

"""The latest articles, as `related` looks among them: by rare words, names and hashtags, and by vectors.

In: signatures with their stories, publishers and hashtags. Out: candidates for a query, and how alike they are.
Refuses: nothing. Nothing of it is kept: it is rebuilt from what the store remembers.

An article costs about 8 KB: its features are numbers, and its vector has two bytes a dimension.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsloom.enrich import policy
from newsloom.enrich.features import Features, features_of
from newsloom.enrich.vocabulary import Floats, Ints, Vocabulary
from newsloom.records import (
    ArticleId,
    Hashtag,
    Language,
    Merges,
    Place,
    PublisherId,
    Remembered,
    Revision,
    Signature,
    StoryId,
    Vector,
)

DAY = 86_400.0


@dataclass(slots=True, eq=False)
class Known:
    """One article as a neighbour. Features are numbers of the index's vocabulary."""

    article_id: ArticleId
    story_id: StoryId
    publisher_id: PublisherId | None
    at: datetime
    language: Language
    spans_events: bool
    has_vector: bool
    number: int
    """Articles are numbered as they come."""
    words: Ints
    weights: Floats
    """Of the words, before rarity."""
    headline: Ints
    """Those of the words that stand in the headline."""
    names: Ints
    """Names, hashtags among them."""
    hashtags: Ints


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike a query and other articles are; a number for each of them."""

    words: Floats
    """Cosine of their words, weighed by rarity."""
    headline: Floats
    """Mean share of one's headline that stands in the other's words, weighed by rarity."""
    hashtags: Floats
    """Cosine of their hashtags."""
    nearness: Floats
    """Cosine of their vectors; not a number where one has none."""
    days: Floats
    """Between them; half a day is none."""


class Neighbours:
    """An index of the latest articles. Cost of a query: bounded by `policy`, nearly flat in the archive."""

    def __init__(self, *, capacity: int = policy.NEIGHBOURS) -> None:
        self._capacity = capacity
        self._known: dict[int, Known] = {}
        self._numbers: dict[ArticleId, int] = {}
        self._stories: dict[StoryId, set[int]] = {}
        self._postings: dict[int, array[int]] = {}
        self._vectors: NDArray[np.float16] | None = None
        self._short: Floats | None = None
        self._shortening: Floats | None = None
        self._next = 0
        self.vocabulary = Vocabulary()
        self.answers: dict[ArticleId, Any] = {}
        """Room for what was worked out since the last change; a story's page asks for its articles twice."""

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
        known = self._noted(signature, story_id, publisher_id, features_of(signature, hashtags))
        number, self._next = self._next, self._next + 1
        self._known[number] = known
        self._numbers[known.article_id] = number
        self._stories.setdefault(story_id, set()).add(number)
        for feature in (*known.words.tolist(), *known.names.tolist()):
            self._post(feature, number)
        known.has_vector = signature.vector is not None and self._keep_vector(number, signature.vector)

    def apply(self, revision: Revision) -> None:
        """Follow a merge or a split of stories."""
        self.answers.clear()
        if isinstance(revision, Merges):
            moving, home = self._stories.pop(revision.gone_id, set()), revision.kept_id
        else:
            moving = {self._numbers[one] for one in revision.article_ids if one in self._numbers}
            home = revision.new_id
        self._move(moving, home)

    def correct(self, place: Place) -> None:
        """Follow an article to where an editor has put it."""
        if place.article_id in self._numbers:
            self.answers.clear()
            self._move({self._numbers[place.article_id]}, place.story_id)

    def find(self, article_id: ArticleId) -> Known | None:
        number = self._numbers.get(article_id)
        return None if number is None else self._known[number]

    def last_at(self, story_id: StoryId) -> datetime | None:
        """When the latest remembered article of a story was published."""
        return max((self._known[number].at for number in self._stories.get(story_id, ())), default=None)

    def rarity(self, numbers: Ints) -> Floats:
        """How much each feature says in this archive."""
        return self.vocabulary.rarity(numbers, len(self._known))

    def candidates(self, query: Known) -> list[Known]:
        """Articles that share the query's rarest features, and those that lie near it; so many of each."""
        numbers = dict.fromkeys([*self._sharing(query), *self._nearest(query)])
        found = (self._known.get(number) for number in numbers)
        return [known for known in found if known is not None and known is not query]

    def compare(self, query: Known, others: Sequence[Known]) -> Alike:
        """How alike the query and each of the others are. Cost: about .3 ms for a hundred."""
        at = query.at.timestamp()
        apart = np.array([abs(other.at.timestamp() - at) / DAY for other in others], np.float32)
        days = np.where(apart < 1, np.maximum(2 * apart - 1, 0), apart).astype(np.float32)
        words, headline = self._alike_in_words(query, others)
        return Alike(words, headline, self._alike_in_hashtags(query, others), self._nearness(query, others), days)

    # ------------------------------------------------------------------------------------------ likeness

    def _alike_in_words(self, query: Known, others: Sequence[Known]) -> tuple[Floats, Floats]:
        room, mine = self.vocabulary.room, self.rarity(query.words) * query.weights
        features, owners = _joined([other.words for other in others])
        theirs = self.rarity(features) * np.concatenate([other.weights for other in others])

        def total(values: Floats) -> NDArray[np.float64]:
            return np.bincount(owners, values, len(others)).astype(np.float64)

        room[query.words] = mine
        lengths = np.sqrt(total(theirs * theirs)) * sqrt(float(mine @ mine))
        words = total(theirs * room[features]) / np.maximum(lengths, 1e-9)
        room[query.words] = 1
        heads, head_owners = _joined([other.headline for other in others])
        rarities = self.rarity(heads)
        whole = np.maximum(np.bincount(head_owners, rarities, len(others)), 1e-9)
        there = np.bincount(head_owners, rarities * room[heads], len(others)) / whole
        room[query.words] = 0
        rarities = self.rarity(query.headline)
        room[query.headline] = rarities / max(float(rarities.sum()), 1e-9)
        here = total(room[features])
        room[query.headline] = 0
        return words.astype(np.float32), (0.5 * (here + there)).astype(np.float32)

    def _alike_in_hashtags(self, query: Known, others: Sequence[Known]) -> Floats:
        room, mine = self.vocabulary.room, self.rarity(query.hashtags)
        features, owners = _joined([other.hashtags for other in others])
        theirs = self.rarity(features)
        room[query.hashtags] = mine
        product = np.bincount(owners, theirs * room[features], len(others))
        room[query.hashtags] = 0
        lengths = np.sqrt(np.bincount(owners, theirs * theirs, len(others)) * float(mine @ mine))
        alike: Floats = (product / np.maximum(lengths, 1e-9)).astype(np.float32)
        return alike

    def _nearness(self, query: Known, others: Sequence[Known]) -> Floats:
        found = np.full(len(others), np.nan, np.float32)
        if self._vectors is None or not query.has_vector:
            return found
        places = [place for place, other in enumerate(others) if other.has_vector]
        rows = [others[place].number % self._capacity for place in places]
        vector = self._vectors[query.number % self._capacity].astype(np.float32)
        found[places] = self._vectors[rows].astype(np.float32) @ vector
        return found

    # ---------------------------------------------------------------------------------------- candidates

    def _sharing(self, query: Known) -> list[int]:
        """Those that share the most of the query's rarest features; of equals the latest."""
        features = np.concatenate([query.words, query.names])
        weights = np.concatenate([query.weights, np.full(len(query.names), policy.NAME_WEIGHT, np.float32)])
        frequency = self.vocabulary.frequency(features)
        rarest = np.argsort(frequency, kind="stable")
        rarest = rarest[frequency[rarest] > 1][: policy.QUERY_FEATURES]
        postings = [self._postings[one][-policy.POSTINGS :] for one in features[rarest].tolist()]
        numbers = np.frombuffer(b"".join(postings), np.int32)
        worth = np.repeat(self.rarity(features[rarest]) * weights[rarest], [len(one) for one in postings])
        oldest = max(0, self._next - self._capacity)
        counted = np.bincount(np.maximum(numbers - oldest, 0), worth, self._next - oldest)
        found = np.flatnonzero(counted)
        best = found[np.argsort(counted[found], kind="stable")[-policy.CANDIDATES :]]
        return [int(row) + oldest for row in best]

    def _nearest(self, query: Known) -> list[int]:
        """The likeliest by shortened vectors: a sixth of the memory to run through, and the exact ones judge later.

        Only the latest are run through; what is older is found by its words.
        """
        if self._short is None or self._vectors is None or not query.has_vector:
            return []
        first = max(0, self._next - min(policy.NEAR_ROWS, self._capacity))
        begins, ends = first % self._capacity, self._next % self._capacity
        spans = [(begins, ends)] if begins < ends else [(begins, self._capacity), (0, ends)]
        mine = self._short[query.number % self._capacity]
        # One dot product a row: the threads of one matrix product cost more than they give, and wait for each other.
        likeness = np.concatenate([np.vecdot(self._short[start:end], mine) for start, end in spans])
        n_wanted = min(policy.NEAREST, len(likeness))
        return [first + row for row in np.argpartition(-likeness, n_wanted - 1)[:n_wanted].tolist()]

    def _keep_vector(self, number: int, vector: Vector) -> bool:
        """Whether it can be compared with the others: after a change of encoder it may have other dimensions."""
        if self._vectors is None or self._short is None or self._shortening is None:
            directions = np.random.default_rng(0).standard_normal((len(vector), policy.SHORT_DIMS), dtype=np.float32)
            self._shortening = directions / np.float32(sqrt(policy.SHORT_DIMS))
            self._short = np.zeros((self._capacity, policy.SHORT_DIMS), np.float32)
            self._vectors = np.zeros((self._capacity, len(vector)), np.float16)
        if len(vector) != self._vectors.shape[1]:
            return False
        self._short[number % self._capacity] = vector @ self._shortening
        self._vectors[number % self._capacity] = vector
        return True

    # --------------------------------------------------------------------------------------- bookkeeping

    def _noted(
        self, signature: Signature, story_id: StoryId, publisher_id: PublisherId | None, features: Features
    ) -> Known:
        """The article in numbers: of its words the telling ones, those of the headline before all."""
        numbers, n_articles = self.vocabulary, len(self._known)

        def worth(word: str) -> tuple[bool, float]:
            return word in features.headline, features.words[word] * numbers.rarity_of(word, n_articles)

        words = nlargest(policy.FEATURES, features.words, key=worth)
        known = Known(
            article_id=signature.article_id,
            story_id=story_id,
            publisher_id=publisher_id,
            at=signature.at,
            language=signature.language,
            spans_events=signature.spans_events,
            has_vector=False,
            number=self._next,
            words=numbers.numbers(words),
            weights=np.array([features.words[word] for word in words], np.float32),
            headline=numbers.numbers(word for word in words if word in features.headline),
            names=numbers.numbers(features.names),
            hashtags=numbers.numbers(sorted(features.hashtags)),
        )
        numbers.take(known.words)
        numbers.take(known.names)
        for number, spelling in zip(known.names.tolist(), features.names.values(), strict=True):
            numbers.spell(number, spelling)
        for number, word in zip(known.words.tolist(), words, strict=True):
            if word in features.spellings:
                numbers.spell(number, features.spellings[word])
        return known

    def _post(self, feature: int, number: int) -> None:
        """Add to the feature's articles; what is too much goes in one stroke when it has become as much again."""
        postings = self._postings.get(feature)
        if postings is None:
            postings = self._postings[feature] = array("i")
        postings.append(number)
        if len(postings) >= 2 * policy.POSTINGS:
            del postings[: -policy.POSTINGS]

    def _forget(self, number: int) -> None:
        self._leave_story(number)
        known = self._known.pop(number)
        del self._numbers[known.article_id]
        features = np.concatenate([known.words, known.names])
        for feature in features.tolist():
            postings = self._postings[feature]
            if postings and postings[0] == number:
                postings.pop(0)
        for feature in self.vocabulary.leave(features):
            del self._postings[feature]
        if self._short is not None:
            self._short[number % self._capacity] = 0.0

    def _make_room(self) -> None:
        """No two remembered numbers are a capacity apart, so that each has a row of its own."""
        while self._known:
            oldest = next(iter(self._known))
            if len(self._known) < self._capacity and self._next - oldest < self._capacity:
                return
            self._forget(oldest)

    def _move(self, numbers: Iterable[int], home: StoryId) -> None:
        for number in numbers:
            self._leave_story(number)
            self._known[number].story_id = home
            self._stories.setdefault(home, set()).add(number)

    def _leave_story(self, number: int) -> None:
        story_id = self._known[number].story_id
        members = self._stories.get(story_id)
        if members is not None:
            members.discard(number)
            if not members:
                del self._stories[story_id]


def _joined(parts: Sequence[Ints]) -> tuple[Ints, NDArray[np.int64]]:
    """All features in one row, and for each whose it is."""
    return np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts])

"""The open articles of one language, and the logit of a new one with each of them.

In: signatures in the order of their time. Out: logits. Refuses: nothing.

The logit is linear in products of what two articles hold, so that one pass over the postings of the new article's
words gives it for every open article at once. Cost: O(postings of its words), whatever the size of the archive.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log, sqrt

import numpy as np
import xxhash
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats, Likeness, logits
from newsloom.cluster.rarity import Rarity
from newsloom.cluster.signature import term_of
from newsloom.records import ArticleId, Language, Signature, StoryId, Vector

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
N_CLEAR = 512
"""Slots before the first clearing away."""
MOST_LOTS = 2**32
N_CLOCK = 33
"""Last arrivals that tell the time."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signature with the weights that its words had on its day."""

    signature: Signature
    words: dict[str, float]
    """tf-idf, of length 1."""
    headline: dict[str, float]
    """Each headline word's part of what the headline says; sums to 1."""
    hours: float
    length: int
    """`LONG`, `SHORT` or `BARE`."""
    telling: frozenset[str]
    """Words that tell events apart today."""
    trade: float
    """The likeness by words to a fifth of the open articles and `N_TRADE` more; 0 where there are few."""
    usual: float
    """How near half of the latest articles lie to it; 0 where that is not known."""

    @property
    def article_id(self) -> ArticleId:
        return self.signature.article_id

    @property
    def at(self) -> datetime:
        return self.signature.at


@dataclass(slots=True)
class Postings:
    """Which slots hold a word, and how much it weighs there."""

    slots: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("d"))

    def add(self, slot: int, weight: float) -> None:
        self.slots.append(slot)
        self.weights.append(weight)


class Desk:
    """Slots of open articles, in the order in which they came; a slot's number lasts until `clear_away`."""

    def __init__(self, language: Language) -> None:
        self.rarity = Rarity(language)
        self._clear_at = N_CLEAR
        self._languages: dict[Language, int] = {}
        self._begin()

    def _begin(self) -> None:
        self.open: list[Weighed] = []
        self.homes: list[StoryId] = []
        """By slot: the story that the article stands in."""
        self._stories: dict[StoryId, int] = {}
        self.slot_of: dict[ArticleId, int] = {}
        self.edges: list[dict[int, float]] = []
        """By slot: the neighbours and the logit with each, from `EDGE` on."""
        self._words: dict[str, Postings] = {}
        self._walked: tuple[dict[str, float], Floats] | None = None
        self._headlines: dict[str, Postings] = {}
        self._hours = array("d")
        self._lengths = array("i")
        self._has_vector = array("b")
        self._usual = array("d")
        self._trade = array("d")
        self._lots = array("Q")
        self._tongues = array("i")
        self._n_telling = array("i")
        self._homes = array("q")
        self._company = array("d")
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def weigh(self, signature: Signature) -> Weighed:
        """The signature's words with what they say today."""
        fresh = self.rarity.weights(term for term, _ in signature.terms)
        words = {term: (1 + log(count)) * weight for (term, count), weight in zip(signature.terms, fresh, strict=True)}
        length = sqrt(sum(weight * weight for weight in words.values())) or 1.0
        rare = dict(zip(signature.headline_terms, self.rarity.weights(signature.headline_terms), strict=True))
        whole = sum(rare.values()) or 1.0
        words = {term: weight / length for term, weight in words.items()}
        return Weighed(
            signature=signature,
            words=words,
            headline={term: weight / whole for term, weight in rare.items()},
            hours=(signature.at - EPOCH) / HOUR,
            length=_length(signature),
            telling=_telling(signature, fresh),
            trade=self._trade_likeness(words, signature),
            usual=self._usual_likeness(signature),
        )

    def compare(self, one: Weighed) -> Likeness:
        """How like this article is to each open one, by slot. Cost: O(postings of its words)."""
        words = self._alike_by_words(one.words)
        headlines = self._headline_shares(one)
        lengths = np.maximum(np.frombuffer(self._lengths, np.int32), one.length)
        tongue = self._languages.get(one.signature.language, -1)
        return Likeness(
            words=words,
            headlines=headlines,
            vectors=self._cosines(one.signature.vector, words + headlines),
            hours_apart=np.abs(np.frombuffer(self._hours) - one.hours),
            telling=self._telling_shares(one),
            usual=np.maximum(np.frombuffer(self._usual), one.usual),
            trade=np.maximum(np.frombuffer(self._trade), one.trade),
            lengths=np.where(np.frombuffer(self._tongues, np.int32) == tongue, lengths, policy.ACROSS),
            youth=max(0.0, 1 - self.rarity.n_articles / policy.YOUNG_ENDS),
        )

    def logits(self, one: Weighed) -> Floats:
        """The logit of this article with each open one, by slot."""
        return logits(self.compare(one)) if self.open else np.zeros(0)

    def nearest(self, one: Weighed, logits: Floats) -> tuple[StoryId, float] | None:
        """The story whose members that are still open agree most to the article; of equals the smaller id.

        How far they agree is their mean logit, or their median where that is lower. Only a story that holds an article
        near enough can have it. None where none reaches `ARRIVAL`.
        """
        near = np.flatnonzero(logits >= policy.ARRIVAL)
        if not len(near):
            return None
        best = near[np.argsort(-logits[near], kind="stable")].tolist()
        stories = list(dict.fromkeys(self.homes[slot] for slot in best))[: policy.N_NEAR]
        is_open = np.frombuffer(self._hours) >= one.hours - policy.OPEN / HOUR
        homes = np.frombuffer(self._homes, np.int64)
        agreed = {story: _agreement(logits[is_open & (homes == self._stories[story])]) for story in sorted(stories)}
        home = max(agreed, key=lambda story: agreed[story])
        return None if agreed[home] < policy.ARRIVAL else (home, agreed[home])

    def add(self, one: Weighed, home: StoryId, logits: Floats) -> None:
        """Lay the article open, with its logit to each that is. Cost: O(its words), the clearing away shared out."""
        if len(self.open) >= self._clear_at:
            self._clear_away()
            logits = self.logits(one)
        slot = self._lay(one, home)
        self.edges.append({})
        near = np.flatnonzero(logits >= policy.EDGE)
        shares = 1 / (1 + np.exp(-logits[near]))
        shares[shares < policy.NOTICED] = 0.0
        company = np.frombuffer(self._company)
        company[near] += shares
        company[slot] = shares.sum()
        for other in near[np.argsort(-logits[near], kind="stable")][: policy.N_EDGES].tolist():
            self.edges[slot][other] = float(logits[other])
            if len(self.edges[other]) < policy.N_EDGES_MOST:
                self.edges[other][slot] = float(logits[other])

    def move(self, article_id: ArticleId, home: StoryId) -> None:
        """Take note that an article stands in another story; one that is no longer open is nobody here."""
        slot = self.slot_of.get(article_id)
        if slot is not None:
            self.homes[slot] = home
            self._homes[slot] = self._number(home)

    def company(self, slot: int) -> float:
        """How many neighbours the article has, each counted by its probability."""
        return self._company[slot]

    def since(self, at: datetime) -> list[int]:
        """Slots of the articles from then on, by time, then id."""
        slots = [slot for slot, one in enumerate(self.open) if one.at >= at]
        return sorted(slots, key=lambda slot: (self.open[slot].at, self.open[slot].article_id))

    # ------------------------------------------------------------------------------------------ inside

    def _clear_away(self) -> None:
        """Forget who is no longer open. The middle one of the last arrivals is the clock, so that one may be wrong."""
        latest = sorted(one.at for one in self.open[-N_CLOCK:])
        horizon = latest[len(latest) // 2] - policy.OPEN
        kept = [slot for slot, one in enumerate(self.open) if one.at >= horizon][-policy.N_OPEN :]
        moved = {slot: place for place, slot in enumerate(kept)}
        weighed, edges = [self.open[slot] for slot in kept], [self.edges[slot] for slot in kept]
        homes, company = [self.homes[slot] for slot in kept], [self._company[slot] for slot in kept]
        self._begin()
        self.edges = [{moved[k]: logit for k, logit in row.items() if k in moved} for row in edges]
        for one, home in zip(weighed, homes, strict=True):
            self._lay(one, home)
        self._company = array("d", company)
        self._clear_at = max(N_CLEAR, 2 * len(kept))

    def _lay(self, one: Weighed, home: StoryId) -> int:
        slot = len(self.open)
        self.open.append(one)
        self.homes.append(home)
        self.slot_of[one.article_id] = slot
        self._hours.append(one.hours)
        self._lengths.append(one.length)
        self._has_vector.append(one.signature.vector is not None)
        self._usual.append(one.usual)
        self._trade.append(one.trade)
        self._lots.append(_lot(one.article_id))
        self._tongues.append(self._languages.setdefault(one.signature.language, len(self._languages)))
        self._n_telling.append(len(one.telling))
        self._homes.append(self._number(home))
        self._company.append(0.0)
        for term, weight in one.words.items():
            self._words.setdefault(term, Postings()).add(slot, weight)
        for term, weight in one.headline.items():
            self._headlines.setdefault(term, Postings()).add(slot, weight)
        if one.signature.vector is not None:
            self._keep_vector(slot, one.signature.vector)
        return slot

    def _number(self, story: StoryId) -> int:
        return self._stories.setdefault(story, len(self._stories))

    def _cosines(self, vector: Vector | None, by_words: Floats) -> Floats:
        """Cosine with each open article, not a number where one of the two has no vector, or words are far apart."""
        cosines = np.full(len(self.open), np.nan)
        if vector is None or not len(self._vectors):
            return cosines
        has_vector = np.frombuffer(self._has_vector, np.int8).astype(bool)
        if len(self.open) <= policy.N_COMPARED:
            cosines[has_vector] = np.vecdot(self._vectors[: len(self.open)], vector)[has_vector]
            return cosines
        picked = np.argpartition(-by_words, policy.N_PICKED)[: policy.N_PICKED]
        picked = picked[has_vector[picked]]
        cosines[picked] = np.vecdot(self._vectors[picked], vector)
        return cosines

    def _usual_likeness(self, signature: Signature) -> float:
        """The cosine with the middle one of a fair sample of the open articles."""
        vector = signature.vector
        if vector is None or not len(self._vectors):
            return 0.0
        lot = int(MOST_LOTS * min(1.0, policy.N_USUAL / max(1, self.rarity.n_articles)))
        oldest = (signature.at - policy.OPEN - EPOCH) / HOUR
        is_drawn = (np.frombuffer(self._lots, np.uint64) < lot) & (np.frombuffer(self._hours) >= oldest)
        drawn = np.flatnonzero(is_drawn & np.frombuffer(self._has_vector, np.int8).astype(bool))
        if len(drawn) < policy.N_USUAL_LEAST:
            return 0.0
        return float(np.median(np.vecdot(self._vectors[drawn], vector)))

    def _trade_likeness(self, words: dict[str, float], signature: Signature) -> float:
        """The cosine by words that a tenth of the open articles, and ten more, reach; 0 where there are few."""
        is_open = np.frombuffer(self._hours) >= (signature.at - policy.OPEN - EPOCH) / HOUR
        n_open = int(np.count_nonzero(is_open))
        place = policy.N_TRADE + int(policy.TRADE_SHARE * n_open)
        if place >= n_open:
            return 0.0
        return float(-np.partition(-self._alike_by_words(words)[is_open], place)[place])

    def _alike_by_words(self, words: dict[str, float]) -> Floats:
        """By slot: the cosine of tf-idf. Kept, because an article that is weighed is compared next."""
        if self._walked is None or self._walked[0] is not words or len(self._walked[1]) != len(self.open):
            found = [(self._words[term], weight) for term, weight in words.items() if term in self._words]
            slots, lengths = _joined([postings for postings, _ in found])
            there = np.frombuffer(b"".join([postings.weights for postings, _ in found]))
            weights = np.repeat([weight for _, weight in found], lengths)
            self._walked = words, np.asarray(np.bincount(slots, there * weights, len(self.open)), np.float64)
        return self._walked[1]

    def _telling_shares(self, one: Weighed) -> Floats:
        """By slot: the share of telling words that both hold, of the one that has fewer; as a logarithm."""
        slots, _ = _joined([self._words[term] for term in one.telling if term in self._words])
        n_shared = np.bincount(slots, minlength=len(self.open))
        fewer = np.minimum(np.frombuffer(self._n_telling, np.int32), len(one.telling))
        return np.asarray(np.log((n_shared + 0.5) / (fewer + 1)))

    def _headline_shares(self, one: Weighed) -> Floats:
        """How much of either headline stands in the other's text, the mean of both ways."""
        there = np.zeros(len(self.open))
        for term, share in one.headline.items():
            if term in self._words:
                there[np.frombuffer(self._words[term].slots, np.int32)] += share
        found = [self._headlines[term] for term in one.words if term in self._headlines]
        back = np.frombuffer(b"".join([postings.weights for postings in found]))
        return np.asarray((there + np.bincount(_joined(found)[0], back, len(there))) / 2)

    def _keep_vector(self, slot: int, vector: Vector) -> None:
        if slot >= len(self._vectors):
            grown = np.zeros((max(256, 2 * (slot + 1)), len(vector)), np.float32)
            if len(self._vectors):
                grown[: len(self._vectors)] = self._vectors
            self._vectors = grown
        self._vectors[slot] = vector


def _joined(found: Sequence[Postings]) -> tuple[NDArray[np.int32], list[int]]:
    """The slots of all these postings in a row, and how many are each one's."""
    slots = np.frombuffer(b"".join([postings.slots for postings in found]), np.int32)
    return slots, [len(postings.slots) for postings in found]


def _agreement(logits: Floats) -> float:
    """The mean of the members, as far as half of them agree to it: of a heap of look-alikes a few are very like."""
    return float(min(logits.mean(), np.median(logits))) if len(logits) else -np.inf


def _telling(signature: Signature, fresh: Sequence[float]) -> frozenset[str]:
    """Numbers and the words of names, as far as they are not worn; where no names are known, what is rare."""
    names = {term_of(word) for name in signature.names for word in name.split()}
    said = {term: weight for (term, _), weight in zip(signature.terms, fresh, strict=True) if weight >= policy.WORN}
    return frozenset(
        term
        for term, weight in said.items()
        if (term in names if names else weight >= policy.RARE) or any(letter.isdigit() for letter in term)
    )


def _lot(article_id: ArticleId) -> int:
    """A number below `MOST_LOTS` that is the article's for good, and as good as drawn."""
    return xxhash.xxh32_intdigest(article_id.encode())


def _length(signature: Signature) -> int:
    n_words = sum(count for _, count in signature.terms)
    return policy.BARE if n_words <= policy.N_BARE else policy.SHORT if n_words <= policy.N_SHORT else policy.LONG

"""The open articles of one language, and the logit of a new one with each of them.

In: signatures in the order of their time. Out: logits. Refuses: nothing.

The logit is linear in products of what two articles hold, so that one pass over the postings of the new article's
words gives it for every open article at once. Cost: O(postings of its words), whatever the size of the archive.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats, Likeness, logits
from newsloom.cluster.rarity import Rarity
from newsloom.records import ArticleId, Language, Signature, Vector

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
N_CLEAR = 512
"""Slots before the first clearing away."""
N_CLOCK = 33
"""Last arrivals that tell the time."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signature with the weights that its words had on its day."""

    signature: Signature
    words: dict[str, float]
    """tf-idf, of length 1."""
    headline: dict[str, float]
    """Each headline word's part of the headline's idf; sums to 1."""
    hours: float
    length: int
    """`LONG`, `SHORT` or `BARE`."""

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
        self._begin()

    def _begin(self) -> None:
        self.open: list[Weighed] = []
        self.slot_of: dict[ArticleId, int] = {}
        self.edges: list[dict[int, float]] = []
        """By slot: the neighbours and the logit with each, from `EDGE` on."""
        self._words: dict[str, Postings] = {}
        self._headlines: dict[str, Postings] = {}
        self._hours = array("d")
        self._lengths = array("i")
        self._has_vector = array("b")
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def weigh(self, signature: Signature) -> Weighed:
        """The signature's words with what they say today."""
        rarity = self.rarity
        words = {term: (1 + log(count)) * rarity.weight(term) for term, count in signature.terms}
        length = sqrt(sum(weight * weight for weight in words.values())) or 1.0
        rare = {term: max(rarity.idf(term), 0.0) for term in signature.headline_terms}
        whole = sum(rare.values()) or 1.0
        return Weighed(
            signature=signature,
            words={term: weight / length for term, weight in words.items()},
            headline={term: weight / whole for term, weight in rare.items()},
            hours=(signature.at - EPOCH) / HOUR,
            length=_length(signature),
        )

    def compare(self, one: Weighed) -> Likeness:
        """How like this article is to each open one, by slot. Cost: O(postings of its words)."""
        n_slots = len(self.open)
        return Likeness(
            words=_summed(self._words, one.words, n_slots),
            headlines=self._headline_shares(one, n_slots),
            vectors=self._cosines(one.signature.vector),
            hours_apart=np.abs(np.frombuffer(self._hours) - one.hours),
            lengths=np.maximum(np.frombuffer(self._lengths, np.int32), one.length),
        )

    def logits(self, one: Weighed) -> Floats:
        """The logit of this article with each open one, by slot."""
        return logits(self.compare(one)) if self.open else np.zeros(0)

    def add(self, one: Weighed, logits: Floats) -> None:
        """Lay the article open, with its logit to each that is. Cost: O(its words), the clearing away shared out."""
        if len(self.open) >= self._clear_at:
            self._clear_away()
            logits = self.logits(one)
        slot = self._lay(one)
        self.edges.append({})
        for other in np.flatnonzero(logits >= policy.EDGE).tolist():
            self.edges[slot][other] = self.edges[other][slot] = float(logits[other])

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
        self._begin()
        self.edges = [{moved[k]: logit for k, logit in row.items() if k in moved} for row in edges]
        for one in weighed:
            self._lay(one)
        self._clear_at = max(N_CLEAR, 2 * len(kept))

    def _lay(self, one: Weighed) -> int:
        slot = len(self.open)
        self.open.append(one)
        self.slot_of[one.article_id] = slot
        self._hours.append(one.hours)
        self._lengths.append(one.length)
        self._has_vector.append(one.signature.vector is not None)
        for term, weight in one.words.items():
            self._words.setdefault(term, Postings()).add(slot, weight)
        for term, weight in one.headline.items():
            self._headlines.setdefault(term, Postings()).add(slot, weight)
        if one.signature.vector is not None:
            self._keep_vector(slot, one.signature.vector)
        return slot

    def _cosines(self, vector: Vector | None) -> Floats:
        """Cosine with each open article, not a number where one of the two has no vector."""
        cosines = np.full(len(self.open), np.nan)
        if vector is None or not len(self._vectors):
            return cosines
        has_vector = np.frombuffer(self._has_vector, np.int8).astype(bool)
        cosines[has_vector] = np.vecdot(self._vectors[: len(self.open)], vector)[has_vector]
        return cosines

    def _headline_shares(self, one: Weighed, n_slots: int) -> Floats:
        """How much of either headline stands in the other's text, the mean of both ways."""
        there = np.zeros(n_slots)
        for term, share in one.headline.items():
            if term in self._words:
                there[np.frombuffer(self._words[term].slots, np.int32)] += share
        back = _summed(self._headlines, dict.fromkeys(one.words, 1.0), n_slots)
        return np.asarray((there + back) / 2)

    def _keep_vector(self, slot: int, vector: Vector) -> None:
        if slot >= len(self._vectors):
            grown = np.zeros((max(256, 2 * (slot + 1)), len(vector)), np.float32)
            if len(self._vectors):
                grown[: len(self._vectors)] = self._vectors
            self._vectors = grown
        self._vectors[slot] = vector


def _summed(index: dict[str, Postings], weights: dict[str, float], n_slots: int) -> Floats:
    """For each slot the sum over words of its weight times the weight given."""
    found = [(index[term], weight) for term, weight in weights.items() if term in index]
    if not found:
        return np.zeros(n_slots)
    slots = np.frombuffer(b"".join([postings.slots for postings, _ in found]), np.int32)
    there = np.frombuffer(b"".join([postings.weights for postings, _ in found]))
    given = np.repeat([weight for _, weight in found], [len(postings.slots) for postings, _ in found])
    return np.asarray(np.bincount(slots, there * given, n_slots), np.float64)


def _length(signature: Signature) -> int:
    n_words = sum(count for _, count in signature.terms)
    return policy.BARE if n_words <= policy.N_BARE else policy.SHORT if n_words <= policy.N_SHORT else policy.LONG

"""The open articles of one language, and the logit of a new one with each of them.

In: signatures in the order of their time. Out: logits. Refuses: nothing.

The logit is linear in products of what two articles hold, so that one pass over the postings of the new article's
words gives it for every open article at once. Of more than `N_COMPARED` only those are looked at that share most of its
telling words, and the stories they stand in; all others are far. So an article costs the same however many lie open.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import xxhash
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.index import Index, Lists, Shared, Slots
from newsloom.cluster.likeness import Floats, Likeness, logits
from newsloom.cluster.pairs import Edges, Pairs
from newsloom.cluster.rarity import Rarity
from newsloom.cluster.weighing import HOUR, Weighed, weighed_alone
from newsloom.records import ArticleId, Language, Signature, StoryId, Vector

N_CLEAR = 512
"""Slots before the first clearing away."""
MOST_LOTS = 2**32
N_CLOCK = 33
"""Last arrivals that tell the time."""


class Desk:
    """Slots of open articles, in the order in which they came; a slot's number lasts until something is added."""

    def __init__(self, language: Language) -> None:
        self.rarity = Rarity(language)
        self.open: list[Signature] = []
        """By slot: what a reader may be told of the article; its words are in the index."""
        self.homes: list[StoryId] = []
        """By slot: the story that the article stands in."""
        self._slot_numbers: dict[ArticleId, int] = {}
        self._clear_at = N_CLEAR
        self._n_dropped = 0
        self._n_met = 0
        """Slots that have met: those behind wait until what they hold against the ones before is wanted."""
        self._waiting: deque[tuple[int, int]] = deque()
        """Of each that waits, how many articles' words were counted when it was weighed, and how many lay open."""
        self._index, self._pairs = Index(), Pairs()
        self._languages: dict[Language, int] = {}
        self._stories: dict[StoryId, int] = {}
        self._came = array("d")
        """What time it was when the article came."""
        self._hours = array("d")
        self._lengths = array("i")
        self._has_vector = array("b")
        self._usual = array("d")
        self._lots = array("Q")
        self._tongues = array("i")
        self._n_telling = array("i")
        self._trade = array("d")
        self._homes = array("q")
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def weigh(self, signature: Signature) -> Weighed:
        """The signature's words with what they say today, and what it lies among."""
        self._meet()
        return self._among_others(weighed_alone(signature, self.rarity, len(self.open)))

    def compare(self, one: Weighed) -> Likeness:
        """How like this article is to each open one, by slot. Cost: O(postings of its words)."""
        slots = np.arange(self._n_met)
        return self._likeness(one, self._index.shared_with_all(one.index_words, len(slots)), slots)

    def logits(self, one: Weighed) -> Floats:
        """The logit of this article with each open one, by slot; minus infinity for one that was not looked at."""
        n = self._n_met
        if not n:
            return np.zeros(0)
        if one.n_open <= policy.N_COMPARED:
            return logits(self.compare(one))
        found = np.full(n, -np.inf)
        is_open = np.arange(n) >= n - one.n_open
        picked = self._index.picked(one.index_words, is_open)
        found[picked] = self._logits_with(one, picked)
        numbers = [self._stories[story] for story in self._near_stories(found)]
        is_near = np.zeros(len(self._stories), np.bool_)
        is_near[numbers] = True
        others = np.flatnonzero(is_near[np.frombuffer(self._homes, np.int64)[:n]] & np.isneginf(found) & is_open)
        found[others] = self._logits_with(one, others)
        return found

    def logits_between(self, ones: Iterable[int], others: Slots) -> Floats:
        """The logits of some open articles with others, (n_ones, n_others). Cost: O(words of the others) for each."""
        lists = self._index.lists(others)
        return np.stack([self._logits_with(self.weighed(slot), others, lists) for slot in ones])

    def weighed(self, slot: int) -> Weighed:
        """The open article as it was weighed; of its signature there is what `open` keeps, and its vector."""
        signature = self.open[slot]
        words = self._index.words(slot)
        vector = self._vectors[slot] if self._has_vector[slot] else None
        return Weighed(
            signature=replace(signature, vector=vector),
            words=words.weights,
            headline=words.headline,
            hours=self._hours[slot],
            length=self._lengths[slot],
            telling=words.telling,
            trade=self._trade[slot],
            usual=self._usual[slot],
            n_known=self.rarity.n_articles,
            n_open=len(self.open),
        )

    def nearest(self, one: Weighed, logits: Floats) -> tuple[StoryId, float] | None:
        """The story whose members that are still open agree most to the article; of equals the smaller id.

        How far they agree is their mean logit, or their median where that is lower. Only a story that holds an article
        near enough can have it. None where none reaches `ARRIVAL`.
        """
        stories = self._near_stories(logits)
        if not stories:
            return None
        numbers = sorted((story, self._stories[story]) for story in stories)
        place_of = np.full(len(self._stories), -1)
        place_of[[number for _, number in numbers]] = np.arange(len(numbers))
        place = place_of[np.frombuffer(self._homes, np.int64)]
        is_open = np.frombuffer(self._hours) >= one.hours - policy.OPEN / HOUR
        heard = np.flatnonzero((place >= 0) & is_open & np.isfinite(logits))
        agreed = _agreements(logits[heard], place[heard], len(numbers))
        best = int(agreed.argmax())
        return None if agreed[best] < policy.ARRIVAL else (numbers[best][0], float(agreed[best]))

    def add(self, one: Weighed, home: StoryId, logits: Floats) -> None:
        """Lay the article open, with its logit to each that is. Cost: O(its words), the clearing away shared out."""
        if len(self.open) >= self._clear_at:
            logits = logits[self._clear_away() :]
        self._lay(one, home)
        self._pairs.add(logits)
        self._n_met += 1

    def put(self, signature: Signature, home: StoryId) -> None:
        """Lay an article open that was placed before. What it holds against the others is reckoned when it is wanted,
        and never where the article is no longer open by then. Cost: O(its words).

        Meanwhile articles stay for twice as long, because those that are open by then were held against them.
        """
        one = weighed_alone(signature, self.rarity, len(self.open) - self._n_closed())
        if len(self.open) >= self._clear_at:
            self._clear_away(2 * policy.OPEN)
        self._lay(one, home)
        self._waiting.append((one.n_known, one.n_open))

    def move(self, article_id: ArticleId, home: StoryId) -> None:
        """Take note that an article stands in another story; one that is no longer open is nobody here."""
        slot = self.slot(article_id)
        if slot is not None:
            self.homes[slot] = home
            self._homes[slot] = self._number(home)

    def number(self, slot: int) -> int:
        """What an open article keeps while its slot falls."""
        return slot + self._n_dropped

    def edges(self, slots: list[int]) -> Edges:
        """The pairs of these articles, of those that `since` found, that may tell of one event."""
        return self._pairs.among(slots)

    def slot(self, article_id: ArticleId) -> int | None:
        """The slot of an article that is open."""
        number = self._slot_numbers.get(article_id)
        return None if number is None else number - self._n_dropped

    def since(self, at: datetime) -> list[int]:
        """Slots of the articles from then on, by time, then id."""
        self._meet()
        slots = [slot for slot, one in enumerate(self.open) if one.at >= at]
        return sorted(slots, key=lambda slot: (self.open[slot].at, self.open[slot].article_id))

    # ------------------------------------------------------------------------------------------ inside

    def _among_others(self, one: Weighed) -> Weighed:
        """With what it shares with those that it lies among."""
        return replace(one, trade=self._trade_likeness(one), usual=self._usual_likeness(one))

    def _meet(self) -> None:
        """Let those that wait and are open still meet the ones that came before them, in order."""
        if not self._waiting:
            return
        n_closed = self._n_closed()
        while self._waiting:
            slot, (n_known, n_open) = self._n_met, self._waiting.popleft()
            found = np.zeros(0)
            if slot >= n_closed:
                one = self._among_others(replace(self.weighed(slot), n_known=n_known, n_open=n_open))
                self._trade[slot], self._usual[slot] = one.trade, one.usual
                found = self.logits(one)
            self._pairs.add(found)
            self._n_met += 1
        if n_closed >= N_CLEAR:
            self._clear_away()

    def _n_closed(self) -> int:
        """How many came too long ago to be open still, by what time it was then."""
        return bisect_left(self._came, self._came[-1] - policy.OPEN / HOUR) if self._came else 0

    def _near_stories(self, logits: Floats) -> list[StoryId]:
        """The stories that hold an article near enough, that of the nearest first."""
        near = np.flatnonzero(logits >= policy.ARRIVAL)
        best = near[np.argsort(-logits[near], kind="stable")].tolist()
        return list(dict.fromkeys(self.homes[slot] for slot in best))[: policy.N_NEAR]

    def _clear_away(self, after: timedelta = policy.OPEN) -> int:
        """Forget who came too long ago to be open still, and say how many. By what time it was when they came, so that
        a wrong date neither stays nor drives out others."""
        came = np.frombuffer(self._came)
        is_open = came >= came[-1] - after / HOUR
        n = max(int(is_open.argmax()), len(came) - policy.N_OPEN)
        del came
        for article in self.open[:n]:
            del self._slot_numbers[article.article_id]
        for column in (self.open, self.homes, self._came, self._hours, self._lengths, self._has_vector, self._usual):
            del column[:n]
        for column in (self._trade, self._lots, self._tongues, self._n_telling, self._homes):
            del column[:n]
        self._n_dropped += n
        for _ in range(n - self._n_met):
            self._waiting.popleft()
        self._n_met = max(0, self._n_met - n)
        self._index.drop(n)
        self._pairs.drop(n)
        if len(self._vectors):
            self._vectors = np.concatenate([self._vectors[n:], np.zeros_like(self._vectors[:n])])
        self._stories = {}
        self._homes = array("q", [self._number(story) for story in self.homes])
        self._clear_at = len(self.open) + max(N_CLEAR, len(self.open) // 8)
        return n

    def _lay(self, one: Weighed, home: StoryId) -> None:
        slot = len(self.open)
        signature = one.signature
        self.open.append(replace(signature, terms=(), headline_terms=(), spellings=(), vector=None))
        self.homes.append(home)
        self._slot_numbers[one.article_id] = slot + self._n_dropped
        self._hours.append(one.hours)
        self._came.append(sorted(self._hours[-N_CLOCK:])[len(self._hours[-N_CLOCK:]) // 2])
        self._lengths.append(one.length)
        self._has_vector.append(signature.vector is not None)
        self._usual.append(one.usual)
        self._lots.append(_lot(one.article_id))
        self._tongues.append(self._languages.setdefault(signature.language, len(self._languages)))
        self._n_telling.append(len(one.telling))
        self._trade.append(one.trade)
        self._homes.append(self._number(home))
        self._index.add(one.index_words)
        if signature.vector is not None:
            self._keep_vector(slot, signature.vector)

    def _number(self, story: StoryId) -> int:
        return self._stories.setdefault(story, len(self._stories))

    def _logits_with(self, one: Weighed, slots: Slots, lists: Lists | None = None) -> Floats:
        """The logit with the articles at the slots, whose word lists may be at hand."""
        shared = self._index.shared_with(one.index_words, lists or self._index.lists(slots))
        return logits(self._likeness(one, shared, slots))

    def _likeness(self, one: Weighed, shared: Shared, slots: Slots) -> Likeness:
        lengths = np.maximum(np.frombuffer(self._lengths, np.int32)[slots], one.length)
        tongue = self._languages.get(one.signature.language, -1)
        fewer = np.minimum(np.frombuffer(self._n_telling, np.int32)[slots], len(one.telling))
        return Likeness(
            words=shared.words,
            headlines=shared.headlines,
            vectors=self._cosines(one.signature.vector, slots),
            hours_apart=np.abs(np.frombuffer(self._hours)[slots] - one.hours),
            telling=np.log((shared.telling + 0.5) / (fewer + 1)),
            trade=np.maximum(np.frombuffer(self._trade)[slots], one.trade),
            usual=np.maximum(np.frombuffer(self._usual)[slots], one.usual),
            lengths=np.where(np.frombuffer(self._tongues, np.int32)[slots] == tongue, lengths, policy.ACROSS),
            youth=max(0.0, 1 - one.n_known / policy.YOUNG_ENDS),
        )

    def _cosines(self, vector: Vector | None, slots: Slots) -> Floats:
        """Cosine with each, not a number where one of the two has no vector."""
        cosines = np.full(len(slots), np.nan)
        if vector is None or not len(self._vectors):
            return cosines
        is_there = np.frombuffer(self._has_vector, np.int8)[slots].astype(bool)
        cosines[is_there] = np.vecdot(self._vectors[slots[is_there]], vector)
        return cosines

    def _trade_likeness(self, one: Weighed) -> float:
        """The likeness by words to a fifth of the open articles and `N_TRADE` more; of many a fair sample is asked."""
        n, words = self._n_met, one.index_words
        is_open = np.frombuffer(self._hours)[:n] >= one.hours - policy.OPEN / HOUR
        n_open = int(np.count_nonzero(is_open))
        if n_open <= policy.N_TRADE / (1 - policy.TRADE_SHARE):
            return 0.0
        if one.n_open <= policy.N_COMPARED:
            alike = self._index.shared_with_all(words, n).words[is_open]
        else:
            lot = int(MOST_LOTS * policy.N_USUAL / n_open)
            drawn = np.flatnonzero(is_open & (np.frombuffer(self._lots, np.uint64)[:n] < lot))
            alike = self._index.shared_with(words, self._index.lists(drawn)).words
        place = int((policy.TRADE_SHARE + policy.N_TRADE / n_open) * len(alike))
        return float(-np.partition(-alike, place)[place]) if place < len(alike) else 0.0

    def _usual_likeness(self, one: Weighed) -> float:
        """The cosine with the middle one of a fair sample of the open articles."""
        n, vector = self._n_met, one.signature.vector
        if vector is None or not len(self._vectors):
            return 0.0
        lot = int(MOST_LOTS * min(1.0, policy.N_USUAL / max(1, one.n_known)))
        is_open = np.frombuffer(self._hours)[:n] >= one.hours - policy.OPEN / HOUR
        is_drawn = is_open & (np.frombuffer(self._lots, np.uint64)[:n] < lot)
        drawn = np.flatnonzero(is_drawn & np.frombuffer(self._has_vector, np.int8)[:n].astype(bool))
        if len(drawn) < policy.N_USUAL_LEAST:
            return 0.0
        return float(np.median(np.vecdot(self._vectors[drawn], vector)))

    def _keep_vector(self, slot: int, vector: Vector) -> None:
        if slot >= len(self._vectors):
            grown = np.zeros((max(256, 2 * (slot + 1)), len(vector)), np.float32)
            if len(self._vectors):
                grown[: len(self._vectors)] = self._vectors
            self._vectors = grown
        self._vectors[slot] = vector


def _agreements(logits: Floats, place: Slots, n_stories: int) -> Floats:
    """By story the mean of its members, as far as half of them agree to it: of a heap of look-alikes a few are very
    like. `place` says the story of each logit."""
    n_members = np.bincount(place, minlength=n_stories)
    begins = np.cumsum(n_members) - n_members
    in_order = np.append(logits[np.lexsort((logits, place))], -np.inf)
    middle = (in_order[begins + (n_members - 1) // 2] + in_order[begins + n_members // 2]) / 2
    means = np.bincount(place, logits, n_stories) / np.maximum(n_members, 1)
    return np.where(n_members > 0, np.minimum(means, middle), -np.inf)


def _lot(article_id: ArticleId) -> int:
    """A number below `MOST_LOTS` that is the article's for good, and as good as drawn."""
    return xxhash.xxh32_intdigest(article_id.encode())

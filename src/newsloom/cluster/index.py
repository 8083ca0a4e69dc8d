"""Which open articles hold a word, and which words an open article holds.

In: articles with their words weighed, in the order in which they came. Out: what one shares with the others. Refuses:
nothing.

A desk of a few thousand articles is walked word by word, which gives what one shares with all at once. Of a larger one
some are picked by the words that tell most, and only these are compared, word lists against word lists: that costs
the same however many lie open.

A slot is an article's place among those that are open; it falls when older ones are dropped.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from newsloom.cluster import policy
from newsloom.cluster.likeness import Floats

Slots = NDArray[np.int64]
Weights = NDArray[np.float32]
N_WALKED = 32_768
"""Entries of the postings that are walked to pick whom to compare; the words that tell most come first."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article with the weights that they had on its day."""

    weights: dict[str, float]
    """tf-idf, of length 1."""
    headline: dict[str, float]
    """Each headline word's part of what the headline says; sums to 1."""
    telling: frozenset[str]
    """Words that tell events apart that day."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one article shares with others, a number for each of them."""

    words: Floats
    """Cosine of tf-idf."""
    telling: Floats
    """Shared words that tell events apart."""
    headlines: Floats
    """Share of either headline that stands in the other's text, the mean of both ways."""


@dataclass(slots=True)
class Postings:
    """Who holds a word, by the number that an article keeps, and how much it weighs there."""

    holders: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("f"))

    def add(self, holder: int, weight: float, *, oldest: int) -> None:
        holders = self.holders
        if holders and holders[0] < oldest:
            self.drop(oldest)
        holders.append(holder)
        self.weights.append(weight)

    def drop(self, oldest: int) -> None:
        gone = bisect_left(self.holders, oldest)
        del self.holders[:gone]
        del self.weights[:gone]


class Rows:
    """The words of each article by number, laid end to end."""

    def __init__(self) -> None:
        self._numbers, self._weights = array("i"), array("f")
        self._ends = array("q")

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, numbers: Iterable[int], weights: Iterable[float]) -> None:
        self._numbers.extend(numbers)
        self._weights.extend(weights)
        self._ends.append(len(self._numbers))

    def drop(self, n: int) -> None:
        gone = self._ends[n - 1] if n else 0
        del self._numbers[:gone]
        del self._weights[:gone]
        self._ends = array("q", [end - gone for end in self._ends[n:]])

    def row(self, slot: int) -> tuple[list[int], list[float]]:
        begin, end = self._ends[slot - 1] if slot else 0, self._ends[slot]
        return self._numbers[begin:end].tolist(), self._weights[begin:end].tolist()

    def laid(self, slots: Slots) -> Laid:
        """The rows of these articles, in their order."""
        ends = np.frombuffer(self._ends, np.int64)
        lengths = np.diff(ends, prepend=0)[slots]
        laid_ends = np.cumsum(lengths)
        entries = np.repeat(ends[slots] - laid_ends, lengths) + np.arange(lengths.sum())
        return Laid(
            numbers=np.frombuffer(self._numbers, np.int32)[entries],
            weights=np.frombuffer(self._weights, np.float32)[entries],
            place=np.repeat(np.arange(len(slots)), lengths),
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """An entry for each word of some articles."""

    numbers: NDArray[np.int32]
    weights: NDArray[np.float32]
    place: Slots
    """Which of the articles it is of."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists of some articles, so that many can be held against them."""

    n: int
    texts: Laid
    headlines: Laid


class Index:
    def __init__(self) -> None:
        self._oldest = 0
        self._texts, self._headlines = Rows(), Rows()
        self._telling: list[frozenset[str]] = []
        self._numbers: dict[str, int] = {}
        self._terms: list[str] = []
        self._in_texts: list[Postings] = []
        self._in_headlines: dict[int, Postings] = {}
        self._free: list[int] = []
        self._asked: tuple[dict[str, float], Shared] | None = None
        nothing = np.zeros(0, np.float32)
        self._scratch = np.zeros(0, np.bool_), np.zeros(0, np.bool_), nothing, nothing, nothing

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, words: Words) -> None:
        """Lay an article open at the next slot. Cost: O(its words)."""
        self._asked = None
        holder, oldest = self._oldest + len(self), self._oldest
        texts = [self._number(term) for term in words.weights]
        headlines = [self._number(term) for term in words.headline]
        for number, weight in zip(texts, words.weights.values(), strict=True):
            self._in_texts[number].add(holder, weight, oldest=oldest)
        for number, part in zip(headlines, words.headline.values(), strict=True):
            self._in_headlines.setdefault(number, Postings()).add(holder, part, oldest=oldest)
        self._texts.add(texts, words.weights.values())
        self._headlines.add(headlines, words.headline.values())
        self._telling.append(words.telling)

    def drop(self, n: int) -> None:
        """Forget the `n` oldest. Cost: O(different words), to be shared out over many."""
        self._asked = None
        self._texts.drop(n)
        self._headlines.drop(n)
        del self._telling[:n]
        self._oldest += n
        for number in [number for number, one in self._in_headlines.items() if one.holders[-1] < self._oldest]:
            del self._in_headlines[number]
        for term, number in list(self._numbers.items()):
            holders = self._in_texts[number].holders
            if number not in self._in_headlines and not (holders and holders[-1] >= self._oldest):
                del self._numbers[term]
                self._in_texts[number] = Postings()
                self._free.append(number)

    def words(self, slot: int) -> Words:
        """What the article at the slot was laid open with."""
        texts, weights = self._texts.row(slot)
        headlines, parts = self._headlines.row(slot)
        return Words(
            weights={self._terms[number]: weight for number, weight in zip(texts, weights, strict=True)},
            headline={self._terms[number]: part for number, part in zip(headlines, parts, strict=True)},
            telling=self._telling[slot],
        )

    def shared_with_all(self, words: Words, n: int) -> Shared:
        """With the first `n`, by slot. Cost: O(postings of its words); asked again, nothing until another is laid."""
        if self._asked is None or self._asked[0] is not words.weights:
            self._asked = words.weights, self._walked(words)
        found = self._asked[1]
        return Shared(words=found.words[:n], telling=found.telling[:n], headlines=found.headlines[:n])

    def shared_with(self, words: Words, lists: Lists) -> Shared:
        """By the order of the lists. Cost: O(their words)."""
        is_held, is_sought, weights, telling, headline = self._columns()
        known = self._known(words)
        numbers = [number for number, _ in known]
        is_held[numbers] = is_sought[numbers] = True
        weights[numbers] = [words.weights[term] for _, term in known]
        telling[numbers] = [term in words.telling for _, term in known]
        parts = [(self._numbers[term], part) for term, part in words.headline.items() if term in self._numbers]
        headline_numbers = [number for number, _ in parts]
        headline[headline_numbers] = [part for _, part in parts]
        is_sought[headline_numbers] = True
        texts, headlines, n = lists.texts, lists.headlines, lists.n
        both = np.flatnonzero(is_sought[texts.numbers])
        terms, place = texts.numbers[both], texts.place[both]
        back = np.flatnonzero(is_held[headlines.numbers])
        shown = np.bincount(place, headline[terms], n)
        shown_back = np.bincount(headlines.place[back], headlines.weights[back], n)
        found = Shared(
            words=np.asarray(np.bincount(place, weights[terms] * texts.weights[both], n), np.float64),
            telling=np.asarray(np.bincount(place, telling[terms], n), np.float64),
            headlines=(shown + shown_back) / 2,
        )
        for column in self._scratch:
            column[numbers] = column[headline_numbers] = 0
        return found

    def lists(self, slots: Slots) -> Lists:
        return Lists(len(slots), self._texts.laid(slots), self._headlines.laid(slots))

    def picked(self, words: Words, is_open: NDArray[np.bool_]) -> Slots:
        """Those that share most with it by the words that tell most, `N_PICKED` at most, in order.

        `is_open` says of the first slots which may be picked; no others are.

        Cost: O(`N_WALKED`), and a glance at each slot.
        """
        known = sorted(self._known(words), key=lambda one: (-words.weights[one[1]], one[1]))
        found = self._found([number for number, _ in known], self._in_texts)
        walked, weights, n_walked = [], [], 0
        for postings, (_, term) in zip(found, known, strict=True):
            if n_walked + len(postings.holders) <= N_WALKED:
                walked.append(postings)
                weights.append(words.weights[term])
                n_walked += len(postings.holders)
        slots, lengths = self._slots(walked)
        there = np.frombuffer(b"".join([postings.weights for postings in walked]), np.float32)
        alike = np.bincount(slots, there * np.repeat(weights, lengths), len(self))[: len(is_open)]
        near = np.flatnonzero((alike > 0) & is_open)
        if len(near) > policy.N_PICKED:
            near = near[np.argpartition(-alike[near], policy.N_PICKED)[: policy.N_PICKED]]
        return np.sort(near)

    # ------------------------------------------------------------------------------------------ inside

    def _walked(self, words: Words) -> Shared:
        n, known = len(self), self._known(words)
        found = self._found([number for number, _ in known], self._in_texts)
        slots, lengths = self._slots(found)
        there = np.frombuffer(b"".join([postings.weights for postings in found]), np.float32)
        weights = np.repeat([words.weights[term] for _, term in known], lengths)
        tells = np.repeat([float(term in words.telling) for _, term in known], lengths)
        return Shared(
            words=np.asarray(np.bincount(slots, there * weights, n), np.float64),
            telling=np.asarray(np.bincount(slots, tells, n), np.float64),
            headlines=self._headline_shares(words, [number for number, _ in known]),
        )

    def _columns(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_], Weights, Weights, Weights]:
        """Five columns by number, all nothing. Making them anew would cost more than what is done with them."""
        if len(self._scratch[0]) < len(self._terms):
            n = 2 * len(self._terms)
            weights, telling, headline = (np.zeros(n, np.float32) for _ in range(3))
            self._scratch = np.zeros(n, np.bool_), np.zeros(n, np.bool_), weights, telling, headline
        return self._scratch

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is not None:
            return number
        if self._free:
            number = self._free.pop()
            self._terms[number] = term
        else:
            number = len(self._terms)
            self._terms.append(term)
            self._in_texts.append(Postings())
        self._numbers[term] = number
        return number

    def _known(self, words: Words) -> list[tuple[int, str]]:
        """Those of the words that anybody holds, each with its number."""
        numbers = self._numbers
        return [(numbers[term], term) for term in words.weights if term in numbers]

    def _found(self, numbers: Sequence[int], postings: Sequence[Postings] | Mapping[int, Postings]) -> list[Postings]:
        """The postings at these numbers, without those that were dropped."""
        found, oldest = [postings[number] for number in numbers], self._oldest
        for one in found:
            if one.holders and one.holders[0] < oldest:
                one.drop(oldest)
        return found

    def _slots(self, found: Sequence[Postings]) -> tuple[NDArray[np.int32], list[int]]:
        """The slots of all these postings in a row, and how many are each one's."""
        holders = np.frombuffer(b"".join([postings.holders for postings in found]), np.int32)
        return holders - np.int32(self._oldest), [len(postings.holders) for postings in found]

    def _headline_shares(self, words: Words, numbers: Sequence[int]) -> Floats:
        parts = [(self._numbers[term], part) for term, part in words.headline.items() if term in self._numbers]
        found = self._found([number for number, _ in parts], self._in_texts)
        slots, lengths = self._slots(found)
        there = np.bincount(slots, np.repeat([part for _, part in parts], lengths), len(self))
        found = self._found([number for number in numbers if number in self._in_headlines], self._in_headlines)
        back = np.frombuffer(b"".join([postings.weights for postings in found]), np.float32)
        return np.asarray((there + np.bincount(self._slots(found)[0], back, len(there))) / 2)

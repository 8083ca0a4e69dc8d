"""What speaks for the labels of a token: word and neighbours, by themselves, in pairs, in lists, in the article.

Features are texts, so that people can read a weights file. Most of them belong to a word at a distance (`+1w=of`) and
speak the same wherever the word stands: `Scorer` adds those up once a word, and `Evidence.listing`, which training
needs, writes the very same features out.

In: sentences, `Lore`, a `Chain`. Out: features or scores of each token. Refuses: nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from newsloom.enrich.entities.chain import Chain, Floats
from newsloom.enrich.entities.lore import Lore, Word
from newsloom.enrich.entities.split import Sentence

DISTANCES = (0, -1, 1, -2, 2, -3, 3)
NEAR_DIVISIONS, FAR_DIVISIONS, PAIR_DIVISION = (0, 2, 4), (1, 3), 1
"""Which divisions of words into groups speak beside a token, further off, and in pairs."""
BEFORE, OUTSIDE = ".", " "
"""A line begins as if a sentence had ended; what lies further off is nothing. So sentences that share a line and
sentences that have one each look alike."""
REMEMBERED_WORDS = 30_000
"""Words whose scores are kept, some 500 bytes each."""

Rows = list[list[str]]
"""Features of each token, sentence after sentence."""


@dataclass
class Evidence:
    """Finds features; remembers words."""

    lore: Lore
    _words: dict[str, Word] = field(default_factory=dict)

    def word(self, token: str) -> Word:
        word = self._words.get(token)
        if word is None:
            if len(self._words) >= REMEMBERED_WORDS:
                self._words.clear()
            word = self._words[token] = self.lore.word(token)
        return word

    def listing(self, article: Sequence[Sentence]) -> Rows:
        """Every feature of every token."""
        found: Rows = []
        for sentence in article:
            words = [self.word(token) for token in sentence.words]
            for place in range(len(words)):
                row: list[str] = []
                for distance in DISTANCES:
                    row += alone(self._at(words, place + distance), distance)
                found.append(row)
        return [[*row, *more] for row, more in zip(found, self.elsewhere(article), strict=True)]

    def elsewhere(self, article: Sequence[Sentence]) -> Rows:
        """Those features that depend on more than one word."""
        in_article = self._in_article(article)
        found: Rows = []
        for sentence in article:
            words = [self.word(token) for token in sentence.words]
            listed = self.lore.listed(sentence.words)
            last = len(words) - 1
            for place, word in enumerate(words):
                row = pairs(self._at(words, place - 1), word, self._at(words, place + 1))
                row += [f"m={mark}" for mark in listed[place]]
                if place > 0:
                    row += [f"-1m={mark}" for mark in listed[place - 1]]
                if place < last:
                    row += [f"+1m={mark}" for mark in listed[place + 1]]
                row += in_article.get(sentence.words[place], ())
                found.append(row)
        return found

    def _at(self, words: Sequence[Word], place: int) -> Word:
        if 0 <= place < len(words):
            return words[place]
        return self.word(BEFORE if place == -1 else OUTSIDE)

    def _in_article(self, article: Sequence[Sentence]) -> dict[str, list[str]]:
        """What the article as a whole says of a word: whether it stands there small too, and what stands beside it."""
        counts: Counter[str] = Counter()
        inside: set[str] = set()
        before: defaultdict[str, set[str]] = defaultdict(set)
        after: defaultdict[str, set[str]] = defaultdict(set)
        for sentence in article:
            tokens = sentence.words
            counts.update(tokens)
            for place, token in enumerate(tokens):
                if token[:1].isupper():
                    left = tokens[place - 1] if place else BEFORE
                    if left not in '.?!“"':
                        inside.add(token)
                    before[token].add(left)
                    after[token].add(tokens[place + 1] if place + 1 < len(tokens) else "")
        found: dict[str, list[str]] = {}
        for token, count in counts.items():
            if token[:1].isupper():
                row = [
                    "dl" if token.lower() in counts else "dn",
                    "dm" if token in inside else "dM",
                    f"dc={min(4, count)}",
                ]
                if count > 1:
                    row += self._company("dp", before[token]) + self._company("dn", after[token])
                found[token] = row
            elif token.isalpha() and (token.capitalize() in inside or token.upper() in inside):
                found[token] = ["dcapd"]
        return found

    def _company(self, name: str, beside: set[str]) -> list[str]:
        found = []
        for token in sorted(beside):
            groups = self.word(token).groups if token else ()
            if token[:1].isupper():
                found.append(f"{name}X")
            elif groups:
                found.append(f"{name}={groups[0]}")
        return found


class Scorer:
    """Adds up what chains make of features, all at once; remembers what each word alone speaks."""

    def __init__(self, evidence: Evidence, *chains: Chain) -> None:
        self._evidence = evidence
        features = dict.fromkeys(feature for chain in chains for feature in chain.rows)
        self._rows = {feature: row for row, feature in enumerate(features)}
        self._silent = len(features)
        """The row of what nobody knows."""
        self._table = np.zeros((len(features) + 1, sum(len(chain.labels) for chain in chains)), np.float32)
        column = 0
        for chain in chains:
            known = [self._rows[feature] for feature in chain.rows]
            self._table[known, column : column + len(chain.labels)] = chain.table
            column += len(chain.labels)
        self._told: dict[str, Floats] = {}

    def scores(self, article: Sequence[Sentence], *elsewhere: Rows) -> Floats:
        """(n_tokens, n_labels of all chains), sentence after sentence: of words alone, and of the features given."""
        kept: list[int] = []
        told: list[Floats] = []
        for sentence in article:
            kept += range(len(told) + 3, len(told) + 3 + len(sentence.words))
            told += [self._spoken(token) for token in (OUTSIDE, OUTSIDE, BEFORE, *sentence.words, *[OUTSIDE] * 3)]
        if not told:
            return np.zeros((0, self._table.shape[1]), np.float32)
        spoken, at = np.stack(told), np.array(kept)
        total: Floats = spoken[at, 0]
        for column, distance in enumerate(DISTANCES[1:], 1):
            total += spoken[at + distance, column]
        for rows in elsewhere:
            total += self.added(rows)
        return total

    def added(self, rows: Rows) -> Floats:
        """What features speak for each token, (n_tokens, n_labels of all chains)."""
        number, silent = self._rows.get, self._silent
        known: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(known))
            known.append(silent)  # so that no token is without a row
            known += [number(feature, silent) for feature in row]
        if not rows:
            return np.zeros((0, self._table.shape[1]), np.float32)
        found: Floats = np.add.reduceat(self._table[np.array(known)], np.array(starts), axis=0)
        return found

    def _spoken(self, token: str) -> Floats:
        """What a word speaks at each of `DISTANCES`, (7, n_labels of all chains)."""
        told = self._told.get(token)
        if told is None:
            if len(self._told) >= REMEMBERED_WORDS:
                self._told.clear()
            word = self._evidence.word(token)
            told = self._told[token] = self.added([alone(word, distance) for distance in DISTANCES])
        return told


def alone(word: Word, distance: int) -> list[str]:
    """What a word speaks at a distance; fewer things the further off it stands."""
    if distance == 0:
        row = ["b", f"W={word.form}", f"w={word.small}", f"s={word.shape}"]
        row += [f"p={word.form[:n]}" for n in (1, 2, 3, 4)]
        if len(word.form) > 1:
            row += [f"u={word.form[-n:]}" for n in (1, 2, 3, 4)]
        row += [f"g={mark}" for mark in word.marks]
        return row + [f"c{division}={group}" for division, group in enumerate(word.groups)]
    at = f"{distance:+d}"
    row = [f"{at}w={word.small}"]
    if abs(distance) == 3:
        return row
    row.append(f"{at}s={word.shape}")
    divisions: tuple[int, ...] = FAR_DIVISIONS
    if abs(distance) == 1:
        divisions = NEAR_DIVISIONS
        if len(word.form) > 1:
            row.append(f"{at}u={word.form[-3:]}")
        row += [f"{at}g={mark}" for mark in word.marks]
    if word.groups:
        row += [f"{at}c{division}={word.groups[division]}" for division in divisions]
    return row


def pairs(left: Word, word: Word, right: Word) -> list[str]:
    """What a token and its neighbours speak together."""
    row = [
        f"ss={left.shape}|{word.shape}",
        f"st={word.shape}|{right.shape}",
        f"sss={left.shape}|{word.shape}|{right.shape}",
        f"ww={left.small}|{word.small}",
        f"wv={word.small}|{right.small}",
        f"as={left.small}|{word.shape}",
        f"bs={word.shape}|{right.small}",
    ]
    here, there, own = left.groups, right.groups, word.groups
    if own:
        if here:
            row.append(f"cc={here[PAIR_DIVISION]}|{own[PAIR_DIVISION]}")
        if there:
            row.append(f"cd={own[PAIR_DIVISION]}|{there[PAIR_DIVISION]}")
    if here and there:
        row.append(f"ce={here[PAIR_DIVISION]}|{there[PAIR_DIVISION]}")
    return row

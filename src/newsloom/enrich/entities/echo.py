"""What an article says of a name elsewhere: the first reading's opinion of the same word in its other places.

A name that a sentence leaves open (`Guyana beat Barbados`) is often plain in another; what the first reading thinks of
a token itself is not told again, only what it thinks of the others.

In: sentences, the first reading's probabilities and labels. Out: features of each token. Refuses: nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsloom.enrich.entities.chain import Floats
from newsloom.enrich.entities.lore import bucket
from newsloom.enrich.entities.split import Sentence

OUTSIDE = "O"
HEARD_SHARE = 0.15
"""Opinions below it are not told."""


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Start, end and type of each labelled stretch of a sentence."""
    found: list[tuple[int, int, str]] = []
    start, type_ = 0, OUTSIDE
    for place, label in enumerate((*labels, OUTSIDE)):
        continues = label[:1] == "I" and label[2:] == type_
        if type_ != OUTSIDE and not continues:
            found.append((start, place, type_))
            type_ = OUTSIDE
        if label != OUTSIDE and not continues:
            start, type_ = place, label[2:]
    return found


def types_of(probabilities: Floats, labels: Sequence[str]) -> tuple[tuple[str, ...], Floats]:
    """Probabilities of types, (n_tokens, n_types), first and further tokens together."""
    types = (OUTSIDE, *dict.fromkeys(label[2:] for label in labels if label != OUTSIDE))
    onto = np.zeros((len(labels), len(types)), np.float32)
    for row, label in enumerate(labels):
        onto[row, types.index(label[2:] if label != OUTSIDE else OUTSIDE)] = 1
    return types, probabilities @ onto


def echoes(
    article: Sequence[Sentence], probabilities: Floats, labels: Sequence[Sequence[str]], names: Sequence[str]
) -> list[list[str]]:
    """Features of each token, sentence after sentence: the mean opinion of its other places, and the longer names that
    it stands in there.

    `probabilities` is (n_tokens, n_labels) with columns named by `names`; `labels` are the best ones of each sentence.
    """
    types, opinions = types_of(probabilities, names)
    sums: dict[str, Floats] = {}
    counts: Counter[str] = Counter()
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    place = 0
    for sentence, marked in zip(article, labels, strict=True):
        for step, token in enumerate(sentence.words):
            counts[token] += 1
            if _is_name(token):
                sums[token] = sums.get(token, 0) + opinions[place + step]
        place += len(sentence.words)
        for start, end, type_ in spans_of(marked):
            for step in range(start, end) if end - start > 1 else ():
                parts[sentence.words[step]][_part(type_, start, step, end)] += 1
    found: list[list[str]] = []
    place = 0
    for sentence, marked in zip(article, labels, strict=True):
        own = {step: (start, end, type_) for start, end, type_ in spans_of(marked) for step in range(start, end)}
        rows: list[list[str]] = []
        for step, token in enumerate(sentence.words):
            row: list[str] = []
            if _is_name(token):
                if counts[token] > 1:
                    row += _heard((sums[token] - opinions[place + step]) / (counts[token] - 1), types, counts[token])
                row += _within(parts.get(token), own.get(step), step)
            rows.append(row)
        found += _with_neighbours(rows)
        place += len(sentence.words)
    return found


def _is_name(token: str) -> bool:
    return token[:1].isalnum() and not token.islower()


def _part(type_: str, start: int, step: int, end: int) -> str:
    return type_ + ("B" if step == start else "E" if step == end - 1 else "I")


def _heard(opinion: NDArray[np.float32], types: Sequence[str], count: int) -> list[str]:
    best = int(opinion.argmax())
    row = [f"a={types[best]}{bucket(float(opinion[best]))}", f"an={min(count - 1, 4)}"]
    heard = np.nonzero(opinion > HEARD_SHARE)[0].tolist()
    return row + [f"A={types[one]}{bucket(float(opinion[one]))}" for one in heard]


def _within(parts: Counter[str] | None, own: tuple[int, int, str] | None, step: int) -> list[str]:
    """Which parts of longer names the token is in its other places."""
    if not parts:
        return []
    others = Counter(parts)
    is_long = own is not None and own[1] - own[0] > 1
    if own is not None and is_long:
        others[_part(own[2], own[0], step, own[1])] -= 1
    others = +others
    if not others:
        return []
    best = max(sorted(others), key=lambda part: others[part])
    return [f"S={best}", f"Ss={best}|{int(is_long)}", *(f"Sx={part}" for part in sorted(others))]


def _with_neighbours(rows: list[list[str]]) -> list[list[str]]:
    told = [[feature for feature in row if feature[:2] in ("a=", "S=")] for row in rows]
    found = []
    for step, row in enumerate(rows):
        left = [f"-1{feature}" for feature in told[step - 1]] if step else []
        right = [f"+1{feature}" for feature in told[step + 1]] if step + 1 < len(rows) else []
        found.append(row + left + right)
    return found

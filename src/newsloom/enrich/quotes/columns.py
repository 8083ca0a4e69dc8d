"""What the models see of each token: columns of numbers, and keys made of them by templates.

In: a `Reading`, and what earlier models said of it. Out: keys, (n_templates, n_tokens). Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import snowballstemmer
import xxhash
from numpy.typing import NDArray

from newsloom.enrich.quotes.reading import INSIDE, Ints, Reading

Numbers = NDArray[np.uint64]
Columns = dict[str, Numbers]
Template = tuple[tuple[str, int], ...]

BINS = np.searchsorted(np.array([0, 1, 2, 3, 4, 6, 9, 14, 24, 49]), np.arange(64), side="left").astype(np.uint64)
"""Distances up to 63 to eleven steps."""
FAR = np.uint64(15)
LIKELY_BINS = np.array([0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.95])
AUXILIARIES = frozenset(
    """is are was were be been being am has have had having do does did will would can could may might shall should
    must 's 're 've 'd 'll isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot couldn't
    hasn't haven't hadn't""".split()
)
PRONOUNS = frozenset("he she they it we i you who".split())
_STEM = snowballstemmer.stemmer("english")
_MIX, _TURN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


USES = ("coarse", "fine", "broad", "cue", "source")
UNUSED = (64, 512, 256, 16, 16)
"""Of a word that the file of words does not have."""
NAMES = (
    "word", "stem", "ending3", "shape", "coarse", "fine", "broad", "cueish", "sourceish",
    "comma", "that", "aux", "pronoun", "cap", "sign",
)  # fmt: skip


@lru_cache(maxsize=1)
def _uses() -> Mapping[str, tuple[int, ...]]:
    """How words are used, as `scripts/word_clusters.py` found it out."""
    with files("newsloom.enrich.quotes").joinpath("words.npz").open("rb") as file, np.load(file) as kept:
        words = kept["words"].tobytes().decode().split("\n")
        return dict(zip(words, zip(*(kept[name].tolist() for name in USES), strict=True), strict=True))


@lru_cache(maxsize=200_000)
def _seen(word: str) -> tuple[int, ...]:
    """One number for each of `NAMES`; remembered, because news repeats its words."""
    lower = word.lower()
    straight = lower.replace("’", "'")
    uses = _uses().get(lower) or _uses().get(straight) or _uses().get(straight.replace("'", "’"), UNUSED)
    return (
        _number(straight),
        _number(_STEM.stemWord(straight)),
        _number(straight[-3:]),
        _shape(word),
        *(use + 1 for use in uses),
        int(lower == ","),
        int(lower == "that"),
        int(straight in AUXILIARIES),
        int(lower in PRONOUNS),
        int(word[0].isupper()),
        int(not lower[0].isalnum()),
    )


def _number(text: str) -> int:
    return xxhash.xxh32_intdigest(text.encode("utf-8", "surrogatepass"))


def _shape(word: str) -> int:
    first = word[0]
    if first.isdigit():
        return 1
    if not first.isalpha():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if first.isupper():
        return 5
    return 6 if "-" in word else 7


def base_columns(reading: Reading) -> Columns:
    """What the text alone shows."""
    seen = np.array([_seen(word) for word in reading.words], dtype=np.uint64).reshape(-1, len(NAMES))
    columns = {name: _laid(reading, seen[:, place]) for place, name in enumerate(NAMES)}
    lengths = np.searchsorted(np.array([0, 2, 5, 12]), reading.quote_lengths)
    columns["mark"] = _laid(reading, reading.marks + 4 * lengths + 1)
    columns["inside"] = _laid(reading, reading.marks + 1)
    columns["sentence"] = _laid(reading, reading.sentences)
    is_mark = columns["inside"].astype(np.int64) > INSIDE + 1
    columns["mark_left"], columns["mark_right"] = _distances(reading, is_mark)
    columns["sign_left"], columns["sign_right"] = _distances(reading, columns["sign"] > 0)
    left, right = _nearest(reading, columns["sign"] > 0)
    columns["sign_left_word"] = np.where(left >= 0, columns["word"][left], 0).astype(np.uint64)
    columns["sign_right_word"] = np.where(right >= 0, columns["word"][right], 0).astype(np.uint64)
    columns |= _places(reading)
    return columns


def _places(reading: Reading) -> Columns:
    """Where a token stands in its paragraph and sentence, and whether there are quotation marks around it."""
    n_tokens = len(reading.words)
    first, last = np.zeros(n_tokens, dtype=np.int64), np.zeros(n_tokens, dtype=np.int64)
    for start, end in reading.paragraphs:
        first[start:end], last[start:end] = np.arange(end - start), np.arange(end - start)[::-1]
    at = np.arange(n_tokens)
    n_sentences = int(reading.sentences.max(initial=0)) + 1
    begins = np.full(n_sentences, n_tokens)
    np.minimum.at(begins, reading.sentences, at)
    ends = np.zeros(n_sentences, dtype=np.int64)
    np.maximum.at(ends, reading.sentences, at)
    marked = np.zeros(n_sentences, dtype=np.int64)
    np.add.at(marked, reading.sentences, reading.marks > INSIDE)
    return {
        "first": _laid(reading, BINS[np.minimum(first, 63)] + 1),
        "last": _laid(reading, BINS[np.minimum(last, 63)] + 1),
        "begun": _laid(reading, BINS[np.minimum(at - begins[reading.sentences], 63)] + 1),
        "to_go": _laid(reading, BINS[np.minimum(ends[reading.sentences] - at, 63)] + 1),
        "quoting": _laid(reading, np.minimum(marked[reading.sentences], 3) + 1),
    }


def likely_column(reading: Reading, likelihoods: NDArray[np.float32]) -> Numbers:
    """How likely an earlier model holds it that a token is of its role, in eight steps."""
    return _laid(reading, np.searchsorted(LIKELY_BINS, likelihoods) + 1)


def around(reading: Reading, columns: Columns, is_there: NDArray[np.bool_], name: str) -> Columns:
    """Of what an earlier model found: how far the nearest to either side is, its words, and what stands between."""
    rows = np.zeros(reading.n_rows, dtype=bool)
    rows[reading.rows] = is_there
    left, right = _nearest(reading, rows)
    at = np.arange(reading.n_rows)
    found: Columns = {f"is_{name}": rows.astype(np.uint64) + 1}
    counted = {one: np.cumsum(columns[one].astype(np.int64)) for one in ("comma", "that", "aux", "cap", "pronoun")}
    for side, nearest in (("left", left), ("right", right)):
        there = nearest >= 0
        distance = np.where(there, BINS[np.minimum(np.abs(at - nearest), 63)] + 1, FAR).astype(np.uint64)
        is_same = columns["sentence"] == columns["sentence"][nearest]
        found[f"{name}_{side}"] = distance
        found[f"{name}_{side}_same"] = np.where(there, is_same + 1, 0).astype(np.uint64)
        step = 1 if side == "left" else -1
        for column in ("stem", "fine"):
            found[f"{name}_{side}_{column}"] = np.where(there, columns[column][nearest], 0).astype(np.uint64)
        found[f"{name}_{side}_next"] = np.where(there, columns["word"][nearest + step], 0).astype(np.uint64)
        between = np.zeros(reading.n_rows, dtype=np.int64)
        for place, (one, limit) in enumerate((("comma", 2), ("that", 1), ("aux", 2), ("cap", 1), ("pronoun", 1))):
            n_between = np.abs(counted[one] - counted[one][nearest])
            between += np.minimum(n_between, limit) * 3**place
        found[f"{name}_{side}_between"] = np.where(there, between + 1, 0).astype(np.uint64)
    return found


def keys_of(reading: Reading, columns: Columns, templates: Sequence[Template]) -> NDArray[np.uint32]:
    """uint32, (n_templates, n_tokens)."""
    rows, keys = reading.rows, np.empty((len(templates), len(reading.words)), dtype=np.uint32)
    for number, template in enumerate(templates):
        mixed = np.full(len(rows), (number + 1) * 0x1F3D5B79, dtype=np.uint64)
        for name, offset in template:
            mixed = (mixed ^ columns[name][rows + offset]) * _MIX
            mixed ^= mixed >> np.uint64(29)
        keys[number] = (mixed * _TURN) >> np.uint64(32)
    return keys


def _laid(reading: Reading, values: NDArray[np.generic]) -> Numbers:
    laid = np.zeros(reading.n_rows, dtype=np.uint64)
    laid[reading.rows] = values.astype(np.uint64)
    return laid


def _nearest(reading: Reading, is_there: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The row of the nearest one before, and behind, each row in the same paragraph; -1 where there is none."""
    at = np.arange(reading.n_rows)
    left = np.maximum.accumulate(np.where(is_there, at, -1))
    left = np.concatenate([[-1], left[:-1]])
    right = np.minimum.accumulate(np.where(is_there, at, reading.n_rows)[::-1])[::-1]
    right = np.concatenate([right[1:], [reading.n_rows]])
    first, end = np.zeros(reading.n_rows, dtype=np.int64), np.zeros(reading.n_rows, dtype=np.int64)
    for start, stop in reading.paragraphs:
        row, last = reading.rows[start], reading.rows[stop - 1]
        first[row : last + 1], end[row : last + 1] = row, last + 1
    return np.where(left >= first, left, -1), np.where(right < end, right, -1)


def _distances(reading: Reading, is_there: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    at = np.arange(reading.n_rows)
    left, right = _nearest(reading, is_there)
    return tuple(  # type: ignore[return-value]
        np.where(one >= 0, BINS[np.minimum(np.abs(at - one), 63)] + 1, FAR).astype(np.uint64) for one in (left, right)
    )


def _window(name: str, *offsets: int) -> list[Template]:
    return [((name, offset),) for offset in offsets]


def _joined(*names: str) -> Template:
    """`word-1 word` in short: a column and where, for each part."""
    parts = []
    for name in names:
        stem, sign, digits = name.partition("+") if "+" in name else name.partition("-")
        parts.append((stem, int(sign + digits) if digits else 0))
    return tuple(parts)


_WORDS = [
    *_window("word", -3, -2, -1, 0, 1, 2, 3),
    *_window("coarse", -2, -1, 0, 1, 2),
    *_window("fine", -1, 0, 1),
    *_window("shape", -1, 0, 1),
    *_window("ending3", 0),
    *_window("stem", -1, 0, 1),
    _joined("word-1", "word"),
    _joined("word", "word+1"),
    _joined("coarse-1", "coarse"),
    _joined("coarse", "coarse+1"),
    _joined("coarse-1", "coarse", "coarse+1"),
    *_window("broad", 0),
    *_window("cueish", -2, -1, 0, 1, 2),
    *_window("sourceish", -2, -1, 0, 1, 2),
    _joined("cueish", "coarse"),
    _joined("sourceish-1", "cueish"),
    _joined("cueish", "word+1"),
    _joined("mark"),
    _joined("inside-1", "inside", "inside+1"),
]
CUE: tuple[Template, ...] = (
    *_WORDS,
    *_window("word", -4, 4),
    _joined("stem", "word+1"),
    _joined("word-1", "stem"),
    _joined("stem", "fine+1"),
    _joined("fine-1", "stem"),
    _joined("fine-1", "fine"),
    _joined("fine", "fine+1"),
    _joined("word-2", "word-1", "word"),
    _joined("word", "word+1", "word+2"),
    _joined("coarse-2", "coarse-1", "coarse"),
    _joined("coarse", "coarse+1", "coarse+2"),
    _joined("stem", "coarse+1", "coarse+2"),
    _joined("stem", "coarse-1"),
    _joined("cueish-1", "cueish", "cueish+1"),
    _joined("cueish", "coarse+1"),
    _joined("cueish", "coarse-1"),
    _joined("sourceish-1", "cueish", "word+1"),
    _joined("cueish", "coarse-1", "coarse+1"),
    _joined("cueish", "inside", "quoting"),
    _joined("stem", "inside"),
    _joined("stem", "quoting"),
    _joined("stem", "mark_left"),
    _joined("stem", "mark_right"),
    _joined("coarse", "mark_left", "inside"),
    _joined("coarse", "mark_right", "inside"),
    _joined("mark_left", "mark_right", "inside"),
    _joined("first"),
    _joined("begun", "coarse"),
    _joined("to_go", "word"),
    _joined("sign_right_word", "sign_right"),
    _joined("sign_left_word", "sign_left"),
    _joined("stem", "sign_right_word"),
)


def _near(name: str, side: str, step: int) -> list[Template]:
    this = f"{name}_{side}"
    return [
        ((this, 0), (f"{this}_same", 0)),
        ((this, 0), (f"{this}_stem", 0)),
        ((this, 0), (f"{this}_fine", 0), (f"{this}_next", 0)),
        ((f"{this}_stem", 0), (f"{this}_next", 0), (f"{this}_same", 0)),
        ((f"{this}_same", 0), (f"{this}_between", 0)),
        ((f"{this}_stem", 0), (f"{this}_between", 0)),
        ((this, 0), (f"{this}_between", 0), ("inside", 0)),
        ((f"{this}_same", 0), ("mark", 0), (this, 0)),
        ((f"{this}_same", 0), ("word", 0), (f"{this}_between", 0)),
        ((f"{this}_stem", 0), ("word", 0), (f"{this}_same", 0)),
        ((f"{this}_stem", 0), ("word", step), (f"{this}_same", 0)),
        ((f"{this}_same", 0), ("coarse", 0), ("coarse", -step), (this, 0)),
    ]


_BETWEEN_CUES: list[Template] = [
    *_window("p_cue", -3, -2, -1, 0, 1, 2, 3),
    _joined("p_cue-1", "p_cue", "p_cue+1"),
    _joined("p_cue", "word+1"),
    _joined("p_cue-1", "word"),
    _joined("p_cue", "coarse-1"),
    *_near("cue", "left", -1),
    *_near("cue", "right", 1),
    _joined("cue_left_same", "cue_right_same", "inside", "quoting"),
    _joined("cue_left", "cue_right"),
    _joined("cue_left_fine", "cue_right_fine", "cue_left_same", "cue_right_same"),
    _joined("cue_left_same", "cue_right_same", "to_go"),
    _joined("cue_left_same", "cue_right_same", "begun"),
    _joined("cue_left_same", "cue_right_same", "sign_left_word", "sign_right_word"),
]
CONTENT: tuple[Template, ...] = (
    *_WORDS,
    *_BETWEEN_CUES,
    _joined("first", "inside"),
    _joined("last", "inside"),
    _joined("mark_left", "mark_right", "inside"),
    _joined("sign_left_word", "sign_left"),
    _joined("sign_right_word", "sign_right"),
    _joined("begun", "quoting", "inside"),
    _joined("to_go", "quoting", "inside"),
)
SOURCE: tuple[Template, ...] = (
    *_WORDS,
    *_BETWEEN_CUES,
    *_window("p_content", -3, -2, -1, 0, 1, 2, 3),
    _joined("p_content-1", "p_content", "p_content+1"),
    _joined("p_content", "p_cue", "shape"),
    _joined("p_content", "p_cue+1"),
    _joined("p_content", "p_cue-1"),
    _joined("p_content", "cue_left", "cue_left_same"),
    _joined("p_content", "cue_right", "cue_right_same"),
    _joined("cue_left", "cue_left_same", "shape", "shape+1"),
    _joined("cue_right", "cue_right_same", "shape", "shape-1"),
    _joined("content_left", "content_left_same", "shape"),
    _joined("content_right", "content_right_same", "shape"),
    _joined("content_left", "cue_left"),
    _joined("content_right", "cue_right"),
    _joined("content_left", "cue_right"),
    _joined("content_right", "cue_left"),
    _joined("begun", "shape"),
)

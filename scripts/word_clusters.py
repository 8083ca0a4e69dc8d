"""Finds out how words are used, and writes `src/newsloom/enrich/quotes/words.npz`.

Reads every fourth of the older articles of an American news stream, none of them labelled for quotations. Each word is
its positive mutual information with the commonest words around it, reduced to a hundred dimensions: once by the words
one and two places to either side, in place of a tagger of word classes, and once by all words up to five places away,
for what it is about. K-means puts words of one use into groups. Of each word it also tells how likely words that are
used alike are cues or sources in the training part of PolNeAR: by a regression that has not seen the word itself, so
that what a model learns of it holds for words that the labelled articles do not have. Takes some two minutes; the
same articles give the same file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora, read_lines
from newsloom.enrich.quotes.reading import TOKEN

SOURCE = Path("stories-allsides") / "background_2012_2016.jsonl.zst"
LABELLED = Path("quotes-polnear") / "train.jsonl.gz"
TARGET = Path(__file__).resolve().parents[1] / "src" / "newsloom" / "enrich" / "quotes" / "words.npz"
LEAST_COUNT = 20
N_CONTEXTS = 2000
NARROW, WIDE = ((-2,), (-1,), (1,), (2,)), ((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5),)
"""Offsets, in groups whose neighbours are counted together."""
N_DIMS = 100
COARSE, FINE, BROAD = 64, 512, 256
STEPS, N_FOLDS = 16, 5
Floats = NDArray[np.float32]


def vectors(row: NDArray[np.int32], n_words: int, groups: Sequence[Sequence[int]]) -> Floats:
    """(n_words, N_DIMS), rows of length 1."""
    from scipy.sparse import coo_matrix, csr_matrix, hstack
    from sklearn.utils.extmath import randomized_svd

    blocks = []
    for offsets in groups:
        block = csr_matrix((n_words, N_CONTEXTS), dtype=np.float32)
        for offset in offsets:
            one, other = (row[:-offset], row[offset:]) if offset > 0 else (row[-offset:], row[:offset])
            kept = (one >= 0) & (other >= 0) & (other < N_CONTEXTS)
            ones = np.ones(int(kept.sum()), dtype=np.float32)
            block += coo_matrix((ones, (one[kept], other[kept])), shape=(n_words, N_CONTEXTS)).tocsr()
        blocks.append(block)
    matrix = hstack(blocks).tocsr()
    rows, columns = (np.asarray(matrix.sum(axis=axis)).ravel() + 1 for axis in (1, 0))
    table = matrix.tocoo()
    smooth = columns**0.75
    told = np.log(table.data * smooth.sum() / (rows[table.row] * smooth[table.col]))
    positive = coo_matrix((np.maximum(told, 0), (table.row, table.col)), shape=table.shape).tocsr()
    left, sizes, _ = randomized_svd(positive, N_DIMS, n_iter=3, random_state=0)
    found = left * np.sqrt(sizes)
    normed: Floats = (found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    return normed


def grouped(rows: Floats, n_groups: int) -> NDArray[np.int64]:
    from sklearn.cluster import MiniBatchKMeans

    means = MiniBatchKMeans(n_groups, random_state=0, batch_size=4096, n_init=1, max_iter=60)
    found: NDArray[np.int64] = means.fit_predict(rows)
    return found


def labelled_counts(folder: Path, number: dict[str, int]) -> dict[str, NDArray[np.float64]]:
    """How often each word stands in the labelled articles, and how often in a cue, in a source."""
    counts = {name: np.zeros(len(number)) for name in ("all", "cue", "source")}
    for record in read_lines(folder / LABELLED):
        inside = {
            role: sorted({tuple(span) for one in record["attributions"] for span in one.get(role) or ()})
            for role in ("cue", "source")
        }
        for match in TOKEN.finditer(record["text"]):
            place = number.get(match.group().lower())
            if place is None:
                continue
            counts["all"][place] += 1
            for role, spans in inside.items():
                counts[role][place] += any(start < match.end() and match.start() < end for start, end in spans)
    return counts


def propensities(rows: Floats, hits: NDArray[np.float64], seen: NDArray[np.float64]) -> NDArray[np.int64]:
    """How likely a word is of a role, judged by the words that are used alike and never by itself; 0 to STEPS - 1."""
    from sklearn.neural_network import MLPRegressor

    known = np.flatnonzero(seen > 0)
    share, weight = hits / np.maximum(seen, 1), np.minimum(seen, 30)
    found, part = np.zeros(len(rows)), np.arange(len(rows)) % N_FOLDS
    for fold in range(N_FOLDS):
        rest = known[part[known] != fold]
        chosen = np.repeat(rest, np.ceil(np.log2(1 + weight[rest])).astype(np.int64))
        net = MLPRegressor(hidden_layer_sizes=(32,), alpha=0.01, max_iter=10, random_state=0, early_stopping=False)
        net.fit(rows[chosen], np.sqrt(share[chosen]))
        found[part == fold] = net.predict(rows[part == fold])
    edges = np.quantile(
        found, np.linspace(0, 1, 4 * STEPS + 1)[[4, 12, 20, 28, 36, 40, 44, 48, 50, 52, 54, 56, 58, 60, 62]]
    )
    return np.searchsorted(edges, found)


def main() -> None:
    folder = find_corpora()
    if folder is None:
        print(json.dumps({"benchmark": "word-clusters", "skipped": "no labelled data"}))
        return
    documents = [
        [word.lower() for word in TOKEN.findall(record["text"])]
        for path, every in ((SOURCE, 4), (LABELLED, 1))
        for record in islice(read_lines(folder / path), 0, None, every)
    ]
    counts = Counter(word for words in documents for word in words)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    vocabulary = [word for word, count in ordered if count >= LEAST_COUNT]
    number = {word: place for place, word in enumerate(vocabulary)}
    gap = [-1] * 5
    row = np.concatenate(
        [np.array([number.get(word, -1) for word in words] + gap, dtype=np.int32) for words in documents]
    )
    narrow, wide = vectors(row, len(vocabulary), NARROW), vectors(row, len(vocabulary), WIDE)
    labels, both = labelled_counts(folder, number), np.hstack([narrow, wide])
    np.savez_compressed(
        TARGET,
        words=np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        coarse=grouped(narrow, COARSE).astype(np.uint8),
        fine=grouped(narrow, FINE).astype(np.uint16),
        broad=grouped(wide, BROAD).astype(np.uint8),
        cue=propensities(both, labels["cue"], labels["all"]).astype(np.uint8),
        source=propensities(both, labels["source"], labels["all"]).astype(np.uint8),
    )
    print(json.dumps({"benchmark": "word-clusters", "n_articles": len(documents), "n_words": len(vocabulary)}))


if __name__ == "__main__":
    main()

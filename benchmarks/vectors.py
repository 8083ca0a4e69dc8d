"""Vectors of a labelled set, made once and kept in the checkout's cache: the encoder has its own benchmark.

In: articles. Out: their vectors by id; None where no encoder is built. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.pipeline import encoder_home
from newsloom.cluster.signature import N_WORDS_ENCODED
from newsloom.encode import minilm
from newsloom.placing import BATCH
from newsloom.records import Article, ArticleId, Vector
from newsloom.vectors import vectors_of


def kept_vectors(name: str, articles: Sequence[Article]) -> dict[ArticleId, Vector] | None:
    """The vectors of all articles that the encoder reads; `name` is the set's."""
    path = encoder_home().parents[1] / "vectors" / f"{name}-{N_WORDS_ENCODED}.npz"
    found = _read(path)
    missing = [article for article in articles if article.id not in found]
    if missing:
        encoder = minilm.load(encoder_home())
        if encoder is None:
            return None
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            for article, vector in zip(batch, vectors_of(batch, encoder), strict=True):
                if vector is not None:
                    found[article.id] = vector
        _write(path, found)
    return found


def _read(path: Path) -> dict[ArticleId, Vector]:
    if not path.exists():
        return {}
    with np.load(path) as kept:
        return dict(zip((ArticleId(str(one)) for one in kept["ids"]), kept["vectors"], strict=True))


def _write(path: Path, vectors: dict[ArticleId, Vector]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, ids=np.array(list(vectors)), vectors=np.array(list(vectors.values()), np.float32))

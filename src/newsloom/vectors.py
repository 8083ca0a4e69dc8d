"""Vectors of articles: made where the encoder reads the language, compared only with others of the same maker.

In: articles, or what is remembered of them, and the encoder. Out: a vector or None for each; what is remembered,
without vectors of another encoder. Refuses: nothing; where the encoder fails, articles are woven by their words alone,
and the log says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsloom.cluster import texts_to_encode
from newsloom.encode import Encoder
from newsloom.errors import ModelError
from newsloom.records import Article, Remembered, Signature, Vector
from newsloom.remote.fuse import Resting

log = logging.getLogger(__name__)


def vectors_of(articles: Sequence[Article], encoder: Encoder | None) -> list[Vector | None]:
    """The vector of each article whose language the encoder reads, and whose texts mean something to it."""
    vectors: list[Vector | None] = [None] * len(articles)
    if encoder is None:
        return vectors
    places = [n for n, article in enumerate(articles) if encoder.reads(article.language)]
    if not places:
        return vectors
    try:
        rows = encoder.encode([text for n in places for text in texts_to_encode(articles[n])])
    except Resting:
        return vectors
    except ModelError as error:
        log.warning("woven by words alone: %d (%s)", len(places), error)
        return vectors
    for n, headline, lead in zip(places, rows[0::2], rows[1::2], strict=True):
        if headline.any() and lead.any():
            both = headline + lead
            vectors[n] = both / max(float((both @ both) ** 0.5), 1e-9)
    return vectors


class Comparable:
    """Which vectors may be compared: those of one encoder, all in the same number of dimensions.

    Without an encoder they are those of whoever made the first.
    """

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._name = encoder.name if encoder else ""
        self._n_dims = encoder.n_dims if encoder else 0

    def among(self, remembered: Iterable[Remembered]) -> Iterator[Remembered]:
        """What is remembered; a vector that may not be compared is left out of it, and the log says how many were."""
        n_left_out = 0
        for known in remembered:
            if known.signature.vector is None or self._takes(known.signature.vector, known.signature.encoder):
                yield known
            else:
                n_left_out += 1
                yield replace(known, signature=replace(known.signature, vector=None, encoder=""))
        if n_left_out:
            log.info("vectors left alone that %s did not make: %d", self._name, n_left_out)

    def fits(self, vectors: Sequence[Vector | None]) -> bool:
        """Whether new vectors are like those before; a model may have been exchanged behind one and the same name."""
        return all(vector is None or self._takes(vector, self._name) for vector in vectors)

    def named(self, signature: Signature) -> Signature:
        """The signature of a new article, with the name of who made its vector."""
        return signature if signature.vector is None else replace(signature, encoder=self._name)

    def _takes(self, vector: Vector, name: str) -> bool:
        if self._encoder is None:
            self._name = self._name or name
        if name != self._name:
            return False
        self._n_dims = self._n_dims or len(vector)
        return len(vector) == self._n_dims

"""An article as a desk sees it: its signature with the weights that its words have on its day.

In: a signature, and how rare words are by now. Out: `Weighed`. Refuses: nothing; what the article lies among is not
known here, and stands at 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log, sqrt

from newsloom.cluster import policy
from newsloom.cluster.index import Words
from newsloom.cluster.rarity import Rarity
from newsloom.cluster.signature import term_of
from newsloom.records import ArticleId, Signature

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


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
    n_known: int
    """Articles whose words were counted by then."""
    n_open: int
    """Articles that lay open by then."""

    @property
    def index_words(self) -> Words:
        return Words(weights=self.words, headline=self.headline, telling=self.telling)

    @property
    def article_id(self) -> ArticleId:
        return self.signature.article_id

    @property
    def at(self) -> datetime:
        return self.signature.at


def weighed_alone(signature: Signature, rarity: Rarity, n_open: int) -> Weighed:
    """The signature's words with what they say today; nothing of what it lies among."""
    fresh = rarity.weights(term for term, _ in signature.terms)
    words = {term: (1 + log(count)) * weight for (term, count), weight in zip(signature.terms, fresh, strict=True)}
    length = sqrt(sum(weight * weight for weight in words.values())) or 1.0
    rare = dict(zip(signature.headline_terms, rarity.weights(signature.headline_terms), strict=True))
    whole = sum(rare.values()) or 1.0
    held = Words(
        weights={term: weight / length for term, weight in words.items()},
        headline={term: weight / whole for term, weight in rare.items()},
        telling=_telling(signature, fresh),
    )
    return Weighed(
        signature=signature,
        words=held.weights,
        headline=held.headline,
        hours=(signature.at - EPOCH) / HOUR,
        length=_length(signature),
        telling=held.telling,
        trade=0.0,
        usual=0.0,
        n_known=rarity.n_articles,
        n_open=n_open,
    )


def _telling(signature: Signature, fresh: Sequence[float]) -> frozenset[str]:
    """Numbers and the words of names, as far as they are not worn; where no names are known, what is rare."""
    names = {term_of(word) for name in signature.names for word in name.split()}
    said = {term: weight for (term, _), weight in zip(signature.terms, fresh, strict=True) if weight >= policy.WORN}
    return frozenset(
        term
        for term, weight in said.items()
        if (term in names if names else weight >= policy.RARE) or any(letter.isdigit() for letter in term)
    )


def _length(signature: Signature) -> int:
    n_words = sum(count for _, count in signature.terms)
    return policy.BARE if n_words <= policy.N_BARE else policy.SHORT if n_words <= policy.N_SHORT else policy.LONG

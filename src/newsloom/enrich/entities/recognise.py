"""Names in a text, each with its type: two readings by learned weights, or rules where no weights know the language.

In: text, its language. Out: `Mention`, in order, none over another. Refuses: nothing; a script that nobody knows has no
mentions.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from newsloom.enrich.entities.chain import Chain, Floats, read_chain
from newsloom.enrich.entities.echo import echoes, spans_of
from newsloom.enrich.entities.features import Evidence, Rows, Scorer
from newsloom.enrich.entities.lore import FOLDER, lore, mark_names
from newsloom.enrich.entities.rules import by_rules
from newsloom.enrich.entities.split import Sentence, sentences
from newsloom.records import EntityType, Language, Mention

LEARNED = ("en", "und")
"""Languages that the weights were learned from; a text of no known language is mostly English."""


@dataclass(frozen=True)
class Recogniser:
    """The two readings and what they know."""

    evidence: Evidence
    first: Chain
    second: Chain
    scorer: Scorer
    """Of both readings, the first one's labels before the second's."""
    known: Mapping[str, str]
    """Names of the articles that the weights were learned from, tokens joined by spaces, each with its marks."""

    def labels(self, article: Sequence[Sentence]) -> list[list[str]]:
        """The label of each token: B for the first of a name, I for the others, with its type; O for no name."""
        scores = self.scorer.scores(article, self.evidence.elsewhere(article), known_marks(article, self.known))
        n_first = len(self.first.labels)
        heard = self.scorer.added(hear(self.first, article, scores[:, :n_first]))
        return best_labels(self.second, article, (scores + heard)[:, n_first:])


def best_labels(chain: Chain, article: Sequence[Sentence], scores: Floats) -> list[list[str]]:
    """The best label of each token of each sentence."""
    paths = chain.best(scores, [len(sentence.words) for sentence in article])
    return [[chain.labels[one] for one in path] for path in paths]


def hear(first: Chain, article: Sequence[Sentence], scores: Floats) -> Rows:
    """What the second reading is told of the first."""
    shares = first.probabilities(scores, [len(sentence.words) for sentence in article])
    return echoes(article, shares, best_labels(first, article, scores), first.labels)


def mentions(text: str, language: Language) -> tuple[Mention, ...]:
    """Every name in `text`."""
    if language not in LEARNED or not _is_latin(text):
        return by_rules(text, language)
    article = sentences(text)
    return marked(text, article, recogniser().labels(article)) if article else ()


def marked(text: str, article: Sequence[Sentence], labels: Sequence[Sequence[str]]) -> tuple[Mention, ...]:
    """The labelled stretches of the text."""
    found = []
    for sentence, row in zip(article, labels, strict=True):
        for first, behind, type_ in spans_of(row):
            start, end = sentence.starts[first], sentence.ends[behind - 1]
            found.append(Mention(start=start, end=end, text=text[start:end], type=cast(EntityType, type_)))
    return tuple(found)


def known_marks(article: Sequence[Sentence], known: Mapping[str, str]) -> Rows:
    """Marks of tokens in names that the weights were learned with."""
    marked = (mark_names(sentence.words, sentence.words, known) for sentence in article)
    return [[f"t={mark}" for mark in marks] for rows in marked for marks in rows]


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """The one that the package carries."""
    return read_recogniser(files(FOLDER))


def read_recogniser(folder: Traversable) -> Recogniser:
    """The one whose weights lie in `folder`."""
    known = json.loads(gzip.decompress((folder / "known.json.gz").read_bytes()))
    evidence = Evidence(lore())
    first, second = (read_chain((folder / f"{name}.npz").read_bytes()) for name in ("first", "second"))
    return Recogniser(evidence, first, second, Scorer(evidence, first, second), known)


def _is_latin(text: str) -> bool:
    """Whether most of the beginning's letters are Latin ones."""
    letters = [letter for letter in text[:2000] if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 > len(letters)

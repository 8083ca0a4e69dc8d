"""Why an article joined a story, as a reader would say it.

In: the article, and the member that is most like it. Out: `Reason`. Refuses: nothing; what the two do not share is not
said.
"""

from __future__ import annotations

from newsloom.cluster.weighing import Weighed
from newsloom.records import Reason
from newsloom.text import fold

N_NAMES = 3
N_WORDS = 4
WORD_SHARE = 0.01
"""Part of the likeness by words from which a shared word is worth naming."""
CALENDAR = frozenset(
    map(
        fold,
        """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يناير فبراير مارس أبريل
        مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر""".split(),
    )
)
"""What any two articles of a week share: true, but no reason that a reader would accept."""


def reasons(one: Weighed, other: Weighed) -> tuple[Reason, ...]:
    """Shared names, shared rare words, likeness, hours apart; in this order, as far as there are any."""
    names = _shared_names(one, other)
    words = _shared_words(one, other, besides=names)
    found = []
    if names:
        found.append(Reason(kind="names", terms=names))
    if words:
        found.append(Reason(kind="words", terms=words))
    found.append(Reason(kind="likeness", value=round(_likeness(one, other), 3)))
    found.append(Reason(kind="time", value=round(abs(one.hours - other.hours), 1)))
    return tuple(found)


def _shared_names(one: Weighed, other: Weighed) -> tuple[str, ...]:
    theirs = {fold(name) for name in other.signature.names}
    shared = (name for name in one.signature.names if fold(name) in theirs - CALENDAR)
    return tuple(shared)[:N_NAMES]


def _shared_words(one: Weighed, other: Weighed, *, besides: tuple[str, ...]) -> tuple[str, ...]:
    named = {part for name in besides for part in fold(name).split()}
    products = {
        term: weight * other.words[term]
        for term, weight in one.words.items()
        if term in other.words and term not in named and _tells(term)
    }
    best = sorted((term for term in products if products[term] >= WORD_SHARE), key=lambda term: (-products[term], term))
    spelled = dict(one.signature.spellings)
    return tuple(spelled.get(term, term) for term in best[:N_WORDS])


def _tells(term: str) -> bool:
    """Whether a shared word says anything alone."""
    return len(term) > 1 and not term.isdigit() and term not in CALENDAR


def _likeness(one: Weighed, other: Weighed) -> float:
    """Cosine of the vectors, or of the words where there are none."""
    if one.signature.vector is not None and other.signature.vector is not None:
        return float(one.signature.vector @ other.signature.vector)
    return sum(weight * other.words.get(term, 0.0) for term, weight in one.words.items())

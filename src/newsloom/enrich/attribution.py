"""Which quotations are sure enough to be shown under a speaker's name.

In: quotations and the names of one article. Out: those that may stand on its page. Refuses: words under the name of a
place, of half a sentence or of nobody, fragments, and orders to machines. A quotation too few is a gap, a wrong name a
falsehood: of what `enrich.quotes` finds, the right source stands beside nine contents of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsloom.enrich.wordlists import key_of
from newsloom.orders import is_order
from newsloom.records import Article, Entity, Quote
from newsloom.text import WORD

FEWEST_WORDS, FEWEST_INDIRECT = 3, 5
"""Fewer words are a scrap of a sentence; an article's own wording needs more to be a statement."""
LONGEST_SPEAKER = 8
"""Words of a speaker who has no name."""
SPEAKING = frozenset({"Person", "Organization", "NORP"})
NOBODY = re.compile(
    r"^(?:who|whom|which|that|what|it|this|there|somebody|someone|nobody|he|she|they|we|i|you|one)\b|\b(?:was|were|is|are|had|has|counted)\b"
    r"|[.!?;:\u201c\u201d\"«»]",
    re.IGNORECASE,
)
"""What is no description of a speaker: a pronoun, a clause, a piece of a quotation."""


def sure(article: Article, quotes: Iterable[Quote], named: Sequence[Entity]) -> tuple[Quote, ...]:
    """Those with a speaker that the article names or describes, and with words enough to say something."""
    known = [_words(name) for one in named if one.type in SPEAKING for name in (one.name, *one.spellings)]
    return tuple(quote for quote in quotes if _has_speaker(quote, known) and _says_something(article, quote))


def _has_speaker(quote: Quote, known: Sequence[frozenset[str]]) -> bool:
    if not quote.speaker or quote.status == "unknown" or NOBODY.search(quote.speaker):
        return False
    words = _words(quote.speaker)
    if quote.status == "named":
        return any(name and (name <= words or words <= name) for name in known)
    return 0 < len(words) <= LONGEST_SPEAKER


def _says_something(article: Article, quote: Quote) -> bool:
    """Whoever declined or did not answer need not."""
    if quote.status in ("declined", "unanswered"):
        return True
    pieces = [article.text[start:end] for start, end in quote.content]
    if any(is_order(piece) for piece in pieces):
        return False
    n_words = sum(len(WORD.findall(piece)) for piece in pieces)
    if quote.kind == "indirect":
        return bool(quote.cue) and len(quote.content) == 1 and n_words >= FEWEST_INDIRECT
    return n_words >= FEWEST_WORDS


def _words(name: str) -> frozenset[str]:
    return frozenset(filter(None, (key_of(word) for word in WORD.findall(name))))

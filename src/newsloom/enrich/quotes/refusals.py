"""Who declined to comment, and who did not answer: kept as such, whether or not it was found as a quotation.

In: a `Reading`, the quotations found in it. Out: what else declines or stays silent, and the status of each.
Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from newsloom.enrich.quotes import policy
from newsloom.enrich.quotes.lexicon import Lexicon
from newsloom.enrich.quotes.link import Found, Span
from newsloom.enrich.quotes.reading import INSIDE, Reading
from newsloom.records import QuoteStatus

CLAUSE_END = re.compile(r"[,;.!?،؛؟]")
CLAUSE_OPENINGS = frozenset("but while though although whereas because and aber während mais pero لكن".split())


def refusals(reading: Reading, lexicon: Lexicon) -> list[tuple[Span, QuoteStatus]]:
    """Where a text says that somebody would not comment, or did not answer; nothing that stands in somebody's words."""
    found: list[tuple[Span, QuoteStatus]] = []
    for pattern, status in ((lexicon.denied, "declined"), (lexicon.silent, "unanswered")):
        for match in pattern.finditer(reading.text):
            first = int(np.searchsorted(reading.ends, match.start(), side="right"))
            end = int(np.searchsorted(reading.starts, match.end()))
            if end > first and reading.marks[first] != INSIDE:
                found.append(((first, end), status))  # type: ignore[arg-type]
    return sorted(found)


def with_refusals(reading: Reading, found: Sequence[Found], refused: Sequence[tuple[Span, QuoteStatus]]) -> list[Found]:
    """The quotations, each refusal once: what was found of one gives way, but for a source in its clause."""
    plain = [_refusal(reading, span) for span, _ in refused]
    told = [one for one in found if status_of_refusal(one, refused) is None]
    for (span, _), own in zip(refused, plain, strict=True):
        sources = [one.source for one in found if one.source and _is_told(one, span)]
        near = next((source for source in sources if own.source and _lies_in(source, own.source[0])), own.source)
        told.append(Found(content=own.content, cue=own.cue, source=near))
    return sorted(told, key=lambda one: (_place(one), one.cue))


def _lies_in(source: Sequence[Span], clause: Span) -> bool:
    return clause[0] <= source[0][0] and source[-1][1] <= clause[1] + 1


def status_of_refusal(one: Found, refused: Sequence[tuple[Span, QuoteStatus]]) -> QuoteStatus | None:
    """Whether a quotation is one of the refusals."""
    return next((status for span, status in refused if _is_told(one, span)), None)


def _is_told(one: Found, span: Span) -> bool:
    """Whether the cue of a quotation says it: what somebody says of a refusal is no refusal."""
    return any(start < span[1] and span[0] < end for start, end in one.cue)


def _refusal(reading: Reading, span: Span) -> Found:
    """The clause before is who, the verb how, the rest of the clause what was asked for; or, where a language has its
    verb first, who stands behind it."""
    words, number = reading.words, reading.sentences[span[0]]
    start = span[0]
    while (
        start
        and reading.sentences[start - 1] == number
        and words[start - 1].lower() not in CLAUSE_OPENINGS - {"and"}
        and words[start - 1] not in ";:—–"
        and span[0] - start < policy.REFUSING_WORDS
    ):
        start -= 1
    if start == span[0] and span[1] - span[0] > 2:
        inner = (span[0] + 1, span[1] - 1)
        return Found(content=((inner[1], span[1]),), cue=((span[0], inner[0]),), source=(inner,))
    last = span[0] + 1 if words[span[0] + 1 : span[0] + 2] == ("to",) else span[1]
    end = last
    while end < len(words) and reading.sentences[end] == number and not CLAUSE_END.match(words[end]):
        end += 1
    source = (start, span[0])
    while source[1] > source[0] and words[source[1] - 1] == ",":
        source = (source[0], source[1] - 1)
    return Found(
        content=((last, end),) if end > last else (),
        cue=((span[0], last),),
        source=(source,) if source[1] > source[0] else (),
    )


def _place(one: Found) -> int:
    return (one.content or one.cue)[0][0]

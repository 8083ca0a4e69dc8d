"""Who says what where no model knows the language: by quotation marks, verbs of speech and what stands beside them.

In: a `Reading` and a language's lexicon. Out: `Found`. Refuses: nothing; without a lexicon only what stands in
quotation marks is found, and nobody is said to have said it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from newsloom.enrich.quotes import policy
from newsloom.enrich.quotes.lexicon import Lexicon
from newsloom.enrich.quotes.link import Found, Span
from newsloom.enrich.quotes.mentions import PARTS, Mentions
from newsloom.enrich.quotes.reading import CLOSES, INSIDE, OPENS, OUTSIDE, Reading

ENDS = frozenset(".!?؟…")


def quotations(reading: Reading, lexicon: Lexicon, nameless: frozenset[str] = frozenset()) -> list[Found]:
    """Every quotation of a text, in order. `nameless`: words in small letters that are no noun wherever they stand."""
    page = _Page(reading, lexicon, nameless)
    for start, end in reading.paragraphs:
        for first, last in page.sentences(start, end):
            page.read(first, last)
    return page.found


class _Page:
    """A text, and what has been found on the way through it."""

    def __init__(self, reading: Reading, lexicon: Lexicon, nameless: frozenset[str]) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.mentions = Mentions(reading, lexicon, nameless)
        self.folded = self.mentions.folded
        self.marks: tuple[int, ...] = tuple(reading.marks.tolist())
        self.accorded = sorted(self.mentions.accorded)
        self.found: list[Found] = []

    def sentences(self, start: int, end: int) -> list[Span]:
        """Sentences of a paragraph, none ending within quotation marks."""
        numbers = self.mentions.numbers
        breaks = [
            place
            for place in range(start + 1, end)
            if numbers[place] != numbers[place - 1] and self.marks[place] not in {INSIDE, CLOSES}
        ]
        return list(pairwise([start, *breaks, end]))

    def read(self, start: int, end: int) -> None:
        """Take in what one sentence quotes."""
        marked, cues = self.marked(start, end), self.cues(start, end)
        told = [one for cue in cues if (one := self.indirect(cue, start, end)) is not None]
        by_cue: dict[Span | None, list[Span]] = {}
        for span in marked:
            if any(a <= span[0] and span[1] <= b for one in told for a, b in one.content):
                continue
            cue = min(cues, key=lambda one: _gap(one, span), default=None)
            if cue is None and span[1] - span[0] - 2 <= policy.PASSING_WORDS:
                continue
            by_cue.setdefault(cue, []).append(span)
        told += [self.direct(pieces, cue) for cue, pieces in by_cue.items()]
        self.found += sorted(told, key=lambda one: one.content)

    def direct(self, pieces: Sequence[Span], cue: Span | None) -> Found:
        """Words in quotation marks, with the verb of speech of their sentence or without."""
        if cue is None:
            cue = self.announced(pieces[0])
        source = self.source(pieces[0], cue)
        return Found(content=tuple(pieces), cue=(cue,) if cue else (), source=(source,) if source else ())

    def source(self, content: Span, cue: Span | None) -> Span | None:
        held = [one.source[0] for one in reversed(self.found[-3:]) if one.source]
        return self.mentions.best(content, cue, held) if self.lexicon.cues else None

    def announced(self, piece: Span) -> Span | None:
        """The verb of the sentence before, where that ends with a colon."""
        before = piece[0] - 1
        if before < 0 or self.folded[before] != ":":
            return None
        numbers, place = self.mentions.numbers, before
        while place >= 0 and numbers[place] == numbers[before]:
            if self.marks[place] == OUTSIDE and self.mentions.is_cue(place):
                return (place, place + 1)
            place -= 1
        return None

    def marked(self, start: int, end: int) -> list[Span]:
        """What stands in quotation marks, with them."""
        found, opened = [], -1
        for place in range(start, end):
            if self.marks[place] == OPENS:
                opened = place
            elif opened >= 0 and (self.marks[place] == CLOSES or place + 1 == end):
                if place - opened > 1:
                    found.append((opened, place + 1))
                opened = -1
            elif opened < 0 and place == start and self.marks[place] == INSIDE:
                opened = place
        return found

    def cues(self, start: int, end: int) -> list[Span]:
        """Verbs of speech, and words that name a source without one."""
        verbs = [
            (place, place + 1)
            for place in range(start, end)
            if self.marks[place] == OUTSIDE and self.mentions.is_cue(place)
        ]
        return verbs or [
            (place - 1, place)
            for place in self.accorded[bisect_right(self.accorded, start) : bisect_left(self.accorded, end)]
        ]

    def follows_marks(self, cue: Span) -> bool:
        """Whether the verb stands behind what it reports: `“…”, said`."""
        return any(self.marks[place] == CLOSES for place in range(max(0, cue[0] - 2), cue[0]))

    def indirect(self, cue: Span, start: int, end: int) -> Found | None:
        """What is told in the article's words: a clause behind the verb and who speaks, or the one before them."""
        stop = end - (self.folded[end - 1] in ENDS)
        source = self.source(cue, cue)
        beside = source if source and start <= source[0] < end else None
        after = max(cue[1], beside[1] if beside else 0)
        content = self.clause(after, stop, is_behind=self.follows_marks(cue))
        if content is None and self.marks[start] == OUTSIDE:
            first = min(cue[0], beside[0] if beside else cue[0])
            if first - start > policy.CLAUSE_WORDS and self.folded[first - 1] in {",", "،"}:
                content = (start, first - 1)
            elif cue[1] in self.mentions.accorded and beside:
                content = (max(cue[1], beside[1]), stop)
        if content is None:
            return None
        while content[0] < content[1] and self.folded[content[0]] in PARTS:
            content = (content[0] + 1, content[1])
        if content[1] - content[0] < policy.CLAUSE_WORDS:
            return None
        return Found(content=(content,), cue=(cue,), source=(source,) if source else ())

    def is_one_clause(self, start: int, stop: int) -> bool:
        """Whether nobody else begins to speak in it."""
        outside = [place for place in range(start, stop) if self.marks[place] == OUTSIDE]
        return not any(self.folded[place] == ":" or self.mentions.is_cue(place) for place in outside)

    def clause(self, after: int, stop: int, *, is_behind: bool) -> Span | None:
        """The clause that begins shortly after: with "that", or behind a comma where the language lets it."""
        for place in range(after, min(stop, after + policy.CLAUSE_REACH)):
            if self.marks[place] == OPENS:
                return None
            if self.folded[place] in self.lexicon.that:
                return (place, stop)
            if self.folded[place] == "," and self.lexicon.has_bare_clauses and not is_behind:
                return (place + 1, stop) if self.is_one_clause(place + 1, stop) else None
        return None


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)

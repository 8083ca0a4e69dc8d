"""Who might be speaking, and who most likely is: noun phrases without a parser, weighed by their place.

In: a `Reading` and a language's lexicon. Out: mentions as spans, the best one for a quotation. Refuses: nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from newsloom.enrich.quotes import policy
from newsloom.enrich.quotes.lexicon import Lexicon
from newsloom.enrich.quotes.reading import OUTSIDE, Reading

Span = tuple[int, int]
"""First token and end."""
ABBREVIATED = re.compile(r"\w\.|(?:mr|mrs|ms|dr|gen|sen|rep|gov|prof|st)$")
"""Words whose point ends no phrase."""
PARTS = frozenset(",;:،؛–—()/.!?؟…")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that may name a speaker."""

    span: Span
    is_pronoun: bool = False
    is_oblique: bool = False
    """In another case than the subject's, or behind a preposition."""
    is_first: bool = False
    """The first of its sentence."""
    is_likely: bool = False
    """With a title, a body, a kind of source, or a name of two words."""
    is_according: bool = False
    """Behind what says that it is the source."""


class Mentions:
    """All phrases of a text that may name a speaker."""

    def __init__(self, reading: Reading, lexicon: Lexicon, nameless: frozenset[str]) -> None:
        self.lexicon, self.reading, self.nameless = lexicon, reading, nameless
        self.folded = tuple(word.lower() for word in reading.words)
        self.is_outside = tuple((reading.marks == OUTSIDE).tolist())
        self.numbers: tuple[int, ...] = tuple(reading.sentences.tolist())
        self.is_arabic = sum("\u0620" <= word[0] <= "\u06ff" for word in reading.words) * 2 > len(reading.words)
        self.hidden = self._covered(lexicon.hidden)
        self.according = self._covered(lexicon.according) if not self.is_arabic else frozenset()
        self.accorded = self._accorded()
        self.found = [mention for start, end in reading.paragraphs for mention in self._of_paragraph(start, end)]
        self._starts = [mention.span[0] for mention in self.found]
        self._ends = frozenset(mention.span[1] for mention in self.found)

    def near(self, start: int, end: int) -> Sequence[Mention]:
        """Those that begin between two tokens."""
        return self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_cue(self, place: int) -> bool:
        """Whether the word is a form of a verb of speech; Arabic joins "and" to it."""
        word = self.folded[place]
        if place in self.hidden:
            return False
        return word in self.lexicon.cues or (self.is_arabic and word[:1] in "وف" and word[1:] in self.lexicon.cues)

    def _accorded(self) -> frozenset[int]:
        """Tokens that a source begins with, because "according to" stands before them."""
        matches = self.lexicon.according.finditer(self.reading.text)
        return frozenset(bisect_right(self.reading.ends, match.end()) for match in matches)

    def _covered(self, pattern: re.Pattern[str]) -> frozenset[int]:
        """Tokens that a pattern covers: what says that a source must not be named, whose verbs tell of nothing; what
        says "according to", which is no part of the source."""
        places: set[int] = set()
        for match in pattern.finditer(self.reading.text):
            first = bisect_right(self.reading.ends, match.start())
            places.update(range(first, bisect_left(self.reading.starts, match.end())))
        return frozenset(places)

    def _of_paragraph(self, start: int, end: int) -> list[Mention]:
        found: list[Mention] = []
        place = start
        while place < end:
            last = self._phrase(place, end)
            if last > place:
                is_first = not found or self.numbers[found[-1].span[0]] != self.numbers[place]
                found.append(self._mention(place, last, start, is_first=is_first))
                place = last
            else:
                place += 1
        return found

    def _phrase(self, place: int, end: int) -> int:
        """Where the phrase that begins here ends; `place` where none begins."""
        if not self._opens(place):
            return place
        last, has_noun = place, False
        while last < end and last - place < policy.PHRASE_WORDS and self._goes_on(last, place):
            has_noun = has_noun or self._is_noun(last)
            last += 1
        while last > place and not self._is_noun(last - 1):
            last -= 1
        return last if has_noun and last > place else place

    def _opens(self, place: int) -> bool:
        word = self.folded[place]
        if place in self.according or self.is_cue(place):
            return False
        is_stop = word in self.lexicon.stops and not (place in self.accorded and word in self.lexicon.articles)
        if not self.is_outside[place] or word in PARTS or is_stop:
            return False
        if self.is_arabic:
            return place > 0 and (self.is_cue(place - 1) or place in self.accorded)
        return word in self.lexicon.articles or self._is_noun(place)

    def _goes_on(self, place: int, start: int) -> bool:
        word = self.folded[place]
        if word == "." and place > start and ABBREVIATED.match(self.folded[place - 1]):
            return True
        if not self.is_outside[place] or word in PARTS or word in self.lexicon.that or place in self.according:
            return False
        if place == start:
            return True
        if self.folded[start] in self.lexicon.pronouns and self.folded[start] not in self.lexicon.articles:
            return False
        if self.is_cue(place) or word in self.lexicon.stops or word in self.lexicon.pronouns - self.lexicon.articles:
            return False
        before = self.folded[place - 1]
        is_held = self._is_noun(place - 1) and word in self.lexicon.joints
        is_short = place - start < policy.LOOSE_WORDS
        follows = before in self.lexicon.joints or before in self.lexicon.articles
        return self.is_arabic or self._is_noun(place) or is_short or is_held or follows

    def _is_noun(self, place: int) -> bool:
        word = self.folded[place]
        if self.is_arabic:
            return word not in PARTS
        if word in self.lexicon.pronouns:
            return True
        if word in self.lexicon.nouns:
            return True
        is_small = word in self.nameless or word in self.lexicon.articles or word in self.lexicon.stops
        return self.reading.words[place][0].isupper() and not is_small

    def _mention(self, start: int, end: int, paragraph: int, *, is_first: bool) -> Mention:
        words, lexicon = self.folded[start:end], self.lexicon
        n_names = sum(word[0].isupper() for word in self.reading.words[start:end])
        return Mention(
            span=(start, self._with_apposition(end)),
            is_pronoun=words[0] in lexicon.pronouns and len(words) == 1,
            is_oblique=words[0] in lexicon.oblique or self._is_governed(start, paragraph),
            is_first=is_first,
            is_likely=any(word in lexicon.nouns or _ends_alike(word, lexicon) for word in words) or n_names > 1,
            is_according=start in self.accorded,
        )

    def _is_governed(self, start: int, paragraph: int) -> bool:
        """Whether a preposition stands before the phrase, an article and adjectives between them or none."""
        for place in range(start - 1, max(paragraph, start - 4) - 1, -1):
            word = self.folded[place]
            if word in self.lexicon.prepositions or word in self.lexicon.oblique:
                return True
            if word in PARTS or not self.is_outside[place] or self.is_cue(place) or word in self.lexicon.stops:
                return False
            if self.reading.words[place][0].isupper() and place > paragraph and word not in self.lexicon.articles:
                return False
        return False

    def _with_apposition(self, end: int) -> int:
        """`der Leiter des Programms, Klaus Stöhr,`: a name in full between commas belongs to it."""
        words, at = self.reading.words, end + 1
        if self.is_arabic or end >= len(words) or words[end] != ",":
            return end
        while at < len(words) and words[at][0].isupper() and self.folded[at] not in self.lexicon.articles:
            at += 1
        return at if at - end > 2 and (at == len(words) or words[at] in PARTS) else end

    def best(self, content: Span, cue: Span | None, held: Sequence[Span]) -> Span | None:
        """Who most likely says a content: `held` are the sources of the quotations before it, the last one first."""
        beside = self._beside(cue) if cue is not None else None
        if beside is not None:
            return beside
        scored = [
            (
                sum(a * b for a, b in zip(policy.SPEAKER, self.stance(one, content, cue, held), strict=True)),
                -one.span[0],
                one,
            )
            for one in self._candidates(content, cue, held)
        ]
        if not scored:
            return held[0] if held else None
        logit, _, found = max(scored)
        if held and logit < policy.LEAST_SPEAKER:
            return held[0]
        return found.span

    def _beside(self, cue: Span) -> Span | None:
        """Who stands where "according to" says that the source is."""
        if self.folded[cue[0]] in self.lexicon.behind:
            return next((one.span for one in reversed(self.near(0, cue[0])) if one.span[1] == cue[0]), None)
        return next((one.span for one in self.near(cue[1], cue[1] + 1)), None) if cue[1] in self.accorded else None

    def _candidates(self, content: Span, cue: Span | None, held: Sequence[Span]) -> list[Mention]:
        """The mentions around a content; and who spoke last, where it goes on in the mood of what others say."""
        start, end = self._around(content, cue)
        found = [one for one in self.near(start, end) if not content[0] <= one.span[0] < content[1]]
        if cue is None and held and held[0][0] < start and self._is_reported(content):
            is_near = self.numbers[content[0]] - self.numbers[held[0][0]] <= policy.GOING_ON_SENTENCES
            found += self.near(held[0][0], held[0][0] + 1) if is_near else ()
        return found

    def _around(self, content: Span, cue: Span | None) -> Span:
        """The tokens in which the speaker of a content is looked for."""
        first = min(content[0], cue[0]) if cue else content[0]
        start = first
        while start and self.numbers[first] - self.numbers[start - 1] <= policy.SPEAKER_SENTENCES:
            start -= 1
        last = max(content[1], cue[1]) if cue else content[1]
        end = last
        while end < len(self.numbers) and self.numbers[end] - self.numbers[last - 1] <= 0:
            end += 1
        return start, end

    def stance(self, one: Mention, content: Span, cue: Span | None, held: Sequence[Span]) -> tuple[float, ...]:
        """The columns that `policy.SPEAKER` weighs."""
        start, end = one.span
        is_addressed = cue is not None and self.folded[cue[0]] in self.lexicon.addressing
        is_behind = cue is not None and 0 <= start - cue[1] <= 1 and not is_addressed
        is_before = cue is not None and 0 <= cue[0] - end <= 1
        same = cue is not None and self.numbers[start] == self.numbers[cue[0]]
        gap = min(abs(start - cue[0]) if cue else 99, max(content[0] - end, start - content[1], 0))
        back = self.numbers[content[0]] - self.numbers[start]
        is_reported = cue is None and self._is_reported(content)
        return (
            1.0,
            float(is_behind),
            float(is_before),
            float(same),
            log(1 + gap),
            float(min(max(back, 0), 3)),
            float(one.is_first),
            float(one.is_oblique),
            float(one.is_likely),
            float(one.is_pronoun),
            float(one.is_according),
            float(any(span == one.span for span in held[:1])),
            float(start >= content[1]),
            float(one.is_first and not one.is_oblique),
            float(is_behind and one.is_oblique),
            float(is_before and one.is_oblique),
            float(same and not one.is_oblique and start > (cue or content)[0]),
            float(cue is None and back == 0),
            float(is_behind and not one.is_oblique and cue is not None and 0 <= cue[0] - content[1] <= 1),
            float(is_before and not one.is_oblique and cue is not None and cue[1] <= content[0]),
            float(self._is_abstract(one)),
            float(self._is_beside_auxiliary(one) and same),
            float(is_reported and back == 0),
            float(is_reported and any(span == one.span for span in held[:1])),
        )

    def _is_abstract(self, one: Mention) -> bool:
        """Whether its first noun ends like what nobody is: `seine Bereitschaft`, but not `die Regierung`."""
        words, start, end = self.reading.words, *one.span
        small = self.lexicon.articles | self.lexicon.oblique
        nouns = (self.folded[at] for at in range(start, end) if words[at][0].isupper() and self.folded[at] not in small)
        head = next(nouns, "")
        if head in self.lexicon.nouns or _ends_alike(head, self.lexicon):
            return False
        return any(head.endswith(ending) for ending in self.lexicon.abstract)

    def _is_beside_auxiliary(self, one: Mention) -> bool:
        """Whether it stands before a verb that takes the place of the verb of speech, or behind one with nobody before
        it: `Weber hatte die Lage …`, `gestern hatte Weber …`."""
        start, end = one.span
        if one.is_oblique:
            return False
        if end < len(self.folded) and self.folded[end] in self.lexicon.auxiliary:
            return True
        return start > 0 and self.folded[start - 1] in self.lexicon.auxiliary and start - 1 not in self._ends

    def _is_reported(self, content: Span) -> bool:
        """Whether the sentence goes on in the mood of what somebody has begun to say."""
        first, last = (
            bisect_left(self.numbers, self.numbers[content[0]]),
            bisect_right(self.numbers, self.numbers[content[0]]),
        )
        return any(
            self.folded[place] in self.lexicon.reported for place in range(first, last) if self.is_outside[place]
        )


def _ends_alike(word: str, lexicon: Lexicon) -> bool:
    """Whether a compound ends with a title or body of the list: `Umweltminister`."""
    return len(word) > 9 and any(word.endswith(noun) for noun in lexicon.heads)

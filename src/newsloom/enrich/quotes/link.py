"""Which cue belongs to which content, and which source to which cue: small regressions over how two spans stand.

In: spans of the three roles, as ranges of tokens. Out: `Found`, each content with its cue and source. Refuses: nothing;
a content of nobody stays, without a source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from newsloom.enrich.quotes import policy
from newsloom.enrich.quotes.reading import INSIDE, Reading

Span = tuple[int, int]
"""First token and end."""


@dataclass(frozen=True, slots=True)
class Found:
    """One quotation in tokens."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What lies between two spans, ready to be counted."""

    reading: Reading
    paragraph: tuple[int, ...]
    sentence: tuple[int, ...]
    mark: tuple[int, ...]

    @classmethod
    def of(cls, reading: Reading) -> Page:
        paragraph = [0] * len(reading.words)
        for number, (start, end) in enumerate(reading.paragraphs):
            paragraph[start:end] = [number] * (end - start)
        return cls(reading, tuple(paragraph), tuple(reading.sentences.tolist()), tuple(reading.marks.tolist()))


def stance(page: Page, one: Span, other: Span, cues: Sequence[Span], kin: Sequence[Span]) -> tuple[float, ...]:
    """How `other` stands to `one`: the columns of `policy.CONTENT_TO_CUE` and its siblings.

    `cues` and `kin` (the spans that `other` is chosen from) are sorted; what lies between the two is counted.
    """
    is_left = other[0] < one[0]
    near, far = (other[1], one[0]) if is_left else (one[1], other[0])
    gap = max(0, far - near)
    words = page.reading.words
    between = words[near:far] if gap and gap <= 40 else ()
    n_sentences = abs(page.sentence[other[0]] - page.sentence[one[0]])
    n_cues = _between(cues, near, far)
    n_kin = _between(kin, near, far)
    is_over = other[0] < one[1] and one[0] < other[1]
    n_stops = sum(word in ",;:" for word in between)
    return (
        1.0,
        log(1 + gap),
        float(gap == 0),
        float(is_left),
        min(n_sentences, 3),
        float(n_cues),
        float(n_kin),
        float(is_over),
        float(n_stops > 0),
        float(abs(page.paragraph[other[0]] - page.paragraph[one[0]])),
        float(is_left) * min(n_sentences, 2),
        float(page.mark[other[0]] == INSIDE) - float(page.mark[one[0]] == INSIDE),
        float(is_left and n_stops > 0),
        float(is_left and gap == 0),
    )


def _between(spans: Sequence[Span], near: int, far: int) -> int:
    """How many of the sorted spans begin and end between two tokens."""
    if far <= near:
        return 0
    low, high = bisect_left(spans, (near, 0)), bisect_right(spans, (far, 0))
    return min(3, sum(span[1] <= far for span in spans[low:high]))


def best(
    page: Page, one: Span, others: Sequence[Span], cues: Sequence[Span], weights: Sequence[float], least: float
) -> Span | None:
    """The span that belongs to `one` most surely, if its logit reaches `least`."""
    place = page.paragraph[one[0]]
    low, high = (
        bisect_left(others, (one[0] - policy.LINK_TOKENS, 0)),
        bisect_right(others, (one[1] + policy.LINK_TOKENS, 0)),
    )
    scored = [
        (sum(a * b for a, b in zip(weights, stance(page, one, other, cues, others), strict=True)), -other[0], other)
        for other in others[low:high]
        if abs(page.paragraph[other[0]] - place) <= policy.LINK_PARAGRAPHS
    ]
    if not scored:
        return None
    logit, _, found = max(scored)
    return found if logit >= least else None


def linked(
    reading: Reading,
    contents: Sequence[Span],
    cues: Sequence[Span],
    sources: Sequence[Span],
    faint: Sequence[Span] = (),
) -> list[Found]:
    """Every content with its cue and source, in the order of the text.

    A cue takes all contents that choose it. A cue that no content chose stands inside a content, and reports the rest
    of that sentence; or it shares a content of its sentence with another cue; or it stands without a content, because
    what another sentence tells is another's; or it is dropped where nothing near is told. Contents without a cue go on
    from the quotation before them, or have the nearest source, or none.
    """
    page = Page.of(reading)
    taken: dict[Span, list[Span]] = {}
    alone: list[Span] = []
    for content in contents:
        cue = best(page, content, cues, cues, policy.CONTENT_TO_CUE, policy.LEAST_LOGIT)
        if cue is None:
            alone.append(content)
        else:
            taken.setdefault(cue, []).append(content)
    found = []
    for cue in cues:
        pieces = taken.get(cue) or _reported(page, cue, contents, cues)
        if pieces is not None:
            source = best(page, cue, sources, cues, policy.CUE_TO_SOURCE, policy.LEAST_SOURCE_LOGIT) or best(
                page, cue, faint, cues, policy.CUE_TO_SOURCE, policy.LEAST_FAINT_LOGIT
            )
            found.append(Found(content=tuple(sorted(pieces)), cue=(cue,), source=(source,) if source else ()))
    for content in alone:
        source = best(page, content, sources, cues, policy.CONTENT_TO_SOURCE, policy.LEAST_SOURCE_LOGIT)
        found.append(
            Found(content=(content,), cue=(), source=(source,) if source else _inherited(page, content, found))
        )
    return sorted(found, key=lambda one: (one.content or one.cue, one.cue))


def _reported(page: Page, cue: Span, contents: Sequence[Span], cues: Sequence[Span]) -> list[Span] | None:
    """What a cue reports that no content chose: the rest of the sentence inside another's words, or the nearest of its
    own sentence, or nothing that was found. None where no content is near."""
    around = next((one for one in contents if one[0] < cue[1] and cue[0] < one[1]), None)
    if around is not None:
        end = cue[1]
        while end < around[1] and page.sentence[end] == page.sentence[cue[0]]:
            end += 1
        return [(cue[1], end)] if end > cue[1] else None
    nearest = best(page, cue, contents, cues, policy.CONTENT_TO_CUE, policy.LEAST_LOGIT)
    if nearest is None:
        return None
    is_same = page.sentence[nearest[0]] <= page.sentence[cue[0]] <= page.sentence[nearest[1] - 1]
    return [nearest] if is_same else []


def _inherited(page: Page, content: Span, found: Sequence[Found]) -> tuple[Span, ...]:
    """The source of the quotation that ends shortly before this one, in the same paragraph or the one before."""
    place = page.paragraph[content[0]]
    before = [one for one in found if one.source and one.content and one.content[-1][1] <= content[0]]
    if not before:
        return ()
    last = max(before, key=lambda one: one.content[-1][1])
    return last.source if place - page.paragraph[last.content[-1][1] - 1] <= policy.LINK_PARAGRAPHS else ()

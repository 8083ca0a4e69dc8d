"""Where sentences give different values for one thing: 60,000 here and 61,158 there, one winner and another.

In: a question and its pool. Out: findings, newest first, or none. Refuses: nothing. Two values conflict where two
articles say much the same about what was asked and differ in this place of the sentence alone; nobody here knows which
of them is right, so both are shown with who says so and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsloom.enrich.answers import policy
from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.sentences import Candidate, Pool
from newsloom.enrich.answers.terms import term_of, terms
from newsloom.enrich.answers.values import stems
from newsloom.records import Finding
from newsloom.text import WORD


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as its terms, and where in them each value stands: first term and the one after its last."""

    candidate: Candidate
    terms: list[str]
    slots: dict[str, tuple[int, int]]


def conflict(question: Question, pool: Pool) -> tuple[Finding, ...]:
    """The values that differ for the likeliest thing asked, with their sentences; none where all agree."""
    said = [_said(one) for one in pool.candidates if one.worth >= policy.CONFLICT_WORTH][: policy.CONFLICT_SENTENCES]
    against: dict[str, set[str]] = {}
    for value, other in _differing(said, question):
        against.setdefault(value, set()).add(other)
        against.setdefault(other, set()).add(value)
    likeliest = sorted(pool.likely, key=lambda value: (-pool.likely[value], value))[: policy.CONFLICT_LIKELIEST]
    first = next((value for value in likeliest if value in against), None)
    if first is None:
        return ()
    others = sorted(against[first], key=lambda value: (-pool.likely.get(value, 0.0), value))
    findings = [_finding(value, said) for value in (first, *others[: policy.CONFLICT_VALUES - 1])]
    return tuple(sorted(findings, key=lambda one: (-one.at.timestamp(), one.value)))


def _said(candidate: Candidate) -> _Said:
    start, end = candidate.reading.spans[candidate.number]
    text = candidate.reading.article.text[start:end]
    sequence = terms(text)
    slots = {}
    for value, spelling in candidate.values.items():
        wanted = [term_of(word) for word in WORD.findall(spelling)]
        for place in range(len(sequence) - len(wanted) + 1):
            if wanted and sequence[place : place + len(wanted)] == wanted:
                slots[value] = (place, place + len(wanted))
                break
    return _Said(candidate, sequence, slots)


def _differing(said: Sequence[_Said], question: Question) -> Iterator[tuple[str, str]]:
    for one, other in combinations(said, 2):
        if not _are_of_one_time(one.candidate, other.candidate) or one.terms == other.terms:
            continue
        likeness = _likeness(one, other)
        for value, (start, end) in one.slots.items():
            if value in other.slots:
                continue
            for rival, (from_, to) in other.slots.items():
                if rival in one.slots or _is_part(value, rival):
                    continue
                beside = _beside(one.terms, start, end, other.terms, from_, to)
                if _is_same_slot(beside, likeness, question):
                    yield value, rival


def _are_of_one_time(one: Candidate, other: Candidate) -> bool:
    """Whether two articles may tell of one event: last year's earthquake does not contradict this year's."""
    ours, theirs = one.reading.article, other.reading.article
    return ours.id != theirs.id and abs(ours.at - theirs.at) <= policy.CONFLICT_TIME


def _is_part(value: str, rival: str) -> bool:
    """Whether one says less than the other, and nothing else: Macron and Emmanuel Macron."""
    ours, theirs = stems(value), stems(rival)
    return ours <= theirs or theirs <= ours


def _likeness(one: _Said, other: _Said) -> float:
    """Jaccard of the terms of two sentences, 0 to 1."""
    ours, theirs = set(one.terms), set(other.terms)
    return len(ours & theirs) / max(1, len(ours | theirs))


def _beside(ours: list[str], start: int, end: int, theirs: list[str], from_: int, to: int) -> tuple[int, int]:
    """How many terms on the left and on the right of two places are the same; the sentence's edge counts as one."""
    padded, paired = ["<", *ours, ">"], ["<", *theirs, ">"]
    left = right = 0
    while left < policy.CONFLICT_BESIDE and start - left >= 0 and from_ - left >= 0:
        if padded[start - left] != paired[from_ - left]:
            break
        left += 1
    while right < policy.CONFLICT_BESIDE and end + 1 + right < len(padded) and to + 1 + right < len(paired):
        if padded[end + 1 + right] != paired[to + 1 + right]:
            break
        right += 1
    return left, right


def _is_same_slot(beside: tuple[int, int], likeness: float, question: Question) -> bool:
    left, right = beside
    if question.kind == "number":
        return right >= 1 and (left >= 1 or likeness >= policy.CONFLICT_FIGURES)
    if likeness >= policy.CONFLICT_ALIKE:
        return left + right >= 1
    return question.kind != "thing" and likeness >= policy.CONFLICT_LIKE and left + right >= policy.CONFLICT_NEAR


def _finding(value: str, said: Sequence[_Said]) -> Finding:
    holders = [one.candidate for one in said if value in one.slots]
    holders.sort(key=lambda one: (-one.reading.article.at.timestamp(), one.place, one.number))
    return Finding(
        value=holders[0].values[value],
        sentences=tuple(one.reading.citation(one.number) for one in holders[: policy.CONFLICT_SHOWN]),
        at=holders[0].reading.article.at,
    )

"""The figures of a story: what its articles count, which values they give, and whether they differ.

In: a story. Out: `Figure`s, those that most publishers give first. Refuses: figures of one publisher that never
changed, and to hold two counts for one where their sentences speak of different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from newsloom.enrich.counts import Count, find_counts
from newsloom.enrich.days import find_days
from newsloom.enrich.telling import N_READ_LATELY, Sentence, news_sentences, tellers
from newsloom.records import Article, Figure, FigureReading, PublisherId, Story

N_SENTENCES = 30
MAX_FIGURES = 8
MAX_READINGS = 12
SAME = 0.02
"""Values that differ by less are one value, rounded."""
DEED_SHARE, NOUN_SHARE, UNIT_SHARE = 0.2, 0.45, 0.5
"""Share of the content words of the shorter sentence that the other must hold before two counts are of one thing: a
count of the killed says by itself what it counts. Of a sum or a share it is the words around the number that must be
alike. Where a sentence gives the other's value too, it tells the two apart itself."""
MOST_TIMES, FEWEST_SHARED, SUM_SHARE = 2.0, 2, 0.3
"""Two sums of one thing: how far apart, how many words around both, and which share of their sentences is alike."""
OWN_SHARE = 0.6
"""The same for two values of one article, which mostly counts two things with them."""
AT_ONCE = timedelta(days=1)
BACKGROUND = timedelta(days=30)
"""A sentence that names an earlier day than so tells of another event."""


@dataclass(frozen=True, slots=True)
class _Said:
    sentence: Sentence
    count: Count
    publisher: PublisherId | None
    values: frozenset[tuple[str, float]]
    """Units and values of all counts of the sentence."""


@dataclass(slots=True)
class _Thing:
    """Counts that are held for counts of one thing."""

    said: list[_Said] = field(default_factory=list)


def figures(story: Story) -> tuple[Figure, ...]:
    """What two publishers count, or one counts twice with two results. Cost: about 60 µs a sentence read."""
    things: list[_Thing] = []
    for said in _counts(story):
        home = next((thing for thing in things if _is_same(said, thing)), None)
        if home is None:
            things.append(_Thing([said]))
        else:
            home.said.append(said)
    found = [(len(_publishers(thing.said)), figure) for thing in things if (figure := _figure(thing)) is not None]
    found.sort(key=lambda one: (-one[0], one[1].readings[0].at, one[1].readings[0].citation.start))
    return tuple(figure for _, figure in found[:MAX_FIGURES])


def _counts(story: Story) -> Iterator[_Said]:
    for article in tellers(story):
        yield from _counted(article)


@lru_cache(maxsize=N_READ_LATELY)
def _counted(article: Article) -> tuple[_Said, ...]:
    return tuple(_read_counts(article))


def _read_counts(article: Article) -> Iterator[_Said]:
    for sentence in news_sentences(article, N_SENTENCES):
        counts = find_counts(sentence.text, article.language, article.at.date())
        if counts and _is_background(sentence):
            continue
        values = frozenset((count.unit, count.value) for count in counts)
        for count in counts:
            yield _Said(sentence, count, article.publisher_id, values)


def _is_background(sentence: Sentence) -> bool:
    published_on = sentence.article.at.date()
    days = find_days(sentence.text, sentence.article.language, published_on)
    return any(day.on < published_on - BACKGROUND for day in days)


def _is_same(said: _Said, thing: _Thing) -> bool:
    """Whether the count is of what one of the thing's counts is of."""
    return any(_count_one_thing(said, other) for other in thing.said)


def _count_one_thing(said: _Said, other: _Said) -> bool:
    count, known = said.count, other.count
    if (count.unit, count.deed, count.noun) != (known.unit, known.deed, known.noun):
        return False
    if count.value != known.value and (_key(count) in other.values or _key(known) in said.values):
        return False
    if count.unit:
        return _are_of_one_sum(said, other)
    needed = DEED_SHARE if count.deed else NOUN_SHARE
    if said.sentence.article.id == other.sentence.article.id and count.value != known.value:
        needed = OWN_SHARE
    return _overlap(said.sentence.words, other.sentence.words) >= needed


def _are_of_one_sum(said: _Said, other: _Said) -> bool:
    """Whether two sums, or shares, are of one thing; two values of it differ little, and not within an article."""
    value, known = said.count.value, other.count.value
    if _overlap(said.count.around, other.count.around) < UNIT_SHARE:
        return False
    return value == known or (
        said.sentence.article.id != other.sentence.article.id
        and max(value, known) <= MOST_TIMES * min(value, known)
        and len(said.count.around & other.count.around) >= FEWEST_SHARED
        and _overlap(said.sentence.words, other.sentence.words) >= SUM_SHARE
    )


def _key(count: Count) -> tuple[str, float]:
    return count.unit, count.value


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _figure(thing: _Thing) -> Figure | None:
    values: list[list[_Said]] = []
    for said in thing.said:
        home = next((value for value in values if _is_near(value[0].count.value, said.count.value)), None)
        if home is None:
            values.append([said])
        else:
            home.append(said)
    if len(_publishers(thing.said)) < 2 and len(values) < 2:
        return None
    first = thing.said[0].count
    if not (first.noun or first.deed or first.unit):
        return None
    return Figure(
        what=next((said.count.what for said in thing.said if said.count.what), ""),
        deed=first.deed,
        unit=first.unit,
        readings=tuple(_reading(value) for value in values[:MAX_READINGS]),
        is_disputed=_is_disputed(thing.said, is_running=bool(first.deed) and not first.unit),
    )


def _reading(value: Sequence[_Said]) -> FigureReading:
    first = value[0]
    begins = first.count.start
    return FigureReading(
        value=first.count.value,
        shown=first.sentence.text[begins : first.count.end],
        at=first.sentence.article.at,
        citation=first.sentence.citation,
        publishers=_publishers(value),
    )


def _is_disputed(said: Sequence[_Said], *, is_running: bool) -> bool:
    """Whether two publishers gave, within a day, values that cannot both be right.

    The number of the killed grows, so only a later lower one contradicts; any other figure has one value at a time.
    """
    for earlier, later in combinations(said, 2):
        if earlier.publisher == later.publisher or _is_near(earlier.count.value, later.count.value):
            continue
        if later.sentence.article.at - earlier.sentence.article.at > AT_ONCE:
            continue
        low = min(earlier, later, key=lambda one: one.count.value)
        if not low.count.is_least and (low is later or not is_running):
            return True
    return False


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(abs(one), abs(other)) and (max(one, other) > 100 or one == other)


def _publishers(said: Sequence[_Said]) -> tuple[PublisherId, ...]:
    return tuple(dict.fromkeys(one.publisher for one in said if one.publisher is not None))

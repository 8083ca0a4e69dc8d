"""When things happened: the dated sentences of an article or a story, one line a day and event.

In: an article, or a story. Out: `DatedEvent`s by day. Refuses: sentences that make no sense alone or say who wrote
them, and days further ahead than `AHEAD`, which are mostly misread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from newsloom.enrich.days import find_days
from newsloom.enrich.telling import N_READ_LATELY, Sentence, news_sentences, repeats, stands_alone, tellers
from newsloom.records import Article, DatedEvent, Precision, Story
from newsloom.voice import tells_of_others

N_SENTENCES = 40
"""Sentences of an article that are read."""
MAX_EVENTS = 12
A_DAY = 2
"""Events of one day at most: a time line is no second text."""
AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class _Dated:
    sentence: Sentence
    on: date
    precision: Precision
    words: str


def article_timeline(article: Article) -> tuple[DatedEvent, ...]:
    """The events of one article, nothing said twice; those of its beginning where there are too many."""
    return _lines(_dated(article))


def timeline(story: Story) -> tuple[DatedEvent, ...]:
    """The events of a story: those that most publishers date alike, by day.

    Cost: about 80 µs a sentence read, of at most 40 articles.
    """
    return _lines(dated for article in tellers(story) for dated in _dated(article))


@lru_cache(maxsize=N_READ_LATELY)
def _dated(article: Article) -> tuple[_Dated, ...]:
    return tuple(_read_days(article))


def _read_days(article: Article) -> Iterator[_Dated]:
    """Each sentence with the first day that it names."""
    published_on = article.at.date()
    for sentence in news_sentences(article, N_SENTENCES):
        if not stands_alone(sentence) or not tells_of_others(sentence.text, article.language):
            continue
        for day in find_days(sentence.text, article.language, published_on)[:1]:
            if day.on <= published_on + AHEAD:
                yield _Dated(sentence, day.on, day.precision, sentence.text[day.start : day.end])


def _lines(dated: Iterable[_Dated]) -> tuple[DatedEvent, ...]:
    """What is told of each day: the sentences that most publishers bear out, the early ones first."""
    days: dict[tuple[date, Precision], list[list[_Dated]]] = {}
    for one in dated:
        events = days.setdefault((one.on, one.precision), [])
        home = next((event for event in events if repeats(one.sentence, [event[0].sentence])), None)
        if home is None:
            events.append([one])
        else:
            home.append(one)
    chosen = [event for events in days.values() for event in sorted(events, key=_rank)[:A_DAY]]
    chosen = sorted(chosen, key=_rank)[:MAX_EVENTS]
    chosen.sort(key=lambda event: (event[0].on, -len(event[0].precision), *_rank(event)))
    return _told_once(chosen)


def _told_once(events: Sequence[Sequence[_Dated]]) -> tuple[DatedEvent, ...]:
    """Each event by its first sentence; one that another day has told already is left out."""
    told: list[Sentence] = []
    lines: list[DatedEvent] = []
    for event in events:
        first = event[0]
        if repeats(first.sentence, told):
            continue
        told.append(first.sentence)
        line = DatedEvent(on=first.on, precision=first.precision, words=first.words, citation=first.sentence.citation)
        lines.append(replace(line, n_publishers=_n_publishers(event)))
    return tuple(lines)


def _rank(event: Sequence[_Dated]) -> tuple[int, int, int, str]:
    """Borne out by many, then told early; of equals by id."""
    first = event[0].sentence
    return -_n_publishers(event), event[0].precision != "day", first.place, first.article.id


def _n_publishers(event: Sequence[_Dated]) -> int:
    return len({one.sentence.article.publisher_id or one.sentence.article.id for one in event})

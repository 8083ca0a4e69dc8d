"""What lies deeper in a story than its brief: when what happened, which figures are given, who tells and who says what.

In: a story, and what has been read in its articles. Out: `Dossier`, or None where there is nothing to lay in it.
Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newsloom.enrich.figures import figures
from newsloom.enrich.perspectives import perspectives
from newsloom.enrich.quotes.sourcing import voices
from newsloom.enrich.telling import tellers
from newsloom.enrich.timeline import timeline
from newsloom.records import ArticleId, Dossier, Named, Reading, Story, Voice

FEWEST_EVENTS = 2
"""One event is no time line."""
MAX_VOICES, MAX_QUOTES, MAX_NAMED = 12, 3, 12


def dossier(story: Story, readings: Mapping[ArticleId, Reading]) -> Dossier | None:
    """Cost: some 4 ms an article of its first and last twenty, and less where they have been read lately."""
    events = timeline(story)
    found = Dossier(
        timeline=events if len(events) >= FEWEST_EVENTS else (),
        figures=figures(story),
        perspectives=perspectives(story),
        voices=_voices(story, readings),
        named=_named(story, readings),
    )
    return None if found == Dossier() else found


def _voices(story: Story, readings: Mapping[ArticleId, Reading]) -> tuple[Voice, ...]:
    """The first of each speaker's words that every publisher has; nobody is quoted at length."""
    found = voices(story, {known: reading.quotes for known, reading in readings.items()})
    return tuple(replace(voice, quotes=voice.quotes[:MAX_QUOTES]) for voice in found[:MAX_VOICES])


def _named(story: Story, readings: Mapping[ArticleId, Reading]) -> tuple[Named, ...]:
    """What most of its articles are about."""
    counted: dict[str, list[Named]] = {}
    for article in tellers(story):
        for one in readings[article.id].named if article.id in readings else ():
            counted.setdefault(one.key, []).append(one)
    ranked = sorted(counted.values(), key=lambda group: (-len(group), -sum(one.n_mentions for one in group)))
    return tuple(replace(group[0], n_mentions=len(group)) for group in ranked[:MAX_NAMED])

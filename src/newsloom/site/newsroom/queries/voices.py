"""Who speaks, and whom an article or a story is about, as pages show it.

In: what was read, and the sources that it was read in. Out: lines. Refuses: words whose article is gone or has changed
since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsloom.enrich.quotes.sourcing import sourcing
from newsloom.records import ArticleId, Attributed, Named, Quote, Reading, Voice
from newsloom.site.newsroom.cited import NameLine, ReadingLines, SaidLine, VoiceLines
from newsloom.site.newsroom.queries.sources import Sources

REFUSED = ("declined", "unanswered")
MAX_VOICES, MAX_SAID = 10, 3
"""Of an article: who speaks at length is read there, not here."""


def voice_lines(voices: Iterable[Voice], sources: Sources) -> tuple[VoiceLines, ...]:
    """Each speaker with what he says; those who said nothing have no words."""
    return tuple(
        VoiceLines(
            speaker=voice.speaker,
            description=voice.description if voice.description != voice.speaker else "",
            status=voice.status,
            n_publishers=voice.n_publishers,
            said=_said(voice.quotes, sources) if voice.status not in REFUSED else (),
        )
        for voice in voices
    )


def reading_lines(reading: Reading, sources: Sources) -> ReadingLines:
    """What was read in one article, its speakers in the order in which they speak."""
    speakers: dict[tuple[str, str], list[Quote]] = {}
    for quote in reading.quotes:
        if quote.speaker and quote.status != "unknown":
            speakers.setdefault((quote.status, quote.speaker), []).append(quote)
    voices = [_voice(reading.article_id, quotes) for quotes in list(speakers.values())[:MAX_VOICES]]
    return ReadingLines(
        sourcing=sourcing(reading.quotes), voices=voice_lines(voices, sources), names=name_lines(reading.named)
    )


def name_lines(named: Iterable[Named]) -> tuple[NameLine, ...]:
    return tuple(NameLine(key=one.key, name=one.name, kind=one.kind) for one in named)


def _voice(article_id: ArticleId, quotes: Sequence[Quote]) -> Voice:
    return Voice(
        speaker=quotes[0].speaker,
        description=max((quote.description for quote in quotes), key=len),
        status=quotes[0].status,
        quotes=tuple(Attributed(article_id=article_id, publisher_id=None, quote=quote) for quote in quotes[:MAX_SAID]),
        n_publishers=1,
    )


def _said(quotes: Sequence[Attributed], sources: Sources) -> tuple[SaidLine, ...]:
    cut = [(one, sources.cut(one.article_id, one.quote.content)) for one in quotes]
    return tuple(
        SaidLine(sentence=sources.sentence(citation), is_direct=one.quote.kind != "indirect")
        for one, citation in cut
        if citation is not None
    )

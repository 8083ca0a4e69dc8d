"""A story's dossier as its page shows it.

In: a kept dossier, the sources of its citations, the rows of the story's articles. Out: `DossierLines`. Refuses:
lines of articles that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsloom.records import ArticleId, Citation, Dossier, Figure, Framing, PublisherId, Statement
from newsloom.site.newsroom.cited import (
    DossierLines,
    EventLine,
    FigureLines,
    FramingGroup,
    FramingLine,
    ReadingLine,
    StatementLine,
)
from newsloom.site.newsroom.queries.lines import Row
from newsloom.site.newsroom.queries.sources import Sources
from newsloom.site.newsroom.queries.voices import name_lines, voice_lines

COLUMNS = ("publisher__country", "publisher__kind")
"""What a dossier needs of the story's articles beside the columns of a line."""
FEWEST_HEADLINES = 2


def citations(dossier: Dossier) -> Iterator[Citation]:
    """All sentences that a dossier rests on."""
    yield from (event.citation for event in dossier.timeline)
    yield from (reading.citation for figure in dossier.figures for reading in figure.readings)
    if dossier.perspectives is not None:
        told = (*dossier.perspectives.agreed, *dossier.perspectives.only_some)
        yield from (statement.citation for statement in told)


def quoted(dossier: Dossier) -> Iterator[ArticleId]:
    """Articles of which words of a speaker are shown."""
    yield from (one.article_id for voice in dossier.voices for one in voice.quotes)


def dossier_lines(dossier: Dossier | None, sources: Sources, rows: Sequence[Row]) -> DossierLines:
    """No query: `sources` knows the cited articles, `rows` are those of the story, by time."""
    if dossier is None:
        return DossierLines()
    names = {row["publisher_id"]: row["publisher__name"] or row["publisher_name"] for row in rows}
    views = dossier.perspectives
    return DossierLines(
        timeline=tuple(
            EventLine(
                on=event.on,
                precision=event.precision,
                sentence=sources.sentence(event.citation),
                n_publishers=event.n_publishers,
            )
            for event in dossier.timeline
            if event.citation in sources
        ),
        figures=tuple(lines for figure in dossier.figures if (lines := _figure(figure, sources, names)).readings),
        agreed=_statements(views.agreed if views else (), sources, names),
        only_some=_statements(views.only_some if views else (), sources, names),
        framings=_framings(views.framings if views else (), rows),
        voices=voice_lines(dossier.voices, sources),
        names=name_lines(dossier.named),
    )


def _figure(figure: Figure, sources: Sources, names: Mapping[str, str]) -> FigureLines:
    return FigureLines(
        what=figure.what,
        deed=figure.deed,
        unit=figure.unit,
        readings=tuple(
            ReadingLine(
                shown=reading.shown,
                at=reading.at,
                publishers=_names(reading.publishers, names),
                sentence=sources.sentence(reading.citation),
            )
            for reading in figure.readings
            if reading.citation in sources
        ),
        is_disputed=figure.is_disputed,
    )


def _statements(
    statements: Sequence[Statement], sources: Sources, names: Mapping[str, str]
) -> tuple[StatementLine, ...]:
    return tuple(
        StatementLine(sentence=sources.sentence(one.citation), publishers=_names(one.publishers, names))
        for one in statements
        if one.citation in sources
    )


def _names(publishers: Sequence[PublisherId], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(publisher, publisher) for publisher in publishers)


def _framings(framings: Sequence[Framing], rows: Sequence[Row]) -> tuple[FramingGroup, ...]:
    """Headlines by country and kind of publisher; the groups by their first headline."""
    by_id = {row["id"]: row for row in rows}
    found = [(by_id[one.article_id], one) for one in framings if one.article_id in by_id]
    if len(found) < FEWEST_HEADLINES:
        return ()
    groups: dict[tuple[str, str], list[FramingLine]] = {}
    for row, framing in found:
        where = row["publisher__country"] or "", row["publisher__kind"] or ""
        groups.setdefault(where, []).append(_framing(row, framing))
    return tuple(
        FramingGroup(country=country, kind=kind, lines=tuple(lines)) for (country, kind), lines in groups.items()
    )


def _framing(row: Row, framing: Framing) -> FramingLine:
    return FramingLine(
        article_id=framing.article_id,
        publisher=row["publisher__name"] or row["publisher_name"],
        language=row["language"],
        pieces=tuple(_pieces(framing.headline, framing.own_words)),
    )


def _pieces(headline: str, own_words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The headline in pieces; own words with nothing but a space between them are one."""
    if not own_words:
        yield headline, False
        return
    own = "|".join(re.escape(word) for word in sorted(own_words, key=len, reverse=True))
    for number, piece in enumerate(re.split(rf"((?<!\w)(?:{own})(?:\s(?:{own}))*(?!\w))", headline)):
        if piece:
            yield piece, number % 2 == 1

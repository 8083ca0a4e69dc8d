"""What pages show of sentences that stand in articles: each with the way to it, and with what is read from it.

In: values that `queries` took from the database. Out: frozen shapes. Refuses: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from newsloom.records import EntityKind, Precision, QuoteStatus, Sourcing


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a sentence stands."""

    number: int
    href: str
    """Empty where the sentence is past the excerpt that we show, and nobody knows the publisher's page."""
    publisher: str
    is_ours: bool = True
    """False where the sentence is past the excerpt that we show, and the link leads to the publisher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Words of an article, and the way to them."""

    text: str
    source: Source
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLines:
    """A brief with its sources."""

    sentences: tuple[Sentence, ...]
    publishers: tuple[str, ...]
    """Names of those whose sentences they are, in order of appearance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """A sentence that a model wrote, and those that it rests on."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLines:
    """A text that a model wrote, each sentence checked."""

    model: str
    language: str
    sentences: tuple[WrittenLine, ...]
    n_sources: int
    """Different sentences that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A sentence that answers, and when its article was published."""

    sentence: Sentence
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingLine:
    """One of several values that coverage gives for one thing."""

    value: str
    lines: tuple[AnswerLine, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A line of a time line."""

    on: date
    precision: Precision
    sentence: Sentence
    n_publishers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLine:
    """A value that is given for something, and by whom."""

    shown: str
    at: datetime
    publishers: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLines:
    """What is counted, and the values."""

    what: str
    deed: str
    unit: str
    readings: tuple[ReadingLine, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A sentence, and who says it."""

    sentence: Sentence
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingLine:
    """A publisher's headline, cut where words begin and end that no other headline has."""

    article_id: str
    publisher: str
    language: str
    pieces: tuple[tuple[str, bool], ...]
    """Text, and whether it is one of those words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingGroup:
    """Headlines of one country's publishers of one kind."""

    country: str
    """ISO 3166-1 alpha-2, or empty where nobody has said."""
    kind: str
    lines: tuple[FramingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """Words of a speaker, as a publisher has them."""

    sentence: Sentence
    is_direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLines:
    """A speaker, and what he says."""

    speaker: str
    description: str
    status: QuoteStatus
    n_publishers: int
    said: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """Something that has a name, and a page."""

    key: str
    name: str
    kind: EntityKind
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLines:
    """What was read in an article: who speaks in it, and whom it names."""

    sourcing: Sourcing
    voices: tuple[VoiceLines, ...]
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLines:
    """A story's dossier with the names and links of its sources."""

    timeline: tuple[EventLine, ...] = ()
    figures: tuple[FigureLines, ...] = ()
    agreed: tuple[StatementLine, ...] = ()
    only_some: tuple[StatementLine, ...] = ()
    framings: tuple[FramingGroup, ...] = ()
    voices: tuple[VoiceLines, ...] = ()
    names: tuple[NameLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to unfold; names stand elsewhere."""
        parts = (self.timeline, self.figures, self.agreed, self.only_some, self.framings, self.voices)
        return not any(parts)

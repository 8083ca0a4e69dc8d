"""Nobody's words stand under a name that is not theirs, as far as a rule can tell."""

from __future__ import annotations

import pytest

from newsloom.enrich.attribution import sure
from newsloom.records import Entity, EntityType, Mention, Quote, QuoteKind, QuoteStatus
from tests.factories import make_article

TEXT = "\u201cNobody was ready for such a night,\u201d said Ida Quill. The valves of the ferry were old and known to be so."
ARTICLE = make_article(text=TEXT)
LONG, INDIRECT = (1, 34), (53, 98)


def entity(name: str, type_: EntityType) -> Entity:
    mention = Mention(start=0, end=4, text=name, type=type_)
    return Entity(key=name.lower(), name=name, type=type_, kind=None, mentions=(mention,))


NAMED = (entity("Ida Quill", "Person"), entity("Calder Bay", "Location"), entity("Lantern Line", "Organization"))


def quote(speaker: str, status: QuoteStatus = "named", kind: QuoteKind = "direct", *content: tuple[int, int]) -> Quote:
    return Quote(kind=kind, content=content or (LONG,), cue=((36, 40),), speaker=speaker, status=status)


@pytest.mark.parametrize(
    ("one", "is_sure"),
    [
        (quote("Ida Quill"), True),
        (quote("Quill"), True),
        (quote("Mayor Ida Quill"), True),
        (quote("Calder Bay"), False),
        (quote("Mara Toll"), False),
        (quote(""), False),
        (quote("the mayor", "unknown"), False),
        (quote("a spokesman for the harbour board", "official"), True),
        (quote("three of the sources", "anonymous"), True),
        (quote("who according to colleagues", "official"), False),
        (quote("somebody counted Bosun, the ship's", "anonymous"), False),
        (quote("the master, who had sailed that way for seven and twenty years", "official"), False),
        (quote("Ida Quill", "named", "direct", (1, 7)), False),
        (quote("Ida Quill", "named", "indirect", INDIRECT), True),
        (quote("Ida Quill", "named", "indirect", (53, 60), (70, 98)), False),
        (quote("Ida Quill", "named", "indirect", (53, 66)), False),
        (quote("Lantern Line", "declined", "indirect", (0, 3)), True),
    ],
)
def test_a_quotation_is_shown_with_a_speaker_that_the_article_has_and_words_enough(one: Quote, is_sure: bool) -> None:
    assert bool(sure(ARTICLE, [one], NAMED)) == is_sure

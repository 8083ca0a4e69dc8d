"""Sentences that say plainly who says what; all texts are invented."""

import pytest

from newsloom.enrich import quotes
from newsloom.enrich.quotes.chain import marked
from newsloom.enrich.quotes.lexicon import lexicon_of
from newsloom.enrich.quotes.link import Found, linked
from newsloom.enrich.quotes.plain import added, plainly, widened
from newsloom.enrich.quotes.reading import read
from newsloom.records import UNKNOWN_LANGUAGE, Language
from tests.factories import make_article

ENGLISH = lexicon_of(Language("en"))


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each plain sentence."""
    reading = read(text)
    return [
        tuple(  # type: ignore[misc]
            " ".join(reading.words[span[0] : span[1]]) if span else "" for span in (one.source, one.cue, one.content)
        )
        for one in plainly(reading, ENGLISH)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three sources said the valves were old.", ("Three sources", "said", "the valves were old")),
        (
            "A source close to the club also said that the coach would leave.",
            ("A source close to the club", "said", "that the coach would leave"),
        ),
        ("Sources told the paper the contract was void.", ("Sources", "told", "the contract was void")),
        ("Officials said on Monday that it was safe.", ("Officials", "said", "that it was safe")),
        ("Officials said at the quay.", ("Officials", "said", "")),
        ("Officials told a crowd of the faithful.", ("Officials", "told", "")),
        ("Officials told.", ("Officials", "told", "")),
        (
            "According to a person familiar with it, the radar was off.",
            ("a person familiar with it", "According to", "the radar was off"),
        ),
    ],
)
def test_a_sentence_that_begins_with_who_speaks_is_plain(text: str, found: tuple[str, str, str]) -> None:
    assert told(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Said the mayor of Marden.",
        "“It is done,” the mayor said.",
        "Asked who, the mayor said nothing of it.",
        "The man who said it was safe left.",
        "The mayor said the minister said it was safe.",
        "The mayor on Monday said the quay was safe.",
        "The pump is old.",
        "According to plan.",
        "According to the “Lantern”, the radar was off.",
        "According to the mayor, no.",
    ],
)
def test_no_other_sentence_is(text: str) -> None:
    assert told(text) == []


def test_a_language_without_such_verbs_has_no_plain_sentence() -> None:
    assert plainly(read("Der Minister said es."), lexicon_of(Language("de"))) == []


def test_what_is_told_plainly_is_added_where_nothing_was_found_and_widens_a_source() -> None:
    assert added([(0, 2), (8, 9)], [(1, 4), (5, 7)]) == [(0, 2), (5, 7), (8, 9)]
    assert widened([(0, 2), (8, 9)], [(0, 3)]) == [(0, 3), (8, 9)]


def test_each_source_of_a_short_text_has_its_own_words() -> None:
    text = (
        "Police said three men were arrested. The ministry said exports fell by 3 percent. Sources told the paper the "
        "contract was void. Several employees said they had not been paid. A company engineer said the alarm was off."
    )
    found = [(one.status, one.speaker, text[slice(*one.content[0])]) for one in quotes(make_article(text=text))]
    assert found == [
        ("official", "Police", "three men were arrested"),
        ("official", "The ministry", "exports fell by 3 percent"),
        ("anonymous", "Sources", "the contract was void"),
        ("anonymous", "Several employees", "they had not been paid"),
        ("anonymous", "A company engineer", "the alarm was off"),
    ]


def test_a_cue_never_takes_what_another_sentence_tells() -> None:
    """Before, the nearest content was taken wherever it stood, and what one said was another's too."""
    reading = read("Police said three men were held. The ministry announced it.")
    found = linked(reading, [(2, 6)], [(1, 2), (9, 10)], [(0, 1), (7, 9)])
    assert found == [
        Found(content=((2, 6),), cue=((1, 2),), source=((0, 1),)),
        Found(content=(), cue=((9, 10),), source=((7, 9),)),
    ]


def test_arabic_of_which_nobody_said_that_it_is_arabic_is_read_as_such() -> None:
    text = "أعلن الرئيس سامر الحداد في المرفأ أن العبارة جنحت. وقال وزير النقل: «لن تبحر غدا»."
    article = make_article(text=text, language=UNKNOWN_LANGUAGE)
    found = [(one.kind, one.status, one.speaker, text[slice(*one.content[0])]) for one in quotes(article)]
    assert found == [
        ("indirect", "named", "سامر الحداد", "أن العبارة جنحت"),
        ("direct", "official", "وزير النقل", "«لن تبحر غدا»"),
    ]


def test_words_in_quotation_marks_are_taken_where_they_are_no_title() -> None:
    reading = read("“The Lantern” wrote: “We were never told of it”.")
    assert [" ".join(reading.words[a:b]) for a, b in marked(reading)] == ["“ We were never told of it ”"]

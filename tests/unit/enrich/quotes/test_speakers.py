"""Who a source is, and what stands behind it; the spans are given, and all texts are invented."""

import re

import numpy as np
import pytest

from newsloom.enrich.quotes.lexicon import lexicon_of
from newsloom.enrich.quotes.link import Found
from newsloom.enrich.quotes.reading import Reading, read
from newsloom.enrich.quotes.refusals import refusals, status_of_refusal, with_refusals
from newsloom.enrich.quotes.speakers import Speaker, speakers, status_of
from newsloom.enrich.wordlists import word_lists
from newsloom.records import Language

ENGLISH = Language("en")


def told(marked: str) -> list[Speaker]:
    """The speaker of each `⟨source⟩ … ⟦content⟧`, in the order of the text."""
    text = re.sub("[⟨⟩⟦⟧]", "", marked)
    reading = read(text)
    found = []
    for match in re.finditer(r"⟨([^⟩]*)⟩[^⟦⟨]*⟦([^⟧]*)⟧", marked):
        source, content = (_span(reading, marked, match.span(group)) for group in (1, 2))
        found.append(Found(content=(content,), cue=(), source=(source,)))
    return speakers(reading, found, lexicon_of(ENGLISH), word_lists(ENGLISH))


def _span(reading: Reading, marked: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = (place - len(re.findall("[⟨⟩⟦⟧]", marked[:place])) for place in span)
    first, last = np.searchsorted(reading.ends, start, side="right"), np.searchsorted(reading.starts, end)
    return int(first), int(last)


def test_short_names_and_pronouns_lead_to_the_name_in_full() -> None:
    found = told(
        "⟨Harbour Secretary Mara Quill⟩ said ⟦the quay was safe⟧. ⟨Quill⟩ added ⟦it had been inspected⟧. "
        "⟨She⟩ said ⟦twice⟧."
    )
    assert [(one.name, one.status) for one in found] == [("Mara Quill", "named")] * 3
    assert {one.description for one in found} == {"Harbour Secretary"}


def test_a_pronoun_is_not_given_to_somebody_of_the_other_sex() -> None:
    found = told("⟨Mr. Otto Brandt⟩ said ⟦no⟧. He had met Mrs. Ines Orsel. Mrs. Orsel stood up. ⟨She⟩ said ⟦yes⟧.")
    assert [one.name for one in found] == ["Otto Brandt", "Ines Orsel"]


def test_a_pronoun_that_leads_to_nobody_stays_unknown() -> None:
    assert told("⟨He⟩ said ⟦the ship had sunk⟧.") == [Speaker()]


def test_i_is_whoever_speaks_around_it() -> None:
    text = "⟨Mara Quill⟩ said ⟦“we were warned and I said it was unsafe”⟧."
    reading = read(re.sub("[⟨⟩⟦⟧]", "", text))
    outer = Found(content=((3, 14),), cue=((2, 3),), source=((0, 2),))
    inner = Found(content=((10, 13),), cue=((9, 10),), source=((8, 9),))
    found = speakers(reading, [outer, inner], lexicon_of(ENGLISH), word_lists(ENGLISH))
    assert reading.words[8] == "I"
    assert [one.name for one in found] == ["Mara Quill", "Mara Quill"]


@pytest.mark.parametrize(
    ("mention", "status"),
    [
        ("a spokesman for the transport ministry", "official"),
        ("The White House", "official"),
        ("the harbour police", "official"),
        ("three of the sources", "anonymous"),
        ("a U.S. official", "anonymous"),
        ("a person familiar with the talks", "anonymous"),
        ("an analyst who requested anonymity", "anonymous"),
        ("critics", "group"),
        ("Many Republicans", "group"),
        ("the report", "document"),
        ("an internal memo", "document"),
        ("The Lantern Line", "named"),
        ("the former senator", "unknown"),
        ("the weather", "unknown"),
    ],
)
def test_what_stands_behind_a_source_is_told_by_its_nouns(mention: str, status: str) -> None:
    assert status_of(mention, lexicon_of(ENGLISH), word_lists(ENGLISH)) == status


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Quill’s office", "Quill’s office"),
        ("Quill aides", "Quill aides"),
        ("a spokesman for Ms. Quill", "a spokesman for Ms. Quill"),
        ("Quill, who chairs the board", "Mara Quill"),
        ("Quill campaign manager Otto Brandt", "Otto Brandt"),
    ],
)
def test_who_works_for_somebody_is_somebody_else(mention: str, name: str) -> None:
    found = told(f"Mara Quill met Otto Brandt. ⟨{mention}⟩ said ⟦nothing was wrong⟧.")
    assert [one.name for one in found] == [name]


@pytest.mark.parametrize(
    ("sentence", "status", "source", "content"),
    [
        ("The shipyard declined to comment.", "declined", "The shipyard", "to comment"),
        ("The owner would not say who signed.", "declined", "The owner", "who signed"),
        (
            "The ministry, the port and the embassy in Lucan did not respond to requests for comment.",
            "unanswered",
            "The ministry, the port and the embassy in Lucan",
            "to requests for comment",
        ),
        ("Ines Orsel could not be reached.", "unanswered", "Ines Orsel", None),
        ("The ship sank, but the line refused to answer questions.", "declined", "the line", "to answer questions"),
    ],
)
def test_refusals_are_found_without_a_model(sentence: str, status: str, source: str, content: str | None) -> None:
    reading = read(sentence)
    refused = refusals(reading, lexicon_of(ENGLISH))
    (found,) = with_refusals(reading, [], refused)
    assert status_of_refusal(found, refused) == status
    pieces = [
        [sentence[reading.starts[a] : reading.ends[b - 1]] for a, b in side] for side in (found.source, found.content)
    ]
    assert pieces == [[source], [content] if content else []]


def test_a_refusal_in_somebodys_words_is_none() -> None:
    assert refusals(read("“He declined to comment, as always,” she said."), lexicon_of(ENGLISH)) == []


def test_a_refusal_that_was_found_as_a_quotation_is_not_told_twice() -> None:
    reading = read("The shipyard declined to comment.")
    known = Found(content=((3, 5),), cue=((2, 3),), source=((0, 2),))
    refused = refusals(reading, lexicon_of(ENGLISH))
    assert with_refusals(reading, [known], refused) == [known]
    assert status_of_refusal(known, refused) == "declined"

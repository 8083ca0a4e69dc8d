"""Texts as rows of tokens, with what stands in quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.quotes.reading import CLOSES, GAP, INSIDE, OPENS, OUTSIDE, read


def test_tokens_keep_their_places() -> None:
    reading = read("“Don't,” Mr. O'Hara said.\n\nHe left.")
    assert reading.words == ("“", "Don't", ",", "”", "Mr", ".", "O'Hara", "said", ".", "He", "left", ".")
    assert [reading.text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)] == list(reading.words)


def test_paragraphs_stand_apart() -> None:
    reading = read("One two.\nThree.\n\nFour.")
    assert reading.paragraphs == ((0, 3), (3, 5), (5, 7))
    assert [int(reading.rows[start]) for start, _ in reading.paragraphs] == [GAP, 2 * GAP + 3, 3 * GAP + 5]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('She said "yes, now" twice.', ["yes", ",", "now"]),
        ("She said “yes” and “no”.", ["yes", "no"]),
        ("Er sagte „ja“ und »nein«.", ["ja", "nein"]),
        ("قال «نعم» ثم ذهب.", ["نعم"]),
        ("“It goes on and\n“on,” she said.", ["It", "goes", "on", "and", "on", ","]),
    ],
)
def test_quotation_marks_enclose_what_is_said(text: str, inside: list[str]) -> None:
    reading = read(text)
    assert [word for word, mark in zip(reading.words, reading.marks, strict=True) if mark == INSIDE] == inside


@given(st.text(alphabet=st.sampled_from("ab .\n\"“”„«»'قال،😀\ud800"), max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert "".join(reading.words) == "".join(text.split())
    assert set(reading.marks.tolist()) <= {OUTSIDE, INSIDE, OPENS, CLOSES}
    assert [place for start, end in reading.paragraphs for place in range(start, end)] == list(
        range(len(reading.words))
    )

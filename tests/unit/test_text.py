"""Words and sentences, in scripts from left and from right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.text import (
    fold,
    fold_word,
    folded_words,
    paragraphs,
    sentence_spans,
    sentences,
    squeeze,
    without_unseen,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Mr. Orsel left on Friday. "He is gone," she said. It rose 3.5 per cent.',
            ["Mr. Orsel left on Friday.", '"He is gone," she said.', "It rose 3.5 per cent."],
        ),
        ("The U.S. envoy came. He stayed.", ["The U.S. envoy came.", "He stayed."]),
        ("J. K. Marel won.\nShe was glad", ["J. K. Marel won.", "She was glad"]),
        ("قال الوزير إن الأمر مهم. هل ينجح؟ نعم.", ["قال الوزير إن الأمر مهم.", "هل ينجح؟", "نعم."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text())
def test_sentence_spans_are_in_order_apart_and_cover_every_visible_mark(text: str) -> None:
    covered, last = 0, 0
    for start, end in sentence_spans(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered += sum(not mark.isspace() for mark in text[start:end])
        last = end
    assert covered == sum(not mark.isspace() for mark in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ålesund CAFÉ", "alesund cafe"), ("أَسْعارُ النِّفط", "اسعار النفط"), ("مدرسة", "مدرسه"), ("Straße", "strasse")],
)
def test_folding_makes_spellings_of_one_word_alike(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "expected"), [("Orsel's", "orsel"), ("Orsel’s", "orsel"), ("workers’", "workers"), ("U.S", "u.s")]
)
def test_folded_words_lose_their_possessive(word: str, expected: str) -> None:
    assert fold_word(word) == expected


def test_words_keep_what_holds_them_together() -> None:
    assert words("Jean-Pierre didn’t pay 3.5 (of 10)_x") == ["Jean-Pierre", "didn’t", "pay", "3.5", "of", "10", "x"]
    assert folded_words("The Café’s") == ["the", "cafe"]


def test_paragraphs_are_the_blocks_between_line_breaks() -> None:
    assert paragraphs("a\n\n b \n\n\nc") == ["a", "b", "c"]


def test_squeezing_makes_one_line() -> None:
    assert squeeze(" a\u200b\n\tb\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("so\u00adft zero\u200bwidth\ufeff", "soft zerowidth"),
        ("turned \u202eround\u202c and \u2067isolated\u2069", "turned round and isolated"),
        ("tags\U000e0041\U000e0042", "tags"),
        ("ig\u200dno\u200ere", "ignore"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("عام\u200f 2026", "عام\u200f 2026"),
        ("👩\u200d🚒 ❤\ufe0f", "👩\u200d🚒 ❤\ufe0f"),
        ("a\ufe00\ufe01\ufe02b", "ab"),
        ("فرنسا وألمانيا", "فرنسا وألمانيا"),
    ],
)
def test_marks_that_nobody_sees_go_and_those_that_a_script_needs_stay(text: str, seen: str) -> None:
    assert without_unseen(text) == seen
    assert squeeze(f"  {text} ") == " ".join(seen.split())

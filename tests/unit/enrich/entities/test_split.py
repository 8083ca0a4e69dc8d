"""Tokens and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.entities.split import LONG, LONGEST, sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \n\n ", []),
        ("The U.S. said so.", [("The", "U", ".", "S", ".", "said", "so", ".")]),
        ("COVID-19 cost $5,000.50", [("COVID", "-", "19", "cost", "$", "5,000.50")]),
        ("Mara's boat didn't sink", [("Mara", "'s", "boat", "did", "n't", "sink")]),
        ("July 8th, 2005-06", [("July", "8th", ",", "2005-06")]),
        ("https://a.example/b-c?d=1 x", [("https://a.example/b-c?d=1", "x")]),
        ("One.\nTwo.", [("One", "."), ("Two", ".")]),
        ("قال الوزير، أمس", [("قال", "الوزير", "،", "أمس")]),
    ],
)
def test_marks_stand_alone_and_lines_are_sentences(text: str, words: list[tuple[str, ...]]) -> None:
    assert [sentence.words for sentence in sentences(text)] == words


@pytest.mark.parametrize(
    ("printed", "apart"),
    [
        (
            "The U.S. Navy (USN) left Al-Anbar, Mara Lind’s home.",
            "The U . S . Navy ( USN ) left Al - Anbar , Mara Lind ’s home .",
        ),
        ("COVID-19 hit “Old” Tarn’s 2,000 hands", "COVID - 19 hit “ Old ” Tarn ’s 2,000 hands"),
    ],
)
def test_running_text_and_tokens_set_apart_are_read_alike(printed: str, apart: str) -> None:
    assert [one.words for one in sentences(printed)] == [one.words for one in sentences(apart)]


@given(st.text(max_size=400))
def test_every_mark_is_in_one_token_and_each_token_stands_where_it_says(text: str) -> None:
    found = sentences(text)
    tokens = [token for one in found for token in zip(one.words, one.starts, one.ends, strict=True)]
    assert all(text[start:end] == word and start < end for word, start, end in tokens)
    assert "".join(word for word, _, _ in tokens) == "".join(text.split())
    assert all(sentence.words for sentence in found)


def test_a_line_that_never_ends_is_cut() -> None:
    lengths = [len(one.words) for one in sentences("word " * 1000)]
    assert lengths == [LONGEST, LONGEST, LONGEST, 100]
    assert max(len(one.words) for one in sentences("Nine small words stand here before the stop . " * 90)) <= LONG + 9

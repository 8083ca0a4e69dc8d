"""Sentences are read once, in parts, for all that is made of them; whoever asks for fewer gets the first of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.enrich.telling import news_sentences
from newsloom.records import Article
from tests.factories import make_article

LINES = [f"The {number}th pump at Tannery Bend was switched on in the evening." for number in range(47)]
WHOLE = make_article("pumps", text="\n".join(LINES))


def told(article: Article, n_read: int) -> list[tuple[int, str]]:
    return [(sentence.place, sentence.text) for sentence in news_sentences(article, n_read)]


@pytest.mark.parametrize("n_read", [0, 1, 12, 19, 20, 21, 40, 46, 47, 48, 200])
def test_as_many_sentences_are_read_as_are_asked_for(n_read: int) -> None:
    assert told(WHOLE, n_read) == list(enumerate(LINES[:n_read]))


def test_what_is_no_news_is_read_and_has_no_place_among_the_news() -> None:
    mixed = [line if number % 3 else "Photo: Nan Oriel" for number, line in enumerate(LINES)]
    article = replace(WHOLE, text="\n".join(mixed))
    for n_read in (1, 20, 31, 47):
        assert told(article, n_read) == list(enumerate(line for line in mixed[:n_read] if line != "Photo: Nan Oriel"))


@pytest.mark.parametrize("n_lines", [1, 19, 20, 21, 40, 47])
def test_the_broken_end_of_a_cut_text_is_left_out_wherever_a_part_ends(n_lines: int) -> None:
    article = replace(WHOLE, text="\n".join(LINES[:n_lines]), is_cut=True)
    assert told(article, 200) == list(enumerate(LINES[: n_lines - 1]))
    assert told(article, n_lines - 1) == list(enumerate(LINES[: n_lines - 1]))


def test_a_revised_text_is_read_anew() -> None:
    assert told(WHOLE, 1) == [(0, LINES[0])]
    assert told(replace(WHOLE, text=LINES[5]), 1) == [(0, LINES[5])]

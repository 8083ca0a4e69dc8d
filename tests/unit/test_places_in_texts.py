"""Where a stretch stands in the text as it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.text import WORD, Places, paragraphs


def test_a_text_that_was_not_changed_keeps_its_places() -> None:
    assert Places("Mara left.", "Mara left.").given(0, 4) == (0, 4)


def test_white_space_that_was_taken_away_is_counted_again() -> None:
    given = "  Mara\n\n\n left the\r\nport "
    read = "\n\n".join(paragraphs(given))
    start, end = Places(read, given).given(read.index("left"), read.index("port") + 4)
    assert given[start:end] == "left the\r\nport"


@given(st.text(max_size=300))
def test_every_word_is_found_again(given: str) -> None:
    read = "\n\n".join(paragraphs(given))
    places = Places(read, given)
    for match in WORD.finditer(read):
        start, end = places.given(match.start(), match.end())
        assert given[start:end] == match.group()


def test_texts_that_differ_by_more_are_refused() -> None:
    with pytest.raises(ValueError, match="white space"):
        Places("Mara L", "Mara")


def test_marks_that_were_left_out_are_counted_again() -> None:
    assert Places("ignored", "ig\u200bno\u00adred").given(0, 7) == (0, 9)

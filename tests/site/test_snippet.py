"""Snippets mark what was searched, and nothing is lost or added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsloom.site.newsroom.search import parse
from newsloom.site.newsroom.snippet import mark, snippet


def test_a_snippet_is_the_part_with_the_most_words() -> None:
    text = (
        "Filler words here. " * 60
        + "One ferry.\n\nThen "
        + "more filler. " * 40
        + "A ferry reached Oslo at last. "
        + "End. " * 90
    )
    found = snippet(text, ["ferry", "oslo"])
    assert [one.text for one in found if one.is_match] == ["ferry", "Oslo"]
    assert (found[0].text, found[-1].text) == ("… ", " …")
    assert len("".join(one.text for one in found)) < 260


def test_marks_join_up_to_the_text() -> None:
    for text in ("", "Ferry", "A ferry, a Ferry's crew", "أسعار النفط"):
        assert "".join(one.text for one in mark(text, parse("ferry أسعار"))) == text


@given(st.text(max_size=400), st.text(max_size=20))
def test_no_text_breaks_a_snippet(text: str, query: str) -> None:
    assert snippet(text, parse(query)) is not None

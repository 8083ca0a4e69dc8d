"""No text of any language breaks who says what, and every span lies in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.enrich import quotes
from newsloom.records import Language
from tests.factories import make_article

PIECES = st.sampled_from(
    ["“", "”", '"', "„", "«", "»", "said", "sagte", "قال", "إن", "Mara Quill", "he", "who", ",", ".", "\n\n", ":", "I",
     "declined to comment", "did not respond", "According to", "Laut", "وبحسب", "selon", "’s", "😀", "\ud800", "the", "U.S."]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["en", "de", "ar", "fr", "es", "ja", "und"]))
def test_every_span_lies_in_the_text(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    for quote in quotes(make_article(text=text, language=Language(language))):
        for start, end in (*quote.content, *quote.cue, *quote.source):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_text_of_one_long_line_is_read(language: str) -> None:
    line = "The owner said that the ship was sound, and “nobody knew,” Mara Quill told them. " * 300
    assert len(quotes(make_article(text=line, language=Language(language)))) > 100

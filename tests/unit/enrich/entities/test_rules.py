"""Names without learned weights."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.enrich.entities.recognise import mentions
from newsloom.enrich.entities.rules import by_rules
from newsloom.records import Language

TABLE = [
    ("ar", "قال الرئيس الأميركي سالم طارق إن بغداد بعيدة.", ["الأميركي NORP", "سالم طارق Person", "بغداد Location"]),
    ("ar", "أعلنت وزارة الصحة في مدينة تارنيا ذلك.", ["وزارة الصحة Organization", "تارنيا Location"]),
    ("ar", "وصل الوفد إلى طهران والسعودية وبالعراق.", ["طهران Location", "السعودية Location", "العراق Location"]),
    ("ar", "رحبت الأمم المتحدة بقمة الخليج.", ["الأمم المتحدة Organization", "قمة الخليج Misc"]),
    ("ar", "اشترى الرجل خبزا.", []),
    ("de", "Bundeskanzler Olaf Tarnow traf Präsident Linde in Frankreich.", ["Olaf Tarnow Person", "Linde Person", "Frankreich Location"]),
    ("fr", "Le président Luc Tarnier a quitté la Banque de Tarn.", ["Luc Tarnier Person", "Banque de Tarn Organization"]),
    ("es", "La señora Lindoya vive en Alemania.", ["Lindoya Person", "Alemania Location"]),
    ("zh", "他去了日本。", ["日本 Location"]),
    ("und", "ⴰⵣⵓⵍ ⴰⵎⴰⵣⵉⵖ", []),
    ("en", "", []),
    ("ar", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "found"), TABLE)
def test_lists_titles_and_heads_show_names(language: str, text: str, found: list[str]) -> None:
    assert [f"{one.text} {one.type}" for one in by_rules(text, Language(language))] == found


@settings(deadline=None)  # the first text waits for the weights to be read
@given(st.text(max_size=300), st.sampled_from(["en", "ar", "de", "zh", "und", "xx", "he"]))
def test_no_text_breaks_them_and_mentions_stand_where_they_say(text: str, language: str) -> None:
    for found in (by_rules(text, Language(language)), mentions(text, Language(language))):
        assert all(text[one.start : one.end] == one.text and one.text for one in found)
        assert all(here.end <= there.start for here, there in itertools.pairwise(found))

"""Numbers that count something, with what they count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.counts import find_counts
from newsloom.records import Language

TODAY = date(2025, 8, 8)
COUNTED = [
    ("en", "At least 61,158 people were killed.", [("At least 61,158", 61_158.0, "", "killed", "")]),
    ("en", "The blast killed 12 sailors and injured thirty.", [("12", 12.0, "", "killed", "sailor")]),
    ("en", "The blast killed 12 sailors and injured 30 others.", [("12", 12.0, "", "killed", "sailor"), ("30", 30.0, "", "injured", "")]),
    ("en", "The death toll rose to 14.", [("14", 14.0, "", "killed", "")]),
    ("en", "Police arrested more than three men.", [("more than three", 3.0, "", "detained", "men")]),
    ("en", "It cost nearly $1.5 billion.", [("nearly $1.5 billion", 1.5e9, "$", "", "")]),
    ("en", "Rates rose by 2.5 per cent to 4%.", [("2.5 per cent", 2.5, "%", "", ""), ("4%", 4.0, "%", "", "")]),
    ("en", "Some 414 passengers were aboard.", [("Some 414", 414.0, "", "", "passenger")]),
    ("en", "In 2019, on 8 August, at 10:30, he was 34 years old, No. 7, won 2-1 in an F-16 after 3 hours.", []),
    ("ar", "قتل ما لا يقل عن 12 شخصا في الانفجار.", [("ما لا يقل عن 12", 12.0, "", "killed", "شخصا")]),
    ("ar", "أصيب ٣٠ راكبا.", [("٣٠", 30.0, "", "injured", "راكبا")]),
    ("ar", "ارتفع السعر 5 في المئة.", [("5 في المئة", 5.0, "%", "", "")]),
    ("de", "Der Bau kostet 1.500 Euro.", [("1.500 Euro", 1_500.0, "€", "", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "counted"), COUNTED)
def test_a_count_has_its_value_its_unit_and_what_it_counts(
    language: str, text: str, counted: list[tuple[str, float, str, str, str]]
) -> None:
    found = find_counts(text, Language(language), TODAY)
    assert [(text[one.start : one.end], one.value, one.unit, one.deed, one.noun) for one in found] == counted


@given(st.text(alphabet="0123456789.,%$ -killed٣قتل", max_size=80), st.sampled_from(["en", "ar", "de", "tlh"]))
def test_no_text_breaks_it(text: str, language: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in find_counts(text, Language(language), TODAY))

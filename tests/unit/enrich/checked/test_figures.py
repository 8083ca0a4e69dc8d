"""Numbers are read as they are meant, in digits and words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.checked.figures import figures
from newsloom.records import Language


def amounts(sentence: str, language: str) -> list[tuple[int | float, str]]:
    found = [figure.amount for figure in figures(sentence, Language(language))]
    return [(int(value) if value == int(value) else float(value), unit) for value, unit in found]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("twenty-five people", [(25, "")]),
        ("1,200 dogs and 3.5 cats", [(1200, ""), (3.5, "")]),
        ("$1.2 million, up 5%", [(1_200_000, "$"), (5, "%")]),
        ("five million dollars and 20 per cent", [(5_000_000, "$"), (20, "%")]),
        ("up by two percentage points", [(2, "pp")]),
        ("two hundred and six of one thousand two hundred", [(206, ""), (1200, "")]),
        ("twelve hundred, a hundred, two dozen", [(1200, ""), (100, ""), (2, "")]),
        ("three and five; six, seven", [(3, ""), (5, ""), (6, ""), (7, "")]),
        ("the 21st, the second and the third time", [(21, "th"), (2, "th"), (3, "th")]),
        ("3.5bn euros, €2m", [(3_500_000_000, "€"), (2_000_000, "€")]),
        ("the 1990s, in 2026", [(1990, ""), (2026, "")]),
        ("COVID-19 at the G20 with hundreds of guests", []),
        ("no numbers here", []),
        ("", []),
    ],
)
def test_english(sentence: str, wanted: list[tuple[int | float, str]]) -> None:
    assert amounts(sentence, "en") == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("قتل خمسة وعشرون شخصا", [(25, "")]),
        ("و١٬٢٠٠ جريح، أي ٥٪", [(1200, ""), (5, "%")]),
        ("ثلاثة عشر، ألف ومئتان، مئتين وثلاثة", [(13, ""), (1200, ""), (203, "")]),
        ("3 ملايين دولار و12 في المئة", [(3_000_000, "$"), (12, "%")]),
        ("مئة وخمسون ألفا", [(150_000, "")]),
        ("ثلاثة وخمسة", [(3, ""), (5, "")]),
        ("اليوم الثاني", [(2, "th")]),
    ],
)
def test_arabic(sentence: str, wanted: list[tuple[int | float, str]]) -> None:
    assert amounts(sentence, "ar") == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("quatre-vingt-dix-sept personnes", [(97, "")]),
        ("vingt et un, soixante et onze, deux cents", [(21, ""), (71, ""), (200, "")]),
        ("1.200 euros et 3,5 millions d'euros", [(1200, "€"), (3_500_000, "€")]),
        ("12 % des habitants", [(12, "%")]),
    ],
)
def test_french(sentence: str, wanted: list[tuple[int | float, str]]) -> None:
    assert amounts(sentence, "fr") == wanted


@given(st.text(max_size=200), st.sampled_from(["en", "ar", "fr", "ja", "und"]))
def test_any_text_is_read(sentence: str, language: str) -> None:
    assert all(isinstance(figure.value, Decimal) for figure in figures(sentence, Language(language)))


@given(st.integers(0, 10**9))
def test_a_number_with_separators_is_the_number(number: int) -> None:
    assert amounts(f"about {number:,} people", "en") == amounts(f"about {number} people", "en") == [(number, "")]

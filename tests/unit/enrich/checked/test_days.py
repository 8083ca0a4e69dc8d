"""Days are read in whatever spelling, and a vague day is borne out by an exact one."""

import pytest

from newsloom.enrich.checked.days import Day, days, relative, weekdays
from newsloom.records import Language


@pytest.mark.parametrize(
    ("sentence", "language", "wanted"),
    [
        ("on March 14th, 2026", "en", [Day(2026, 3, 14)]),
        ("on 14 March", "en", [Day(None, 3, 14)]),
        ("the 3rd of May", "en", [Day(None, 5, 3)]),
        ("in June 2025", "en", [Day(2025, 6, None)]),
        ("on 2026-02-01", "en", [Day(2026, 2, 1)]),
        ("they may march on", "en", []),
        ("le 14 mars 2026", "fr", [Day(2026, 3, 14)]),
        ("في ١٤ مارس 2026", "ar", [Day(2026, 3, 14)]),
        ("في 3 آذار", "ar", [Day(None, 3, 3)]),
        ("في 5 كانون الثاني", "ar", [Day(None, 1, 5)]),
        ("", "en", []),
    ],
)
def test_days(sentence: str, language: str, wanted: list[Day]) -> None:
    assert days(sentence, Language(language)) == wanted


def test_a_day_of_which_less_is_said_is_borne_out() -> None:
    assert Day(2026, 3, 14).bears_out(Day(None, 3, None))
    assert not Day(None, 3, None).bears_out(Day(None, 3, 14))
    assert not Day(2026, 3, 14).bears_out(Day(2026, 3, 15))


def test_weekdays_and_words_for_a_moment() -> None:
    assert weekdays("On Friday in the sun", Language("en")) == {4}
    assert weekdays("يوم الجمعة", Language("ar")) == {4}
    assert relative("Yesterday, and last week", Language("en")) == {"yesterday", "last week"}

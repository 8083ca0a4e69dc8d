"""How names are written, and what is one name."""

import pytest

from newsloom.enrich.entities.spelling import bare, initials, is_acronym, name_key, script_of, sounds_like, tidy


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U . S .", "U.S."),
        ("Al - Anbar", "Al-Anbar"),
        ("Ten Years ' War", "Ten Years' War"),
        ("Côte d ’ Ivoire", "Côte d’Ivoire"),
        ("People ’ s Assembly", "People’s Assembly"),
        ("S . Tarn", "S. Tarn"),
        ("Mara  \n Lind", "Mara Lind"),
        ("“Selene”", "Selene"),
        ("...", "..."),
    ],
)
def test_marks_stand_as_in_print(text: str, name: str) -> None:
    assert tidy(text) == name


@pytest.mark.parametrize(
    ("text", "name"), [("the Lantern Line's", "Lantern Line"), ("The Hague", "Hague"), ("Odds", "Odds")]
)
def test_grammar_falls_off(text: str, name: str) -> None:
    assert bare(text) == name


def test_ways_of_writing_a_name_have_one_key() -> None:
    assert len({name_key(name) for name in ("Al-Anbar", "al Anbar", "AL - ANBAR", "Al‑Anbar".replace("‑", "-"))}) == 1
    assert name_key("أحمد") == name_key("احمد")
    assert name_key("Mara Lind") != name_key("Mara Linn")


def test_initials_are_those_of_the_words_with_capitals() -> None:
    assert [initials(name) for name in ("Food and Tide Office", "Tarn", "Non-Aligned League")] == ["FTO", "", "NAL"]
    assert [is_acronym(name) for name in ("FTO", "BoG", "Tarn", "F", "FTO Tarn")] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("name", "script"), [("Tarn", "LATIN"), ("«طارق»", "ARABIC"), ("Иван", "CYRILLIC"), ("東京", "CJK"), ("12", "")]
)
def test_a_name_has_a_script(name: str, script: str) -> None:
    assert script_of(name) == script


@pytest.mark.parametrize(
    ("name", "other", "is_one"),
    [
        ("محمد طارق", "Mohamed Tareq", True),
        ("إلهام سلمان", "Ilham Salman", True),
        ("محمد طارق", "Mara Lind", False),
        ("", "", False),
    ],
)
def test_scripts_are_compared_by_consonants(name: str, other: str, is_one: bool) -> None:
    assert sounds_like(name, other) is is_one

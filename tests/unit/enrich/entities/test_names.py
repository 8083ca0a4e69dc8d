"""Mentions become things."""

import pytest

from newsloom.enrich.entities.names import NameBook, fold_names
from newsloom.records import Entity, EntityType, Language, Mention

EN = Language("en")


def folded(
    text: str, *named: tuple[str, EntityType], book: NameBook | None = None, language: Language = EN
) -> tuple[Entity, ...]:
    """Entities of a text in which these names are marked, each where it stands next."""
    found, place = [], 0
    for name, type_ in named:
        start = text.index(name, place)
        place = start + len(name)
        found.append(Mention(start=start, end=place, text=name, type=type_))
    return fold_names(text, found, language, book or NameBook())


def shown(found: tuple[Entity, ...]) -> list[tuple[str, str | None, list[str]]]:
    return [(one.name, one.kind, [mention.text for mention in one.mentions]) for one in found]


def test_a_surname_is_the_one_person_who_bears_it() -> None:
    found = folded(
        "Mara Lind spoke. President Lind left, and Mara laughed.",
        ("Mara Lind", "Person"),
        ("President Lind", "Person"),
        ("Mara", "Person"),
    )
    assert shown(found) == [("Mara Lind", "person", ["Mara Lind", "President Lind", "Mara"])]
    assert found[0].spellings == ("Lind", "Mara")


def test_a_surname_of_two_people_stays_for_itself() -> None:
    found = folded(
        "Mara Lind met Tom Lind. Lind won.", ("Mara Lind", "Person"), ("Tom Lind", "Person"), ("Lind", "Person")
    )
    assert [one.name for one in found] == ["Mara Lind", "Tom Lind", "Lind"]


def test_where_somebody_is_from_is_not_the_person() -> None:
    text = "Mara of Tarn fought Tarn. Mara won."
    found = folded(text, ("Mara of Tarn", "Person"), ("Tarn", "Person"), ("Mara", "Person"))
    assert [(one.name, len(one.mentions)) for one in found] == [("Mara of Tarn", 2), ("Tarn", 1)]


def test_a_town_is_not_the_person_of_its_name() -> None:
    found = folded("Mara Lind came to Lind.", ("Mara Lind", "Person"), ("Lind", "Location"))
    assert [one.kind for one in found] == ["person", "place"]


def test_an_acronym_is_the_name_with_its_initials() -> None:
    found = folded(
        "The Tide and Ferry Office (TFO) closed. The TFO said so.",
        ("Tide and Ferry Office", "Organization"),
        ("TFO", "Organization"),
        ("TFO", "Organization"),
    )
    assert shown(found) == [("Tide and Ferry Office", "organisation", ["Tide and Ferry Office", "TFO", "TFO"])]


def test_an_acronym_in_brackets_needs_no_initials_but_the_first() -> None:
    found = folded(
        "The Haven Union of Seafarers (HUNSEA) struck.",
        ("Haven Union of Seafarers", "Organization"),
        ("HUNSEA", "Organization"),
    )
    assert [(one.name, one.spellings) for one in found] == [("Haven Union of Seafarers", ("HUNSEA",))]


def test_a_people_is_its_country() -> None:
    found = folded(
        "Iranian ships left Iran for the U . S . from Tehran.",
        ("Iranian", "NORP"),
        ("Iran", "Location"),
        ("U . S .", "Location"),
        ("Tehran", "Location"),
    )
    assert [(one.name, one.kind, one.country, len(one.mentions)) for one in found] == [
        ("Iran", "place", "IR", 2),
        ("United States", "place", "US", 1),
        ("Tehran", "place", "IR", 1),
    ]


def test_a_name_in_brackets_in_another_script_is_the_name_before_it() -> None:
    text = "قال محمد طارق (Mohamed Tareq) ذلك."
    found = folded(text, ("محمد طارق", "Person"), language=Language("ar"))
    assert found[0].spellings == ("Mohamed Tareq",)
    book = NameBook()
    book.note(found)
    later = folded("Mohamed Tareq spoke.", ("Mohamed Tareq", "Person"), book=book)
    assert (later[0].key, later[0].name) == (found[0].key, "محمد طارق")
    assert later[0].spellings == ("Mohamed Tareq",)


def test_other_words_in_brackets_are_no_name() -> None:
    found = folded("قال محمد طارق (Tidewater) ذلك.", ("محمد طارق", "Person"), language=Language("ar"))
    assert found[0].spellings == ()


def test_the_archive_says_whose_a_surname_is_once_three_articles_agree() -> None:
    book = NameBook()
    answers = []
    for _ in range(3):
        answers.append(folded("Lind won.", ("Lind", "Person"), book=book)[0].name)
        book.note(folded("Mara Lind won.", ("Mara Lind", "Person")))
    answers.append(folded("Lind won.", ("Lind", "Person"), book=book)[0].name)
    for _ in range(2):
        book.note(folded("Tom Lind won.", ("Tom Lind", "Person")))
    answers.append(folded("Lind won.", ("Lind", "Person"), book=book)[0].name)
    assert answers == ["Lind", "Lind", "Lind", "Mara Lind", "Lind"]


@pytest.mark.parametrize(
    ("name", "type_", "kind"),
    [
        ("Harbour Cup", "Misc", "event"),
        ("Battle of Tarn", "Misc", "event"),
        ("Tidewater Act", "Misc", None),
        ("Old Pier", "Facility", "place"),
        ("Tuesday", "Date", None),
        ("$ 5", "Money", None),
        ("Muslims", "NORP", None),
        ("قمة تارن", "Misc", "event"),
    ],
)
def test_readers_see_four_kinds(name: str, type_: EntityType, kind: str | None) -> None:
    assert folded(f"{name}.", (name, type_))[0].kind == kind


def test_nothing_named_is_nothing() -> None:
    assert fold_names("", (), EN, NameBook()) == ()

"""Countries by all their names."""

import pytest

from newsloom.enrich.entities.places import Known, country, names
from newsloom.records import Language


@pytest.mark.parametrize(
    ("name", "language", "known"),
    [
        ("Iran", "en", Known("IR", "country", "Iran")),
        ("Iranians", "en", Known("IR", "people", "Iran")),
        ("Tehran", "en", Known("IR", "capital", "Tehran")),
        ("U . S .", "en", Known("US", "country", "United States")),
        ("the U.A.E.", "en", Known("AE", "country", "United Arab Emirates")),
        ("Côte d’Ivoire", "en", Known("CI", "country", "Ivory Coast")),
        ("Burma", "und", Known("MM", "country", "Myanmar")),
        ("kiev", "en", Known("UA", "capital", "Kyiv")),
        ("العراق", "ar", Known("IQ", "country", "العراق")),
        ("العراقية", "ar", Known("IQ", "people", "العراق")),
        ("أميركا", "ar", Known("US", "country", "الولايات المتحدة")),
        ("القاهرة", "ar", Known("EG", "capital", "القاهرة")),
        ("Frankreich", "de", Known("FR", "country", "Frankreich")),
        ("France", "de", Known("FR", "country", "France")),
        ("Atlantis", "en", None),
        ("United Nations", "en", None),
        ("", "en", None),
        ("Iran", "tlh", Known("IR", "country", "Iran")),
    ],
)
def test_a_country_is_known_by_name_people_and_capital(name: str, language: str, known: Known | None) -> None:
    assert country(name, Language(language)) == known


def test_every_country_of_the_list_has_people_and_a_capital_in_both_languages() -> None:
    for language in ("en", "ar"):
        roles = {role: {known.code for _, known in names(Language(language), role)} for role in ("people", "capital")}
        assert len(roles["capital"]) >= 190
        assert len(roles["people"]) >= 190

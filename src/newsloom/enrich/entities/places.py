"""Countries by any of their names: CLDR's, the everyday ones, their people and their capital, in English and Arabic.

In: a name as a text has it. Out: `Known`: which country, and whether the name is its own, its people's or its
capital's. Refuses: nothing; a name that is none of these gives None. Names come from Babel (CLDR); adjectives, capitals
and everyday names from our own `lists/countries.tsv` and `lists/aliases.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from babel import Locale, UnknownLocaleError

from newsloom.records import Language
from newsloom.text import ARABIC_LETTERS, fold

Role = Literal["country", "people", "capital"]
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""What CLDR lists beside countries: unions, outlying parts, the unknown."""
LISTED = ("en", "ar")
"""Languages of the two lists: in their columns three and four, and two and three."""


@dataclass(frozen=True, slots=True)
class Known:
    code: str
    """ISO 3166-1 alpha-2, in capitals."""
    role: Role
    name: str
    """The country, as readers of the language call it; for a capital, the city."""


def country(name: str, language: Language) -> Known | None:
    """The country that a name, an adjective or a capital stands for; English names are known in every language."""
    key = key_of(name)
    table = _table(language if language != "und" else Language("en"))
    return table.get(key) or table.get(key.removeprefix("the ")) or _table(Language("en")).get(key)


def names(language: Language, *roles: Role) -> Iterator[tuple[str, Known]]:
    """Every folded name of the language that plays one of `roles`."""
    return ((key, known) for key, known in _table(language).items() if known.role in roles)


def key_of(name: str) -> str:
    """For comparing: folded, points and needless spaces gone, `U . S .` like `US`."""
    bare = fold(name).translate(ARABIC_LETTERS).replace("’", "'").replace(".", "").replace(" '", "'").replace("' ", "'")
    bare = bare.replace(" - ", "-").replace("&", "and")
    parts = bare.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else " ".join(parts)


@lru_cache(maxsize=16)
def _table(language: Language) -> dict[str, Known]:
    try:
        territories = dict(Locale(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, Known] = {}
    shown = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    shown = {code: name for code, name in shown.items() if code not in NO_COUNTRIES}
    if language in LISTED:
        shown |= {code: others[language][0] for code, others in _aliases().items() if others[language]}
    for code, name in shown.items():
        own = {name, territories.get(code, name), *_aliases().get(code, {}).get(language, ())}
        for one in own:
            found.setdefault(key_of(one), Known(code, "country", name))
    if language in LISTED:
        for code, (capitals, peoples) in _lists(language).items():
            for people in peoples:
                for form in _forms(people, language):
                    found.setdefault(key_of(form), Known(code, "people", shown.get(code, people)))
            for capital in capitals:
                found.setdefault(key_of(capital), Known(code, "capital", capitals[0]))
    return found


def _forms(people: str, language: Language) -> tuple[str, ...]:
    """`Iraqi`, `Iraqis`; `عراقي` with its feminine and plurals, with and without the article."""
    if language == "en":
        return people, people + "s"
    bare = (people, people + "ة", people + "ين", people + "ون", people + "ات")
    words = people.split()
    joined = tuple(f"ال{word}" for word in bare) if len(words) == 1 else ("ال" + " ال".join(words),)
    return bare + joined


def _lists(language: Language) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Capitals and peoples by code."""
    shift = LISTED.index(language)
    return {
        row[0]: (tuple(row[1 + shift].split("|")), tuple(row[3 + shift].split("|"))) for row in _rows("countries.tsv")
    }


@lru_cache(maxsize=1)
def _aliases() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        row[0]: {language: tuple(row[1 + n].split("|")) for n, language in enumerate(LISTED)}
        for row in _rows("aliases.tsv")
    }


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("newsloom.enrich.entities") / "lists" / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines())

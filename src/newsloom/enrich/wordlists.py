"""What newsloom knows of the words of a language: which ones join, which ones name nothing.

In: a language. Out: `WordLists`, read once from the package's own `lists/`. Refuses: nothing; a language without a
list gets an empty one, and phrases are then found by capitals and repetition alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

from babel import Locale

from newsloom.records import Language
from newsloom.text import N_WORDS_LATELY, fold_word

RANKS = frozenset({"attorney", "solicitor", "surgeon", "inspector", "director", "secretary"})
"""What `General` ends the title of."""
LISTED = frozenset({"ar", "de", "en", "es", "fr", "it", "pt"})


@dataclass(frozen=True)
class WordLists:
    """Words folded and in the singular, as `base_form` makes them."""

    function: frozenset[str] = frozenset()
    """Closed classes and adverbs: no phrase holds one."""
    verbs: frozenset[str] = frozenset()
    double: frozenset[str] = frozenset()
    """Verb forms that are nouns elsewhere: the text has to tell which."""
    generic: frozenset[str] = frozenset()
    """Nouns and adjectives that are no subject by themselves."""
    topics: frozenset[str] = frozenset()
    """Nouns that are a subject by themselves."""
    heads: frozenset[str] = frozenset()
    """Nouns that no topic ends with."""
    titles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    """Keys of newspapers and stations, which texts mostly name as where somebody said something."""
    places: dict[str, str] = field(default_factory=dict)
    """Key of a place's name, other name or people, to its one name: `israeli` → `Israel`, `unitedstate` → `US`."""

    @cached_property
    def breaks(self) -> frozenset[str]:
        """Words that no phrase goes over."""
        return self.function | self.verbs | self.calendar

    @cached_property
    def silent(self) -> frozenset[str]:
        """Words that say nothing of an article."""
        return self.function | self.calendar

    @cached_property
    def nameless(self) -> frozenset[str]:
        """Words that are no name by themselves."""
        return self.silent | self.generic | self.titles


@lru_cache(maxsize=32)
def word_lists(language: Language) -> WordLists:
    """The lists of `language`; those of English where nobody knows the language, because most such texts are."""
    code = language if language in LISTED else "en" if language == "und" else ""
    if not code:
        return WordLists()
    raw = tomllib.loads((files("newsloom.enrich") / "lists" / f"{code}.toml").read_text(encoding="utf-8"))
    return WordLists(
        function=_folded(raw["function"]),
        verbs=_folded(raw["verbs"]),
        double=_folded(raw.get("double", "")),
        generic=_folded(raw["generic"]),
        topics=_folded(raw.get("topics", "")),
        heads=_folded(raw.get("heads", "")),
        titles=_folded(raw["titles"]),
        particles=_folded(raw["particles"]),
        calendar=_folded(raw["calendar"]),
        agencies=_folded(raw["agencies"]),
        media=frozenset(key_of(name) for name in raw.get("media", ())),
        places=_places(code, raw.get("aliases", {}), raw.get("demonyms", {})),
    )


@lru_cache(maxsize=N_WORDS_LATELY)
def base_form(word: str) -> str:
    """A word folded, in the singular where a rule can tell, Arabic article and clitics off: for comparing only."""
    folded = fold_word(word)
    if not folded:
        return folded
    if "\u0620" <= folded[0] <= "\u06ff":
        return _bare_arabic(folded)
    return _singular(folded)


def key_of(phrase: str) -> str:
    """One key for the spellings of one thing: `Abraham Accords`, `the Abraham Accord`."""
    return "".join(base_form(word) for word in phrase.replace("_", " ").split() if word.lower() != "the")


def without_title(name: str, lists: WordLists) -> str:
    """`Secretary of State Marco Rubio` is Marco Rubio; `Foreign Ministry` stays."""
    parts = name.split(" ")
    base = [base_form(part) for part in parts]
    last = max((place for place, word in enumerate(base[:-1]) if word in lists.titles), default=-1)
    if last < 0:
        return name
    if len(base) > last + 3 and base[last + 1] == "of":
        last += 2
    rest = last + 1
    if len(base) > rest + 1 and base[last] in RANKS and base[rest] == "general":
        rest += 1
    while rest < len(base) - 1 and base[rest] in lists.particles and not parts[rest][0].isupper():
        rest += 1
    return " ".join(parts[rest:])


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _bare_arabic(word: str) -> str:
    """`والنفط`, `بالنفط`, `للنفط` and `النفط` are `نفط`; a lone letter before a word may be its own, and stays."""
    for clitic in ("وبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"):
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            return word[len(clitic) :]
    return word


def _folded(listed: str) -> frozenset[str]:
    words = listed.split()
    return frozenset(fold_word(word) for word in words) | frozenset(base_form(word) for word in words)


def _places(code: str, aliases: dict[str, str], demonyms: dict[str, str]) -> dict[str, str]:
    territories = Locale(code).territories
    named = {name: name for place, name in territories.items() if len(place) == 2 and place.isalpha()}
    if code == "ar":
        named |= {people: name for name in named.values() for people in _arabic_peoples(name)}
    known = named | demonyms | aliases
    return {key_of(other): name for other, name in ({name: name for name in known.values()} | known).items()}


def _arabic_peoples(country: str) -> tuple[str, ...]:
    """`روسي`, `روسية` of `روسيا`: the rule holds for most countries of one word."""
    if " " in country:
        return ()
    stem = country.removeprefix("ال")
    for ending in ("يا", "ا", "ة"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stem = stem.removesuffix(ending)
            break
    return stem + "ي", stem + "ية"

"""What newsloom knows of how a language tells who says what.

In: a language. Out: `Lexicon`, read once from the package's own `lexicons/`. Refuses: nothing; a language without a
file gets an empty one, and then only what stands in quotation marks is found.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from newsloom.records import UNKNOWN_LANGUAGE, Language

LISTED = frozenset({"ar", "de", "en", "es", "fr"})
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Lexicon:
    """Words in small letters."""

    cues: frozenset[str] = frozenset()
    """Forms of verbs of speech; empty where a model finds them."""
    plain: frozenset[str] = frozenset()
    """Those of them that tell of nothing else, behind a subject."""
    breaking: frozenset[str] = frozenset()
    """Words that no plain subject has."""
    between: frozenset[str] = frozenset()
    """Words between such a subject and its verb."""
    according: re.Pattern[str] = NEVER
    """Words before a source that need no verb."""
    behind: frozenset[str] = frozenset()
    """Those that stand behind the source."""
    addressing: frozenset[str] = frozenset()
    """Those behind which stands who is spoken to."""
    that: frozenset[str] = frozenset()
    """Words that open what is said, where a language needs them."""
    pronouns: frozenset[str] = frozenset()
    plural: frozenset[str] = frozenset()
    female: frozenset[str] = frozenset()
    male: frozenset[str] = frozenset()
    self: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    """Words that say how many of whom: "three of the sources"."""
    definite: frozenset[str] = frozenset()
    """Words that begin a description of somebody who has been named: "the Vermont senator"."""
    titles: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    """Words of names that are no people's."""
    relative: frozenset[str] = frozenset()
    """Pronouns that mean what stands right before them."""
    speakers: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    anonymous: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    """Words that no source goes over."""
    adverbs: frozenset[str] = frozenset()
    """Those of them behind which a subject may stand."""
    auxiliary: frozenset[str] = frozenset()
    """Verbs beside which a subject stands, far from the verb of speech: "Weber hatte … betont"."""
    reported: frozenset[str] = frozenset()
    """Verbs in the mood of what others say: "Das sei falsch"."""
    abstract: frozenset[str] = frozenset()
    """Endings of nouns that are nobody's."""
    joints: frozenset[str] = frozenset()
    """Small words within a source: `of`, `for`."""
    oblique: frozenset[str] = frozenset()
    """Articles that no subject has."""
    clauses: frozenset[str] = frozenset()
    """`bare` where what is said may follow a comma alone."""
    hidden: re.Pattern[str] = NEVER
    """What an article says of a source that must not be named."""
    denied: re.Pattern[str] = NEVER
    silent: re.Pattern[str] = NEVER

    @property
    def has_bare_clauses(self) -> bool:
        return "bare" in self.clauses

    @cached_property
    def prepositions(self) -> frozenset[str]:
        return self.stops - self.adverbs

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Those of them that compounds end with."""
        return tuple(
            sorted(noun for noun in self.titles | self.bodies | self.speakers | self.documents if len(noun) > 4)
        )

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Words that name a kind of source."""
        return self.speakers | self.bodies | self.documents | self.anonymous | self.groups | self.titles


PATTERNS = frozenset({"according", "hidden", "denied", "silent"})


@lru_cache(maxsize=32)
def lexicon_of(language: Language) -> Lexicon:
    """The lexicon of `language`; that of English where nobody knows the language, because most such texts are."""
    code = "en" if language == UNKNOWN_LANGUAGE else str(language)
    if code not in LISTED:
        return Lexicon()
    path = files("newsloom.enrich.quotes") / "lexicons" / f"{code}.toml"
    raw: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    fields: dict[str, Any] = {
        name: re.compile(rf"\b(?:{text})", re.IGNORECASE) if name in PATTERNS else frozenset(text.split())
        for name, text in raw.items()
    }
    return Lexicon(**fields)

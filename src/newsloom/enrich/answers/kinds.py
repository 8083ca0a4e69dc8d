"""The kind of thing that a question asks for, by the words that ask.

In: a question's words. Out: its kind. Refuses: nothing; what fits nowhere asks for a thing. English asks in all these
ways; of other languages the plainest words are known.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["number", "date", "country", "state", "place", "name", "thing"]
"""Of what answers. A thing may be anything: a name, a noun, a reason."""

PLACES = """city cities airport region museum island park destination place location landmark site town village venue
    river continent capital""".split()
NAMED = """celebrity actor actress singer star leader president politician figure member senator governor minister
    player athlete team company companies brand chain retailer automaker carmaker airline agency university film movie
    show program programme series album song book band artist rapper musician network newspaper platform app club person
    people man woman character attorney lawyer secretary judge comedian host author director billionaire royal duo group
    organization organisation tournament award holiday storm hurricane ceo giant firm bank restaurant""".split()
AMOUNTS = "price cost number amount revenue profit population turnout salary".split()
BETWEEN = r"(?:[\w’'-]+\s){0,3}"
"""What may stand between `which` and the noun."""


def _which(nouns: list[str]) -> str:
    return rf"\b(?:which|what|whose)\s{BETWEEN}(?:{'|'.join(nouns)})\b"


KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "number",
        (
            r"\bhow\s(?:many|much|long|old|big|far|tall|fast|large|high)\b",
            r"\bwhat\s(?:percent|percentage|share)\b",
            rf"\b(?:{'|'.join(AMOUNTS)})\b[^?]*\??$",
            r"\bhow\b.*\b(?:miles|years|pounds)\b",
            r"\b(?:combien|wie\s?viele?|cuánt[oa]s?|quant[eio])\b",
            r"^كم\b|\bكم عدد\b",
        ),
    ),
    ("state", (r"\b(?:which|what)\s(?:us\s|u\.s\.\s|american\s|two\s)?states?\b",)),
    ("country", (_which(["country", "countries", "nations?"]), r"\b(?:أي|أية|اي) (?:دولة|بلد)\b")),
    (
        "date",
        (
            r"^(?:when|quand|wann|cuándo|quando)\b|\bwhen\s(?:is|does|did|was|will)\b",
            r"\b(?:what|which)\s(?:year|month|day|date)\b|\bdate\sof\b|\bdate\W*$",
            r"^متى\b|\bفي أي (?:يوم|عام|سنة|شهر)\b",
        ),
    ),
    ("name", (r"\b(?:who|whom|whose)\b", r"^(?:qui|wer|quién|chi|quem)\b")),
    (
        "place",
        (
            r"\b(?:where|où|wo|dónde|dove|onde)\b",
            r"\b(?:location|venue)\W*$",
            _which(PLACES),
            r"^أين\b|\bأي (?:مدينة|منطقة)\b",
        ),
    ),
    ("name", (_which(NAMED),)),
)
"""The first that fits."""
PATTERNS = tuple((kind, re.compile("|".join(ways), re.IGNORECASE)) for kind, ways in KINDS)


def kind_of(asked: str) -> Kind:
    """What would answer."""
    return next((kind for kind, pattern in PATTERNS if pattern.search(asked)), "thing")

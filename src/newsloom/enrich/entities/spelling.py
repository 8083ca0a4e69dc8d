"""How a name is written, and when two writings are one name: marks set right, keys, initials, scripts.

In: names as texts have them. Out: names, keys, answers. Refuses: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newsloom.enrich.entities.places import key_of
from newsloom.text import words

LOOSE_MARKS = re.compile(r"(?<=\w) ([-‑–/]) (?=\w)")
ELISION = re.compile(r"\b(\w{1,2}) ([’']) (?=[^\W\d_]{2})")
LOOSE_APOSTROPHE = re.compile(r" ([’'])(?: (?=s\b)|(?=[ s]|$))")
LOOSE_POINT = re.compile(r" ([.,;:!?)\]”»%])|([(\[“«$€£]) ")
EDGES = " .,;:-–—'’\"“”«»()[]"
POSSESSIVE = re.compile(r"(?<=\w)(?: ?['’]s|(?<=s)['’])$")
PARTICLES = frozenset(
    "of the and for de del la le les des du da do dos das di e y et van von der den bin ibn al el".split()
)
SOUNDS = {
    **dict.fromkeys("بپfpbv", "B"), **dict.fromkeys("ف", "B"), **dict.fromkeys("تطدضdt", "D"),
    **dict.fromkeys("ثذظزسصszxc", "S"), **dict.fromkeys("جچژشj", "J"), **dict.fromkeys("كقگغخkqg", "K"),
    **dict.fromkeys("لl", "L"), **dict.fromkeys("رr", "R"), **dict.fromkeys("مm", "M"), **dict.fromkeys("نn", "N"),
}  # fmt: skip
"""Consonants that one script's spelling of another's may exchange; vowels, w, y and h come and go."""


def tidy(text: str) -> str:
    """A name on one line, its marks set as in print: `U . S .` is `U.S.`, `Al - Anbar` is `Al-Anbar`."""
    line = " ".join(text.split())
    line = LOOSE_APOSTROPHE.sub(r"\1", ELISION.sub(r"\1\2", LOOSE_MARKS.sub(r"\1", line)))
    line = LOOSE_POINT.sub(r"\1\2", line)
    line = re.sub(r"\b([A-Z])\. (?=[A-Z]\.)", r"\1.", line)
    kept = line.strip(EDGES) or line
    return kept + "." if line.startswith(kept + ".") and re.search(r"\.[A-Z]$", kept) else kept


def bare(text: str) -> str:
    """The name without what grammar adds: an article before it, a possessive behind it."""
    name = POSSESSIVE.sub("", tidy(text))
    return name[4:] if name[:4] in ("the ", "The ") and len(name) > 6 else name


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """One key for the ways of writing a name: no case, accents, points, hyphens, articles or Arabic variants."""
    folded = key_of(name).replace("-", " ").replace("'", "")
    return "".join(folded.removeprefix("the ").split())


def initials(name: str) -> str:
    """`Food and Agriculture Organization` has the initials `FAO`; a name of one word has none."""
    parts = [word for part in words(name) for word in part.split("-") if word[:1].isupper()]
    return "".join(part[0] for part in parts) if len(parts) > 1 else ""


def is_acronym(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return (
        2 <= len(letters) <= 7 and " " not in name and sum(letter.isupper() for letter in letters) >= len(letters) - 1
    )


@lru_cache(maxsize=20_000)
def script_of(name: str) -> str:
    """`LATIN`, `ARABIC`, `CYRILLIC`, `CJK` …: the script of its first letter, empty where it has none."""
    for letter in name:
        if letter.isalpha():
            return unicodedata.name(letter, "").split(" ")[0]
    return ""


def sounds_like(name: str, other: str) -> bool:
    """Whether an Arabic and a Latin spelling may be one name: their consonants agree but for a quarter of them."""
    here, there = _skeleton(name), _skeleton(other)
    longest = max(len(here), len(there))
    return longest > 1 and _distance(here, there) <= longest / 4


def _skeleton(name: str) -> str:
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(mark))
    plain = plain.replace("ch", "j").replace("sh", "j").replace("kh", "k").replace("gh", "k").replace("ph", "f")
    plain = re.sub(r"(?<!\w)(?:ال|al[- ]|el[- ])", "", plain)
    told = "".join(SOUNDS.get(letter, "") for letter in plain)
    return re.sub(r"(.)\1+", r"\1", told)


def _distance(here: str, there: str) -> int:
    row = list(range(len(there) + 1))
    for number, mark in enumerate(here, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(there, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (mark != other))
    return row[-1]

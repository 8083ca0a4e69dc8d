"""Words, sentences, paragraphs and folding, alike for every script that uses words.

In: plain text. Out: strings and offsets. Refuses: nothing; empty text gives empty results.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
"""What stands with letters and is none to Unicode: accents, Hebrew and Arabic vowels, Indic and Thai signs."""
LETTERS = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"
WORD = re.compile(rf"{LETTERS}(?:[’'ʼ\-‑.]{LETTERS})*")
"""A word with what holds it together: `Jean-Pierre`, `U.S`, `don't`, `3.5`, `عبّارة`."""

UNSEEN_MARKS = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]|[\ufe00-\ufe0f]{2,}|(?<=[A-Za-z])[\u061c\u200c-\u200f]+(?=[A-Za-z])"
)
"""Marks that nobody sees: they say where a word may break, turn a line around, or carry a second text beside the one
that is read. Joiners stay where a script needs them, and direction marks that turn nothing."""

ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
"""Short vowels, Koranic marks, and the tatweel that only stretches a line."""

ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})

ARABIC_HEADS = ("وال", "بال", "كال", "فال", "لل", "ال")
ARABIC_TAILS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st gen col maj lt sgt capt cmdr adm rev hon sen rep gov pres amb fr sen. vs etc inc ltd
    corp co no jan feb mar apr jun jul aug sep sept oct nov dec approx est fig vol ed al mt ft dept univ assn bros
    u.s u.k u.n e.u d.c a.m p.m i.e e.g ph.d m.d b.a l.a n.y u.a.e""".split()
)
MAY_END = frozenset("inc ltd corp co jr sr etc u.s u.k u.n e.u d.c a.m p.m n.y l.a u.a.e".split())
"""Abbreviations that end a sentence where one of `OPENINGS` follows."""
OPENINGS = frozenset(
    """The He She It They We In On At But And This That These Those There His Her Its Their As After Before When While
    For If No Not However Meanwhile Since Although Some Many Most One Two By From With You What""".split()
)
N_WORDS_LATELY = 32_768
"""Words of which it is remembered what was made of them. Of the words of 6,000 articles 3.0 % are made again; 2.3 %
would be if none were ever forgotten, and those who remember would take three times the memory, and go on growing."""
LAST_WORD = re.compile(r"\S+$")
SENTENCE_END = re.compile(r"[.!?؟…。！？]+[\"'”’»“)\]]*(?=\s|$)|\n+")


def fold(text: str) -> str:
    """For comparing: lower case, no accents, Arabic letters of one sound made one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return ARABIC_MARKS.sub("", bare).translate(ARABIC_LETTERS)


@lru_cache(maxsize=N_WORDS_LATELY)
def fold_word(word: str) -> str:
    """`fold` of one word, possessive stripped; remembered, because news repeats its words."""
    folded = word.casefold() if word.isascii() else fold(word)
    for ending in ("'s", "’s", "s'", "s’"):
        if folded.endswith(ending):
            return folded[: -len(ending)] + ("s" if ending[0] == "s" else "")
    return folded.strip(".'’-")


def arabic_stem(word: str) -> str:
    """A folded word without conjunction, article and ending: `والحكومة` and `حكومات` are one."""
    if word.startswith("و") and len(word) > 4 and not word.startswith("وال"):
        word = word[1:]
    head = next((head for head in ARABIC_HEADS if word.startswith(head) and len(word) - len(head) >= 3), "")
    word = word[len(head) :]
    tail = next((tail for tail in ARABIC_TAILS if word.endswith(tail) and len(word) - len(tail) >= 3), "")
    return word[: len(word) - len(tail)]


def words(text: str) -> list[str]:
    """Words as they stand, in order."""
    return WORD.findall(text)


def folded_words(text: str) -> list[str]:
    """Words folded, in order."""
    return list(filter(None, map(fold_word, WORD.findall(text))))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, white space outside; a line break always ends one.

    An abbreviation, an initial or a number's point does not end a sentence, nor does a mark that small letters follow
    (`"Why?" she asked`), unless the whole text is in small letters.
    """
    is_cased = any(letter.isupper() for letter in text[:4000])
    start = 0
    for match in SENTENCE_END.finditer(text):
        if match.group()[0] != "\n" and not _ends_sentence(text, start, match, is_cased=is_cased):
            continue
        span = _stripped(text, start, match.end())
        if span:
            yield span
        start = match.end()
    span = _stripped(text, start, len(text))
    if span:
        yield span


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def paragraphs(text: str) -> list[str]:
    """Blocks between line breaks, none empty; lines that were only broken to fit a page's width are joined."""
    lines = text.split("\n")
    if _is_wrapped(lines):
        lines = _unwrapped(lines)
    return [stripped for block in lines if (stripped := block.strip())]


class Places:
    """Where stretches of a text stand in the one that it was made of by changing white space and leaving marks out."""

    def __init__(self, text: str, given: str) -> None:
        """Raises ValueError where `text` holds a mark that `given` does not have in that place."""
        self.given_text = given
        self._places = None if text == given else _places_in(given, text)

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Start and end, there, of a stretch that is not empty and neither begins nor ends with white space."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1


def _places_in(given: str, text: str) -> list[int]:
    """For each mark of the text its place in `given`; white space stands right behind the mark before it."""
    places, last = [], -1
    for mark in text:
        if mark.isspace():
            places.append(last + 1)
            continue
        last = given.find(mark, last + 1)
        if last < 0:
            raise ValueError("the texts differ by more than white space and what was left out")
        places.append(last)
    return places


def repeats_text(standfirst: str, text: str) -> bool:
    """Whether a standfirst says only what the text begins with."""
    said, begun = words(fold(standfirst)), words(fold(text[: 2 * len(standfirst) + 400]))
    if not said:
        return True
    n_same = min(len(said), 14)
    return any(begun[start : start + n_same] == said[:n_same] for start in range(max(1, len(begun) - n_same + 1)))


def squeeze(text: str) -> str:
    """One line: runs of white space become one space, marks that nobody sees nothing."""
    return " ".join(without_unseen(text).split())


def without_unseen(text: str) -> str:
    """The text as it is seen: without marks that break, turn or hide it."""
    return text if text.isascii() else UNSEEN_MARKS.sub("", text)


def _ends_sentence(text: str, start: int, end: re.Match[str], *, is_cased: bool) -> bool:
    following = text[end.end() : end.end() + 40].lstrip(" \"“”‘’'«([")
    if is_cased and following and following[0].islower():
        return False
    if end.group() != ".":
        return True
    before = LAST_WORD.search(text[max(start, end.start() - 24) : end.start()])
    word = before.group().lstrip("(\"'“‘[") if before else ""
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    if not is_initial and word.lower() not in ABBREVIATIONS:
        return True
    opening = WORD.match(following)
    return (is_initial or word.lower() in MAY_END) and opening is not None and opening.group() in OPENINGS


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines break in the middle of a sentence, at much the same width, as agencies' plain text does."""
    full = [line.rstrip() for line in lines if line.strip()]
    if len(full) < 4 or max(map(len, full)) > 100:
        return False
    widths = sorted(map(len, full))
    broken = sum(line[-1] not in '.!?:…"”»)' for line in full)
    return broken > 0.6 * len(full) and widths[len(widths) // 2] > 45


def _unwrapped(lines: list[str]) -> list[str]:
    """A new paragraph begins after an empty line and where a line is set in."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or line[0].isspace():
            blocks.append([])
        blocks[-1].append(line.strip())
    return [" ".join(block) for block in blocks]

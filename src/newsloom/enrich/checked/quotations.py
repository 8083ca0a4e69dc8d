"""Quotations: are they what the source quotes, word for word, and from whom the source has them?

In: a written sentence and what it cites. Out: what is wrong, or nothing. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.records import Language
from newsloom.text import WORD, folded_words
from newsloom.voice import QUOTED

MARKED = re.compile(r"[“„\"]([^“”„\"]*)[”\"“]|«([^«»]*)»|(?<!\w)‘([^‘]*?)’(?!\w)|(?<!\w)'([^']{8,}?)'(?!\w)")
MARKS = re.compile(r"[“”„\"«»]")
CUE = {
    "en": r"said|says|say|told|tells|added|wrote|stated|tweeted|posted|insisted|claimed|argued|warned|announced|denied"
    r"|according to",
    "fr": r"a dit|a declare|dit|affirme|a affirme|declare|selon|a ajoute|a annonce|previent",
    "ar": r"قال|قالت|اضاف|اضافت|صرح|صرحت|اكد|اكدت|اعلن|اعلنت|ذكر|ذكرت|وفق|بحسب|حذر|نفي|نفت",
}
NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*")
NEAR_WORDS = 4
"""Words before or after the verb in which its speaker is sought."""


def misquoted(sentence: str, cited: Sequence[str]) -> str | None:
    """The first quotation that none of the sources quotes in these words; "" where marks do not close."""
    spans = [next(filter(None, groups), "") for groups in MARKED.findall(sentence)]
    if len(MARKS.findall(MARKED.sub(" ", sentence))):
        return ""
    said = [[folded_words(span) for span in QUOTED.findall(one)] for one in cited]
    for span in spans:
        wanted = folded_words(span)
        if wanted and not any(_stands(wanted, have) for spoken in said for have in spoken):
            return span
    return None


def misattributed(sentence: str, cited: Sequence[str], language: Language) -> str | None:
    """The speaker whom no source lets say anything, or not what is quoted."""
    spans = [folded_words(next(filter(None, groups), "")) for groups in MARKED.findall(sentence)]
    holding = [one for one in cited if any(span and _stands(span, folded_words(one)) for span in spans)]
    if any(_speakers(one, language) for one in holding):
        cited = holding
    for name in _speakers(sentence, language):
        words = set(folded_words(name))
        if not any(words & _beside(one, language) for one in cited):
            return name
    return None


def _stands(wanted: Sequence[str], have: Sequence[str]) -> bool:
    return any(have[n : n + len(wanted)] == wanted for n in range(len(have) - len(wanted) + 1))


def _speakers(sentence: str, language: Language) -> list[str]:
    """Names beside verbs of speech, before them or right behind; none in scripts without capitals."""
    found = []
    for before, after in _around(sentence, language):
        behind = NAME.match(after)
        found += NAME.findall(before)[-1:] or ([behind.group()] if behind else [])
    return found


def _beside(sentence: str, language: Language) -> set[str]:
    """Folded words on the side of each verb of speech on which its speaker stands."""
    sides = (before if NAME.search(before) else after for before, after in _around(sentence, language))
    return {word for side in sides for word in folded_words(side)}


def _around(sentence: str, language: Language) -> list[tuple[str, str]]:
    """The words before and after each verb of speech, outside quotation marks."""
    pattern = CUE.get(language)
    if pattern is None:
        return []
    plain = QUOTED.sub(" ", sentence)
    found = []
    for cue in re.finditer(rf"\b(?:{pattern})\b", plain, re.IGNORECASE):
        before, after = WORD.findall(plain[: cue.start()])[-NEAR_WORDS:], WORD.findall(plain[cue.end() :])[:NEAR_WORDS]
        found.append((" ".join(before), " ".join(after)))
    return found

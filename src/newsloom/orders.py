"""Orders to a machine in a text that people read: "ignore all previous instructions", "as an AI you must …".

Whoever hides such a sentence in an article hopes for a reader that obeys. newsloom obeys nobody, but must not pass the
sentence on as news either, to people or to a model. News that quotes such orders is rare, and loses a sentence by it.

In: a sentence in English, Arabic, French, and a few words of German, Spanish, Italian and Portuguese; spelled with
letters that only look like others, spaced out, or packed as base64 as well. Out: whether it is such an order. Refuses:
nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from newsloom.text import fold, without_unseen


def _listed(raw: dict[str, Any], *names: str) -> re.Pattern[str]:
    """One expression for the orders of these lists."""
    joined = "|".join(pattern for name in names for pattern in raw["orders"][name])
    for name, part in raw["parts"].items():
        joined = joined.replace(f"<{name}>", part)
    return re.compile(joined)


RAW: dict[str, Any] = tomllib.loads((files("newsloom") / "orders.toml").read_text(encoding="utf-8"))
LATIN = _listed(RAW, "english", "forms", "romance_and_german")
ARABIC = _listed(RAW, "forms", "arabic")
"""News of such orders is rare, and loses a sentence by it: 6 of 208,458 sentences of four news sets match."""
LATIN_HINTS: tuple[str, ...] = tuple(RAW["look"]["hints"])
ARABIC_HINTS: tuple[str, ...] = tuple(RAW["look"]["arabic_hints"])
"""One of them stands in every order; most sentences have none, and cost a few microseconds."""
ARABIC_LETTER = re.compile("[\u0620-\u06ff]")
PLAIN_MARKS = str.maketrans("“”„«»‘’–—…\u00a0", '"""""\'\'--. ')
ALIKE = str.maketrans("асеһіјӏмоорԛѕтυνѵԝхуαιρκτгԁɡոցıƖ", "acehijlmoopqstuvvwxyaipktrdgnqil")
"""Small letters of other scripts that look like Latin ones."""
SPACED = re.compile(r"\b(?:\w[ .\-_*]){4,}\w\b")
DIGITS = str.maketrans("013457", "oieast")
DISGUISED = re.compile(r"[a-z][013457][a-z]|\b[013457][a-z]{3}")
PACKED = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
N_HEARD_LATELY = 8_192
"""Sentences of which it is remembered whether they are orders, 3 MB: hashtags, briefs, time lines, figures and
perspectives each ask about the same ones, and each answer takes 50 µs."""


@lru_cache(maxsize=N_HEARD_LATELY)
def is_order(sentence: str) -> bool:
    """Whether it orders a machine about, or was packed so that only a machine reads it."""
    text = without_unseen(sentence)
    if any(_is_packed_order(run) for run in PACKED.findall(text)):
        return True
    folded = fold(text)
    if not folded.isascii():
        folded = folded.translate(PLAIN_MARKS)
    if _matches(folded):
        return True
    if not folded.isascii() and (alike := folded.translate(ALIKE)) != folded and _matches(alike):
        return True
    if SPACED.search(folded) and _matches(SPACED.sub(lambda run: re.sub(r"[ .\-_*]", "", run.group()), folded)):
        return True
    return DISGUISED.search(folded) is not None and _matches(folded.translate(DIGITS))


def _matches(folded: str) -> bool:
    padded = f" {folded} "
    if any(hint in padded for hint in LATIN_HINTS) and LATIN.search(folded) is not None:
        return True
    if folded.isascii() or ARABIC_LETTER.search(folded) is None:
        return False
    return any(hint in padded for hint in ARABIC_HINTS) and ARABIC.search(folded) is not None


def _is_packed_order(run: str) -> bool:
    """Whether these letters unpack to a readable text: nobody prints one so for people."""
    try:
        text = base64.b64decode(run + "=" * (-len(run) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    return text.isprintable() and " " in text

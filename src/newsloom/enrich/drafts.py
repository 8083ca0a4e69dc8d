"""What a model said, read and not believed: sentences, each with the numbers of what it rests on.

Reasoning, greetings, code fences and whatever else stands around the JSON are cut off.

In: a model's text, and how many sources it had. Out: `Draft`s, or None where there is no answer in it. Refuses:
nothing; a sentence that cites what there is not keeps only what there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newsloom.text import squeeze

MOST_SENTENCES = 12
MOST_BRACES = 40
"""Openings that are tried; a longer text is no answer."""
LONGEST = 40_000
"""Characters of a model's text that are read."""
REASONING = re.compile(
    r"<\s*(think|thinking|thought|reasoning|analysis|reflection|scratchpad)\b[^>]*>.*?<\s*/\s*\1\s*>|◁think▷.*?◁/think▷",
    re.DOTALL | re.IGNORECASE,
)
REASONED = re.compile(
    r"^.*(?:<\s*/\s*(?:think|thinking|thought|reasoning|analysis)\s*>|◁/think▷)", re.DOTALL | re.IGNORECASE
)
FINAL = re.compile(r"^.*<\|channel\|>\s*final\s*<\|message\|>", re.DOTALL)
UNFINISHED = re.compile(r"<\s*(?:think|thinking|thought|reasoning|analysis)\b.*$|◁think▷.*$", re.DOTALL | re.IGNORECASE)
CITED = re.compile(r"\s*[\[(](?:sources?\s*)?\d+(?:\s*[,;–-]\s*\d+)*[\])](?=[\s.!?؟]*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    text: str
    """One line."""
    sources: tuple[int, ...]
    """From 1, each once, in order."""


def read_drafts(said: str, n_sources: int) -> tuple[Draft, ...] | None:
    """The sentences of an answer, empty where the model says that it has none; None where it is no answer."""
    text = REASONING.sub(" ", said[:LONGEST])
    text = UNFINISHED.sub(" ", FINAL.sub("", REASONED.sub("", text)))
    for value in _objects(text):
        listed = value.get("sentences") if isinstance(value, dict) else value
        if isinstance(listed, list) and all(_is_sentence(one) for one in listed):
            return tuple(_draft(one, n_sources) for one in listed[:MOST_SENTENCES])
    return None


def write_drafts(drafts: Sequence[Draft]) -> str:
    """The same as JSON that `read_drafts` reads."""
    return json.dumps({"sentences": [{"text": one.text, "sources": one.sources} for one in drafts]}, ensure_ascii=False)


def _objects(text: str) -> Iterator[Any]:
    """Whatever JSON values begin at a brace or bracket, first ones first."""
    decoder = json.JSONDecoder()
    for n, match in enumerate(re.finditer(r"[{\[]", text)):
        if n == MOST_BRACES:
            return
        try:
            yield decoder.raw_decode(text, match.start())[0]
        except (ValueError, RecursionError):
            continue


def _is_sentence(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("text"), str) and isinstance(value.get("sources"), list)


def _draft(value: dict[str, Any], n_sources: int) -> Draft:
    numbers = {number for one in value["sources"] if (number := _number(one)) is not None}
    return Draft(CITED.sub("", squeeze(value["text"])), tuple(sorted(n for n in numbers if 1 <= n <= n_sources)))


def _number(value: Any) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None

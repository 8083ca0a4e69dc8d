"""Who says what: token F1 of contents, cues and sources, and whether quoted words come with their speaker.

Prints one JSON object a set and measure: PolNeAR (models trained on its training part), German WikiNews (rules), and
beside each what regular expressions alone find. A token counts for a role where any span of that role covers it; a
content is found where a quotation covers a token of it, and comes with the right source where that quotation's source
covers a token of the labelled one.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora, read_lines
from newsloom.enrich import quotes
from newsloom.records import Article, ArticleId, Language, Quote

ROLES = ("content", "cue", "source")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TOKEN = re.compile(r"\w+|[^\w\s]")
MARK = re.compile(r"[\"“”„«»]")
Spans = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Labels:
    """One quotation as people marked it, or as it was found."""

    content: Spans = ()
    cue: Spans = ()
    source: Spans = ()
    speaker: str = ""
    """The name in full where ours, the words of the source where labelled."""


@dataclass
class Tally:
    n_right: int = 0
    n_found: int = 0
    n_wanted: int = 0

    def scores(self) -> dict[str, float]:
        precision, recall = self.n_right / max(1, self.n_found), self.n_right / max(1, self.n_wanted)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


@dataclass
class Scores:
    """Of one way to find quotations over one set."""

    roles: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    quoted: list[tuple[bool, bool]] = field(default_factory=list)
    """Found, and with the right source, of each labelled content that is to be found."""
    named: list[bool] = field(default_factory=list)
    """Whether the speaker is the right one, be it by another mention of the same name."""
    all: list[tuple[bool, bool]] = field(default_factory=list)
    n_articles: int = 0
    seconds: float = 0.0

    def add(self, text: str, found: Sequence[Labels], wanted: Sequence[Labels], quoted: Sequence[Labels]) -> None:
        self.n_articles += 1
        tokens = [match.span() for match in TOKEN.finditer(text)]
        for role in ROLES:
            ours, theirs = (_covered(tokens, (getattr(one, role) for one in side)) for side in (found, wanted))
            tally = self.roles[role]
            tally.n_right += len(ours & theirs)
            tally.n_found += len(ours)
            tally.n_wanted += len(theirs)
        self.quoted += [_met(one, found) for one in quoted if one.source]
        self.named += [_named(one, found) for one in quoted if one.source]
        self.all += [_met(one, found) for one in wanted if one.source]

    def line(self) -> dict[str, object]:
        return {
            **{role: tally.scores() for role, tally in self.roles.items()},
            "quoted_found": _share(found for found, _ in self.quoted),
            "quoted_right_source": _share(right for _, right in self.quoted),
            "quoted_right_speaker": _share(self.named),
            "all_found": _share(found for found, _ in self.all),
            "all_right_source": _share(right for _, right in self.all),
            "n_quoted": len(self.quoted),
            "n_articles": self.n_articles,
            "articles_per_second": round(self.n_articles / self.seconds, 1) if self.seconds else None,
        }


def _covered(tokens: Sequence[tuple[int, int]], pieces: Iterable[Spans]) -> set[int]:
    spans = [tuple(span) for piece in pieces for span in piece]
    return {n for n, (start, end) in enumerate(tokens) if any(a < end and start < b for a, b in spans)}


def _met(wanted: Labels, found: Sequence[Labels]) -> tuple[bool, bool]:
    """Whether the content is found, and whether a quotation that covers it has its source."""
    covering = [one for one in found if _overlap(one.content, wanted.content)]
    return bool(covering), any(_overlap(one.source, wanted.source) for one in covering)


def _named(wanted: Labels, found: Sequence[Labels]) -> bool:
    """Whether a quotation that covers the content has its source, or a speaker of the same last name."""
    covering = [one for one in found if _overlap(one.content, wanted.content)]
    said = set(re.findall(r"\w+", wanted.speaker))
    return any(
        _overlap(one.source, wanted.source) or (one.speaker[:1].isupper() and one.speaker.split()[-1] in said)
        for one in covering
    )


def _overlap(one: Spans, other: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _share(facts: Iterable[bool]) -> float:
    told = list(facts)
    return round(sum(told) / max(1, len(told)), 4)


def labels_of(quote: Quote) -> Labels:
    return Labels(quote.content, quote.cue, quote.source, quote.speaker)


def ours(text: str, language: str) -> list[Labels]:
    """What newsloom finds in a text."""
    article = Article(id=ArticleId("a"), headline="", text=text, seen_at=NOW, language=Language(language))
    return [labels_of(quote) for quote in quotes(article)]


SPEECH = (
    r"(?:said|says|told|added|wrote|argued|claimed|asked|explained|noted|insisted|announced|tweeted|according to"
    r"|sagte|erklärte|betonte|teilte|forderte|kritisierte|nannte)"
)
BESIDE = re.compile(
    rf"(?P<a>(?:[A-Z][\w.’'-]+ ){{0,3}}[A-Z][\w.’'-]+|he|she|they|er|sie) (?P<va>{SPEECH})\b"
    rf"|\b(?P<vb>{SPEECH}) (?P<b>(?:[A-Z][\w.’'-]+ ){{0,3}}[A-Z][\w.’'-]+)"
)
QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{2,}[”\"“»]")


def plain_patterns(text: str, language: str) -> list[Labels]:
    """What a regular expression finds: quotation marks, a few verbs, and the name beside them."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        beside = [
            (match.span("va" if match["a"] else "vb"), match.span("a" if match["a"] else "b"))
            for match in BESIDE.finditer(text, *line.span())
        ]
        for match in QUOTED.finditer(text, *line.span()):
            near = min(beside, key=lambda one: abs(one[0][0] - match.start()), default=None)
            found.append(Labels([match.span()], [near[0]] if near else (), [near[1]] if near else ()))
    return found


def polnear(folder: Path, part: str) -> Iterable[tuple[dict[str, Any], list[Labels], list[Labels]]]:
    for record in read_lines(folder / f"{part}.jsonl.gz"):
        wanted = [
            Labels(*(one.get(role) or () for role in ROLES), speaker=_text(record, one.get("source") or ()))
            for one in record["attributions"]
        ]
        quoted = [one for one in wanted if any(MARK.search(record["text"][a:b]) for a, b in one.content)]
        yield record, wanted, quoted


def _text(record: dict[str, Any], pieces: Spans) -> str:
    return " ".join(record["text"][start:end] for start, end in pieces)


def german(folder: Path, part: str) -> Iterable[tuple[dict[str, Any], list[Labels], list[Labels]]]:
    for record in read_lines(folder / f"{part}.jsonl.gz"):
        labelled = [
            (one["type"], Labels(one["quote"], one["cue"], one["speaker"], one["speaker_text"]))
            for one in record["annotations"]
        ]
        yield record, [one for _, one in labelled], [one for kind, one in labelled if kind == "Direct"]


SETS: dict[str, tuple[str, Callable[[Path, str], Iterable[tuple[dict[str, Any], list[Labels], list[Labels]]]]]] = {
    "quotes-polnear": ("en", polnear),
    "quotes-german-wikinews": ("de", german),
}


def measure(
    folder: Path, find: Callable[[str, str], list[Labels]] = ours, *, part: str = "dev", n_articles: int | None = None
) -> Scores:
    """Scores over a part of a set, of all its articles or the first few."""
    language, labelled = SETS[folder.name]
    scores = Scores()
    for number, (record, wanted, quoted) in enumerate(labelled(folder, part)):
        if number == n_articles:
            break
        began = time.perf_counter()
        found = find(record["text"], language)
        scores.seconds += time.perf_counter() - began
        scores.add(record["text"], found, wanted, quoted)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    args = parser.parse_args()
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "quotes", "skipped": "no labelled data"}))
        return
    for name, (language, _) in SETS.items():
        ours("A first text, so that the models are read.", language)
        for way, find in (("newsloom", ours), ("patterns", plain_patterns)):
            scores = measure(corpora / name, find, part=args.part)
            print(json.dumps({"benchmark": "quotes", "set": name, "part": args.part, "way": way, **scores.line()}))


if __name__ == "__main__":
    main()

"""Headline, date and authors on the labelled pages, beside trafilatura and htmldate in the same run.

Prints one JSON object a set. Headlines and names are compared in lower case, with what is no letter or digit taken for
a space; dates by their day, ours in UTC, as it is kept. Authors: precision over pages where names were found, recall
over pages that have some, and F1 of the two means. `odd` is the half that nothing was tuned on.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura
from htmldate import find_date

from benchmarks.corpora import find_corpora, is_reported, read_gold, read_pages
from newsloom.extract.metadata import find_metadata
from newsloom.extract.parsed import parse_page
from newsloom.records import Page

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETS = {"naeb": "extraction-naeb", "fundus": "extraction-fundus", "trafilatura990": "extraction-trafilatura990"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool, or the label, says of one page; None where it says nothing about such a field at all."""

    headline: str | None
    day: str | None
    authors: frozenset[str] | None
    topics: frozenset[str] | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", choices=SETS, dest="sets", help="a set to run; all by default")
    asked = parser.parse_args().sets or list(SETS)
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "extraction_metadata", "skipped": "no data folder"}))
        return
    for name in asked:
        print(json.dumps({"benchmark": "extraction_metadata", "set": name, **measure(corpora / SETS[name])}))


def measure(folder: Path) -> dict[str, Any]:
    """Scores of each tool over all pages of a set, and over the half that is only reported on."""
    gold, pages = read_gold(folder), read_pages(folder)
    labels = [(record["id"], label_of(record)) for record in gold]
    result: dict[str, Any] = {"n_pages": len(gold)}
    for name, tool in {"newsloom": ours, "trafilatura": theirs}.items():
        began = time.process_time()
        said = [tool(pages[record["html_file"]], record["url"]) for record in gold]
        seconds = time.process_time() - began
        pairs = [(key, label, one) for (key, label), one in zip(labels, said, strict=True)]
        result[name] = score((label, one) for _, label, one in pairs)
        result[f"{name}_odd"] = score((label, one) for key, label, one in pairs if is_reported(key))
        result[f"{name}_pages_per_cpu_second"] = round(len(gold) / seconds, 1)
    return result


def label_of(record: dict[str, Any]) -> Said:
    """The label of a page, in whichever form its set has it."""
    authors = record.get("authors", record.get("author"))
    if isinstance(authors, str):
        authors = authors.split(",")
    topics = record.get("topics")
    return Said(
        record.get("title"),
        str(record["date"])[:10] if record.get("date") else None,
        folded(authors) if authors is not None else None,
        folded(topics) if topics else None,
    )


def ours(content: bytes, url: str) -> Said:
    parsed = parse_page(Page(url=url, content=content))
    if parsed is None:
        return Said("", "", frozenset(), frozenset())
    found = find_metadata(parsed, url, None, now=NOW)
    day = found.published_at.date().isoformat() if found.published_at else ""
    return Said(found.headline, day, folded(found.authors), folded(found.topics))


def theirs(content: bytes, url: str) -> Said:
    """trafilatura's metadata; its dates are htmldate's, which is asked itself where it finds no text."""
    document = trafilatura.bare_extraction(content, url=url, with_metadata=True)
    if document is None:
        return Said("", find_date(content.decode("utf-8", "replace"), original_date=True) or "", frozenset())
    found = document if isinstance(document, dict) else document.as_dict()
    authors = (found.get("author") or "").split(";")
    return Said(found.get("title") or "", found.get("date") or "", folded(authors), folded(found.get("tags") or ()))


def score(pairs: Iterable[tuple[Said, Said]]) -> dict[str, float]:
    """Shares of pages with the right headline and day, and F1 of authors and topics."""
    found = list(pairs)
    headlines = [same(label.headline, said.headline or "") for label, said in found if label.headline]
    days = [label.day == said.day for label, said in found if label.day]
    return {
        "headline": mean(headlines),
        "day": mean(days),
        **set_score("authors", [(label.authors, said.authors) for label, said in found]),
        **set_score("topics", [(label.topics, said.topics) for label, said in found]),
    }


def set_score(name: str, pairs: Sequence[tuple[frozenset[str] | None, frozenset[str] | None]]) -> dict[str, float]:
    labelled = [(label, said or frozenset()) for label, said in pairs if label is not None]
    if not labelled:
        return {}
    precision = mean([len(label & said) / len(said) for label, said in labelled if said])
    recall = mean([len(label & said) / len(label) for label, said in labelled if label])
    both = precision + recall
    return {f"{name}_f1": round(2 * precision * recall / both, 4) if both else 0.0}


def same(label: str, said: str) -> bool:
    return plain(label) == plain(said)


def folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for raw in names if (name := plain(raw)))


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def mean(values: Sequence[float]) -> float:
    return round(sum(values) / max(1, len(values)), 4)


if __name__ == "__main__":
    main()

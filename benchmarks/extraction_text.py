"""Text extraction on the labelled pages, beside trafilatura's own best setting in the same run.

Prints one JSON object a set: scores of ours, and of each of trafilatura's settings, over all pages of the set and over
the half that nothing was tuned on (`odd`), and pages a second of one process. "Best" is the setting with the best score
over all.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_gold, read_pages

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "fast": {"fast": True},
    "precision": {"favor_precision": True},
    "recall": {"favor_recall": True},
}
Labelled = tuple[dict[str, Any], str]
"""A gold record and a predicted text."""
Score = dict[str, float]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, case kept; one shorter run of a text of fewer words."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def shingle_score(pages: Sequence[Labelled]) -> Score:
    """Precision and recall of each page, their means, and F1 of the means."""
    precisions, recalls = [], []
    for record, text in pages:
        gold, found = shingles(record["text"] or ""), shingles(text)
        n_right = (gold & found).total()
        if found:
            precisions.append(n_right / found.total())
        if gold:
            recalls.append(n_right / gold.total())
    return _f1(sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls)))


def word_score(pages: Sequence[Labelled]) -> Score:
    """Mean over pages of F1 of their words in lower case, counted."""
    scores = []
    for record, text in pages:
        gold, found = (Counter(re.findall(r"\w+", side.lower())) for side in (record["text"] or "", text))
        both = 2 * (gold & found).total()
        scores.append(both / (gold.total() + found.total()) if both else float(not gold and not found))
    return {"f1": round(sum(scores) / max(1, len(scores)), 4)}


def segment_score(pages: Sequence[Labelled]) -> Score:
    """Segments that must stand in the text, and that must not, over all pages together."""
    n_right = n_wrong = n_wanted = 0
    for record, text in pages:
        squeezed = " ".join(text.split())
        n_wanted += len(record["with"])
        n_right += sum(" ".join(segment.split()) in squeezed for segment in record["with"])
        n_wrong += sum(" ".join(segment.split()) in squeezed for segment in record["without"])
    return _f1(n_right / max(1, n_right + n_wrong), n_right / max(1, n_wanted))


def _f1(precision: float, recall: float) -> Score:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


SETS: dict[str, tuple[Callable[[Sequence[Labelled]], Score], float | None]] = {
    "extraction-scrapinghub": (shingle_score, 0.975),
    "extraction-naeb": (shingle_score, 0.940),
    "extraction-fundus": (shingle_score, 0.955),
    "extraction-fundus-eval80": (shingle_score, None),
    "extraction-trafilatura990": (segment_score, 0.925),
    "extraction-wcxb-article": (word_score, 0.940),
}


def read_one(task: tuple[str | None, bytes]) -> dict[str, tuple[str, float, bool]]:
    """Text, CPU seconds and whether it was taken for an article, by us and by each setting of trafilatura."""
    import trafilatura

    from newsloom.extract.article import best_effort, extract
    from newsloom.records import Article, Page

    url, content = task
    page = Page(url=url, content=content)
    began = time.process_time()
    found = extract(page, now=NOW)
    seconds = time.process_time() - began
    text = found.text if isinstance(found, Article) else best_effort(page, now=NOW)
    read = {"newsloom": (text, seconds, isinstance(found, Article))}
    for name, setting in SETTINGS.items():
        began = time.process_time()
        text = trafilatura.extract(content, include_comments=False, **setting) or ""
        read[name] = text, time.process_time() - began, bool(text)
    return read


def measure(name: str, pool: Any, *, sample: int | None) -> dict[str, object]:
    """The scores of one set."""
    folder = find_corpora()
    assert folder is not None
    score, target = SETS[name]
    records, pages = read_gold(folder / name)[:sample], read_pages(folder / name)
    records = [record for record in records if record["html_file"] in pages]
    tasks = [(record.get("url"), pages[record["html_file"]]) for record in records]
    read = list(pool.imap(read_one, tasks, chunksize=4))
    sides: dict[str, dict[str, object]] = {}
    for side in ("newsloom", *SETTINGS):
        pairs = [(record, found[side][0]) for record, found in zip(records, read, strict=True)]
        odd = [pair for pair in pairs if is_reported(pair[0]["id"])]
        seconds = sum(found[side][1] for found in read)
        sides[side] = {
            "all": score(pairs),
            "odd": score(odd),
            "pages_per_second": round(len(read) / max(seconds, 1e-9), 1),
            "slowest_seconds": round(max(found[side][1] for found in read), 2),
        }
    ours = sides.pop("newsloom")
    best = max(sides, key=lambda side: sides[side]["all"]["f1"])  # type: ignore[index]
    n_rejected = sum(not found["newsloom"][2] for found in read)
    return {
        "benchmark": "extraction-text",
        "set": name,
        "n_pages": len(read),
        "newsloom": {**ours, "n_rejected": n_rejected},
        "trafilatura": {"best": best, **sides[best]},
        "target": target,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="read only the first pages of each set")
    parser.add_argument("--set", choices=sorted(SETS), action="append", help="only this set; may be repeated")
    args = parser.parse_args()
    if find_corpora() is None:
        print(json.dumps({"benchmark": "extraction-text", "skipped": "no labelled data"}))
        return
    with multiprocessing.Pool() as pool:
        for name in args.set or SETS:
            print(json.dumps(measure(name, pool, sample=args.sample)), flush=True)


if __name__ == "__main__":
    main()

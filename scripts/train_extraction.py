"""Trains the trees that tell a body's blocks from the furniture, and writes `src/newsloom/extract/judge.npz`.

Reads the tuning halves of the labelled pages and nothing of the other halves. A block's label is the share of its
runs of four words that stand in the gold text; its weight is its share of that text, because the scores are means over
pages, not over blocks. Takes some ten minutes on two cores; the same pages give the same trees.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora, is_reported, read_gold, read_pages
from benchmarks.extraction_text import shingles

WEIGHTS = {
    "extraction-scrapinghub": 2.0,
    "extraction-naeb": 1.5,
    "extraction-fundus": 1.5,
    "extraction-fundus-eval80": 1.0,
    "extraction-trafilatura990": 1.0,
    "extraction-wcxb-article": 0.8,
}
"""Sets of news weigh more than the one of all kinds of pages; small ones more than large ones."""
SEGMENT_WEIGHT = 0.08
"""Of a block whose label is one segment that must, or must not, stand in the text."""
LEAST_WEIGHT = 0.002
"""Of the smallest block: without it, no tree ever looks at the blocks of the longest pages."""
TARGET = Path(__file__).resolve().parents[1] / "src" / "newsloom" / "extract" / "judge.npz"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WORD = re.compile(r"\w+")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """A page's blocks: what is measured of them, their labels (NaN where nobody knows) and weights."""

    matrix: NDArray[np.float32]
    labels: Floats
    weights: Floats


def measure_page(task: tuple[str, dict[str, Any], bytes]) -> Measured | None:
    """One page, seen as the extractor sees it."""
    from newsloom.extract.blocks import find_blocks
    from newsloom.extract.body import opinions_of, own_data_of
    from newsloom.extract.features import measure
    from newsloom.extract.metadata import find_metadata
    from newsloom.extract.parsed import parse_page
    from newsloom.records import Page

    name, record, content = task
    parsed = parse_page(Page(url=record.get("url"), content=content))
    blocks = find_blocks(parsed.tree) if parsed else []
    if parsed is None or not blocks:
        return None
    metadata = find_metadata(parsed, record.get("url"), None, now=NOW)
    matrix = measure(blocks, opinions_of(parsed, metadata, own_data_of(parsed)))
    labels, weights = label([block.text for block in blocks], record)
    return Measured(matrix, labels, weights * WEIGHTS[name])


def label(texts: list[str], record: dict[str, Any]) -> tuple[Floats, Floats]:
    """Label and weight of each block of a page."""
    labels, weights = np.full(len(texts), np.nan), np.zeros(len(texts))
    if "with" in record and not record.get("text"):
        _label_by_segments(texts, record, labels, weights)
        return labels, weights
    gold = record.get("text") or ""
    words, runs = WORD.findall(gold), shingles(gold)
    lines, line = {tuple(WORD.findall(line)) for line in gold.split("\n")}, f" {' '.join(words)} "
    for n, text in enumerate(texts):
        mine = WORD.findall(text)
        if not mine or not words:
            continue
        if len(mine) < 4:
            said = " ".join(mine)
            labels[n] = float(tuple(mine) in lines or (len(said) > 8 and f" {said} " in line))
        else:
            own = shingles(text)
            labels[n] = (own & runs).total() / own.total()
        weights[n] = min(max(LEAST_WEIGHT, len(mine) / max(len(words), 50)), 0.5)
    return labels, weights


def _label_by_segments(texts: list[str], record: dict[str, Any], labels: Floats, weights: Floats) -> None:
    wanted, unwanted = ([" ".join(segment.split()) for segment in record[side]] for side in ("with", "without"))
    for n, text in enumerate(texts):
        is_in, is_out = (
            any(segment in text or (len(text) > 15 and text in segment) for segment in side)
            for side in (wanted, unwanted)
        )
        if is_in != is_out:
            labels[n], weights[n] = float(is_in), SEGMENT_WEIGHT


def thinned(page: Measured, seed: int) -> Measured:
    """A page with two in five of its light furniture blocks, their weight raised to match: menus teach little."""
    light = (page.labels < 0.5) & (page.weights <= 1.25 * LEAST_WEIGHT * max(WEIGHTS.values()))
    kept = ~np.isnan(page.labels) & ~(light & (np.random.default_rng(seed).random(len(light)) < 0.6))
    weights = np.where(light, page.weights * 2.5, page.weights)
    return Measured(page.matrix[kept], page.labels[kept], weights[kept])


def grow(pages: list[Measured], *, n_trees: int = 240) -> Any:
    """scikit-learn's boosted trees over the blocks of all pages.

    The settings are the best of four by cross-validation over the tuning halves; each node looks at a third of the
    columns only, which is worth 0.2 points on pages not seen.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    pages = [thinned(page, seed) for seed, page in enumerate(pages)]
    weights = np.concatenate([page.weights for page in pages])
    model = HistGradientBoostingClassifier(
        max_iter=n_trees,
        learning_rate=0.07,
        max_leaf_nodes=15,
        min_samples_leaf=60,
        max_features=0.3,
        l2_regularization=5,
        early_stopping=False,
        random_state=0,
    )
    labels = np.concatenate([page.labels for page in pages]) > 0.5
    return model.fit(np.vstack([page.matrix for page in pages]), labels, sample_weight=weights / weights.mean())


def write(model: Any, path: Path) -> None:
    """The trees as arrays that numpy alone can read; see `newsloom.extract.judge.Trees`."""
    nodes = [predictor.nodes for (predictor,) in model._predictors]
    shape = (len(nodes), max(len(tree) for tree in nodes))
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for n, tree in enumerate(nodes):
        at = np.arange(len(tree))
        is_leaf = tree["is_leaf"].astype(bool)
        feature[n, : len(tree)] = np.where(is_leaf, 0, tree["feature_idx"])
        left[n, : len(tree)] = np.where(is_leaf, at, tree["left"])
        right[n, : len(tree)] = np.where(is_leaf, at, tree["right"])
        threshold[n, : len(tree)] = np.where(is_leaf, 0, tree["num_threshold"])
        value[n, : len(tree)] = np.where(is_leaf, tree["value"], 0)
    depth = max(int(tree["depth"].max()) for tree in nodes)
    baseline = float(np.ravel(model._baseline_prediction)[0])
    np.savez_compressed(
        path, feature=feature, threshold=threshold, left=left, right=right, value=value, depth=depth, baseline=baseline
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=240)
    args = parser.parse_args()
    folder = find_corpora()
    if folder is None:
        print(json.dumps({"benchmark": "train-extraction", "skipped": "no labelled data"}))
        return
    tasks = []
    for name in WEIGHTS:
        pages = read_pages(folder / name)
        records = [record for record in read_gold(folder / name) if record["html_file"] in pages]
        tasks += [(name, record, pages[record["html_file"]]) for record in records if not is_reported(record["id"])]
    with multiprocessing.Pool() as pool:
        measured = [page for page in pool.imap(measure_page, tasks, chunksize=8) if page is not None]
    write(grow(measured, n_trees=args.trees), TARGET)
    n_blocks = sum(len(page.labels) for page in measured)
    print(json.dumps({"benchmark": "train-extraction", "n_pages": len(measured), "n_blocks": n_blocks}))


if __name__ == "__main__":
    main()

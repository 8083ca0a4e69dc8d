"""The sentence encoder: milliseconds of one core for headlines and leads, and the memory that it takes.

Prints one JSON object. Data: the first articles of stories-allsides.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice

from benchmarks.corpora import find_corpora
from benchmarks.pipeline import encoder_home
from newsloom.cluster import texts_to_encode
from newsloom.encode import Encoder, minilm
from newsloom.jsonlines import read_articles
from newsloom.records import Article

BUDGET_MILLISECONDS = 12
"""Of one core for an article's two texts; the rest of the pipeline has the other core."""


def measure(n_articles: int) -> dict[str, object]:
    folder, encoder = find_corpora(), minilm.load(encoder_home())
    if folder is None or encoder is None:
        return {"benchmark": "encoder", "skipped": "no labelled data" if folder is None else "no encoder"}
    lines = read_articles(str(folder / "stories-allsides" / "docs.jsonl.zst"), now=datetime.now(UTC))
    found = (article for article in lines if isinstance(article, Article))
    pairs = [texts_to_encode(article) for article in islice(found, n_articles)]
    headline, lead = (milliseconds(encoder, texts) for texts in zip(*pairs, strict=True))
    return {
        "benchmark": "encoder",
        "encoder": encoder.name,
        "n_articles": len(pairs),
        "milliseconds_headline": round(headline, 2),
        "milliseconds_lead": round(lead, 2),
        "milliseconds_article": round(headline + lead, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "target": {"milliseconds_article": BUDGET_MILLISECONDS},
    }


def milliseconds(encoder: Encoder, texts: Sequence[str]) -> float:
    """Processor time for one text."""
    encoder.encode(texts[:8])
    began = time.process_time()
    encoder.encode(texts)
    return 1000 * (time.process_time() - began) / len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    print(json.dumps(measure(parser.parse_args().articles)))


if __name__ == "__main__":
    main()

"""Floors under the text of real pages, where the labelled ones lie beside the checkout."""

import pytest

from benchmarks.corpora import find_corpora, is_reported, read_gold, read_pages
from benchmarks.extraction_text import NOW, shingle_score
from newsloom.extract import extract
from newsloom.records import Article, Page


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("extraction-scrapinghub", 0.97), ("extraction-naeb", 0.94)])
def test_the_text_of_pages_not_tuned_on_stays_over_its_floor(name: str, floor: float) -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled pages are not beside the checkout, and NEWSLOOM_DATA names no other place")
    records, pages = (
        [record for record in read_gold(folder / name) if is_reported(record["id"])][:50],
        read_pages(folder / name),
    )
    read = []
    for record in records:
        found = extract(Page(url=record["url"], content=pages[record["html_file"]]), now=NOW)
        read.append((record, found.text if isinstance(found, Article) else ""))
    assert shingle_score(read)["f1"] >= floor

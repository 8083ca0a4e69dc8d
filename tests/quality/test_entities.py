"""A floor under names, where the labelled newswire lies beside the checkout.

The shipped weights have seen these articles: the floor guards reading, tokens, offsets and weights, and says nothing of
how well names are found in other articles; `benchmarks/entities.py` says that of weights trained on the other half.
"""

import pytest

from benchmarks.corpora import find_corpora
from benchmarks.entities import found_by, read_gold, scores
from newsloom.enrich.entities.recognise import recogniser


@pytest.mark.shared
def test_names_that_were_learned_are_found_where_they_stand() -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled newswire is not beside the checkout, and NEWSLOOM_DATA names no other place")
    golds = read_gold(folder)[:60]
    found = scores((gold.spans, found_by(recogniser(), gold)) for gold in golds)
    assert found["all"]["f1"] >= 0.9

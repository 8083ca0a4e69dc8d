"""Floors under answers, where the labelled questions lie beside the checkout: the reported halves, by words alone."""

from pathlib import Path

import pytest

from benchmarks.answers import ARCHIVE, SNIPPETS, Pages, articles_of, measure_conflicts, measure_finding, questions_of
from benchmarks.corpora import find_corpora
from newsloom.enrich.answers import Shelf

EVERY = 3
"""Of the reported questions are asked: all take two minutes."""
FLOORS = {"1": 0.3, "5": 0.56, "10": 0.62, "20": 0.66}


@pytest.fixture
def corpora() -> Path:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled questions are not beside the checkout, and NEWSLOOM_DATA names no other place")
    return folder


@pytest.mark.shared
def test_true_and_falsified_snippets_are_shown_as_a_conflict(corpora: Path) -> None:
    found = measure_conflicts(corpora / SNIPPETS, reported=True)
    assert found["shown"] >= 0.75
    assert found["shown_among_true_alone"] <= 0.1


@pytest.mark.shared
def test_the_answer_is_among_the_first_articles_and_the_sentences_shown(corpora: Path) -> None:
    articles = list(articles_of(corpora / ARCHIVE))
    asked = list(questions_of(corpora / ARCHIVE, reported=True))[::EVERY]
    ours, _ = measure_finding(asked, Shelf(articles), Pages(articles))
    assert [depth for depth, floor in FLOORS.items() if ours["answer_at"][depth] < floor] == []
    assert ours["in_three_sentences"] >= 0.23

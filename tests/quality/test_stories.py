"""Floors under stories: an invented stream of look-alike reports always, labelled ones where they lie beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from benchmarks.corpora import find_corpora
from benchmarks.lookalikes import STREAMS
from benchmarks.lookalikes import stream as lookalikes
from benchmarks.stories import cut, labelled
from benchmarks.stories_train import regression
from newsloom.cli.cluster_ import stories_of
from newsloom.quality import b_cubed, pairwise
from newsloom.records import Article, ArticleId, StoryId


def found_in(articles: Sequence[Article], wanted: Mapping[ArticleId, str]) -> dict[ArticleId, StoryId]:
    found = stories_of(articles, None)
    return {one: found[one] for one in wanted}


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("1", 0.94, 0.72), ("4", 0.92, 0.60), ("4-excerpts", 0.84, 0.55)]
)
def test_reports_of_one_trade_are_told_apart(name: str, precision: float, recall: float) -> None:
    rate, n_days, n_words = STREAMS[name]
    articles, told = lookalikes(rate, n_days)
    found = found_in([cut(one, n_words) for one in articles] if n_words else articles, told)
    pairs = pairwise(found, told)
    assert pairs.precision >= precision
    assert pairs.recall >= recall
    assert max(Counter(found.values()).values()) <= 12


def test_an_invented_stream_is_the_same_every_time() -> None:
    assert lookalikes(1.0, 1) == lookalikes(1.0, 1)
    assert lookalikes(1.0, 1) != lookalikes(1.0, 1, seed=2)


def test_a_regression_finds_what_made_its_answers_and_holds_likenesses_at_nothing() -> None:
    rng = np.random.default_rng(1)
    facts = np.column_stack([rng.normal(size=(20_000, 2)), np.ones(20_000)])
    logits = facts @ np.array([2.0, -1.5, 0.5])
    is_right = rng.random(20_000) < 1 / (1 + np.exp(-logits))
    assert np.allclose(regression(facts, is_right, 0), [2.0, -1.5, 0.5], atol=0.1)
    assert regression(facts, is_right, 2)[1] == 0.0


@pytest.mark.shared
def test_three_newspapers_on_one_event_are_one_story() -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled stream is not beside the checkout, and NEWSLOOM_DATA names no other place")
    articles, wanted = labelled(folder, "stories-basil")
    assert b_cubed(found_in(articles, wanted), wanted).f1 >= 0.97


@pytest.mark.shared
def test_a_stream_of_american_news_falls_into_its_editors_stories() -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled stream is not beside the checkout, and NEWSLOOM_DATA names no other place")
    articles, wanted = labelled(folder, "stories-allsides")
    found = found_in(articles, wanted)
    assert b_cubed(found, wanted).f1 >= 0.925
    assert pairwise(found, wanted).f1 >= 0.80

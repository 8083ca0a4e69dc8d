"""The measures measure what their names say."""

import pytest

from newsloom.quality import b_cubed, pairwise, rouge_l, rouge_n, score, set_score


def test_precision_and_recall_are_shares_of_what_was_found_and_wanted() -> None:
    found = set_score({"a", "b", "c", "d"}, {"a", "b", "e"})
    assert (found.precision, found.recall) == (0.5, pytest.approx(2 / 3))
    assert found.f1 == pytest.approx(4 / 7)
    assert found.rounded() == {"precision": 0.5, "recall": 0.6667, "f1": 0.5714}


def test_nothing_found_is_precise_and_nothing_wanted_is_recalled() -> None:
    assert (score(0, 0, 3).precision, score(0, 0, 3).recall, score(0, 0, 3).f1) == (1.0, 0.0, 0.0)
    assert score(0, 2, 0).recall == 1.0


def test_grouping_is_scored_by_companions_and_by_pairs() -> None:
    wanted = {"a": 1, "b": 1, "c": 2, "d": 2}
    found = {"a": "x", "b": "x", "c": "x", "d": "y", "unlabelled": "x"}
    assert b_cubed(wanted, wanted).f1 == pairwise(wanted, wanted).f1 == 1.0
    cubed = b_cubed(found, wanted)
    assert (cubed.precision, cubed.recall) == (pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4), 0.75)
    pairs = pairwise(found, wanted)
    assert (pairs.precision, pairs.recall) == (pytest.approx(1 / 3), 0.5)


def test_rouge_counts_shared_runs_of_words() -> None:
    assert rouge_n("the cat sat", "the cat ran", 1).f1 == pytest.approx(2 / 3)
    assert rouge_n("the cat sat", "the cat ran", 2).f1 == 0.5
    assert rouge_n("", "the cat", 1).f1 == 0.0


def test_rouge_l_takes_words_in_their_order_sentence_by_sentence() -> None:
    assert rouge_l(["the cat sat"], ["the cat sat"]).f1 == 1.0
    assert rouge_l(["sat cat the"], ["the cat sat"]).f1 == pytest.approx(1 / 3)
    assert rouge_l(["one two", "five"], ["one two three four five"]).recall == pytest.approx(3 / 5)
    assert rouge_l([], ["one"]).f1 == 0.0

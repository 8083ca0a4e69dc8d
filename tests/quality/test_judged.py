"""Floors under what people judged, as the repository keeps it, and under key phrases, where the sets lie beside it."""

from pathlib import Path

import pytest

from benchmarks import cards, struck
from benchmarks.corpora import find_corpora
from benchmarks.hashtags import measure


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_card_is_judged_twice_and_most_are_good_by_both() -> None:
    found = {str(one["kind"]): one for one in cards.judged(rows(cards.JUDGED))}
    assert found["all"]["n_cards"] == 200
    assert float(str(found["all"]["good_by_both_share"])) >= 0.88
    assert float(str(found["same-affair"]["good_by_both_share"])) >= 0.95


def test_every_hashtag_is_judged_twice() -> None:
    verdicts = rows(struck.JUDGED)
    assert {verdict for row in verdicts for verdict in row[2:]} == {"keep", "strike"}
    assert struck.judged(verdicts)["n_articles"] == 100
    assert float(str(struck.judged(verdicts)["struck_by_both_share"])) <= 0.22


def test_agreement_by_chance_is_none() -> None:
    assert cards.kappa([("good", "good"), ("good", "weak"), ("weak", "good"), ("weak", "weak")]) == 0
    assert cards.kappa([("good", "good"), ("weak", "weak")]) == 1


@pytest.mark.shared
def test_key_phrases_are_those_that_annotators_chose() -> None:
    corpora = find_corpora()
    if corpora is None:
        pytest.skip("the set is not beside the checkout, and NEWSLOOM_DATA names no other place")
    found = measure(corpora / "keyphrase-duc2001", "en")["f1_at"]
    assert isinstance(found, dict)
    assert found["5"] >= 31.0
    assert found["10"] >= 34.0
    assert found["15"] >= 32.0

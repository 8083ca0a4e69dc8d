"""What a chain is trained on is what it is asked with."""

from collections.abc import Iterable

import numpy as np

from newsloom.enrich.entities.chain import Chain
from newsloom.enrich.entities.echo import echoes, spans_of
from newsloom.enrich.entities.features import Evidence, Scorer
from newsloom.enrich.entities.lore import N_BUCKETS, Lore, bucket, shape_of
from newsloom.enrich.entities.split import sentences

RANDOM = np.random.default_rng(3)
LORE = Lore(
    groups={"said": (1, 2, 3, 4, 5), "Tarn": (6, 7, 8, 9, 10), ".": (0, 0, 0, 0, 0)},
    people={"mara": "F2 L1", "lind": "L3"},
    places={"port lucan": "CIm", "tarn": "CO CIb"},
    looks=RANDOM.normal(0, 1, (N_BUCKETS + 1, 3)).astype(np.float32),
)
TEXT = "Mara Lind said on 5 May that Tarn and Port Lucan agree . Lind's TARN left .\nTarn said tarn .\n\nPort"


def chain(features: Iterable[str], n_labels: int) -> Chain:
    rows = {feature: n for n, feature in enumerate(features)}
    labels = ("O", "B-A", "I-A", "B-B")[:n_labels]
    table = RANDOM.normal(0, 1, (len(rows), n_labels)).astype(np.float32)
    return Chain(labels=labels, rows=rows, table=table, steps=np.zeros((n_labels, n_labels), np.float32))


def test_scores_are_the_sums_of_the_listed_features() -> None:
    article, evidence = sentences(TEXT), Evidence(LORE)
    listing = evidence.listing(article)
    known = sorted({feature for row in listing for feature in row})
    chains = chain(known[::2], 4), chain(known[1:], 2)
    wanted = [
        np.concatenate([sum(one.table[one.rows[name]] for name in row if name in one.rows) for one in chains])
        for row in listing
    ]
    assert np.allclose(Scorer(evidence, *chains).scores(article, evidence.elsewhere(article)), wanted, atol=1e-4)
    assert np.allclose(Scorer(evidence, *chains).added(listing), wanted, atol=1e-4)


def test_an_article_without_words_has_no_scores() -> None:
    scorer = Scorer(Evidence(LORE), chain(["b"], 1))
    assert scorer.scores((), []).shape == scorer.added([]).shape == (0, 1)


def test_a_word_of_a_listed_name_is_marked_with_its_place_in_it() -> None:
    assert LORE.listed(("In", "Port", "Lucan", ",", "Tarn", "port")) == [
        (), ("CImB",), ("CImI",), (), ("CO1", "CIb1"), (),
    ]  # fmt: skip


def test_a_word_shows_its_shape_its_groups_and_its_lists() -> None:
    word = LORE.word("Mara")
    assert (word.small, word.shape, word.groups) == ("mara", "Xxx", ())
    assert word.marks[:2] == ("F2", "L1")
    assert [shape_of(form) for form in ("McTarn", "1990s", "USA", "’")] == ["XxXxx", "ddx", "XX", "’"]
    assert LORE.word("SAID").groups == (1, 2, 3, 4, 5)
    assert [bucket(chance) for chance in (0.1, 0.15, 0.5, 0.7, 1.0)] == [0, 1, 2, 3, 4]


def test_labels_become_stretches() -> None:
    assert spans_of(["B-A", "I-A", "O", "I-B", "B-B", "I-A"]) == [(0, 2, "A"), (3, 4, "B"), (4, 5, "B"), (5, 6, "A")]
    assert spans_of([]) == []


def test_a_token_hears_of_its_other_places_and_not_of_itself() -> None:
    article = sentences("Tarn won .\nMara Tarn won .")
    names = ("O", "B-Person", "I-Person", "B-Location")
    told = np.zeros((7, 4), np.float32)
    for place, label in enumerate((3, 0, 0, 1, 2, 0, 0)):
        told[place, label] = 1
    labels = [["B-Location", "O", "O"], ["B-Person", "I-Person", "O", "O"]]
    found = echoes(article, told, labels, names)
    assert found[0] == ["a=Person4", "an=1", "A=Person4", "S=PersonE", "Ss=PersonE|0", "Sx=PersonE"]
    assert found[4] == ["a=Location4", "an=1", "A=Location4"]
    assert found[1] == ["-1a=Person4", "-1S=PersonE"]
    assert found[6] == []

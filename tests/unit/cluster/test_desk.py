"""Open articles: that a large desk finds whom a small one finds, and forgets whom it may."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from newsloom.cluster import policy
from newsloom.cluster.desk import N_CLEAR, Desk
from newsloom.records import Language, StoryId
from tests.unit.cluster.conftest import EVENTS, MORNING, Make


def laid(make: Make, n: int, *, hours_apart: float = 0.1, again: bool = False) -> Desk:
    """A desk on which each event is a story; `again`: its articles were placed before."""
    desk = Desk(Language("en"))
    for seed in range(n):
        for event in EVENTS:
            signature = make(event, seed, hours=seed * hours_apart)
            if again:
                desk.put(signature, StoryId(event))
            else:
                one = desk.weigh(signature)
                desk.add(one, StoryId(event), desk.logits(one))
            desk.rarity.add(signature.at.date(), [term for term, _ in signature.terms])
    return desk


def test_a_large_desk_hears_the_same_of_those_it_looks_at(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = laid(make, 30)
    one = desk.weigh(make("flood", 99, hours=4))
    every = desk.logits(one)
    home = desk.nearest(one, every)
    assert home is not None
    monkeypatch.setattr(policy, "N_COMPARED", 0)
    monkeypatch.setattr(policy, "N_PICKED", 10)
    picked = desk.logits(one)
    looked_at = np.isfinite(picked)
    assert [desk.homes[slot] for slot in np.flatnonzero(looked_at)] == ["flood"] * 30
    assert np.allclose(picked[looked_at], every[looked_at])
    assert desk.nearest(one, picked) == (home[0], pytest.approx(home[1]))


def test_open_articles_hold_the_same_against_each_other_as_when_they_came(make: Make) -> None:
    desk = laid(make, 5)
    one = desk.weigh(make("comet", 50, hours=1))
    logits = desk.logits(one)
    desk.add(one, StoryId("comet"), logits)
    again = desk.logits_between([len(desk.open) - 1], np.arange(len(logits)))
    assert np.allclose(again[0], logits)


def test_articles_are_forgotten_four_days_after_they_came_and_the_rest_stays_as_it_was(make: Make) -> None:
    desk = laid(make, 1 + N_CLEAR // len(EVENTS), hours_apart=1.0)
    kept = [article.article_id for article in desk.open]
    assert len(kept) < 1 + N_CLEAR
    assert [desk.slot(article_id) for article_id in kept] == list(range(len(kept)))
    assert desk.slot(make("flood", 0).article_id) is None
    assert min(article.at for article in desk.open) >= desk.open[-1].at - policy.OPEN - timedelta(hours=1)
    edges = desk.edges(list(range(len(kept))))
    assert {desk.homes[a] == desk.homes[b] for a, b in zip(edges.later, edges.earlier, strict=True)} == {True}


@pytest.mark.parametrize("n_compared", [0, 2_048])
def test_articles_that_were_placed_before_hold_the_same_against_each_other(
    make: Make, monkeypatch: pytest.MonkeyPatch, n_compared: int
) -> None:
    monkeypatch.setattr(policy, "N_COMPARED", n_compared)
    living, again = laid(make, 20), laid(make, 20, again=True)
    live, had = (desk.edges(desk.since(MORNING)) for desk in (living, again))
    assert had.later.tolist() == live.later.tolist()
    assert had.earlier.tolist() == live.earlier.tolist()
    assert had.is_mutual.tolist() == live.is_mutual.tolist()
    assert np.allclose(had.logits, live.logits, atol=1e-5)
    assert np.allclose(had.company, live.company, atol=1e-5)
    late = make("flood", 99, hours=3)
    assert again.weigh(late) == living.weigh(late)


def test_articles_that_are_open_after_a_longer_time_hold_the_same_against_each_other(make: Make) -> None:
    n = 2 * N_CLEAR // len(EVENTS)
    desks = [laid(make, n, hours_apart=0.5, again=again) for again in (False, True)]
    found = []
    for desk in desks:
        recent = desk.since(desk.open[-1].at - policy.OPEN)
        edges, names = desk.edges(recent), [desk.open[slot].article_id for slot in recent]
        pairs = [(names[a], names[b]) for a, b in zip(edges.later, edges.earlier, strict=True)]
        found.append((pairs, edges))
    (pairs, live), (again, had) = found
    assert again == pairs
    assert np.allclose(had.logits, live.logits, atol=1e-5)
    assert np.allclose(had.company, live.company, atol=1e-4)

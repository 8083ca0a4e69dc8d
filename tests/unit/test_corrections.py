"""Editors' corrections become labels that are exported without a text, and that today's clustering is scored on."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta

from newsloom.cli.corrections_ import write_pairs
from newsloom.corrections import AFTER, BEFORE, Stretch, labels, score_corrections, stretches
from newsloom.pipeline import Loom
from newsloom.records import Merges, Splits, StoryId
from newsloom.store.memory import MemoryStore
from tests.factories import NOON, after
from tests.unit.test_pipeline import NEWS, article, stories, story_of

BY = "ana@gazette.example"


def woven() -> tuple[MemoryStore, StoryId, StoryId]:
    """A flood by three articles, one of them a copy, and a match."""
    store = MemoryStore()
    Loom(store).weave([replace(NEWS[0], given_id="flood-1"), *NEWS[1:]], now=after(400))
    return store, story_of(store, "flood"), story_of(store, "match")


def exported(store: MemoryStore) -> list[dict[str, object]]:
    out = io.BytesIO()
    n_pairs = write_pairs(store, out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(lines) == n_pairs
    return lines


def test_a_merge_that_the_machine_would_not_make_is_a_pair_it_gets_wrong() -> None:
    store, flood, match = woven()
    store.correct([Merges(kept_id=flood, gone_id=match)], by=BY, note="a secret", now=after(500))
    assert score_corrections(store, None) == [
        {"stage": "corrections", "pairs": "together", "precision": 1.0, "recall": 0.0, "f1": 0.0, "n": 2},
        {"stage": "corrections", "pairs": "apart", "precision": 0.0, "recall": 1.0, "f1": 0.0, "n": 0},
        {"stage": "corrections", "deed": "merge", "agreed_share": 0.0, "n": 2},
    ]
    at = after(500).isoformat().replace("+00:00", "Z")
    common = {"together": True, "deed": "merge", "correction": 1, "at": at}
    assert exported(store) == [
        {"ids": ["councilxxxxx", "matchxxxxxxx"]} | common,
        {"ids": ["flood-1", "matchxxxxxxx"]} | common,
    ]


def test_what_was_undone_is_labelled_as_the_undoing_has_it() -> None:
    store, flood, match = woven()
    done = store.correct([Merges(kept_id=flood, gone_id=match)], by=BY, now=after(500))
    assert done is not None
    store.undo(done.number, by=BY, now=after(600))
    assert [(label.kind, label.pair.is_together) for label in labels(store.corrections())] == [("undo", False)] * 2
    together, apart, undone = score_corrections(store, None)
    assert (together["n"], apart["n"], apart["recall"], undone["agreed_share"]) == (0, 2, 1.0, 1.0)


def test_the_replay_decides_without_the_editor_and_leaves_the_store_alone() -> None:
    store, flood, _ = woven()
    ids = (NEWS[2].id,)
    store.correct([Splits(story_id=flood, new_id=StoryId("ownsssssssss"), article_ids=ids)], by=BY, now=after(500))
    before = stories(store)
    together, apart, split = score_corrections(store, None)
    assert (together["precision"], apart["recall"], split) == (
        0.0,
        0.0,
        {"stage": "corrections", "deed": "split", "agreed_share": 0.0, "n": 1},
    )
    assert stories(store) == before


def test_only_the_news_around_the_pairs_is_woven_anew() -> None:
    store, flood, match = woven()
    far = article("far", "beacon", "An old lighthouse was sold to a painter.", 60 * 24 * 90)
    Loom(store).weave([far], now=far.at)
    store.correct([Merges(kept_id=flood, gone_id=match)], by=BY, now=after(500))
    found = labels(store.corrections())
    known = store.find_articles([one.id for one in (*NEWS, far)])
    assert stretches(found, known) == [Stretch(NEWS[0].at - BEFORE, NEWS[3].at + AFTER)]
    pair = replace(found[0].pair, article_ids=(NEWS[0].id, far.id))
    assert stretches([replace(found[0], pair=pair)], known) == [
        Stretch(NOON - BEFORE, NOON + AFTER),
        Stretch(far.at - BEFORE, far.at + AFTER),
    ]
    assert far.at - NOON > timedelta(days=30)


def test_no_correction_is_no_pair() -> None:
    store, *_ = woven()
    assert (exported(store), score_corrections(store, None)[2:]) == ([], [])

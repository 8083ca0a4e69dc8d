"""What every store does with editors' corrections: obeys, remembers, undoes, and lets no machine touch them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsloom.errors import NoSuchCorrectionError, NoSuchStoryError, StandsUnderError
from newsloom.records import (
    CopyOf,
    Correction,
    LabelledPair,
    Member,
    Merges,
    Moved,
    Place,
    Reason,
    Redirected,
    Splits,
)
from newsloom.store import Store
from tests.factories import NOON, after, article_id, make_article, make_woven, story_id

BY = "ana@gazette.example"
WHY = (Reason(kind="names", terms=("Oslo",)),)


def keep(store: Store, story: str, *names: str, minutes: float = 0, **fields: Any) -> None:
    """Articles of a story, the first of which starts it."""
    for n, name in enumerate(names):
        woven = make_woven(make_article(name, published_at=after(minutes + n)), story=story, joins=n > 0, **fields)
        if n:
            woven = replace(woven, placement=replace(woven.placement, reasons=WHY))
        store.keep([woven], now=NOON)


def merge(store: Store, kept: str, *gone: str, minutes: float = 1) -> Correction | None:
    merges = [Merges(kept_id=story_id(kept), gone_id=story_id(one)) for one in gone]
    return store.correct(merges, by=BY, now=after(minutes))


def move(store: Store, source: str, goal: str, *names: str, minutes: float = 1) -> Correction | None:
    ids = tuple(article_id(name) for name in names)
    splits = Splits(story_id=story_id(source), new_id=story_id(goal), article_ids=ids)
    return store.correct([splits], by=BY, now=after(minutes))


def number(correction: Correction | None) -> int:
    assert correction is not None
    return correction.number


def homes(store: Store, *stories: str) -> dict[str, list[str]]:
    """By story asked for, the story it leads to, then its articles."""
    found = {one: store.story(story_id(one)) for one in stories}
    return {
        one: [story.id.rstrip("s"), *(member.article.id.rstrip("x") for member in story.members)]
        for one, story in found.items()
    }


def members(store: Store, story: str) -> tuple[Member, ...]:
    return store.story(story_id(story)).members


def pair(one: str, other: str, *, together: bool) -> LabelledPair:
    ids = sorted((article_id(one), article_id(other)))
    return LabelledPair(article_ids=(ids[0], ids[1]), is_together=together)


def test_a_merge_tells_what_moved_what_redirects_and_which_pairs_belong_together(store: Store) -> None:
    keep(store, "old", "a")
    keep(store, "new", "b", "c", minutes=5)
    merges = [Merges(kept_id=story_id("old"), gone_id=story_id("new"))]
    done = store.correct(merges, by=BY, note="One flood", now=after(9))
    assert done == Correction(
        number=number(done),
        kind="merge",
        at=after(9),
        by=BY,
        note="One flood",
        moved=(
            Moved(article_id=article_id("b"), from_id=story_id("new"), to_id=story_id("old")),
            Moved(article_id=article_id("c"), from_id=story_id("new"), to_id=story_id("old"), logit=2.5, reasons=WHY),
        ),
        redirected=(Redirected(story_id=story_id("new"), before=None, after=story_id("old")),),
        pairs=(pair("a", "b", together=True), pair("a", "c", together=True)),
    )
    assert homes(store, "old", "new") == {"old": ["old", "a", "b", "c"], "new": ["old", "a", "b", "c"]}
    assert [member.reasons for member in members(store, "old")] == [(), *[(Reason(kind="editor"),)] * 2]
    assert list(store.corrections()) == [done]
    assert store.last_correction() == number(done)
    assert store.stories_to_enrich(limit=9) == (story_id("old"),)


def test_undoing_a_merge_brings_back_the_story_the_reasons_and_whatever_led_there(store: Store) -> None:
    keep(store, "old", "a")
    keep(store, "new", "b", "c", minutes=5)
    keep(store, "third", "d", minutes=9)
    merge(store, "new", "third")
    before = members(store, "new")
    done = merge(store, "old", "new", minutes=2)
    assert homes(store, "third") == {"third": ["old", "a", "b", "c", "d"]}
    undone = store.undo(number(done), by=BY, note="Two floods", now=after(3))
    assert members(store, "new") == before
    assert homes(store, "old", "new", "third") == {
        "old": ["old", "a"],
        "new": ["new", "b", "c", "d"],
        "third": ["new", "b", "c", "d"],
    }
    assert (undone.kind, undone.undoes, undone.note) == ("undo", number(done), "Two floods")
    assert undone.pairs == tuple(pair("a", one, together=False) for one in "bcd")
    assert set(store.stories_to_enrich(limit=9)) == {story_id("old"), story_id("new")}


def test_a_split_makes_a_story_and_its_undoing_ends_it_with_all_that_came_since(store: Store) -> None:
    keep(store, "home", "a", "b", "c")
    done = move(store, "home", "own", "b", "c")
    assert done is not None
    assert (done.kind, done.pairs) == (
        "split",
        (pair("a", "b", together=False), pair("a", "c", together=False)),
    )
    keep(store, "own", "late", minutes=20)
    assert homes(store, "home", "own") == {"home": ["home", "a"], "own": ["own", "b", "c", "late"]}
    store.undo(done.number, by=BY, now=after(30))
    assert homes(store, "home", "own") == {
        "home": ["home", "a", "b", "c", "late"],
        "own": ["home", "a", "b", "c", "late"],
    }
    assert [member.reasons for member in members(store, "home")] == [(), WHY, WHY, (Reason(kind="editor"),)]


def test_a_move_labels_whom_it_left_and_whom_it_met(store: Store) -> None:
    keep(store, "flood", "a", "b", "stray")
    keep(store, "match", "d", minutes=5)
    done = move(store, "flood", "match", "stray")
    assert done is not None
    assert done.kind == "move"
    assert done.pairs == tuple(
        sorted(
            (
                pair("a", "stray", together=False),
                pair("b", "stray", together=False),
                pair("d", "stray", together=True),
            ),
            key=lambda one: one.article_ids,
        )
    )
    store.undo(done.number, by=BY, now=after(3))
    assert homes(store, "flood", "match") == {"flood": ["flood", "a", "b", "stray"], "match": ["match", "d"]}


def test_a_story_that_every_article_is_moved_out_of_leads_there_and_comes_back(store: Store) -> None:
    keep(store, "small", "a")
    keep(store, "large", "b", "c", minutes=5)
    done = move(store, "small", "large", "a")
    assert homes(store, "small") == {"small": ["large", "a", "b", "c"]}
    store.undo(number(done), by=BY, now=after(3))
    assert homes(store, "small", "large") == {"small": ["small", "a"], "large": ["large", "b", "c"]}


def test_three_stories_merged_at_once_are_one_correction_with_one_undoing(store: Store) -> None:
    for n, name in enumerate("abc"):
        keep(store, name, name, minutes=n)
    done = merge(store, "a", "b", "c")
    assert done is not None
    assert done.pairs == tuple(pair(*two, together=True) for two in ("ab", "ac", "bc"))
    store.undo(done.number, by=BY, now=after(3))
    assert homes(store, *"abc") == {name: [name, name] for name in "abc"}


def test_what_is_so_already_is_no_correction(store: Store) -> None:
    keep(store, "old", "a")
    keep(store, "new", "b")
    assert merge(store, "old", "new") is not None
    assert merge(store, "old", "new") is None
    assert move(store, "old", "old", "a") is None
    assert move(store, "old", "own", "nobody") is None
    assert len(list(store.corrections())) == 1


def test_only_the_last_correction_of_a_story_can_be_undone_and_only_once(store: Store) -> None:
    for name in ("one", "two", "three", "far", "away"):
        keep(store, name, name[0] + name[-1])
    first, far, second = merge(store, "one", "two"), merge(store, "far", "away"), merge(store, "one", "three")
    with pytest.raises(StandsUnderError):
        store.undo(number(first), by=BY, now=after(2))
    store.undo(number(far), by=BY, now=after(2))
    undone = store.undo(number(second), by=BY, now=after(3))
    for known in (number(second), undone.number):
        with pytest.raises(StandsUnderError):
            store.undo(known, by=BY, now=after(4))
    store.undo(number(first), by=BY, now=after(5))
    assert homes(store, "one", "two", "three") == {name: [name, name[0] + name[-1]] for name in ("one", "two", "three")}
    assert [one.kind for one in store.corrections()] == ["merge"] * 3 + ["undo"] * 3


def test_corrections_of_what_nobody_knows_change_nothing(store: Store) -> None:
    keep(store, "old", "a")
    with pytest.raises(NoSuchStoryError):
        merge(store, "old", "nobody")
    with pytest.raises(NoSuchCorrectionError):
        store.undo(7, by=BY, now=NOON)
    assert (list(store.corrections()), store.last_correction()) == ([], 0)


def test_a_machine_moves_no_article_that_an_editor_has_settled(store: Store) -> None:
    keep(store, "old", "a")
    keep(store, "new", "b", minutes=5)
    merge(store, "old", "new")
    keep(store, "old", "late", minutes=20)
    keep(store, "other", "c", minutes=30)
    merges = Merges(kept_id=story_id("other"), gone_id=story_id("old"))
    splits = Splits(story_id=story_id("old"), new_id=story_id("own"), article_ids=(article_id("b"), article_id("late")))
    only_b = replace(splits, article_ids=(article_id("b"),))
    done = store.revise([merges, splits, only_b], now=after(40))
    assert done == (replace(splits, article_ids=(article_id("late"),)),)
    assert homes(store, "old", "own", "other") == {
        "old": ["old", "a", "b"],
        "own": ["own", "late"],
        "other": ["other", "c"],
    }
    joins = Merges(kept_id=story_id("old"), gone_id=story_id("other"))
    assert store.revise([joins], now=after(41)) == (joins,)
    assert homes(store, "old") == {"old": ["old", "a", "b", "c"]}


def test_who_asks_hears_where_the_articles_of_corrected_stories_stand_now(store: Store) -> None:
    keep(store, "home", "a", "b", "c")
    keep(store, "far", "z")
    first = move(store, "home", "own", "b")
    keep(store, "own", "late", minutes=20)
    second = move(store, "home", "other", "c")

    def places(after: int) -> dict[str, tuple[str, bool]]:
        found = store.places_corrected(after=after)
        assert list(found) == sorted(found, key=lambda place: (place.story_id, place.article_id))
        assert all(isinstance(place, Place) for place in found)
        return {place.article_id.rstrip("x"): (place.story_id.rstrip("s"), place.is_settled) for place in found}

    heard_second = {"a": ("home", True), "c": ("other", True)}
    assert places(number(first)) == heard_second
    assert places(0) == heard_second | {"b": ("own", True), "late": ("own", False)}
    assert places(number(second)) == {}


def test_settled_articles_are_remembered_as_such_and_stay_so_when_their_text_changes(store: Store) -> None:
    keep(store, "home", "a", "b")
    keep(store, "far", "z")
    move(store, "home", "own", "b")
    store.keep([make_woven(make_article("b", published_at=after(1), text="It is closed."), story="home")], now=NOON)
    settled = {one.signature.article_id: (one.story_id, one.is_settled) for one in store.remembered(since=NOON)}
    assert settled == {
        article_id("a"): (story_id("home"), True),
        article_id("b"): (story_id("own"), True),
        article_id("z"): (story_id("far"), False),
    }


def test_an_article_placed_in_a_story_while_an_editor_merges_it_ends_in_the_other(store: Store) -> None:
    keep(store, "old", "a")
    keep(store, "new", "b", minutes=5)
    done = merge(store, "old", "new")
    keep(store, "new", "late", minutes=20)
    assert homes(store, "new") == {"new": ["old", "a", "b", "late"]}
    store.undo(number(done), by=BY, now=after(30))
    assert homes(store, "old", "new") == {"old": ["old", "a", "late"], "new": ["new", "b"]}


def test_large_stories_are_labelled_by_their_first_originals(store: Store) -> None:
    names = [f"n{n:02}" for n in range(14)]
    keep(store, "old", "a")
    keep(store, "new", *names, minutes=5)
    copy = make_article("copy", published_at=after(1))
    verdict = CopyOf(article_id=copy.id, original_id=article_id("a"), kind="exact", resemblance_share=1.0)
    store.keep([make_woven(copy, story="old", verdict=verdict)], now=NOON)
    done = merge(store, "old", "new")
    assert done is not None
    assert done.pairs == tuple(pair("a", name, together=True) for name in names[:10])


def test_what_no_database_holds_is_left_out_of_a_note(store: Store) -> None:
    keep(store, "old", "a")
    keep(store, "new", "b")
    merges = [Merges(kept_id=story_id("old"), gone_id=story_id("new"))]
    done = store.correct(merges, by=BY, note="nul\0 and half \ud800", now=NOON)
    assert done is not None
    assert (done.note, list(store.corrections())) == ("nul\ufffd and half \ufffd", [done])


def test_articles_come_from_a_moment_on(store: Store) -> None:
    keep(store, "home", "a", "b", "c")
    assert [one.id for one in store.articles(since=after(1))] == [article_id("b"), article_id("c")]

"""Open stories: who joins whom, what a review changes, and that a window can be had again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.cluster import Window, sign
from newsloom.records import (
    ArticleId,
    CopyOf,
    Joins,
    Merges,
    Original,
    Place,
    Remembered,
    Revision,
    Signature,
    Sketch,
    Splits,
    Starts,
    StoryId,
    Verdict,
)
from newsloom.urls import story_id
from tests.unit.cluster.conftest import EVENTS, MORNING, Make, written


def take(window: Window, signature: Signature, verdict: Verdict | None = None) -> StoryId:
    verdict = verdict or Original(article_id=signature.article_id)
    home = window.place(signature, verdict).story_id
    window.add(signature, home, verdict)
    return home


def remembered(signature: Signature, home: StoryId) -> Remembered:
    drawn = Sketch(article_id=signature.article_id, n_shingles=0, minhash=np.zeros(0, np.uint32), exact_hash=0)
    original = Original(article_id=signature.article_id)
    return Remembered(sketch=drawn, signature=signature, story_id=home, verdict=original)


def test_the_first_article_starts_a_story_named_after_it(make: Make) -> None:
    signature = make("flood", 1)
    placement = Window().place(signature, Original(article_id=signature.article_id))
    assert placement == Starts(article_id=signature.article_id, story_id=story_id(signature.article_id))


def test_articles_of_one_event_meet_and_others_do_not(make: Make) -> None:
    window = Window()
    homes = {(event, seed): take(window, make(event, seed, hours=seed)) for seed in range(3) for event in EVENTS}
    assert len(set(homes.values())) == len(EVENTS)
    assert all(homes[event, seed] == homes[event, 0] for event, seed in homes)


def test_a_joining_article_says_why(make: Make) -> None:
    window = Window()
    take(window, make("flood", 1))
    late = make("flood", 2, hours=3)
    placement = window.place(late, Original(article_id=late.article_id))
    assert isinstance(placement, Joins)
    assert [reason.kind for reason in placement.reasons] == ["names", "words", "likeness", "time"]
    assert placement.reasons[-1].value == 3.0
    assert set(placement.reasons[1].terms) <= set(EVENTS["flood"].lower().split())


def test_the_same_event_a_week_later_is_another_story(make: Make) -> None:
    window = Window()
    first = take(window, make("flood", 1))
    assert take(window, make("flood", 2, hours=24 * 7)) != first


def test_languages_do_not_meet(make: Make) -> None:
    window = Window()
    first = take(window, make("flood", 1))
    assert take(window, make("flood", 2, language="fr")) != first


def test_a_copy_joins_its_originals_story_whatever_it_says(make: Make) -> None:
    window = Window()
    home = take(window, make("flood", 1))
    stray = make("comet", 2, hours=1)
    verdict = CopyOf(article_id=stray.article_id, original_id=ArticleId("flood1"), kind="wire", resemblance_share=0.9)
    placement = window.place(stray, verdict)
    assert isinstance(placement, Joins)
    assert (placement.story_id, placement.reasons[0].kind) == (home, "copy")


def test_a_round_up_may_join_but_draws_nobody(make: Make) -> None:
    window = Window()
    home = take(window, make("flood", 1))
    assert take(window, make("flood", 2, kind="roundup")) == home
    lonely = take(window, make("comet", 1, kind="roundup"))
    assert take(window, make("comet", 2)) != lonely


def test_an_article_without_words_starts_a_story_of_its_own(make: Make) -> None:
    window = Window()
    empty = written("flood", 1)
    for n in range(3):
        silent = sign(type(empty)(id=ArticleId(f"e{n}"), headline="", text="", seen_at=MORNING), None)
        assert take(window, silent) == story_id(silent.article_id)


def test_placing_changes_no_decision(make: Make) -> None:
    window = Window()
    take(window, make("flood", 1))
    signature = make("flood", 2)
    original = Original(article_id=signature.article_id)
    assert window.place(signature, original) == window.place(signature, original)
    assert window.story_of(signature.article_id) is None


def test_a_merge_moves_all_and_a_split_only_the_named(make: Make) -> None:
    window = Window()
    flood, comet = take(window, make("flood", 1)), take(window, make("comet", 1))
    window.apply(Merges(kept_id=flood, gone_id=comet))
    assert window.story_of(ArticleId("comet1")) == flood
    window.apply(Splits(story_id=flood, new_id=StoryId("new"), article_ids=(ArticleId("comet1"),)))
    assert window.story_of(ArticleId("comet1")) == "new"
    assert window.story_of(ArticleId("flood1")) == flood


def test_a_review_merges_two_stories_of_one_event_and_the_older_stays(make: Make) -> None:
    window = Window()
    for seed in range(3):
        one = make("flood", seed, hours=seed)
        window.add(one, StoryId("old" if seed < 1 else "young"), Original(article_id=one.article_id))
    revisions = window.review(MORNING + timedelta(hours=6))
    assert revisions == (Merges(kept_id=StoryId("old"), gone_id=StoryId("young")),)


def test_a_review_parts_two_events_in_one_story(make: Make) -> None:
    window = Window()
    for event in ("flood", "comet"):
        for seed in range(2 if event == "comet" else 3):
            one = make(event, seed)
            window.add(one, StoryId("both"), Original(article_id=one.article_id))
    (revision,) = window.review(MORNING + timedelta(hours=6))
    assert isinstance(revision, Splits)
    assert revision.article_ids == (ArticleId("comet0"), ArticleId("comet1"))
    window.apply(revision)
    assert window.review(MORNING + timedelta(hours=7)) == ()


def test_a_review_leaves_settled_stories_alone(make: Make) -> None:
    window = Window()
    for event in ("flood", "comet"):
        one = make(event, 0)
        window.add(one, StoryId("both"), Original(article_id=one.article_id))
    assert window.review(MORNING + timedelta(days=3)) == ()


def test_copies_move_with_their_original(make: Make) -> None:
    window = Window()
    for one in (make("flood", 0), make("flood", 1), make("comet", 0)):
        window.add(one, StoryId("both"), Original(article_id=one.article_id))
    copy = make("comet", 1)
    verdict = CopyOf(article_id=copy.article_id, original_id=ArticleId("comet0"), kind="exact", resemblance_share=1.0)
    window.add(copy, StoryId("both"), verdict)
    (revision,) = window.review(MORNING + timedelta(hours=6))
    assert isinstance(revision, Splits)
    assert revision.article_ids == (ArticleId("comet0"), ArticleId("comet1"))


streams = st.lists(
    st.tuples(st.sampled_from(sorted(EVENTS)), st.integers(0, 30), st.integers(0, 140)),
    min_size=1,
    max_size=25,
    unique_by=lambda item: item[:2],
).map(lambda items: sorted(items, key=lambda item: (item[2], f"{item[0]}{item[1]}")))


def run(stream: list[tuple[str, int, int]], *, rebuild_at: int = -1) -> tuple[dict[str, StoryId], list[Revision]]:
    """All placements, with a review each six; the window had again from what is remembered, where asked."""
    window, homes, taken, found = Window(), {}, [], []
    for n, (event, seed, hours) in enumerate(stream):
        if n == rebuild_at:
            window = Window()
            for signature in taken:
                window.remember(remembered(signature, homes[signature.article_id]))
        signature = sign(written(event, seed, hours=hours), None)
        homes[signature.article_id] = take(window, signature)
        taken.append(signature)
        if n % 6 == 5:
            for revision in window.review(signature.at):
                window.apply(revision)
                found.append(revision)
            homes = {name: window.story_of(name) or homes[name] for name in homes}
    return homes, found


@settings(max_examples=25, deadline=None)
@given(streams)
def test_a_replay_gives_the_same_stories(stream: list[tuple[str, int, int]]) -> None:
    assert run(stream) == run(stream)


@settings(max_examples=25, deadline=None)
@given(streams, st.integers(0, 24))
def test_a_window_had_again_decides_as_one_that_never_stopped(stream: list[tuple[str, int, int]], stop: int) -> None:
    assert run(stream) == run(stream, rebuild_at=stop % len(stream))


def test_an_article_that_comes_twice_stays_where_it_is(make: Make) -> None:
    window = Window()
    home = take(window, make("flood", 1))
    assert take(window, make("flood", 1)) == home
    assert window.review(MORNING) == ()


def test_a_revision_of_stories_that_are_forgotten_is_no_accident() -> None:
    window = Window()
    window.apply(Merges(kept_id=StoryId("a"), gone_id=StoryId("b")))
    window.apply(Splits(story_id=StoryId("a"), new_id=StoryId("b"), article_ids=(ArticleId("x"),)))
    assert window.review(MORNING) == ()


def test_strangers_on_a_quiet_day_stay_apart(make: Make) -> None:
    window = Window()
    homes = {take(window, make(event, 1)) for event in EVENTS}
    assert len(homes) == len(EVENTS)
    assert window.review(MORNING + timedelta(hours=6)) == ()
    for n, text in enumerate(("One", "Two")):
        empty = written("flood", 1)
        take(window, sign(type(empty)(id=ArticleId(f"s{n}"), headline=text, text="", seen_at=MORNING), None))
    assert window.review(MORNING + timedelta(hours=6)) == ()


def settle(window: Window, home: str, *names: str) -> None:
    for name in names:
        window.correct(Place(article_id=ArticleId(name), story_id=StoryId(home), is_settled=True))


def test_what_an_editor_put_together_is_not_parted(make: Make) -> None:
    window = Window()
    for one in (make("flood", 0), make("flood", 1), make("comet", 0)):
        take(window, one)
    settle(window, "both", "flood0", "flood1", "comet0")
    assert window.review(MORNING + timedelta(hours=6)) == ()


def test_what_an_editor_parted_is_not_put_together(make: Make) -> None:
    window = Window()
    home = take(window, make("flood", 0))
    assert take(window, make("flood", 1, hours=1)) == home
    settle(window, home, "flood0")
    settle(window, "own", "flood1")
    assert window.review(MORNING + timedelta(hours=6)) == ()
    assert window.story_of(ArticleId("flood1")) == "own"


def test_a_settled_story_draws_new_articles_and_strays_as_before(make: Make) -> None:
    window = Window()
    home = take(window, make("flood", 0))
    settle(window, home, "flood0")
    assert take(window, make("flood", 1, hours=1)) == home
    stray = make("flood", 2, hours=2)
    window.add(stray, StoryId("elsewhere"), Original(article_id=stray.article_id))
    assert window.review(MORNING + timedelta(hours=6)) == (Merges(kept_id=home, gone_id=StoryId("elsewhere")),)


def test_a_copy_that_an_editor_parted_from_its_original_no_longer_moves_with_it(make: Make) -> None:
    window = Window()
    for one in (make("flood", 0), make("flood", 1), make("comet", 0)):
        window.add(one, StoryId("both"), Original(article_id=one.article_id))
    copy, late = make("comet", 1), make("comet", 2)
    for one, original in ((copy, "comet0"), (late, "comet1")):
        verdict = CopyOf(
            article_id=one.article_id, original_id=ArticleId(original), kind="exact", resemblance_share=1.0
        )
        if one is late:
            settle(window, "own", "comet1")
        take(window, one, verdict)
    assert window.story_of(late.article_id) == "own"
    (revision,) = window.review(MORNING + timedelta(hours=6))
    assert isinstance(revision, Splits)
    assert revision.article_ids == (ArticleId("comet0"),)


def test_the_place_of_an_article_that_is_forgotten_is_no_accident() -> None:
    window = Window()
    settle(window, "home", "nobody")
    assert window.story_of(ArticleId("nobody")) is None


@settings(max_examples=25, deadline=None)
@given(streams, st.integers(0, 24), st.integers(0, 24))
def test_a_window_had_again_knows_what_editors_settled(
    stream: list[tuple[str, int, int]], one: int, other: int
) -> None:
    """Two articles are put together and settled; then one window goes on, and another is had again."""
    living, taken = Window(), [sign(written(event, seed, hours=hours), None) for event, seed, hours in stream]
    for signature in taken:
        take(living, signature)
    home = living.story_of(taken[one % len(taken)].article_id)
    assert home is not None
    settled = {taken[n % len(taken)].article_id for n in (one, other)}
    settle(living, home, *settled)
    again = Window()
    for signature in taken:
        story = living.story_of(signature.article_id)
        assert story is not None
        again.remember(replace(remembered(signature, story), is_settled=signature.article_id in settled))
    at = taken[-1].at + timedelta(hours=6)
    revisions = living.review(at)
    assert again.review(at) == revisions
    for revision in revisions:
        living.apply(revision)
    assert {living.story_of(article_id) for article_id in settled} == {home}

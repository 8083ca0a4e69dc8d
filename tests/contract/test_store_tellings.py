"""What a model wrote from a brief is kept with that brief, and lost with it, in every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.publish import publish
from newsloom.records import (
    BriefDue,
    Enrichment,
    Language,
    Member,
    Original,
    Provenance,
    Story,
    StoryId,
    Written,
    WrittenSentence,
)
from newsloom.store import Store
from tests.editions import brief_of, paper, print_story
from tests.factories import after

EARLY, LATE = paper("pier", "gazette"), paper("pier", "courier", published_at=after(5))
BRIEF = brief_of(EARLY, LATE)
CLEAN = Written(
    task="brief",
    language=Language("en"),
    sentences=(WrittenSentence(text="The pier opened on Saturday.", sources=BRIEF.sentences[:2]),),
    n_sources=2,
    provenance=Provenance(kind="model", name="quill:1b", version="1"),
    prompt="brief/1",
)


@pytest.fixture
def pier(store: Store) -> StoryId:
    print_story(store, "quay", paper("quay", "gazette"), paper("quay", "courier"))
    print_story(store, "lone", paper("lone", "gazette", published_at=after(20)))
    return print_story(store, "pier", EARLY, LATE)


def due(store: Store, minutes: float = -60.0) -> list[StoryId]:
    return [one.story_id for one in store.briefs_due(since=after(minutes), limit=9)]


def enrich_again(store: Store, story_id: StoryId, *, last: int) -> None:
    """Make the story's page anew, with so many sentences of the brief."""
    members = tuple(Member(article=one, verdict=Original(article_id=one.id)) for one in (EARLY, LATE))
    story = Story(id=story_id, language=Language("en"), members=members)
    brief = replace(BRIEF, sentences=BRIEF.sentences[:last])
    made = Enrichment(story_id=story_id, made_at=after(90), brief=brief)
    store.keep_enrichments([(made, publish(story, made, None, now=after(90)))])


def test_briefs_of_several_publishers_wait_the_newest_story_first(store: Store, pier: StoryId) -> None:
    assert store.briefs_due(since=after(-60), limit=1) == (
        BriefDue(story_id=pier, language=Language("en"), brief=BRIEF),
    )
    assert [known[:4] for known in due(store)] == ["pier", "quay"]
    assert due(store, minutes=6) == []


def test_what_was_written_comes_back_and_is_not_asked_for_again(store: Store, pier: StoryId) -> None:
    waiting = store.briefs_due(since=after(-60), limit=1)[0]
    store.keep_written_brief(waiting, CLEAN, now=after(61))
    assert store.written_brief(pier) == CLEAN
    assert pier not in due(store)


def test_what_did_not_stand_is_not_asked_for_again_either(store: Store, pier: StoryId) -> None:
    store.keep_written_brief(store.briefs_due(since=after(-60), limit=1)[0], None, now=after(61))
    assert (store.written_brief(pier), pier in due(store)) == (None, False)


def test_a_page_made_anew_with_the_same_brief_keeps_its_text(store: Store, pier: StoryId) -> None:
    store.keep_written_brief(store.briefs_due(since=after(-60), limit=1)[0], CLEAN, now=after(61))
    enrich_again(store, pier, last=len(BRIEF.sentences))
    assert (store.written_brief(pier), pier in due(store)) == (CLEAN, False)


def test_a_brief_that_changes_loses_its_text_and_waits_again(store: Store, pier: StoryId) -> None:
    store.keep_written_brief(store.briefs_due(since=after(-60), limit=1)[0], CLEAN, now=after(61))
    enrich_again(store, pier, last=2)
    assert (store.written_brief(pier), pier in due(store)) == (None, True)


def test_what_was_written_from_an_older_brief_is_not_kept(store: Store, pier: StoryId) -> None:
    waiting = store.briefs_due(since=after(-60), limit=1)[0]
    enrich_again(store, pier, last=2)
    store.keep_written_brief(waiting, CLEAN, now=after(91))
    assert (store.written_brief(pier), pier in due(store)) == (None, True)


def test_a_story_that_nobody_knows_is_passed_over(store: Store, pier: StoryId) -> None:
    stranger = BriefDue(story_id=StoryId("nobody"), language=Language("en"), brief=BRIEF)
    store.keep_written_brief(stranger, CLEAN, now=after(61))
    assert store.written_brief(StoryId("nobody")) is None

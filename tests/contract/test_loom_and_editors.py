"""A loom and an editor over one store, whichever it is: the loom follows, and starts anew with what was corrected."""

from __future__ import annotations

import pytest

from newsloom.pipeline import Loom
from newsloom.records import Merges, Splits, StoryId
from newsloom.store import Store
from tests.factories import after
from tests.unit.test_pipeline import LATER, NEWS

BY = "ana@gazette.example"
FLOOD, AGAIN, COUNCIL, MATCH = NEWS


def company(store: Store) -> list[list[str]]:
    """The articles of each story, by name."""
    stories = {
        place: store.story(place).members for place in {one.story_id for one in store.remembered(since=FLOOD.at)}
    }
    return sorted(sorted(member.article.id.rstrip("x") for member in members) for members in stories.values())


@pytest.mark.parametrize("is_started_anew", [False, True])
def test_what_editors_corrected_stays_so_while_news_comes_in(store: Store, is_started_anew: bool) -> None:
    loom = Loom(store)
    loom.weave(NEWS, now=after(400))
    homes = {one.signature.article_id: one.story_id for one in store.remembered(since=FLOOD.at)}
    flood, match = homes[FLOOD.id], homes[MATCH.id]
    split = Splits(story_id=flood, new_id=StoryId("ownsssssssss"), article_ids=(COUNCIL.id,))
    done = store.correct([split], by=BY, now=after(500))
    merged = store.correct([Merges(kept_id=flood, gone_id=match)], by=BY, now=after(501))
    assert done is not None
    assert merged is not None
    if is_started_anew:
        loom = Loom(store)
    loom.weave([LATER], now=after(600))
    loom.review(after(700), now=after(700))
    (with_later,) = (names for names in company(store) if "later" in names)
    apart = [["council"], ["flood", "floodagain", "match"]]
    assert sorted(sorted(set(names) - {"later"}) for names in company(store)) == apart
    assert with_later in (["council", "later"], ["flood", "floodagain", "later", "match"])
    store.undo(merged.number, by=BY, now=after(800))
    loom.review(after(900), now=after(900))
    parted = [sorted(set(names) - {"later"}) for names in company(store)]
    assert sorted(parted) == [["council"], ["flood", "floodagain"], ["match"]]
    assert loom.neighbours.find(MATCH.id).story_id == match  # type: ignore[union-attr]

"""The order of the front page, term by term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.publish.rank import breadth, freshness, standings, weight

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    story_id: str
    weight: float = 1.0
    updated_at: datetime = NOW
    section: str = "world"
    n_publishers: int = 1
    n_independent: int = 1


def order(*pages: Page, chosen: tuple[str, ...] = ()) -> list[str]:
    return [one.page.story_id for one in standings(pages, now=NOW, chosen=chosen)]


def test_a_story_fades_by_half_in_ten_hours_and_clocks_ahead_of_ours_gain_nothing() -> None:
    assert freshness(Page("a", updated_at=NOW - timedelta(hours=10)), now=NOW) == pytest.approx(0.5)
    assert freshness(Page("a", updated_at=NOW + timedelta(hours=1)), now=NOW) == 1.0


def test_sections_are_mixed_and_ties_break_by_id() -> None:
    pages = [
        Page("c", weight=1.0, section="sport"),
        Page("b", weight=1.1),
        Page("a", weight=1.1),
        Page("d", weight=0.2, section="culture"),
    ]
    assert order(*pages) == ["a", "c", "b", "d"]


def test_stories_of_no_section_have_nothing_in_common() -> None:
    assert order(Page("a", section="", weight=1.1), Page("b", section="", weight=1.1), Page("c")) == ["a", "b", "c"]


def test_a_chosen_section_is_lifted_and_not_let_through_whatever_it_holds() -> None:
    pages = (Page("a", weight=2.0, section="world"), Page("b", weight=1.5, section="sport"), Page("c", section="sport"))
    assert order(*pages) == ["a", "b", "c"]
    assert order(*pages, chosen=("sport",)) == ["b", "a", "c"]


def test_every_term_of_a_standing_is_told_and_multiplies_to_its_rank() -> None:
    broad = weight(n_publishers=9, n_independent=4, n_recent=7)
    pages = (
        Page("a", weight=9.0),
        Page("b", weight=broad, n_publishers=9, n_independent=4, updated_at=NOW - timedelta(hours=5)),
    )
    (_, told) = standings(pages, now=NOW, chosen=("world",))
    assert told.breadth == breadth(n_publishers=9, n_independent=4) == pytest.approx(2.7004, abs=1e-4)
    assert told.growth == pytest.approx(0.75, abs=1e-4)
    assert (told.n_recent, told.hours, told.n_above, told.mix, told.choice) == (7, 5.0, 1, 0.85, 1.5)
    assert told.rank == pytest.approx((2.7004 + 0.75) * 0.5**0.5 * 0.85 * 1.5, abs=1e-3)


@given(n_publishers=st.integers(2, 400), n_recent=st.integers(1, 1000), data=st.data())
def test_the_kept_weight_tells_how_many_articles_were_recent(
    n_publishers: int, n_recent: int, data: st.DataObject
) -> None:
    n_independent = data.draw(st.integers(1, n_publishers))
    kept = weight(n_publishers=n_publishers, n_independent=n_independent, n_recent=n_recent)
    page = Page("a", weight=kept, n_publishers=n_publishers, n_independent=n_independent)
    assert standings([page], now=NOW)[0].n_recent == n_recent


def test_a_story_that_one_publisher_tells_does_not_grow_by_telling_it_often() -> None:
    assert weight(n_publishers=1, n_independent=1, n_recent=30) == 1.0


def test_a_copy_adds_to_breadth_but_less_than_a_text_of_ones_own() -> None:
    alone, copied, told_twice = (breadth(n_publishers=n, n_independent=k) for n, k in ((1, 1), (2, 1), (2, 2)))
    assert alone < copied < told_twice

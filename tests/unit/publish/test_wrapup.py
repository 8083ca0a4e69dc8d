"""A day's wrap-up begins with what most publishers tell, and passes no section over."""

from __future__ import annotations

from datetime import UTC, datetime

from newsloom.publish.rank import Candidate, weight
from newsloom.publish.wrapup import N_SECTION, N_TOP, Chosen, choose

END = datetime(2025, 8, 9, tzinfo=UTC)


def story(name: str, section: str, n_publishers: int) -> Candidate:
    heavy = weight(n_publishers=n_publishers, n_independent=n_publishers, n_recent=1)
    return Candidate(name, section, n_publishers, n_publishers, heavy, END)


def test_the_broadest_stand_on_top_and_sections_follow_in_the_order_of_the_masthead() -> None:
    stories = [story(f"w{n}", "world", 40 - n) for n in range(9)] + [story("s1", "sport", 2), story("c1", "climate", 1)]
    top, *sections = choose(stories, at=END)
    assert (top.section, len(top.story_ids)) == ("", N_TOP)
    assert top.story_ids[0] == "w0"
    assert [(part.section, len(part.story_ids)) for part in sections] == [
        ("world", N_SECTION),
        ("climate", 1),
        ("sport", 1),
    ]


def test_one_publishers_story_stands_only_where_its_section_would_be_empty() -> None:
    stories = [*(story(f"t{n}", "world", 40) for n in range(4)), story("a", "sport", 2), story("b", "sport", 1)]
    assert choose([*stories, story("c", "health", 1)], at=END)[1:] == (
        Chosen("health", ("c",)),
        Chosen("sport", ("a",)),
    )


def test_a_day_without_stories_is_empty_and_one_of_single_publishers_is_not() -> None:
    assert choose([], at=END) == ()
    assert choose([story("a", "", 1)], at=END) == (Chosen("", ("a",)),)

"""Figures of a story are compared where they count the same thing, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsloom.enrich.figures import figures
from newsloom.records import Article, Figure, Language, Member, Original, PublisherId, Story
from newsloom.urls import article_id, story_id

AT = datetime(2025, 8, 8, 12, tzinfo=UTC)


def article(text: str, publisher: str, hours: float) -> Article:
    return Article(
        id=article_id(given_id=publisher),
        headline="Ferry on the rocks",
        text=text,
        seen_at=AT,
        published_at=AT + timedelta(hours=hours),
        publisher_id=PublisherId(f"{publisher}.example"),
        language=Language("en"),
    )


def told(*texts: str) -> tuple[Figure, ...]:
    articles = [article(text, f"p{n}", n) for n, text in enumerate(texts)]
    members = tuple(Member(article=one, verdict=Original(article_id=one.id)) for one in articles)
    return figures(Story(id=story_id(articles[0].id), language=Language("en"), members=members))


def lines(found: tuple[Figure, ...]) -> list[tuple[str, str, list[tuple[str, int]], bool]]:
    return [
        (one.what, one.deed, [(value.shown, len(value.publishers)) for value in one.readings], one.is_disputed)
        for one in found
    ]


def test_a_toll_that_rises_is_no_dispute() -> None:
    assert lines(
        told(
            "Two sailors were killed when the ferry struck the reef off Marn.",
            "The ferry struck the reef off Marn, and 5 sailors were killed, the board said.",
        )
    ) == [("sailors", "killed", [("Two", 1), ("5", 1)], False)]


def test_a_later_lower_number_is_a_dispute_and_a_lower_bound_is_none() -> None:
    high = "The ferry struck the reef off Marn, and 5 sailors were killed, the board said."
    low = "The owner says two sailors were killed when the ferry struck the reef off Marn."
    least = "At least two sailors were killed when the ferry struck the reef off Marn."
    assert [one.is_disputed for one in told(high, low)] == [True]
    assert [one.is_disputed for one in told(high, least)] == [False]


def test_publishers_of_one_value_are_named_together() -> None:
    first = "The repair of the ferry will cost the harbour board $40 million."
    second = "Repair of the ferry will cost the board $40 million, its chair said."
    other = "Repair of the ferry will cost the harbour board $55 million, an auditor said."
    assert lines(told(first, second, other)) == [("", "", [("$40 million", 2), ("$55 million", 1)], True)]


def test_what_one_publisher_counts_once_is_no_figure_of_the_story() -> None:
    assert told("The ferry had 414 passengers aboard.", "Rain fell in the hills of Marn until noon.") == ()


def test_people_of_whom_nothing_more_is_said_are_no_figure() -> None:
    first = "On the quay of Marn stood 31 people in the rain with lamps."
    assert told(first, first.replace("stood", "waited")) == ()


def test_two_things_of_one_sentence_are_never_one() -> None:
    both = "The tariff will be 25 percent on steel and 10 percent on aluminium."
    assert lines(told(both, both.replace("will be", "shall be"))) == [
        ("", "", [("25 percent", 2)], False),
        ("", "", [("10 percent", 2)], False),
    ]


def test_what_happened_long_before_is_not_counted_with_the_story() -> None:
    now = "Two sailors were killed when the ferry struck the reef off Marn."
    then = "In 2011 a ferry struck the reef off Marn and 50 sailors were killed."
    assert told(now, then) == ()


def test_every_reading_cites_the_sentence_that_gives_it() -> None:
    texts = (
        "Two sailors were killed when the ferry struck the reef.",
        "The ferry struck the reef; 3 sailors were killed.",
    )
    for figure in told(*texts):
        for reading in figure.readings:
            place = int(reading.publishers[0][1])
            assert texts[place][reading.citation.start : reading.citation.end] == reading.citation.text
            assert reading.shown in reading.citation.text

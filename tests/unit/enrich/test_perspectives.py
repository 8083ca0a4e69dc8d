"""Publishers stand side by side: what they share, what one alone tells, how their headlines put it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsloom.enrich.perspectives import ALONE_EACH, perspectives
from newsloom.records import Article, CopyOf, Language, Member, Original, PublisherId, Story
from newsloom.urls import article_id, story_id

AT = datetime(2025, 8, 8, 12, tzinfo=UTC)
GAZETTE = (
    "The ferry Selene Star struck a reef off Marn on Thursday night with 414 people aboard.\n"
    "Inspectors had found both valves of her engine corroded in spring, a letter seen by the Gazette shows."
)
HERALD = (
    "The Selene Star struck a reef off Marn late on Thursday night, with 414 people aboard.\n"
    "Fishermen from Tolv lifted 31 passengers out of the water before any lifeboat came."
)
COURIER = (
    "With 414 people aboard, the ferry Selene Star struck a reef off Marn on Thursday.\n"
    "Marine insurers expect claims worth forty million crowns."
)


def member(text: str, publisher: str, headline: str, hours: float = 0, original: Member | None = None) -> Member:
    one = Article(
        id=article_id(given_id=publisher),
        headline=headline,
        text=text,
        seen_at=AT,
        published_at=AT + timedelta(hours=hours),
        publisher_id=PublisherId(f"{publisher}.example"),
        language=Language("en"),
    )
    if original is None:
        return Member(article=one, verdict=Original(article_id=one.id))
    verdict = CopyOf(article_id=one.id, original_id=original.article.id, kind="wire", resemblance_share=0.9)
    return Member(article=one, verdict=verdict)


def story(*members: Member) -> Story:
    return Story(id=story_id(members[0].article.id), language=Language("en"), members=members)


FIRST = member(GAZETTE, "gazette", "Ferry strikes reef off Marn")
SECOND = member(HERALD, "herald", "Fishermen save 31 as ferry strikes reef", 1)
THIRD = member(COURIER, "courier", "Ferry strikes reef: insurers count", 2)


def test_what_all_tell_is_agreed_in_the_words_of_the_first() -> None:
    found = perspectives(story(FIRST, SECOND, THIRD))
    assert found is not None
    assert [(one.citation.text, one.publishers) for one in found.agreed] == [
        (GAZETTE.split("\n")[0], ("gazette.example", "herald.example", "courier.example"))
    ]


def test_what_one_alone_tells_stands_under_its_name() -> None:
    found = perspectives(story(FIRST, SECOND, THIRD))
    assert found is not None
    assert [(one.publishers, one.citation.text) for one in found.only_some] == [
        (("gazette.example",), GAZETTE.split("\n")[1]),
        (("herald.example",), HERALD.split("\n")[1]),
        (("courier.example",), COURIER.split("\n")[1]),
    ]


def test_headlines_stand_with_the_words_that_no_other_has() -> None:
    found = perspectives(story(FIRST, SECOND, THIRD))
    assert found is not None
    assert [(one.publisher_id, one.own_words) for one in found.framings] == [
        ("gazette.example", ("Marn",)),
        ("herald.example", ("Fishermen", "save", "31")),
        ("courier.example", ("insurers", "count")),
    ]


def test_one_publisher_and_its_copies_have_no_perspectives() -> None:
    assert perspectives(story(FIRST)) is None
    assert perspectives(story(FIRST, member(GAZETTE, "herald", "Ferry strikes reef", 1, original=FIRST))) is None


def test_nobody_fills_the_list_alone() -> None:
    long = "\n".join(f"Fisherman{n} heard noise{n} near Pier{n} before dawn{n} came{n}." for n in range(9))
    found = perspectives(story(FIRST, member(long, "herald", "Noise", 1)))
    assert found is not None
    assert [one.publishers for one in found.only_some].count((PublisherId("herald.example"),)) == ALONE_EACH


def test_every_statement_stands_where_it_is_said_to_stand() -> None:
    texts = {one.article.id: one.article.text for one in (FIRST, SECOND, THIRD)}
    found = perspectives(story(FIRST, SECOND, THIRD))
    assert found is not None
    for one in (*found.agreed, *found.only_some):
        assert texts[one.citation.article_id][one.citation.start : one.citation.end] == one.citation.text

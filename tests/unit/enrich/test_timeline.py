"""A time line has one line a day and event, each a sentence of an article."""

from __future__ import annotations

from datetime import UTC, date, datetime

from newsloom.enrich.timeline import MAX_EVENTS, article_timeline, timeline
from newsloom.records import Article, DatedEvent, Language, Member, Original, PublisherId, Story
from newsloom.urls import article_id, story_id

AT = datetime(2025, 8, 8, 12, tzinfo=UTC)
GAZETTE = (
    "The ferry Selene Star struck a reef off Marn on Thursday night with 414 people aboard.\n"
    "Inspectors of the harbour board had found the ship fit in March.\n"
    "He left on Friday. Two sailors were fined in 2019 for sleeping on watch, court papers show.\n"
    "We will report again on Monday."
)
HERALD = (
    "The Selene Star struck a reef off Marn late on Thursday, with 414 people aboard the ferry.\n"
    "An inquiry will open on Monday in the old customs house, the minister said."
)


def article(text: str, publisher: str, *, language: str = "en") -> Article:
    return Article(
        id=article_id(given_id=publisher),
        headline="Selene Star on the rocks",
        text=text,
        seen_at=AT,
        published_at=AT,
        publisher_id=PublisherId(f"{publisher}.example"),
        language=Language(language),
    )


def story(*articles: Article) -> Story:
    members = tuple(Member(article=one, verdict=Original(article_id=one.id)) for one in articles)
    return Story(id=story_id(articles[0].id), language=articles[0].language, members=members)


def lines(events: tuple[DatedEvent, ...]) -> list[tuple[str, str, int]]:
    return [(one.on.isoformat(), one.words, one.n_publishers) for one in events]


def test_an_articles_events_stand_by_day_and_only_sentences_that_stand_alone_tell_them() -> None:
    assert lines(article_timeline(article(GAZETTE, "gazette"))) == [
        ("2019-01-01", "2019", 1), ("2025-03-01", "March", 1), ("2025-08-07", "Thursday", 1),
    ]  # fmt: skip


def test_what_two_publishers_tell_of_one_day_is_one_line_of_a_story() -> None:
    told = timeline(story(article(GAZETTE, "gazette"), article(HERALD, "herald")))
    assert lines(told) == [
        ("2019-01-01", "2019", 1), ("2025-03-01", "March", 1), ("2025-08-07", "Thursday", 2), ("2025-08-11", "Monday", 1),
    ]  # fmt: skip


def test_every_line_is_a_sentence_where_it_is_said_to_stand() -> None:
    texts = {article_id(given_id="gazette"): GAZETTE, article_id(given_id="herald"): HERALD}
    for one in timeline(story(article(GAZETTE, "gazette"), article(HERALD, "herald"))):
        assert texts[one.citation.article_id][one.citation.start : one.citation.end] == one.citation.text
        assert one.words in one.citation.text


def test_an_arabic_text_has_a_time_line() -> None:
    text = "غرقت العبارة قبالة مرفأ مارن مساء الخميس وعلى متنها 414 راكبا. فتحت النيابة تحقيقا في 12 تموز 2024 بشأن صيانتها."
    assert [(one.on, one.precision) for one in article_timeline(article(text, "gazette", language="ar"))] == [
        (date(2024, 7, 12), "day"), (date(2025, 8, 7), "day"),
    ]  # fmt: skip


def test_a_long_text_gives_no_more_lines_than_a_reader_wants() -> None:
    text = "\n".join(f"Ship{n} left harbour{n} for island{n} with cargo{n} on {n} May 2024." for n in range(1, 29))
    assert len(article_timeline(article(text, "gazette"))) == MAX_EVENTS
    assert article_timeline(article("", "gazette")) == ()

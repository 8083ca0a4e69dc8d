"""Briefs cite exact sentences, leave out what is no news, and say nothing twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich import brief, story_brief
from newsloom.records import (
    Article,
    ArticleKind,
    Brief,
    CopyOf,
    Language,
    Member,
    Original,
    PublisherId,
    Story,
    StoryId,
)
from newsloom.urls import article_id

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

FERRY = """CALDER BAY (Northwire) - A ferry with 414 people broke in two on the rocks before Calder Bay on Monday.

Photo: Nan Oriel/Northwire

Nine people died and 405 were saved by fishing boats. The ferry broke in two on rocks before Calder Bay on Monday.

Read more: what we know of the Selene Star.

The captain had reported trouble with the steering an hour earlier. An inquiry begins on Thursday in Marenne. \
Divers will look for the recorder. The company has promised to pay for the funerals."""

OTHER = """The Selene Star was carrying 414 passengers and crew when her rudder jammed in a gale.

"They are heroes," the minister said of the fishermen who went out. He left at noon.

"Nobody rang a bell."

Insurers expect the wreck to cost 80 million crowns. It lies on the Maidens, two miles out. The weather is calmer now. \
Schools stay closed in the town."""


def article(text: str, *, publisher: str = "a.example", hours_ago: float = 0, is_cut: bool = False) -> Article:
    return Article(
        id=article_id(headline=publisher, text=text),
        headline="Ferry breaks up before Calder Bay",
        text=text,
        seen_at=NOW - timedelta(hours=hours_ago),
        publisher_id=PublisherId(publisher),
        language=Language("en"),
        is_cut=is_cut,
    )


def told(found: Brief | None) -> list[str]:
    assert found is not None
    return [sentence.text for sentence in found.sentences]


def story(*members: Member) -> Story:
    return Story(id=StoryId("s"), language=Language("en"), members=members)


def original(one: Article) -> Member:
    return Member(article=one, verdict=Original(article_id=one.id))


def test_a_brief_is_the_lead_without_dateline_credit_invitation_and_repetition() -> None:
    assert told(brief(article(FERRY))) == [
        "A ferry with 414 people broke in two on the rocks before Calder Bay on Monday.",
        "Nine people died and 405 were saved by fishing boats.",
        "The captain had reported trouble with the steering an hour earlier.",
    ]


def test_every_sentence_stands_where_it_is_said_to_stand() -> None:
    one, other = article(FERRY), article(OTHER, publisher="b.example")
    whole = story_brief(story(original(one), original(other)))
    texts = {one.id: one.text, other.id: other.text}
    for found in (brief(one), brief(other), whole):
        assert found is not None
        assert all(texts[one.article_id][one.start : one.end] == one.text for one in found.sentences)


def test_a_text_too_thin_to_be_shortened_has_no_brief() -> None:
    assert brief(article("A ferry sank. Nine people died. It rained.")) is None
    assert brief(article("")) is None


def test_a_cut_texts_broken_end_is_never_cited() -> None:
    short = " ".join(
        f"Sentence number {word} says something new about {word}." for word in ("one", "two", "red", "sea", "fog")
    )
    assert brief(article(f"{short} The minister later admitted that.", is_cut=True)) is None


def test_a_storys_brief_has_several_voices_and_no_loose_ends() -> None:
    first, second = article(FERRY, hours_ago=3), article(OTHER, publisher="b.example")
    found = story_brief(story(original(first), original(second)))
    sentences = told(found)
    assert found is not None
    assert (found.n_articles, found.n_publishers) == (2, 2)
    assert sentences[0].startswith("A ferry with 414 people")
    assert not any(one.startswith(("He left", "It lies", '"Nobody')) for one in sentences)
    assert len(sentences) == len(set(sentences))


def test_a_story_begins_with_the_opening_that_the_others_bear_out() -> None:
    feature = "The dog heard them first.\n\nIt barked at the door on the lake side, where nobody ever comes."
    first, second = article(feature, hours_ago=9), article(FERRY, publisher="b.example")
    third = article(OTHER, publisher="c.example")
    assert told(story_brief(story(*map(original, (first, second, third)))))[0].startswith("A ferry with 414 people")


def test_a_sentence_that_tells_as_much_in_fewer_words_is_preferred() -> None:
    long = "A ferry with 414 people aboard, as it turned out in the course of that long night, struck a reef."
    short = "A ferry with 414 people struck a reef."
    one, other = article(f"{long}\n\nIt sank."), article(f"{short}\n\nIt sank.", publisher="b.example")
    third = article("Rain fell in the hills behind Marn until noon.", publisher="c.example")
    found = told(story_brief(story(*map(original, (one, other, third)))))
    assert (found[0], long in found) == (short, False)


@pytest.mark.parametrize(("n_publishers", "n_sentences"), [(3, 3), (7, 3), (8, 4), (15, 4), (16, 5)])
def test_the_more_publishers_tell_a_story_the_longer_is_its_brief(n_publishers: int, n_sentences: int) -> None:
    members = [
        original(article(f"Ferry{n} struck reef{n} off harbour{n} during storm{n}.", publisher=f"{n}.example"))
        for n in range(n_publishers)
    ]
    assert len(told(story_brief(story(*members)))) == n_sentences


@pytest.mark.parametrize("kind", ["live", "roundup", "audio"])
def test_what_speaks_of_more_than_the_event_has_no_voice_in_a_story(kind: ArticleKind) -> None:
    first, second = article(FERRY), replace(article(OTHER, publisher="b.example"), kind=kind)
    assert story_brief(story(original(first), original(second))) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "For eleven years I have reported on ferries that should not sail.",
        "We have built a state that is very good at paper and at nothing else.",
        "You will hear from those who were lifted out of the water that night.",
        "would have bought the two valves that the Selene Star did not get.",
        'I repeat, she is standing on the rocks," the captain said to the radio.',
        "The first to see her was the girl from the chandlery on the quay.",
        "“The valves were new in spring and nobody touched them,” he added.",
    ],
)
def test_no_story_is_told_by_a_writer_of_himself_to_the_reader_or_in_torn_sentences(sentence: str) -> None:
    other = article(f"{OTHER}\n\n{sentence}", publisher="b.example")
    leading = article(f"{sentence}\n\n{OTHER}", publisher="c.example")
    for one in (other, leading):
        assert sentence not in told(story_brief(story(original(article(FERRY)), original(one))))


def test_what_somebody_says_of_himself_may_be_told() -> None:
    quoted = '"I have never seen such a sea in my life," said Marek Toll, whose boat saved 31 passengers and crew.'
    other = article(f"{quoted}\n\nHe went home.", publisher="b.example")
    assert quoted in told(story_brief(story(original(article(FERRY)), original(other))))


def test_a_standfirst_that_is_printed_before_the_text_is_not_told_again() -> None:
    standfirst = "Selene Star struck the reef. Fishermen had already put to sea."
    one = replace(article(f"{standfirst}\n\n{FERRY}"), standfirst=standfirst)
    assert told(brief(one)) == told(brief(article(FERRY)))


def test_a_story_of_one_publisher_or_of_copies_has_no_brief() -> None:
    first, second = article(FERRY), article(OTHER)
    copy = article(FERRY, publisher="b.example")
    verdict = CopyOf(article_id=copy.id, original_id=first.id, kind="wire", resemblance_share=0.9)
    assert story_brief(story(original(first), original(second))) is None
    assert story_brief(story(original(first), Member(article=copy, verdict=verdict))) is None


@given(st.text(alphabet="aB .\n\"?'!éب", max_size=400))
def test_whatever_the_text_citations_are_exact_and_in_order(text: str) -> None:
    one = article(text)
    found = brief(one)
    spans = [(sentence.start, sentence.end) for sentence in found.sentences] if found else []
    assert spans == sorted(spans)
    assert all(
        one.text[sentence.start : sentence.end] == sentence.text for sentence in (found.sentences if found else ())
    )

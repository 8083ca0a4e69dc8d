"""Briefs cite exact sentences, leave out what is no news, and say nothing twice."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich import brief, story_brief
from newsloom.records import Article, Brief, CopyOf, Language, Member, Original, PublisherId, Story, StoryId
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

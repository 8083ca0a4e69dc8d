"""A story's page: who speaks for it, who covers it, how heavy it is, and an address that stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsloom.publish import lead_article, publish, slug
from newsloom.records import (
    Article,
    ArticleId,
    Brief,
    Citation,
    CopyOf,
    Enrichment,
    Image,
    Language,
    Member,
    Original,
    Provenance,
    PublisherId,
    Story,
    StoryId,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG = "The ferry broke in two on the rocks. " * 30


def article(name: str, publisher: str, *, hours_ago: float, text: str = LONG, **fields: object) -> Article:
    return Article(
        id=ArticleId(name),
        headline=f"Headline of {name}",
        text=text,
        seen_at=NOW - timedelta(hours=hours_ago),
        publisher_id=PublisherId(publisher),
        publisher_name=publisher.title(),
        language=Language("en"),
        **fields,  # type: ignore[arg-type]
    )


def original(one: Article) -> Member:
    return Member(article=one, verdict=Original(article_id=one.id))


def copy(one: Article, of: str) -> Member:
    verdict = CopyOf(article_id=one.id, original_id=ArticleId(of), kind="wire", resemblance_share=0.9)
    return Member(article=one, verdict=verdict)


def story(*members: Member, name: str = "s") -> Story:
    return Story(id=StoryId(name), language=Language("en"), members=members)


def test_publishers_copies_and_times_are_counted_honestly() -> None:
    whole = story(
        original(article("a", "northwire", hours_ago=6, section="world")),
        copy(article("b", "post", hours_ago=5, section="world"), "a"),
        original(article("c", "courier", hours_ago=1, section="politics")),
        copy(article("d", "courier", hours_ago=0), "a"),
    )
    page = publish(whole, None, None, now=NOW)
    assert (page.n_articles, page.n_publishers, page.n_independent) == (4, 3, 2)
    assert (page.first_publisher, page.first_at, page.updated_at) == ("Northwire", NOW - timedelta(hours=6), NOW)
    assert page.section == "world"
    assert page.coverage == (1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert page.slug == "headline-of-a"


def test_a_whole_original_speaks_for_the_story_not_a_copy_a_cut_text_or_a_flash() -> None:
    whole = story(
        original(article("flash", "northwire", hours_ago=9, text="A ferry sank.")),
        original(article("cut", "gazette", hours_ago=8, is_cut=True)),
        copy(article("copy", "post", hours_ago=7), "elsewhere"),
        original(article("live", "halyard", hours_ago=6, kind="live")),
        original(article("full", "courier", hours_ago=5)),
        original(article("later", "mail", hours_ago=4)),
    )
    assert lead_article(whole).id == "full"


@pytest.mark.parametrize("kind", ["video", "audio", "live", "roundup"])
def test_a_plain_text_speaks_for_the_story_before_any_other_kind(kind: str) -> None:
    text = article("text", "post", hours_ago=1, text="A ferry sank.", is_cut=True)
    whole = story(original(article("other", "courier", hours_ago=9, kind=kind)), copy(text, "elsewhere"))
    assert lead_article(whole).id == "text"


def test_a_shouted_headline_speaks_only_where_there_is_no_calm_one() -> None:
    shouted = replace(article("a", "post", hours_ago=9), headline="WE HAVE WON THE CUP")
    calm = article("b", "courier", hours_ago=1)
    initials = replace(calm, headline="UN: AI")
    assert publish(story(original(shouted)), None, None, now=NOW).headline == "WE HAVE WON THE CUP"
    for other in (calm, initials):
        assert publish(story(original(shouted), original(other)), None, None, now=NOW).headline == other.headline


def test_a_standfirst_is_never_in_the_first_person() -> None:
    text = "We built a state of paper. I know it well. Nine people died on Monday. " + LONG
    one = article("a", "courier", hours_ago=1, text=text, standfirst="We are good at paper")
    assert publish(story(original(one)), None, None, now=NOW).standfirst == "Nine people died on Monday."
    reported = replace(one, standfirst="Ministry let the ferry sail, papers show")
    assert publish(story(original(reported)), None, None, now=NOW).standfirst == reported.standfirst


def test_without_a_storys_brief_the_standfirst_is_the_lead_articles_without_its_dateline() -> None:
    whole = story(original(article("a", "northwire", hours_ago=1, text="CALDER BAY (Northwire) - The ferry broke.")))
    citation = Citation(text="The ferry broke.", article_id=ArticleId("a"), start=25, end=41)
    made = Brief(sentences=(citation,), n_articles=1, n_publishers=1, provenance=Provenance(kind="rule", name="brief"))
    enriched = Enrichment(story_id=whole.id, made_at=NOW, article_briefs=((ArticleId("a"), made),))
    assert publish(whole, enriched, None, now=NOW).standfirst == "The ferry broke."


def test_the_standfirst_is_the_briefs_first_sentence_or_the_lead_articles_own() -> None:
    whole = story(original(article("a", "northwire", hours_ago=1)))
    citation = Citation(text="The ferry broke.", article_id=ArticleId("a"), start=0, end=16)
    made = Brief(sentences=(citation,), n_articles=1, n_publishers=1, provenance=Provenance(kind="rule", name="brief"))
    enriched = Enrichment(story_id=whole.id, made_at=NOW, brief=made)
    assert publish(whole, enriched, None, now=NOW).standfirst == "The ferry broke."
    assert publish(whole, None, None, now=NOW).standfirst == "The ferry broke in two on the rocks."


def test_an_address_keeps_its_words_when_the_headline_changes() -> None:
    first = publish(story(original(article("a", "northwire", hours_ago=5, text="Short."))), None, None, now=NOW)
    grown = story(
        original(article("a", "northwire", hours_ago=5, text="Short.")), original(article("b", "post", hours_ago=1))
    )
    second = publish(grown, None, first, now=NOW)
    assert (second.headline, second.slug) == ("Headline of b", "headline-of-a")


def test_the_image_is_the_leads_or_anybodys() -> None:
    picture = Image(url="https://post.example/a.jpg", caption="The ferry")
    whole = story(
        original(article("a", "northwire", hours_ago=5)), original(article("b", "post", hours_ago=1, image=picture))
    )
    assert publish(whole, None, None, now=NOW).image == picture


def test_independent_voices_weigh_more_than_copies() -> None:
    voices = story(*(original(article(name, name, hours_ago=1)) for name in "abc"))
    echoes = story(original(article("a", "a", hours_ago=1)), *(copy(article(n, n, hours_ago=1), "a") for n in "bc"))
    alone = story(original(article("a", "a", hours_ago=1)))
    weights = [publish(one, None, None, now=NOW).weight for one in (voices, echoes, alone)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_a_story_without_members_is_refused() -> None:
    with pytest.raises(ValueError, match="has no members"):
        publish(story(), None, None, now=NOW)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Café talks: what’s next for the U.S.?", "cafe-talks-whats-next-for-the-u-s"),
        ("ارتفاع أسعار النِّفط", "ارتفاع-أسعار-النفط"),
        ("Путин и Си", "путин-и-си"),
        ("...", "story"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 90, "x" * 60),
    ],
)
def test_slugs_are_readable_in_every_script(headline: str, expected: str) -> None:
    assert slug(headline) == expected

"""What every store does with articles and stories."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from newsloom.errors import NoSuchArticleError, NoSuchStoryError
from newsloom.records import (
    Article,
    Brief,
    Citation,
    CopyOf,
    Enclosure,
    Enrichment,
    FeedSubscription,
    Image,
    Language,
    Member,
    Merges,
    Original,
    Reason,
    Relation,
    SafeHtml,
    Splits,
    StoryId,
    Woven,
)
from newsloom.store import Store
from tests.factories import (
    NOON,
    RULE,
    after,
    article_id,
    make_article,
    make_entry,
    make_hashtag,
    make_note,
    make_page,
    make_woven,
    story_id,
)

WHOLE = make_article(
    html=SafeHtml("<p>The harbour opened.</p>"), given_id="import-7", standfirst="At last", byline="Ana Lee",
    authors=("Ana Lee", "Bo"), revised_at=after(5), image=Image(url="https://gazette.example/a.jpg", width=600),
    is_cut=True, kind="audio", topics=("ports", "ships"), credit="Reuters",
    enclosures=(Enclosure(url="https://gazette.example/a.mp3", media_type="audio/mpeg", n_bytes=5),),
)  # fmt: skip


def keep(store: Store, *names: str, story: str | None = None, minutes: float = 0, **fields: Any) -> list[Article]:
    articles = [make_article(name, published_at=after(n), **fields) for n, name in enumerate(names)]
    store.keep([make_woven(one, story=story, joins=n > 0) for n, one in enumerate(articles)], now=after(minutes))
    return articles


def members(store: Store, story: StoryId) -> list[str]:
    return [member.article.id for member in store.story(story).members]


def enrich(store: Store, story: StoryId, minutes: float = 0, **fields: Any) -> None:
    lead = store.story(story).members[0].article.id
    store.keep_enrichments([(Enrichment(story_id=story, made_at=after(minutes), **fields), make_page(story, lead))])


def same_woven(one: Woven, other: Any) -> bool:
    """Whether what is remembered of two articles is the same; arrays are compared by value."""
    vectors = one.signature.vector, other.signature.vector
    return (
        bool(np.array_equal(one.sketch.minhash, other.sketch.minhash))
        and (one.sketch.n_shingles, one.sketch.exact_hash) == (other.sketch.n_shingles, other.sketch.exact_hash)
        and replace(one.signature, vector=None) == replace(other.signature, vector=None)
        and (vectors[0] is vectors[1] is None or np.allclose(vectors[0], vectors[1], atol=1e-3))
        and (one.verdict, one.hashtags, one.article.publisher_id) == (other.verdict, other.hashtags, other.publisher_id)
    )


def test_an_article_comes_back_as_it_was_kept(store: Store) -> None:
    store.keep([make_woven(WHOLE)], now=NOON)
    assert store.find_articles([WHOLE.id, article_id("nobody")]) == {WHOLE.id: WHOLE}
    assert list(store.articles()) == [WHOLE]


def test_keeping_the_same_article_again_changes_nothing(store: Store) -> None:
    store.keep([make_woven(WHOLE)], now=NOON)
    enrich(store, story_id(WHOLE.id))
    store.keep([make_woven(replace(WHOLE, seen_at=after(5), topics=()))], now=after(5))
    assert list(store.articles()) == [WHOLE]
    assert store.stories_to_enrich(limit=9) == ()


def test_a_changed_text_is_a_revision_that_keeps_its_story_and_first_sight(store: Store) -> None:
    first = make_article(given_id="seven")
    store.keep([make_woven(first, story="first", hashtags=(make_hashtag("Ships"),))], now=NOON)
    enrich(store, story_id("first"))
    second = make_article(text="It closed again.", seen_at=after(9), published_at=None, revised_at=after(9))
    store.keep([make_woven(second, story="other", hashtags=(make_hashtag("Ports"),))], now=after(9))
    kept = replace(second, seen_at=NOON, published_at=NOON, given_id="seven")
    assert store.find_articles([first.id]) == {first.id: kept}
    assert store.story(story_id("first")).members == (
        Member(article=kept, verdict=Original(article_id=first.id), hashtags=(make_hashtag("Ports"),)),
    )
    with pytest.raises(NoSuchStoryError):
        store.story(story_id("other"))
    assert store.stories_to_enrich(limit=9) == (story_id("first"),)


def test_an_article_twice_in_one_batch_is_kept_and_revised(store: Store) -> None:
    first, second = make_article(), make_article(text="It closed again.")
    store.keep([make_woven(first), make_woven(second)], now=NOON)
    assert list(store.articles()) == [second]


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    copy = make_woven(
        make_article("copy"),
        verdict=CopyOf(
            article_id=article_id("copy"), original_id=article_id("nobody"), kind="wire", resemblance_share=0.9
        ),
    )
    with pytest.raises(NoSuchArticleError):
        store.keep([make_woven(make_article()), copy], now=NOON)
    assert list(store.articles()) == []
    assert store.stories_to_enrich(limit=9) == ()


def test_keeping_an_article_ends_the_wait_of_its_entry(store: Store) -> None:
    feed, _ = store.add_feed(FeedSubscription(url="https://gazette.example/feed"), now=NOON)
    store.note_fetches([make_note(feed, make_entry("a"), make_entry("b"))])
    first, second = store.claim_entries(worker="a", now=NOON, limit=9, lease_seconds=60)
    store.keep([replace(make_woven(make_article()), entry_id=first.id)], now=NOON)
    store.keep([replace(make_woven(make_article()), entry_id=second.id)], now=NOON)
    assert store.claim_entries(worker="a", now=after(60), limit=9, lease_seconds=60) == ()


def test_members_come_with_verdict_reasons_and_hashtags_by_time(store: Store) -> None:
    original, copy = make_article("original", published_at=after(3)), make_article("copy", published_at=after(1))
    verdict = CopyOf(article_id=copy.id, original_id=original.id, kind="light-edit", resemblance_share=0.75)
    reasons = (Reason(kind="names", terms=("Ana Lee", "Oslo")), Reason(kind="likeness", value=0.5))
    tags = (make_hashtag("أسعار_النفط", score=2.5), make_hashtag("Ports"))
    joined = make_woven(copy, story="home", joins=True, verdict=verdict, hashtags=tags)
    joined = replace(joined, placement=replace(joined.placement, reasons=reasons))
    store.keep([make_woven(original, story="home"), joined], now=NOON)
    assert store.story(story_id("home")).members == (
        Member(article=copy, verdict=verdict, logit=2.5, reasons=reasons, hashtags=tags),
        Member(article=original, verdict=Original(article_id=original.id)),
    )


def test_what_the_window_is_rebuilt_from_comes_by_time_from_a_moment_on(store: Store) -> None:
    vector = np.full(8, 8**-0.5, dtype=np.float32)
    batch = [
        make_woven(make_article(name, published_at=after(n))) for name, n in (("c", 2), ("b", 1), ("a", 1), ("d", 0))
    ]
    batch[0] = replace(
        batch[0],
        signature=replace(batch[0].signature, vector=vector, encoder="bge@here/1", spans_events=True),
        hashtags=(make_hashtag("X"),),
    )
    store.keep(batch, now=NOON)
    remembered = list(store.remembered(since=after(1)))
    assert [one.signature.article_id for one in remembered] == [article_id(name) for name in "abc"]
    assert [one.story_id for one in remembered] == [story_id(article_id(name)) for name in "abc"]
    assert all(same_woven(one, other) for one, other in zip((batch[2], batch[1], batch[0]), remembered, strict=True))
    assert remembered[2].signature.vector is not None
    assert float(np.linalg.norm(remembered[2].signature.vector)) == pytest.approx(1.0, abs=1e-6)


def test_every_article_comes_by_time_then_id(store: Store) -> None:
    articles = [make_article(f"n{n}", published_at=after(n % 3)) for n in range(7)]
    store.keep([make_woven(one) for one in articles], now=NOON)
    assert list(store.articles()) == sorted(articles, key=lambda one: (one.at, one.id))


def test_long_walks_pass_over_every_article_once(store: Store) -> None:
    articles = [make_article(f"n{n:04}", published_at=after(n // 700)) for n in range(1100)]
    store.keep([make_woven(one) for one in articles], now=NOON)
    assert [one.id for one in store.articles()] == [one.id for one in articles]
    assert [one.signature.article_id for one in store.remembered(since=NOON)] == [one.id for one in articles]


def test_stories_wait_for_their_page_in_the_order_of_their_change(store: Store) -> None:
    keep(store, "b", minutes=1)
    keep(store, "a", minutes=1)
    keep(store, "c", minutes=0)
    a, b, c = (story_id(article_id(name)) for name in "abc")
    keep(store, "d", story=c, minutes=2)
    assert store.stories_to_enrich(limit=2) == (c, a)
    assert store.stories_to_enrich(limit=9) == (c, a, b)
    enrich(store, c, minutes=2)
    assert store.stories_to_enrich(limit=9) == (a, b)


def test_a_story_that_changed_after_its_page_was_begun_stays_stale(store: Store) -> None:
    keep(store, "a", story="home", minutes=0)
    keep(store, "b", story="home", minutes=5)
    enrich(store, story_id("home"), minutes=3)
    assert store.stories_to_enrich(limit=9) == (story_id("home"),)


def test_the_page_kept_last_is_the_page(store: Store) -> None:
    (article,) = keep(store, "a", story="home")
    assert store.pages([story_id("home")]).get(story_id("home")) is None
    relation = Relation(
        story_id=story_id("x"), article_id=article_id("x"), kind="background", score=0.5,
        reasons=(Reason(kind="hashtags", terms=("Ports",)),),
    )  # fmt: skip
    citation = Citation(text="The a opened on Saturday.", article_id=article.id, start=0, end=25)
    brief = Brief(sentences=(citation,), n_articles=1, n_publishers=1, provenance=RULE)
    enrichment = Enrichment(
        story_id=story_id("home"), made_at=NOON, hashtags=(make_hashtag("Ports"), make_hashtag("New")),
        related=(relation,), brief=brief, article_briefs=((article.id, brief),),
        article_related=((article.id, (relation,)),),
    )  # fmt: skip
    page = make_page(story_id("home"), article.id, image=Image(url="https://gazette.example/a.jpg"))
    store.keep_enrichments([(enrichment, page)])
    assert store.pages([story_id("home")]).get(story_id("home")) == page
    better = replace(page, headline="The harbour closes", n_articles=2)
    store.keep_enrichments([(enrichment, better)])
    assert store.pages([story_id("home")]).get(story_id("home")) == better


def test_nothing_is_kept_of_a_story_that_nobody_knows(store: Store) -> None:
    with pytest.raises(NoSuchStoryError):
        store.keep_enrichments(
            [(Enrichment(story_id=story_id("no"), made_at=NOON), make_page(story_id("no"), article_id("a")))]
        )
    with pytest.raises(NoSuchStoryError):
        store.story(story_id("no"))
    assert store.pages([story_id("no")]).get(story_id("no")) is None


def test_a_merged_story_leads_to_the_one_it_is_part_of(store: Store) -> None:
    keep(store, "a", story="kept")
    keep(store, "b", story="gone")
    enrich(store, story_id("kept"))
    enrich(store, story_id("gone"))
    reasons = (Reason(kind="names", terms=("Oslo",)),)
    store.revise([Merges(kept_id=story_id("kept"), gone_id=story_id("gone"), reasons=reasons)], now=after(1))
    story = store.story(story_id("gone"))
    assert (story.id, members(store, story_id("kept"))) == (story_id("kept"), [article_id("a"), article_id("b")])
    assert [member.reasons for member in story.members] == [(), reasons]
    assert store.pages([story_id("gone")]).get(story_id("gone")) == store.pages([story_id("kept")]).get(
        story_id("kept")
    )
    assert store.stories_to_enrich(limit=9) == (story_id("kept"),)


def test_an_article_placed_in_a_merged_story_joins_the_one_it_is_part_of(store: Store) -> None:
    for name in ("one", "two", "three"):
        keep(store, name, story=name)
    store.revise([Merges(kept_id=story_id("two"), gone_id=story_id("three"))], now=NOON)
    store.revise([Merges(kept_id=story_id("one"), gone_id=story_id("two"))], now=NOON)
    keep(store, "late", story="three")
    assert sorted(members(store, story_id("one"))) == [article_id(name) for name in ("late", "one", "three", "two")]
    store.keep_enrichments(
        [(Enrichment(story_id=story_id("two"), made_at=after(9)), make_page(story_id("two"), article_id("two")))]
    )
    assert store.pages([story_id("two")]).get(story_id("two")) is None


def test_a_split_makes_a_story_of_its_own(store: Store) -> None:
    keep(store, "a", "b", "c", story="home")
    enrich(store, story_id("home"))
    store.revise(
        [Splits(story_id=story_id("home"), new_id=story_id("own"), article_ids=(article_id("b"), article_id("c")))],
        now=after(1),
    )
    assert members(store, story_id("home")) == [article_id("a")]
    assert members(store, story_id("own")) == [article_id("b"), article_id("c")]
    assert [member.logit for member in store.story(story_id("own")).members] == [None, None]
    assert store.stories_to_enrich(limit=9) == (story_id("home"), story_id("own"))


def test_a_story_that_all_articles_leave_leads_to_where_they_went(store: Store) -> None:
    keep(store, "a", story="home")
    keep(store, "b", story="other")
    store.revise(
        [Splits(story_id=story_id("home"), new_id=story_id("other"), article_ids=(article_id("a"),))], now=NOON
    )
    assert store.story(story_id("home")).id == story_id("other")
    assert store.stories_to_enrich(limit=9) == (story_id("other"),)


def test_a_story_can_be_split_off_again_after_a_merge(store: Store) -> None:
    keep(store, "a", story="kept")
    keep(store, "b", story="gone")
    store.revise([Merges(kept_id=story_id("kept"), gone_id=story_id("gone"))], now=NOON)
    store.revise([Splits(story_id=story_id("kept"), new_id=story_id("gone"), article_ids=(article_id("b"),))], now=NOON)
    assert members(store, story_id("gone")) == [article_id("b")]
    assert store.story(story_id("gone")).id == story_id("gone")


def test_revisions_of_unknown_stories_change_nothing(store: Store) -> None:
    keep(store, "a", story="kept")
    keep(store, "b", story="gone")
    merge = Merges(kept_id=story_id("kept"), gone_id=story_id("gone"))
    with pytest.raises(NoSuchStoryError):
        store.revise([merge, Merges(kept_id=story_id("kept"), gone_id=story_id("nobody"))], now=NOON)
    assert members(store, story_id("gone")) == [article_id("b")]


def test_merging_twice_or_splitting_strangers_changes_nothing(store: Store) -> None:
    keep(store, "a", story="kept")
    keep(store, "b", story="gone")
    merge = Merges(kept_id=story_id("kept"), gone_id=story_id("gone"))
    store.revise([merge, merge], now=NOON)
    store.revise(
        [Splits(story_id=story_id("kept"), new_id=story_id("new"), article_ids=(article_id("stranger"),))], now=NOON
    )
    assert members(store, story_id("kept")) == [article_id("a"), article_id("b")]


def test_a_story_speaks_the_language_of_its_first_article(store: Store) -> None:
    keep(store, "a", story="home", language=Language("ar"))
    assert store.story(story_id("home")).language == "ar"


def test_what_no_database_can_hold_leaves_offsets_true(store: Store) -> None:
    store.keep([make_woven(make_article(text="A\0B\ud800C"))], now=NOON)
    assert [article.text for article in store.articles()] == ["A�B�C"]


def test_articles_bring_their_publishers_home_address(store: Store) -> None:
    keep(store, "a")
    assert store.publishers_without_icon(limit=9, now=NOON) == (("gazette.example", "https://gazette.example/"),)


def test_many_stories_are_read_and_enriched_at_once(store: Store) -> None:
    for name in ("one", "two", "gone"):
        keep(store, name, story=name)
    store.revise([Merges(kept_id=story_id("one"), gone_id=story_id("gone"))], now=NOON)
    asked = [story_id(name) for name in ("two", "gone", "nobody", "one")]
    stories = store.stories(asked)
    assert [story.id for story in stories] == [story_id("two"), story_id("one")]
    assert [story.members for story in stories] == [store.story(story.id).members for story in stories]
    made = [
        (Enrichment(story_id=one.id, made_at=NOON), make_page(one.id, one.members[0].article.id)) for one in stories
    ]
    store.keep_enrichments(made)
    one, two = made[1][1], made[0][1]
    assert store.pages(asked) == {story_id("two"): two, story_id("gone"): one, story_id("one"): one}
    assert store.stories_to_enrich(limit=9) == ()


def test_enrichments_are_kept_all_or_none(store: Store) -> None:
    keep(store, "a", story="home")
    made = [
        (Enrichment(story_id=known, made_at=NOON), make_page(known, article_id("a")))
        for known in (story_id("home"), story_id("nobody"))
    ]
    with pytest.raises(NoSuchStoryError):
        store.keep_enrichments(made)
    assert store.pages([story_id("home")]).get(story_id("home")) is None

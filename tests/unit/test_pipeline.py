"""The loom: what goes in comes out kept, once, and the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
import xxhash
from numpy.typing import NDArray

from newsloom import pipeline
from newsloom.errors import StaleClaimError, StoreError
from newsloom.pipeline import Loom, Tally
from newsloom.records import (
    Article,
    ArticleId,
    CopyOf,
    Enrichment,
    Language,
    Merges,
    PublisherId,
    Remembered,
    Splits,
    StoryId,
    StoryPage,
    Woven,
)
from newsloom.store.memory import MemoryStore
from newsloom.text import folded_words
from tests.factories import NOON, after

FLOOD = """The river Arun broke its banks at Melverton on Friday night and flooded three hundred houses, the mayor said.

Firefighters brought families out by boat from Quay Street until the morning, and a school took in those who had nowhere to go.

Mayor Odile Farrant said that the dyke at Tannery Bend had been due for repair since the winter, and promised an inquiry.

The water stood two metres high in the market hall and was expected to fall from Sunday on, the river board said."""

COUNCIL = """Melverton council will ask why the dyke at Tannery Bend was never repaired, mayor Odile Farrant said after the flood.

The river Arun broke its banks on Friday night. Three hundred houses on Quay Street and around the market hall stood under water.

Firefighters with boats were still bringing people out of their houses on Saturday, and the school gave beds to two hundred of them."""

MATCH = """Corrin Rovers won the northern cup for the first time since 1971 after a goal by the substitute Pell Hadley in extra time.

The goalkeeper Mirre Dast saved a penalty before half-time. Forty thousand watched in the Lathe stadium, and the team will be received by
the city on Monday, the club said. The losing side, Tarn Athletic, ended the match with ten men after a red card for their captain."""


def article(name: str, publisher: str, text: str, minutes: float, headline: str = "") -> Article:
    return Article(
        id=ArticleId(name.ljust(12, "x")),
        headline=headline or text.partition(",")[0].partition(".")[0],
        text=text,
        url=f"https://{publisher}.example/{name}",
        publisher_id=PublisherId(f"{publisher}.example"),
        publisher_name=publisher.title(),
        language=Language("en"),
        published_at=after(minutes),
        seen_at=NOON,
    )


NEWS = (
    article("flood", "harbour", FLOOD, 0),
    article("floodagain", "courier", FLOOD, 45, headline="Hundreds flee as Arun floods Melverton"),
    article("council", "ledger", COUNCIL, 200),
    article("match", "harbour", MATCH, 300),
)


class Words:
    """An encoder that knows which words there are, and nothing of what they mean."""

    name = "words"
    n_dims = 256
    is_multilingual = False

    def reads(self, language: Language) -> bool:
        return language == "en"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), self.n_dims), 0.01, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in folded_words(text):
                row[xxhash.xxh32_intdigest(word.encode()) % self.n_dims] += len(word) > 4
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class Failing(MemoryStore):
    """A store whose disk is full."""

    is_full = False

    def keep(self, woven: Sequence[Woven], *, now: datetime, placer: str = "") -> None:
        if self.is_full:
            raise StoreError("store", "disk full")
        super().keep(woven, now=now, placer=placer)


def stories(store: MemoryStore) -> dict[StoryId, list[str]]:
    return {
        story.id: sorted(member.article.id.rstrip("x") for member in story.members)
        for story in store.stories(store.stories_to_enrich(limit=100))
    }


def woven_store(*articles: Article, encoder: Words | None = None) -> tuple[MemoryStore, Tally]:
    store = MemoryStore()
    return store, Loom(store, encoder=encoder).weave(articles, now=NOON)


@pytest.mark.parametrize("encoder", [None, Words()], ids=["lexical", "encoder"])
def test_what_is_about_one_event_becomes_one_story_and_a_copy_is_known(encoder: Words | None) -> None:
    store, tally = woven_store(*NEWS, encoder=encoder)
    assert sorted(stories(store).values()) == [["council", "flood", "floodagain"], ["match"]]
    assert (tally.n_articles, tally.n_copies, tally.n_stories) == (4, 1, 2)
    (flood,) = (story for story in store.stories(store.stories_to_enrich(limit=9)) if len(story.members) == 3)
    verdicts = {member.article.id.rstrip("x"): member.verdict for member in flood.members}
    assert isinstance(verdicts["floodagain"], CopyOf)
    assert verdicts["floodagain"].original_id == NEWS[0].id


def test_weaving_twice_changes_nothing() -> None:
    store = MemoryStore()
    Loom(store).weave(NEWS, now=NOON)
    before = stories(store)
    again = Loom(store).weave(NEWS, now=after(600))
    assert again == Tally(n_unchanged=4)
    assert stories(store) == before


def test_the_order_of_lines_does_not_matter_but_time_does() -> None:
    assert stories(woven_store(*NEWS)[0]) == stories(woven_store(*reversed(NEWS))[0])


def test_a_loom_that_starts_anew_goes_on_as_if_it_had_never_stopped() -> None:
    store = MemoryStore()
    for one in NEWS:
        Loom(store).weave([one], now=NOON)
    assert stories(store) == stories(woven_store(*NEWS)[0])


def test_a_changed_text_is_a_revision_and_keeps_its_story() -> None:
    store, _ = woven_store(*NEWS)
    before = stories(store)
    changed = replace(NEWS[2], text=COUNCIL + "\n\nThe inquiry will begin in April.")
    tally = Loom(store).weave([changed], now=after(700))
    assert tally == Tally(n_revised=1)
    assert stories(store) == before
    assert store.find_articles([changed.id])[changed.id].text == changed.text


def test_the_same_article_twice_in_one_go_is_a_revision_of_itself() -> None:
    store, tally = woven_store(NEWS[3], replace(NEWS[3], text=MATCH + "\n\nThe bus leaves at noon."))
    assert (tally.n_articles, tally.n_revised) == (1, 1)
    assert list(stories(store).values()) == [["match"]]


def test_what_the_store_could_not_keep_is_forgotten_and_can_be_woven_again() -> None:
    store = Failing()
    loom = Loom(store)
    loom.weave(NEWS[:1], now=NOON)
    store.is_full = True
    with pytest.raises(StoreError):
        loom.weave(NEWS[1:], now=NOON)
    store.is_full = False
    assert loom.weave(NEWS[1:], now=NOON).n_articles == 3
    assert sorted(stories(store).values()) == [["council", "flood", "floodagain"], ["match"]]


def test_enriching_makes_every_stale_story_fresh_with_its_page() -> None:
    store, _ = woven_store(*NEWS)
    stale = store.stories_to_enrich(limit=9)
    assert Loom(store).enrich(now=after(400)) == 2
    assert store.stories_to_enrich(limit=9) == ()
    pages = store.pages(stale)
    flood = next(page for page in pages.values() if page.n_articles == 3)
    assert (flood.n_publishers, flood.n_independent, flood.first_publisher) == (3, 2, "Harbour")


def test_a_limit_of_stories_is_kept_to() -> None:
    store, _ = woven_store(*NEWS)
    loom = Loom(store)
    assert [loom.enrich(now=NOON, limit=1), loom.enrich(now=NOON, limit=1), loom.enrich(now=NOON, limit=1)] == [1, 1, 0]


def test_nothing_to_weave_is_nothing_done() -> None:
    assert woven_store()[1] == Tally()


def test_reviews_come_with_the_news_not_with_the_clock() -> None:
    store = MemoryStore()
    loom = Loom(store)
    late = article("late", "courier", MATCH.replace("Rovers", "United"), 60 * 24 * 3)
    loom.weave([*NEWS, late], now=NOON + timedelta(days=9))
    assert sum(len(members) for members in stories(store).values()) == 5


LATER = article("later", "herald", COUNCIL.replace("Firefighters", "Soldiers"), 260, headline="Melverton asks who")


def story_of(store: MemoryStore, name: str) -> StoryId:
    return next(story for story, names in stories(store).items() if name in names)


def correct(store: MemoryStore, *revisions: Merges | Splits) -> int:
    done = store.correct(revisions, by="ana@gazette.example", now=after(500))
    assert done is not None
    return done.number


def test_a_running_loom_hears_of_a_merge_and_an_undoing_before_it_places_again() -> None:
    store = MemoryStore()
    loom = Loom(store)
    loom.weave(NEWS, now=after(400))
    flood, match = story_of(store, "flood"), story_of(store, "match")
    number = correct(store, Merges(kept_id=match, gone_id=flood))
    loom.weave([LATER], now=after(600))
    assert stories(store) == {match: ["council", "flood", "floodagain", "later", "match"]}
    assert {loom.neighbours.find(one.id).story_id for one in (*NEWS, LATER)} == {match}  # type: ignore[union-attr]
    store.undo(number, by="ana@gazette.example", now=after(700))
    last = article("last", "beacon", FLOOD.replace("Mayor", "The mayor,"), 300)
    loom.weave([last], now=after(800))
    assert stories(store) == {match: ["later", "match"], flood: ["council", "flood", "floodagain", "last"]}


@pytest.mark.parametrize("is_started_anew", [False, True])
def test_no_review_undoes_an_editor_not_even_after_a_new_start(is_started_anew: bool) -> None:
    store = MemoryStore()
    loom = Loom(store)
    loom.weave(NEWS, now=after(400))
    flood, match = story_of(store, "flood"), story_of(store, "match")
    correct(store, Splits(story_id=flood, new_id=match, article_ids=(NEWS[2].id,)))
    before = stories(store)
    assert before == {flood: ["flood", "floodagain"], match: ["council", "match"]}
    loom = Loom(store) if is_started_anew else loom
    for hours in (9, 18, 30):
        assert loom.review(NOON + timedelta(hours=hours), now=NOON + timedelta(hours=hours)) == Tally()
    assert stories(store) == before


class Hasty(MemoryStore):
    """A store in which an editor is quicker than a review: the correction comes between its question and its answer."""

    def last_correction(self) -> int:
        number = super().last_correction()
        if self.hurry:
            self.hurry.pop()()
        return number

    hurry: list[Callable[[], object]] = []  # noqa: RUF012


def test_a_correction_that_comes_during_a_review_wins_and_is_heard_the_next_time() -> None:
    store = Hasty()
    loom = Loom(store)
    halves = [replace(one, id=ArticleId(f"{name}xxxxxxxx"[:12])) for one, name in ((NEWS[2], "half"), (LATER, "whole"))]
    loom.weave([NEWS[0], *halves], now=after(400))
    (home,) = stories(store)
    split = Splits(story_id=home, new_id=StoryId("ownsssssssss"), article_ids=(halves[0].id,))
    loom._placer.apply(split)
    store.hurry.append(lambda: correct(store, Merges(kept_id=home, gone_id=home), split))
    loom.review(after(430), now=after(430))
    assert sorted(stories(store).values()) == [["flood", "whole"], ["half"]]
    loom.review(after(440), now=after(440))
    assert loom._placer.story_of(halves[0].id) == "ownsssssssss"


def test_a_loom_that_gets_the_place_back_knows_what_the_other_one_placed() -> None:
    store = MemoryStore()
    one, other = Loom(store), Loom(store)
    assert one.take_place(worker="one", now=NOON, lease_seconds=60)
    one.weave(NEWS[3:], now=NOON)
    assert not other.take_place(worker="other", now=after(0.5), lease_seconds=60)
    assert other.take_place(worker="other", now=after(2), lease_seconds=60)
    other.weave(NEWS[:1], now=NOON)
    with pytest.raises(StaleClaimError):
        one.weave(NEWS[1:3], now=NOON)
    other.leave_place(worker="other", now=after(3))
    assert one.take_place(worker="one", now=after(3), lease_seconds=60)
    one.weave(NEWS[1:3], now=NOON)
    assert sorted(stories(store).values()) == [["council", "flood", "floodagain"], ["match"]]


class Counting(MemoryStore):
    """A store that tells how often it was read whole, and which articles got their related ones anew."""

    def __init__(self) -> None:
        super().__init__()
        self.n_walks = 0
        self.looked_at: list[list[str]] = []
        self.read: list[list[str]] = []

    def remembered(self, *, since: datetime) -> Iterator[Remembered]:
        self.n_walks += 1
        return super().remembered(since=since)

    def keep_enrichments(self, made: Sequence[tuple[Enrichment, StoryPage]]) -> None:
        self.looked_at += [[known.rstrip("x") for known, _ in one.article_related] for one, _ in made]
        self.read += [[known.rstrip("x") for known, _ in one.article_briefs] for one, _ in made]
        super().keep_enrichments(made)


def test_a_loom_that_let_go_of_the_place_and_found_it_free_remembers_everything() -> None:
    store = Counting()
    loom = Loom(store)
    for one in NEWS:
        assert loom.take_place(worker="one", now=NOON, lease_seconds=60)
        loom.weave([one], now=NOON)
        loom.leave_place(worker="one", now=NOON)
    assert store.n_walks == 1


def test_of_a_story_that_grows_only_new_and_changed_articles_and_a_few_others_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "N_LOOKED_AGAIN", 1)
    store = Counting()
    loom = Loom(store)
    loom.weave(NEWS[:2], now=NOON)
    loom.enrich(now=NOON)
    loom.weave([NEWS[2]], now=after(1))
    loom.enrich(now=after(1))
    loom.weave([replace(NEWS[2], text=COUNCIL + "\n\nThe inquiry will begin in April.")], now=after(2))
    loom.enrich(now=after(2))
    assert store.looked_at == [["flood", "floodagain"], ["floodagain", "council"], ["flood", "council"]]


def test_of_a_story_that_grows_only_new_and_changed_articles_and_the_lead_are_read_for_a_brief() -> None:
    store = Counting()
    loom = Loom(store)
    loom.weave(NEWS[:2], now=NOON)
    loom.enrich(now=NOON)
    loom.weave([NEWS[2]], now=after(1))
    loom.enrich(now=after(1))
    loom.weave([replace(NEWS[2], text=COUNCIL + "\n\nThe inquiry will begin in April.")], now=after(2))
    loom.enrich(now=after(2))
    assert store.looked_at[1] == ["flood", "floodagain", "council"]
    assert store.read == [["flood", "floodagain"], ["flood", "council"], ["flood", "council"]]


def test_articles_whose_page_could_not_be_kept_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "N_LOOKED_AGAIN", 0)

    class Full(Counting):
        is_full = True

        def keep_enrichments(self, made: Sequence[tuple[Enrichment, StoryPage]]) -> None:
            if self.is_full:
                raise StoreError("store", "disk full")
            super().keep_enrichments(made)

    store = Full()
    loom = Loom(store)
    loom.weave(NEWS[:2], now=NOON)
    with pytest.raises(StoreError):
        loom.enrich(now=NOON)
    store.is_full = False
    loom.enrich(now=NOON)
    assert store.looked_at == [["flood", "floodagain"]]

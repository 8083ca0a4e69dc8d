"""Related articles: by what both are about, never a copy or the own story, each with its reason."""

from datetime import UTC, datetime, timedelta

import numpy as np

from newsloom.cluster import sign
from newsloom.enrich import Lexicon, Neighbours, hashtags, related_to_article, related_to_story
from newsloom.records import (
    Article,
    ArticleId,
    Hashtag,
    Language,
    Member,
    Merges,
    Original,
    Provenance,
    PublisherId,
    Reason,
    Relation,
    Signature,
    Splits,
    Story,
    StoryId,
)
from newsloom.text import folded_words

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FERRY = "ferry Selene Star sank off Calder Bay, nine dead in the storm"
INQUIRY = "inquiry into the ferry Selene Star hears of worn steering gear"
FOOTBALL = "Rovers beat Athletic in the cup final after extra time"


def signed(
    name: str, text: str, *, hours_ago: float = 0, names: tuple[str, ...] = (), vector: tuple[float, ...] | None = None
) -> Signature:
    terms = folded_words(text)
    return Signature(
        article_id=ArticleId(name),
        language=Language("en"),
        at=NOW - timedelta(hours=hours_ago),
        headline_terms=tuple(terms),
        terms=tuple((term, 1) for term in terms),
        names=names,
        vector=None if vector is None else np.array(vector, dtype=np.float32),
    )


def tag(phrase: str) -> Hashtag:
    return Hashtag(
        key=phrase.replace(" ", "").lower(),
        spelling=phrase.replace(" ", ""),
        phrase=phrase,
        score=1.0,
        provenance=Provenance(kind="rule", name="hashtags"),
    )


def add(
    neighbours: Neighbours, signature: Signature, *tags: str, story: str = "", publisher: str = "a.example"
) -> None:
    story_id = StoryId(story or signature.article_id)
    neighbours.add(signature, story_id, PublisherId(publisher), [tag(phrase) for phrase in tags])


def background(neighbours: Neighbours, n: int = 30) -> None:
    """Articles about other things, so that rarity means something."""
    for number in range(n):
        add(
            neighbours,
            signed(f"other{number}", f"subject{number} verb{number} thing{number} in the city"),
            f"Thing {number}",
        )


def found(relations: tuple[Relation, ...]) -> list[str]:
    return [relation.article_id for relation in relations]


def test_another_publishers_story_of_the_same_affair_is_related_with_its_reason() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY, hours_ago=20), "Selene Star", "Calder Bay")
    add(neighbours, signed("inquiry", INQUIRY), "Selene Star", publisher="b.example")
    add(neighbours, signed("football", FOOTBALL), "Rovers")
    (relation,) = related_to_article(ArticleId("inquiry"), neighbours)
    assert (relation.article_id, relation.story_id) == ("ferry", "ferry")
    assert relation.reasons == (
        Reason(kind="hashtags", terms=("Selene Star",)),
        Reason(kind="words", terms=("ferry",)),
        Reason(kind="time", value=20.0),
    )


def test_one_common_word_relates_nothing() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("football", FOOTBALL), "Rovers")
    add(neighbours, signed("city", "Rovers buy a car for the city"))
    assert related_to_article(ArticleId("football"), neighbours) == ()


def test_a_theatre_that_many_share_relates_nothing() -> None:
    neighbours = Neighbours()
    for number in range(60):
        text = f"Ardena capital subject{number} verb{number} thing{number} more{number}"
        add(neighbours, signed(f"a{number}", text), "Ardena", "Marenne", f"Thing {number}")
    assert related_to_article(ArticleId("a7"), neighbours) == ()


def test_own_story_and_copies_are_never_related() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY), "Selene Star", story="one")
    add(neighbours, signed("sister", f"{FERRY} again"), "Selene Star", story="one", publisher="b.example")
    add(neighbours, signed("copy", FERRY), "Selene Star", story="two", publisher="c.example")
    assert related_to_article(ArticleId("ferry"), neighbours) == ()


def test_one_card_stands_for_a_story() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY), "Selene Star")
    add(neighbours, signed("inquiry", INQUIRY), "Selene Star", story="inquiry", publisher="b.example")
    add(neighbours, signed("gear", f"{INQUIRY} and fog"), "Selene Star", story="inquiry", publisher="c.example")
    assert len(related_to_article(ArticleId("ferry"), neighbours)) == 1


def test_another_publisher_goes_before_the_own_one() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY), "Selene Star")
    add(neighbours, signed("own", INQUIRY), "Selene Star", publisher="a.example")
    add(neighbours, signed("their", INQUIRY, hours_ago=9), "Selene Star", publisher="b.example")
    assert found(related_to_article(ArticleId("ferry"), neighbours)) == ["their", "own"]


def test_of_two_equals_the_fresher_goes_first() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY), "Selene Star")
    add(neighbours, signed("old", INQUIRY, hours_ago=50), "Selene Star", publisher="b.example")
    add(neighbours, signed("new", INQUIRY, hours_ago=2), "Selene Star", publisher="c.example")
    assert found(related_to_article(ArticleId("ferry"), neighbours)) == ["new", "old"]


def test_vectors_relate_what_words_do_not() -> None:
    neighbours = Neighbours(capacity=8)
    add(neighbours, signed("a", "vessel founders", vector=(1.0, 0.0)))
    add(neighbours, signed("b", "ship goes down", vector=(0.96, 0.28)), publisher="b.example")
    add(neighbours, signed("c", "goal in extra time", vector=(0.0, 1.0)), publisher="c.example")
    (relation,) = related_to_article(ArticleId("a"), neighbours)
    assert relation.article_id == "b"
    assert relation.reasons[0] == Reason(kind="likeness", value=0.96)


def test_merges_and_splits_move_articles_between_stories() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY), "Selene Star")
    add(neighbours, signed("inquiry", INQUIRY), "Selene Star", publisher="b.example")
    neighbours.apply(Merges(kept_id=StoryId("ferry"), gone_id=StoryId("inquiry")))
    assert related_to_article(ArticleId("ferry"), neighbours) == ()
    neighbours.apply(Splits(story_id=StoryId("ferry"), new_id=StoryId("new"), article_ids=(ArticleId("inquiry"),)))
    assert [one.story_id for one in related_to_article(ArticleId("ferry"), neighbours)] == ["new"]


def test_the_oldest_leave_and_a_revision_replaces_what_was_known() -> None:
    neighbours = Neighbours(capacity=3)
    for name in ("a", "b", "c", "d"):
        add(neighbours, signed(name, f"{name} {INQUIRY}", vector=(1.0, 0.0)), "Selene Star")
    add(neighbours, signed("d", FOOTBALL, vector=(0.0, 1.0)), "Rovers")
    assert len(neighbours) == 2
    assert "a" not in neighbours
    assert related_to_article(ArticleId("a"), neighbours) == ()
    assert related_to_article(ArticleId("d"), neighbours) == ()


def test_a_storys_relations_are_the_best_of_its_originals() -> None:
    neighbours = Neighbours()
    background(neighbours)
    add(neighbours, signed("ferry", FERRY), "Selene Star", story="one")
    add(neighbours, signed("storm", "storm over Calder Bay"), "Calder Bay", story="one", publisher="b.example")
    add(neighbours, signed("inquiry", INQUIRY), "Selene Star", publisher="c.example")
    members = tuple(
        Member(
            article=Article(id=ArticleId(name), headline=name, text="", seen_at=NOW),
            verdict=Original(article_id=ArticleId(name)),
        )
        for name in ("ferry", "storm", "unknown")
    )
    story = Story(id=StoryId("one"), language=Language("en"), members=members)
    assert found(related_to_story(story, neighbours)) == ["inquiry"]


ACCORDS = """
Envoy eyes bringing Kervia and the steppe republics into the Harbour Accords, sources say
The Harbour Accords of 2020 opened embassies between Marenne and four of its neighbours. Kervia has had an embassy in
Marenne for thirty years, so that its joining would be a sign more than a change, three officials said. A quarrel of
Kervia with Ostland over the Tarn valley stands in the way: a peace treaty must come first. President Halden wants the
accords to grow while the war in Sarrat goes on and anger in the region rises.
"""
TREATY = """
Kervia and Ostland close to a treaty over the Tarn valley
The foreign ministers of Kervia and Ostland have a text, officials in both capitals said. It would end forty years of
war over the Tarn valley, and clear the way for Kervia into the Harbour Accords.
"""
PRIMER = """
What the Harbour Accords are, and who has signed them
Four countries signed the Harbour Accords with Marenne in 2020, and opened embassies. Kervia and the steppe republics
are said to be next.
"""
THEATRE = (
    """
Marenne to take all of Sarrat, its cabinet decides
The cabinet of Marenne decided to widen the war in Sarrat. President Halden was told at night. Aid groups warn of famine
while bakeries close, and reservists are called up from Monday.
""",
    """
Halden thanks the leaders of Belmora for talks on the northern front
President Halden spoke with the leaders of Belmora by telephone about a truce in the north. Both sides keep channels
open, a spokesman said, and a summit may follow in the autumn.
""",
    """
No more arms for Marenne, says the chancellor of Gallen
Gallen will deliver nothing that could be used in Sarrat, the chancellor said. The opposition calls it a turn. Exports
to Marenne were worth forty million last year.
""",
)


def write(neighbours: Neighbours, lexicon: Lexicon, name: str, text: str, *, days_ago: float) -> None:
    headline, _, body = text.strip().partition("\n")
    at = NOW - timedelta(days=days_ago)
    article = Article(
        id=ArticleId(name), headline=headline, text=body, seen_at=at, published_at=at, language=Language("en")
    )
    signature, tags = sign(article, None), hashtags(article, lexicon)
    lexicon.add(signature, tags)
    neighbours.add(signature, StoryId(name), PublisherId(f"{name}.example"), tags)


def war(neighbours: Neighbours, lexicon: Lexicon) -> None:
    """Two weeks of a theatre that every third article is about."""
    background(neighbours)
    for number in range(15):
        text = f"War in Sarrat, day {number}\nMarenne and Sarrat: matter{number} item{number}, President Halden said."
        write(neighbours, lexicon, f"war{number}", text, days_ago=15 - number)


def test_what_shares_only_a_theatre_is_not_shown_however_fresh() -> None:
    neighbours, lexicon = Neighbours(), Lexicon()
    war(neighbours, lexicon)
    write(neighbours, lexicon, "accords", ACCORDS, days_ago=1)
    for number, text in enumerate(THEATRE):
        write(neighbours, lexicon, f"theatre{number}", text, days_ago=0)
    assert related_to_article(ArticleId("accords"), neighbours) == ()


def test_real_neighbours_win_over_a_fresh_theatre_when_they_are_there() -> None:
    neighbours, lexicon = Neighbours(), Lexicon()
    war(neighbours, lexicon)
    write(neighbours, lexicon, "primer", PRIMER, days_ago=9)
    write(neighbours, lexicon, "treaty", TREATY, days_ago=5)
    write(neighbours, lexicon, "accords", ACCORDS, days_ago=1)
    for number, text in enumerate(THEATRE):
        write(neighbours, lexicon, f"theatre{number}", text, days_ago=0)
    related = related_to_article(ArticleId("accords"), neighbours)
    assert sorted(found(related)) == ["primer", "treaty"]
    assert all(any("Harbour Accords" in reason.terms for reason in one.reasons) for one in related)


def test_an_older_article_of_the_same_affair_is_not_hidden_by_fresh_strangers() -> None:
    neighbours, lexicon = Neighbours(), Lexicon()
    war(neighbours, lexicon)
    write(neighbours, lexicon, "treaty", TREATY, days_ago=30)
    write(neighbours, lexicon, "accords", ACCORDS, days_ago=1)
    for number, text in enumerate(THEATRE):
        write(neighbours, lexicon, f"theatre{number}", text, days_ago=0)
    assert found(related_to_article(ArticleId("accords"), neighbours)) == ["treaty"]


def test_a_country_and_one_word_relate_nothing() -> None:
    def shown(shared: tuple[str, ...]) -> int:
        neighbours = Neighbours()
        background(neighbours)
        add(neighbours, signed("one", "treaty talks", vector=(1, 0)), *shared)
        add(neighbours, signed("two", "treaty signed", hours_ago=9, vector=(0.5, 0.866)), *shared)
        return len(related_to_article(ArticleId("one"), neighbours))

    assert shown(("France", "Berit Hollis", "Calder Pact")) == 1
    assert shown(("France",)) == 0

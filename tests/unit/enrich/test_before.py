"""What came before a story: earlier stories of its affair, newest first, and nothing else."""

from datetime import UTC, datetime, timedelta

from newsloom.enrich import Neighbours, came_before, related_to_story
from newsloom.records import (
    Article,
    ArticleId,
    Hashtag,
    Language,
    Member,
    Original,
    Provenance,
    PublisherId,
    Signature,
    Story,
    StoryId,
)
from newsloom.text import folded_words

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
PLACES = ("Orlo", "Tesk", "Marr", "Velin", "Sadova", "Kirn", "Upolje")


def add(neighbours: Neighbours, name: str, text: str, *tags: str, days_ago: float, story: str = "") -> None:
    terms = folded_words(text)
    signature = Signature(
        article_id=ArticleId(name),
        language=Language("en"),
        at=NOW - timedelta(days=days_ago),
        headline_terms=tuple(terms),
        terms=tuple((term, 1) for term in terms),
    )
    rule = Provenance(kind="rule", name="hashtags")
    hashtags = [
        Hashtag(key=tag.lower(), spelling=tag.replace(" ", ""), phrase=tag, score=1.0, provenance=rule) for tag in tags
    ]
    neighbours.add(signature, StoryId(story or name), PublisherId(f"{name}.example"), hashtags)


def strike(neighbours: Neighbours, number: int, *, days_ago: float) -> None:
    text = f"Jets of Ostrava bomb the depots of the Karst Brigade near {PLACES[number]}"
    add(neighbours, f"strike{number}", text, "Karst Brigade", PLACES[number], days_ago=days_ago)


def story(neighbours: Neighbours, *names: str) -> Story:
    articles = []
    for name in names:
        known = neighbours.find(ArticleId(name))
        assert known is not None
        articles.append(Article(id=known.article_id, headline="", text="", seen_at=known.at, published_at=known.at))
    return Story(
        id=StoryId(names[0]),
        language=Language("en"),
        members=tuple(Member(article=one, verdict=Original(article_id=one.id)) for one in articles),
    )


def war() -> Neighbours:
    """Seven air strikes, one every other day, among articles about other things."""
    neighbours = Neighbours()
    for number in range(40):
        add(neighbours, f"other{number}", f"subject{number} verb{number} thing{number} town", days_ago=20)
    for number in range(7):
        strike(neighbours, number, days_ago=12 - 2 * number)
    return neighbours


def test_a_story_leads_to_the_five_latest_before_it_newest_first() -> None:
    neighbours = war()
    before = came_before(story(neighbours, "strike6"), neighbours)
    assert [one.article_id for one in before] == ["strike5", "strike4", "strike3", "strike2", "strike1"]
    assert {one.kind for one in before} == {"same-affair"}
    assert all(one.reasons[0].terms[0] == "Karst Brigade" for one in before)


def test_what_came_later_did_not_come_before() -> None:
    neighbours = war()
    before = came_before(story(neighbours, "strike2"), neighbours)
    assert [one.article_id for one in before] == ["strike1", "strike0"]


def test_a_story_that_is_still_told_did_not_come_before() -> None:
    neighbours = war()
    text = "Jets of Ostrava bomb the depots of the Karst Brigade near Velin again"
    add(neighbours, "late", text, "Karst Brigade", story="strike3", days_ago=-1)
    before = came_before(story(neighbours, "strike6"), neighbours)
    assert [one.story_id for one in before] == ["strike5", "strike4", "strike2", "strike1", "strike0"]


def test_what_came_before_is_not_repeated_among_the_related() -> None:
    neighbours = war()
    asked = story(neighbours, "strike6")
    before = came_before(asked, neighbours)
    related = related_to_story(asked, neighbours, shown=before)
    assert [one.article_id for one in related] == ["strike0"]


def test_nothing_came_before_the_first_of_its_kind() -> None:
    neighbours = war()
    assert came_before(story(neighbours, "strike0"), neighbours) == ()

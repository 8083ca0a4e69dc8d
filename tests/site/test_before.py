"""What came before a story: kept with it, and given to its page as cards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsloom.records import Merges, Reason, Relation
from newsloom.site.newsroom.queries.stories import find_story, story_page
from newsloom.site.newsroom.shapes import StoryPageLines
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_story
from tests.factories import after, story_id

pytestmark = pytest.mark.django_db


def relation(name: str) -> Relation:
    reasons = (Reason(kind="names", terms=("Calder Bay",)),)
    lead = paper(name, "gazette").id
    return Relation(story_id=story_id(name), article_id=lead, kind="same-affair", score=0.9, reasons=reasons)


def print_affair(store: DjangoStore, *names: str, related: tuple[Relation, ...] = ()) -> None:
    """A story of each name, one after the other; the last one leads to the others, newest first."""
    for number, name in enumerate(names):
        is_last = number == len(names) - 1
        earlier = tuple(relation(one) for one in reversed(names[:-1])) if is_last else ()
        article = paper(name, "gazette", published_at=after(60 * number - 600))
        print_story(store, name, article, before=earlier, related=related if is_last else ())


def page_of(name: str) -> StoryPageLines:
    found = find_story(story_id(name))
    assert found is not None
    assert found.line is not None
    return story_page(found, found.line, full_text=False)


def test_a_storys_page_leads_to_what_came_before_newest_first(store: DjangoStore) -> None:
    print_affair(store, "pier", "quay", "dock")
    cards = page_of("dock").before
    assert [card.headline for card in cards] == ["The quay opens", "The pier opens"]
    assert cards[0].href == f"/en/story/{story_id('quay')}/the-quay-opens"
    assert cards[0].reasons == (Reason(kind="names", terms=("Calder Bay",)),)


@pytest.mark.parametrize("n_before", [1, 3])
def test_what_is_related_and_what_came_before_take_one_query(store: DjangoStore, n_before: int) -> None:
    print_story(store, "lock", paper("lock", "gazette"))
    print_affair(store, *("pier", "quay", "dock")[:n_before], "mole", related=(relation("lock"),))
    found = find_story(story_id("mole"))
    assert found is not None
    assert found.line is not None
    with CaptureQueriesContext(connection) as asked:
        page = story_page(found, found.line, full_text=False)
    assert (len(page.before), len(page.related)) == (n_before, 1)
    assert len(asked) == 3


def test_no_story_stands_twice_beside_a_story(store: DjangoStore) -> None:
    print_affair(store, "pier", "quay", "dock", related=(relation("pier"),))
    assert page_of("dock").related == ()
    store.revise([Merges(kept_id=story_id("pier"), gone_id=story_id("quay"))], now=after(90))
    assert [card.headline for card in page_of("dock").before] == ["The pier opens"]


def test_an_earlier_story_that_became_part_of_this_one_is_no_longer_before_it(store: DjangoStore) -> None:
    print_affair(store, "pier", "dock")
    store.revise([Merges(kept_id=story_id("dock"), gone_id=story_id("pier"))], now=after(90))
    assert page_of("dock").before == ()

"""Who covers a story: by publisher, copies folded, round-ups last, and the reason why each article is there."""

from __future__ import annotations

import re

import pytest

from newsloom.records import Article, CopyKind, CopyOf, Splits
from newsloom.site.newsroom.models import Article as ArticleRow
from newsloom.site.newsroom.queries.stories import find_story, story_page
from newsloom.site.newsroom.shapes import Coverage
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_story, reader
from tests.factories import after, make_woven, story_id
from tests.site.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]

STORY = f"/en/story/{story_id('pier')}/the-pier-opens"


def at(minutes: float, house: str, name: str = "pier", **fields: object) -> Article:
    return paper(name, house, published_at=after(minutes), **fields)


def add_copy(store: DjangoStore, article: Article, of: str, kind: CopyKind = "wire") -> None:
    """A copy of an article that may be in no story at all."""
    verdict = CopyOf(article_id=article.id, original_id=of, kind=kind, resemblance_share=0.9)  # type: ignore[arg-type]
    store.keep([make_woven(article, story="pier", joins=True, verdict=verdict)], now=after(60))


def coverage(name: str = "pier") -> Coverage:
    found = find_story(story_id(name))
    assert found is not None
    assert found.line is not None
    return story_page(found, found.line, full_text=False).coverage


def houses(of: Coverage) -> list[tuple[str, list[str]]]:
    return [
        (house.publisher.name if house.publisher else "", [member.line.headline for member in house.texts])
        for house in of.houses
    ]


def test_articles_stand_under_their_publisher_in_the_order_of_its_first(store: DjangoStore) -> None:
    print_story(store, "pier", at(0, "gazette"), at(5, "courier"), at(9, "gazette", "mole", headline="Fog at the pier"))
    assert houses(coverage()) == [
        ("Gazette", ["The pier opens", "Fog at the pier"]),
        ("Courier", ["The pier opens"]),
    ]
    assert text_of(reader().get(STORY)).count("first to report") == 1


def test_publishers_with_a_text_of_their_own_stand_before_those_that_carry_what_counts_elsewhere(
    store: DjangoStore,
) -> None:
    wire = at(-90, "northwire", "elsewhere")
    print_story(store, "elsewhere", wire)
    print_story(store, "pier", at(5, "courier"), at(20, "northwire", "quay"))
    add_copy(store, at(1, "herald", credit="Northwire"), wire.id)
    add_copy(store, at(2, "mirror", credit="Northwire"), wire.id)
    found = coverage()
    assert [name for name, _ in houses(found)] == ["Courier", "Northwire", "Herald"]
    assert [house.is_independent for house in found.houses] == [True, True, False]
    (member,) = found.houses[2].texts
    assert [copy.publisher.name for copy in member.copies if copy.publisher] == ["Mirror"]


@pytest.mark.parametrize("kind", ["roundup", "live"])
def test_round_ups_and_live_blogs_stand_last_and_say_so(store: DjangoStore, kind: str) -> None:
    print_story(store, "pier", at(0, "gazette", kind=kind, headline="Ten things to know"), at(5, "courier"))
    found = coverage()
    assert [name for name, _ in houses(found)] == ["Courier"]
    assert [member.line.headline for member in found.wide] == ["Ten things to know"]
    page = text_of(reader().get(STORY))
    assert page.index("The pier opens") < page.index("Round-ups and live blogs") < page.index("Ten things to know")


def test_a_copy_that_came_before_the_agencys_own_is_marked_as_the_first(store: DjangoStore) -> None:
    wire = at(10, "northwire", credit="Northwire")
    print_story(store, "pier", wire, at(20, "courier"))
    add_copy(store, at(1, "herald", credit="Northwire"), wire.id)
    page = text_of(reader().get(STORY))
    assert "Northwire copy in Herald 12:01 first to report" in page
    assert coverage().first_id == at(1, "herald").id
    article = text_of(reader().get(f"/en/article/{at(1, 'herald').id}"))
    assert "The text is by Northwire, which published it later." in article


def test_what_was_edited_is_told_apart_from_what_was_not(store: DjangoStore) -> None:
    first = at(0, "gazette")
    print_story(store, "pier", first)
    add_copy(store, at(3, "herald"), first.id, "exact")
    add_copy(store, at(4, "mirror"), first.id, "light-edit")
    assert "Also in Herald 12:03 · Lightly edited in Mirror 12:04" in text_of(reader().get(STORY))


@pytest.mark.parametrize("n_copies", [2, 5])
def test_copies_by_nobody_known_are_named_by_their_headline(store: DjangoStore, n_copies: int) -> None:
    nobodys = [
        at(n, f"nobody{n}", publisher_id=None, publisher_name="", headline=f"Leaf {n}") for n in range(1, 1 + n_copies)
    ]
    print_story(store, "pier", at(0, "gazette"), copies=tuple(nobodys))
    assert "Also in Leaf 1" in text_of(reader().get(STORY))


def test_a_publishers_second_printing_is_told_as_such(store: DjangoStore) -> None:
    first = at(0, "gazette")
    print_story(store, "pier", first)
    add_copy(store, at(3, "gazette", "pierb"), first.id, "light-edit")
    add_copy(store, at(4, "herald"), first.id)
    assert "Also in Herald 12:04 · Once more in Gazette 12:03" in text_of(reader().get(STORY))


def test_copies_of_a_copy_and_rings_of_copies_are_shown_once(store: DjangoStore) -> None:
    first, second, third = at(0, "gazette"), at(1, "herald"), at(2, "mirror")
    print_story(store, "pier", first)
    add_copy(store, second, first.id)
    add_copy(store, third, second.id)
    assert [len(member.copies) for member in coverage().members] == [2]
    ArticleRow.objects.filter(id=first.id).update(original_id=third.id)
    shown = [line.id for member in coverage().members for line in (member.line, *member.copies)]
    assert sorted(shown) == sorted([first.id, second.id, third.id])


def test_the_article_that_began_a_story_and_those_that_a_review_moved_say_so(store: DjangoStore) -> None:
    print_story(store, "pier", at(0, "gazette"), at(5, "courier"))
    assert "The earliest article of the story that we know" in text_of(reader().get(STORY))
    moved = at(5, "courier").id
    store.revise(
        [Splits(story_id=story_id("pier"), new_id=story_id("quay"), article_ids=(moved,))],
        now=after(70),
    )
    (member,) = [member for member in store.story(story_id("quay")).members if member.article.id == moved]
    assert [reason.kind for reason in member.reasons] == ["review"]
    ArticleRow.objects.filter(id=moved).update(story_id=story_id("pier"))
    assert "Belongs here: moved from another story, by a later look" in text_of(reader().get(STORY))
    arabic = text_of(reader().get(STORY.replace("/en/", "/ar/")))
    assert "نُقل من قصة أخرى بعد مراجعة لاحقة" in arabic


def test_a_publisher_with_many_articles_does_not_fill_the_page(store: DjangoStore) -> None:
    print_story(store, "pier", *(at(number, "gazette", f"pier{number}") for number in range(6)))
    page = reader().get(f"/en/story/{story_id('pier')}/{'the-pier0-opens'}")
    assert "3 more articles of this publisher" in text_of(page)


def test_publishers_past_the_twentieth_are_shown_on_demand(store: DjangoStore) -> None:
    print_story(store, "pier", *(at(number, f"house{number}") for number in range(22)))
    page = reader().get(STORY)
    assert "2 more publishers" in text_of(page)
    assert (
        page.content.decode().split('<details class="more-houses">')[1].split("</details>")[0].count("house-name") == 2
    )


def test_a_growth_chart_has_a_dot_for_each_publisher_hollow_for_copies(store: DjangoStore) -> None:
    print_story(store, "pier", at(0, "gazette"), at(5, "courier"), copies=(at(7, "herald"),))
    page = reader().get(STORY).content.decode()
    assert re.findall(r'<circle class="([^"]+)"', page) == ["mark", "mark", "mark hollow"]
    assert "hollow where that was a copy" in page


def test_a_story_of_one_article_has_no_chart(store: DjangoStore) -> None:
    print_story(store, "pier", at(0, "gazette"))
    assert "How the coverage grew" not in text_of(reader().get(STORY))

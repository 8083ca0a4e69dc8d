"""The front page: the reader's sections, why a story stands where it does, one card for a text in every list."""

from __future__ import annotations

import re

import pytest

from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_edition, print_story, reader
from tests.factories import after, make_hashtag
from tests.site.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]


def print_two_sections(store: DjangoStore) -> None:
    print_story(store, "pier", paper("pier", "gazette", section="world"), paper("pier", "courier", section="world"))
    print_story(store, "quay", paper("quay", "gazette", section="sport", published_at=after(-60)))


def headlines(page: str) -> list[str]:
    main = page.split("<main")[1].split("<aside")[0]
    return re.findall(r"<h[23][^>]*><a [^>]*>The (\w+) opens", main)


def test_a_story_says_why_it_stands_where_it_does(store: DjangoStore) -> None:
    print_two_sections(store)
    page = text_of(reader().get("/en/"))
    assert "Why here?" in page
    for line in (
        "Coverage 2 independent texts 1.58",
        "Growth 2 articles in the last 12 hours of its coverage + 0.4",
        "Freshness among the newest × 1",
        "Mix no story of its section stands above it × 1",
        "Your sections not among them × 1",
        "Together 1.98",
        "Growth told by one publisher only + 0",
        "Freshness its last article is 1 hour older than the newest story’s × 0.93",
    ):
        assert line in page


def test_why_a_story_stands_where_it_does_is_told_in_arabic(store: DjangoStore) -> None:
    print_two_sections(store)
    page = text_of(reader().get("/ar/?lang=all"))
    assert "لماذا هنا؟" in page
    assert "التغطية نصان مستقلان ١٫٥٨" in page
    assert "النمو مقالان في آخر ١٢ ساعة من تغطيتها + ٠٫٤" in page


def test_the_sections_that_a_reader_chose_are_lifted_and_told(store: DjangoStore) -> None:
    print_two_sections(store)
    client = reader()
    assert headlines(client.get("/en/").content.decode()) == ["pier", "quay"]
    answer = client.post("/preferences", {"choice": "sections", "sections": ["sport", "spells"], "next": "/en/"})
    assert (answer.status_code, answer["Location"]) == (303, "/en/")
    assert client.cookies["newsloom_sections"].value == "sport"
    page = client.get("/en/")
    assert "you chose Sport × 1.5" in text_of(page)
    assert "Your sections: Sport" in text_of(page)
    assert re.findall(r'value="(\w+)" checked', page.content.decode()) == ["sport"]
    client.post("/preferences", {"choice": "sections", "next": "/en/"})
    assert "you chose" not in text_of(client.get("/en/"))


def test_chosen_sections_come_first_below_the_top(store: DjangoStore) -> None:
    for number, section in enumerate(["world"] * 6 + ["sport", "culture"] * 6):
        article = paper(f"s{number:02}", "gazette", section=section, published_at=after(-number))
        print_story(store, f"s{number:02}", article)
    shown = [
        re.findall(r'<h2 class="title"><a href="/en/section/(\w+)"', reader(**kept).get("/en/").content.decode())
        for kept in ({}, {"newsloom_sections": "culture"})
    ]
    assert shown == [["world", "sport", "culture"], ["culture", "world", "sport"]]


def test_a_choice_changes_no_feed_and_no_nonsense_is_read_from_a_cookie(store: DjangoStore) -> None:
    print_two_sections(store)
    client = reader(newsloom_sections="sport.<b>..")
    assert client.get("/en/").status_code == 200
    assert client.get("/en/feeds/front.json").json()["items"][0]["title"] == "The pier opens"


@pytest.mark.parametrize("path", ["/en/latest", "/en/"])
def test_one_text_is_one_line_of_the_river_and_names_who_else_ran_it(store: DjangoStore, path: str) -> None:
    copies = tuple(paper("pier", house, published_at=after(5)) for house in ("herald", "mirror", "echo", "mail"))
    print_story(store, "pier", paper("pier", "gazette"), copies=copies)
    page = text_of(reader().get(path))
    assert "Gazette also in Echo, Herald and 2 more" in page
    assert page.split("Latest")[-1].count("The pier opens") == 1


def test_a_publishers_second_printing_of_its_own_text_is_no_other_publisher(store: DjangoStore) -> None:
    again = paper("pierb", "gazette", published_at=after(5))
    print_story(store, "pier", paper("pier", "gazette"), copies=(again,))
    assert "also in" not in text_of(reader().get("/en/latest"))


def test_a_section_shows_a_story_once_however_many_ran_its_text(store: DjangoStore) -> None:
    copies = tuple(paper("pier", house) for house in ("herald", "mirror", "echo"))
    print_story(store, "pier", paper("pier", "gazette"), copies=copies)
    page = text_of(reader().get("/en/section/world"))
    assert page.count("The pier opens") == 1
    assert "4 publishers 1 independent text" in page


def test_a_hashtag_shows_the_text_and_not_its_newest_copy(store: DjangoStore) -> None:
    copies = tuple(paper("pier", house, published_at=after(5)) for house in ("herald", "mirror"))
    print_story(store, "pier", paper("pier", "gazette"), copies=copies, hashtags=(make_hashtag("Harbour"),))
    page = text_of(reader().get("/en/hashtag/harbour"))
    assert "also in Herald and Mirror" in page
    assert "more of this story" not in page


def test_the_front_page_holds_its_form_with_many_stories(store: DjangoStore) -> None:
    print_edition(store, 4)
    assert sorted(headlines(reader().get("/en/").content.decode())) == ["dock", "lock", "pier", "quay"]

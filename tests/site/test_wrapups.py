"""The daily wrap-up: a page, a feed and a mail, each with the day's stories and what they rest on."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from newsloom.records import Language
from newsloom.site.newsroom.models import Publisher
from newsloom.site.newsroom.queries.wrapups import Wanted, days, wrap_up
from newsloom.site.newsroom.store import DjangoStore
from newsloom.site.newsroom.views.wrapups import mail_of
from tests.editions import paper, print_edition, print_story, reader
from tests.factories import NOON, after, make_hashtag

DAY = NOON.date()
PATH = f"/en/wrap-up/{DAY}"


@pytest.fixture
def store(db: None) -> DjangoStore:
    kept = DjangoStore()
    print_edition(kept, 2)
    earlier = NOON - timedelta(days=2)
    print_story(kept, "lock", paper("lock", "gazette", published_at=earlier), hashtags=(make_hashtag("Locks"),))
    Publisher.objects.filter(id="courier.example").update(country="GB")
    return kept


def headlines(path: str) -> list[str]:
    page = reader().get(path).content.decode()
    return re.findall(r'<h3[^>]*><a href="/\w+/story/[^"]+">([^<]+)</a></h3>', page)


@pytest.mark.usefixtures("store")
def test_a_day_has_its_own_stories_each_with_its_brief() -> None:
    assert sorted(headlines(PATH)) == ["The pier opens", "The quay opens"]
    page = reader().get(PATH).content.decode()
    assert page.count("2 sentences taken from") == 2
    assert headlines(f"/en/wrap-up/{DAY - timedelta(days=2)}") == ["The lock opens"]
    assert headlines(f"/en/wrap-up/{DAY - timedelta(days=1)}") == []


@pytest.mark.usefixtures("store")
def test_days_lead_to_their_neighbours_and_the_bare_address_to_the_newest() -> None:
    assert reader().get("/en/wrap-up?country=GB")["Location"] == f"{PATH}?country=GB"
    page = reader().get(PATH).content.decode()
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page) == [("prev", f"/en/wrap-up/{DAY - timedelta(days=2)}")]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("query", "n_stories"),
    [("country=GB", 2), ("country=FR", 0), ("section=sport", 0), ("hashtags=thequay,nothing", 1), ("lang=all", 2)],
)
def test_a_reader_may_want_less(query: str, n_stories: int) -> None:
    assert len(headlines(f"{PATH}?{query}")) == n_stories


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("path", "status"),
    [("/en/wrap-up/2025-02-31", 404), ("/en/wrap-up/9999-01-01", 404), (f"{PATH}?section=nonsense", 400)],
)
def test_a_day_or_section_that_is_none_is_said_so(path: str, status: int) -> None:
    assert reader().get(path).status_code == status


@pytest.mark.parametrize("n_stories", [1, 3])
def test_a_day_takes_the_same_queries_for_one_story_and_for_three(db: None, n_stories: int) -> None:
    print_edition(DjangoStore(), n_stories)
    with CaptureQueriesContext(connection) as asked:
        reader().get(PATH)
    assert len(asked) == 6, [query["sql"] for query in asked]


@pytest.mark.usefixtures("store")
def test_the_feed_has_an_entry_a_day_with_the_stories_in_it() -> None:
    feed = etree.fromstring(reader().get("/en/feeds/wrap-up.atom").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    links = feed.xpath("//a:entry/a:link[@type='text/html']/@href", namespaces=names)
    assert [link.rpartition("/")[2] for link in links] == [str(DAY), str(DAY - timedelta(days=2))]
    content = feed.xpath("//a:entry[1]/a:content", namespaces=names)[0].text
    assert "The pier opened on Saturday." in content
    assert reader().get("/en/feeds/wrap-up.json").json()["items"][0]["summary"].count("opens") == 2


@pytest.mark.usefixtures("store")
def test_a_mail_has_a_subject_plain_text_and_markup_with_whole_addresses() -> None:
    mail = mail_of(wrap_up(DAY, Wanted(language="en"), full_text=True), language="en")
    assert mail.subject == "newsloom, 14 March 2026: the day’s news"
    assert max(map(len, mail.text.splitlines())) < 120
    assert "The pier opened on Saturday." in mail.text
    assert "<" not in mail.text
    assert re.findall(r'href="(?!http)', mail.html) == []


def test_a_mail_in_arabic_runs_from_right_to_left_and_counts_in_its_digits(db: None) -> None:
    article = paper("pier", "gazette", published_at=after(0), language=Language("ar"), headline="افتتاح الرصيف & <b>")
    print_story(DjangoStore(), "pier", article)
    mail = mail_of(wrap_up(DAY, Wanted(language="ar"), full_text=True), language="ar")
    assert 'lang="ar" dir="rtl"' in mail.html
    assert "١٤ مارس ٢٠٢٦" in mail.subject
    assert "افتتاح الرصيف &amp; &lt;b&gt;" in mail.html
    assert "افتتاح الرصيف & <b>" in mail.text


@pytest.mark.usefixtures("store")
def test_days_without_news_are_passed_over() -> None:
    assert days(Wanted(language="en"), before=DAY + timedelta(days=9), n_days=5) == (DAY, DAY - timedelta(days=2))
    assert days(Wanted(language="ar"), before=DAY + timedelta(days=9), n_days=5) == ()


def test_the_command_has_nothing_to_say_of_an_empty_archive(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import os
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "newsloom", "wrapup"],
        env={**os.environ, "NEWSLOOM_HOME": str(tmp_path)},
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, b"")

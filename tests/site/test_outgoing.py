"""Lists leave the site as Atom, JSON Feed and sitemaps that other programs can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import feedparser
import pytest
import time_machine
from lxml import etree

from newsloom.site.newsroom.models import Publisher
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_edition, reader
from tests.factories import NOON, story_id

pytestmark = pytest.mark.django_db

BASE = "http://127.0.0.1:8000"
LISTS = ("front", "latest", "section/world", "hashtag/harbour", "publisher/gazette.example")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def _an_hour_after_two_stories() -> Iterator[None]:
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        print_edition(DjangoStore(), 2)
        yield


@pytest.mark.parametrize("name", LISTS)
def test_atom_and_json_feed_say_the_same(name: str) -> None:
    atom = feedparser.parse(reader().get(f"/en/feeds/{name}.atom").content)
    json = reader().get(f"/en/feeds/{name}.json").json()
    assert not atom.bozo
    assert [(entry.link, entry.title) for entry in atom.entries] == [
        (item["url"], item["title"]) for item in json["items"]
    ]
    assert len(atom.entries) >= 2
    assert json["feed_url"] == f"{BASE}/en/feeds/{name}.json"


def test_an_item_leads_to_our_page_and_names_the_publishers() -> None:
    (item,) = [
        item
        for item in reader().get("/en/feeds/publisher/gazette.example.json").json()["items"]
        if item["title"] == "The pier opens"
    ]
    assert item["url"] == f"{BASE}/en/article/{paper('pier', 'gazette').id}"
    assert item["external_url"] == "https://gazette.example/pier"
    assert item["summary"] == "What the pier is for"
    assert "belongs to the publisher alone" not in str(item)


def test_the_feed_of_a_story_follows_its_originals() -> None:
    items = reader().get(f"/en/feeds/story/{story_id('pier')}.json").json()["items"]
    assert [item["authors"][0]["name"] for item in items] == ["Courier", "Gazette"]


def test_a_feed_that_has_not_changed_is_not_sent_again() -> None:
    client = reader()
    first = client.get("/en/feeds/front.atom")
    again = client.get("/en/feeds/front.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=300"


def test_a_search_can_be_followed() -> None:
    items = reader().get("/en/feeds/search.json?q=ribbon&publisher=courier.example").json()["items"]
    assert [item["title"] for item in items] == ["Crowds at the quay", "Crowds at the pier"]


def test_pages_tell_of_their_feeds() -> None:
    page = reader().get("/en/hashtag/harbour").content.decode()
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Latest news with #Harbour"'
        ' href="/en/feeds/hashtag/harbour.atom">'
    ) in page


def test_the_sitemap_leads_to_every_story_in_its_own_edition() -> None:
    index = etree.fromstring(reader().get("/sitemap.xml").content)
    parts = [loc.text for loc in index.iter(f"{SITEMAP}loc")]
    assert parts == [f"{BASE}/sitemap-pages.xml", f"{BASE}/sitemap-2026-3.xml"]
    month = etree.fromstring(reader().get("/sitemap-2026-3.xml").content)
    assert sorted(loc.text or "" for loc in month.iter(f"{SITEMAP}loc")) == [
        f"{BASE}/en/story/{story_id('pier')}/the-pier-opens",
        f"{BASE}/en/story/{story_id('quay')}/the-quay-opens",
    ]
    news = etree.fromstring(reader().get("/sitemap-news.xml").content)
    assert [title.text for title in news.iter(f"{NEWS}title")] == ["The quay opens", "The pier opens"]


def test_robots_are_told_where_the_sitemaps_are() -> None:
    answer = reader().get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {BASE}/sitemap.xml" in answer.content.decode().splitlines()


def test_phones_and_browsers_find_what_they_ask_for() -> None:
    assert reader().get("/ar/manifest.webmanifest").json()["dir"] == "rtl"
    search = etree.fromstring(reader().get("/en/opensearch.xml").content)
    assert search[-1].get("template") == f"{BASE}/en/search?q={{searchTerms}}"


def test_a_publisher_shows_its_icon_or_a_letter() -> None:
    assert (
        '<span class="monogram" aria-hidden="true">G</span>'
        in reader().get("/en/publisher/gazette.example").content.decode()
    )
    Publisher.objects.filter(id="gazette.example").update(icon=b"\x89PNG", icon_pixels=32)
    page = reader().get("/en/publisher/gazette.example").content.decode()
    assert '<img src="/icons/gazette.example.png" width="16" height="16" alt="" loading="lazy">' in page
    icon = reader().get("/icons/gazette.example.png")
    assert (icon.content, icon["Content-Type"]) == (b"\x89PNG", "image/png")

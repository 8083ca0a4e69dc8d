"""What strangers write or send does no harm: markup in articles, addresses, parameters, forms."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from newsloom.records import Enclosure, Image, SafeHtml
from newsloom.site.newsroom.models import Publisher
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_edition, print_story, reader
from tests.factories import make_hashtag, story_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)> {{7*7}} {% if %}'
PIER = paper("pier", "gazette").id
PAGES = (
    "/en/", "/ar/", "/en/latest", "/en/section/world", f"/en/article/{PIER}", "/en/hashtag/evil",
    "/en/publisher/gazette.example", "/en/sources", "/en/search?q=alert", "/en/ask?q=What+opened?",
    f"/en/ask?q=<script>alert(5)</script>&article={PIER}", "/en/ask?hashtag=evil&q=opened",
)  # fmt: skip


@pytest.fixture
def hostile(store: DjangoStore) -> DjangoStore:
    evil = paper(
        "pier",
        "gazette",
        **dict.fromkeys(("headline", "standfirst", "byline", "publisher_name"), EVIL),
        text=f"{EVIL} opened.\n\nMore of it. And more.\n\nThe end.",
        html=SafeHtml(""),
        image=Image(url="javascript:alert(3)", caption=EVIL, alt=EVIL),
        enclosures=(Enclosure(url="data:text/html,<script>", media_type="audio/mpeg"),),
        credit=EVIL,
    )
    tag = make_hashtag("Evil")
    print_story(store, "pier", evil, hashtags=(type(tag)(**{**_fields(tag), "spelling": EVIL}),))
    Publisher.objects.update(home_url="javascript:alert(4)", name=EVIL)
    return store


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("path", [*PAGES, f"/en/story/{story_id('pier')}"])
def test_markup_of_strangers_is_text(path: str) -> None:
    answer = reader().get(path, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    found = Elements()
    found.feed(page)
    assert [name for _, name, _ in found.attributes if name.startswith("on")] == []
    media = [
        value for element, name, value in found.attributes if name == "src" and element in ("img", "audio", "iframe")
    ]
    assert [one for one in media if not one.startswith("/en/listen/")] == [], "of sounds only our own"
    addresses = [value for _, name, value in found.attributes if name in ("href", "src", "action", "poster")]
    assert [one for one in addresses if one.lower().startswith(("javascript:", "data:", "vbscript:"))] == []
    assert found.scripts == page.count("<script src=") + page.count('<script type="application/ld+json">')


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("form", ["atom", "json"])
def test_feeds_hold_whatever_strangers_wrote(form: str) -> None:
    answer = reader().get(f"/en/feeds/front.{form}")
    assert answer.status_code == 200
    if form == "json":
        assert answer.json()["items"][0]["title"] == EVIL


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("path", [*PAGES, "/en/no-such-page", "/en/about"])
def test_pages_allow_no_inline_script_or_style(path: str) -> None:
    answer = reader().get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy
    page = answer.content.decode()
    assert re.findall(r"<script(?![^>]*(?:src=|application/ld\+json))[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=", page) == []


class Elements(HTMLParser):
    """Every attribute of a page, and how many scripts it has."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.scripts += tag == "script"


BAD = (
    ("/en/latest?before=%00", 400), ("/en/latest?before=99999999999999999999-aaa", 400), ("/en/latest?before=1-a'", 400),
    ("/en/latest?before=-9999999999999999-a", 200), ("/en/latest?before=9999999999999999-zzz", 200),
    ("/en/search?q=%00", 200), ("/en/search?q=a&page=0", 400), ("/en/search?q=a&page=99999999999999999999", 400),
    ("/en/search?q=a&page=999999", 404), ("/en/search?q=a&page=%D9%A3", 400), ("/en/search?since=yesterday", 400),
    ("/en/search?since=2026-02-31", 400), ("/en/search?until=0000-00-00", 400), ("/en/search?until=99999-01-01", 400),
    ('/en/search?q="*%20OR%20NEAR(', 200), ("/en/search?q=%F0%9F%98%80", 200), ("/en/search?q=" + "a" * 9000, 200),
    ("/en/search?q=a&publisher=%00&hashtag=%00&section=%00", 200), ("/en/hashtag/%00", 404), ("/en/hashtag/nobody", 404),
    ("/en/hashtag/%ED%A0%80", 404), ("/en/publisher/..%2f..", 404), ("/en/section/nowhere", 404),
    ("/en/story/aaaaaaaaaaaa", 404), ("/en/story/short", 404), ("/en/article/aaaaaaaaaaaa", 404),
    ("/en/article/0a1b2c3d4e5f60718293a4b5c6d7e8f9", 301), ("/en/feeds/front.rss", 404), ("/icons/nobody.png", 404),
    ("/sitemap-2026-13.xml", 404), ("/sitemap-99999999999-1.xml", 404), ("/de/", 404), ("/xx", 404),
    ("/en/ask?q=%00", 200), ("/en/ask?story=%00&q=a", 200), ("/en/ask?story=nobody", 404), ("/en/ask?article=%ED%A0%80", 404),
    ("/en/ask?hashtag=nobody&q=a", 404), ("/en/ask?q=" + "a%20" * 9000, 200), ('/en/ask?q="*%20OR%20NEAR(', 200),
    ("/en/feeds/hashtag/nobody.atom", 404), ("/en/feeds/section/nowhere.json", 404), ("/en/search?%FF=%FE", 200),
)  # fmt: skip


@pytest.mark.parametrize(("path", "status"), BAD)
def test_a_bad_address_gets_a_clean_page(store: DjangoStore, path: str, status: int) -> None:
    print_edition(store, 1)
    answer = reader().get(path)
    assert answer.status_code == status
    if status in (400, 404) and path.startswith("/en/"):
        assert "Top stories</a></li>" in answer.content.decode()


def test_a_failure_of_ours_has_a_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsloom.site.newsroom.queries.front.latest", lambda *_: 1 / 0)
    answer = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False).get("/ar/latest")
    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-store")
    assert "حدث عطل عندنا" in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/about", "/preferences", "/en/search", "/en/ask"])
def test_a_page_is_read_and_nothing_else(path: str) -> None:
    client = reader()
    assert client.post(path).status_code == (303 if path == "/preferences" else 405)
    assert client.delete(path).status_code == 405
    assert client.get("/preferences").status_code == 405


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]

"""Subscription lists, ours and other people's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.errors import ParseError
from newsloom.fetch.opml import parse_opml, section_of, write_opml
from newsloom.fetch.starter import starter_pack
from newsloom.records import SECTIONS, FeedSubscription, Language, Publisher, PublisherId
from newsloom.urls import web_url

LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="World News">
  <outline text="Gazette" type="rss" xmlUrl="https://gazette.example/feed?a=1&b=2" htmlUrl="https://gazette.example/"/>
</outline></outline>
<outline title="Sports"><outline TEXT="Goal" XMLURL="https://goal.example/rss" language="en-us"/></outline>
<outline text="Loose" xmlUrl="http://loose.example/" category="/Arts/Books,/Tech"/>
<outline text="Again" xmlUrl="http://loose.example/"/>
<outline text="Link" type="link" url="https://not-a-feed.example/"/>
<outline text="Bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_a_list_gives_each_feed_once_with_its_folders_and_section() -> None:
    assert parse_opml(LIST, "list.opml") == (
        FeedSubscription(
            url="https://gazette.example/feed?a=1&b=2",
            title="Gazette",
            publisher=Publisher(
                id=PublisherId("gazette.example"), name="gazette.example", home_url="https://gazette.example/"
            ),
            section="world",
            folders=("News", "World News"),
        ),
        FeedSubscription(
            url="https://goal.example/rss", title="Goal", section="sport", language=Language("en"), folders=("Sports",)
        ),
        FeedSubscription(url="http://loose.example/", title="Loose", section="culture"),
    )


@pytest.mark.parametrize("content", [b"", b"Hello", b"<html><body/></html>", b"<rss version='2.0'/>", b"\0\0", b"{}"])
def test_what_is_no_list_is_a_parse_error(content: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        parse_opml(content, "list.opml")
    assert caught.value.subject == "list.opml"


def test_entities_read_no_files() -> None:
    content = b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + LIST.replace(b"Gazette", b"&x;")
    assert all("root" not in feed.title for feed in parse_opml(content, "list.opml"))


def test_a_list_of_a_hundred_folders_within_each_other_is_read_as_far_as_is_sane() -> None:
    nested = (
        b"<opml><body>" + b"<outline text='f'>" * 100 + b"<outline xmlUrl='http://a.example/'/>" + b"</outline>" * 100
    )
    assert parse_opml(nested + b"</body></opml>", "list.opml") == ()


FOLDERS = st.lists(st.sampled_from(("News", "World", "Ünïcode & <more>")), max_size=3).map(tuple)
NAMES = st.text(max_size=20).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(st.integers(0, 50), NAMES, FOLDERS), max_size=8, unique_by=lambda feed: feed[0]))
def test_a_written_list_is_read_back_the_same(feeds: list[tuple[int, str, tuple[str, ...]]]) -> None:
    said = [
        FeedSubscription(url=f"https://a.example/{number}?x=1&y=ü", title=f"T{name}", folders=folders)
        for number, name, folders in feeds
    ]
    found = parse_opml(write_opml(said, title="Mine"), "list.opml")
    assert {(feed.url, feed.folders) for feed in found} == {(feed.url, feed.folders) for feed in said}


def test_a_feed_without_folders_goes_under_its_section() -> None:
    written = write_opml([FeedSubscription(url="https://a.example/", section="world")], title="Mine")
    assert parse_opml(written, "x")[0].folders == ("world",)
    assert parse_opml(written, "x")[0].section == "world"


@pytest.mark.parametrize(
    ("name", "section"), [("Tech", "technology"), ("  World  news ", "world"), ("رياضة", "sport"), ("Cats", "")]
)
def test_folders_are_sections_by_their_usual_names(name: str, section: str) -> None:
    assert section_of(name) == section


def test_the_starter_pack_is_complete_in_two_languages() -> None:
    pack = starter_pack()
    assert len({feed.url for feed in pack}) == len(pack) == 99
    assert {feed.language for feed in pack} == {"en", "ar"}
    for feed in pack:
        assert web_url(feed.url) == feed.url
        assert feed.section in ("", *SECTIONS)
        assert feed.publisher is not None
        assert "." in feed.publisher.id
        assert len(feed.publisher.country) in (0, 2)
    assert {feed.section for feed in pack} == {"", *SECTIONS}

"""Feeds of every format, read into the same records, whichever reader takes them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsloom.errors import ParseError
from newsloom.fetch.drafts import entries_of, meta_of
from newsloom.fetch.feeds import parse_feed
from newsloom.fetch.items import Unusual
from newsloom.fetch.tolerant import read_tolerant
from newsloom.fetch.wellformed import read_wellformed
from newsloom.records import Enclosure, Entry, FeedId, FeedMeta, FetchedFeed

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
URL = "https://gazette.example/news/feed.xml"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def parse(content: bytes | str, content_type: str | None = None, url: str = URL) -> tuple[FeedMeta, tuple[Entry, ...]]:
    raw = content.encode() if isinstance(content, str) else content
    return parse_feed(
        FetchedFeed(feed_id=FeedId("feed"), url=url, content=raw, content_type=content_type, fetched_at=NOON)
    )


def rss(*items: str, channel: str = "<title>The Gazette</title><link>https://gazette.example/</link>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {DC} {MEDIA} {ITUNES} {CONTENT}><channel>{channel}{body}</channel></rss>'


def atom(*entries: str) -> str:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {MEDIA}><title>The Gazette</title>{body}</feed>'


def only(content: bytes | str, content_type: str | None = None) -> Entry:
    (entry,) = parse(content, content_type)[1]
    return entry


def test_an_item_of_rss_becomes_an_entry() -> None:
    item = """<title>Harbour opens &amp; ferries sail</title><link>/2026/harbour</link><guid isPermaLink="false">h-1</guid>
      <pubDate>Tue, 03 Nov 2026 09:00:00 GMT</pubDate><dc:creator>Ada Quill</dc:creator><category>Harbour</category>
      <category>Ferries</category><description>&lt;p&gt;At last.&lt;/p&gt;</description>
      <content:encoded><![CDATA[<p>At last, and late.</p>]]></content:encoded>"""
    assert only(rss(item)) == Entry(
        guid="h-1",
        feed_id=FeedId("feed"),
        url="https://gazette.example/2026/harbour",
        headline="Harbour opens & ferries sail",
        summary="<p>At last.</p>",  # type: ignore[arg-type]
        content="<p>At last, and late.</p>",  # type: ignore[arg-type]
        authors=("Ada Quill",),
        published_at=datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
        categories=("Harbour", "Ferries"),
    )


def test_an_entry_of_atom_becomes_an_entry() -> None:
    entry = """<title type="html">Harbour &lt;em&gt;opens&lt;/em&gt;</title><id>tag:g,1</id>
      <link rel="enclosure" type="audio/mpeg" href="/a.mp3" length="99"/><link href="https://gazette.example/h"/>
      <published>2026-11-03T09:00:00Z</published><updated>2026-11-03T10:00:00Z</updated>
      <author><name>Ada Quill</name><email>ada@gazette.example</email></author><category term="harbour" label="Harbour"/>
      <summary>Costs &lt; expected</summary><content type="html">&lt;p&gt;At last.&lt;/p&gt;</content>"""
    assert only(atom(entry)) == Entry(
        guid="tag:g,1",
        feed_id=FeedId("feed"),
        url="https://gazette.example/h",
        headline="Harbour opens",
        summary="Costs &lt; expected",  # type: ignore[arg-type]
        content="<p>At last.</p>",  # type: ignore[arg-type]
        authors=("Ada Quill",),
        published_at=datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
        revised_at=datetime(2026, 11, 3, 10, 0, tzinfo=UTC),
        categories=("Harbour",),
        enclosures=(Enclosure(url="https://gazette.example/a.mp3", media_type="audio/mpeg", n_bytes=99),),
    )


def test_an_item_of_json_feed_becomes_an_entry() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Gazette",
        "home_page_url": "https://gazette.example/",
        "language": "en-GB",
        "items": [
            {
                "id": 7,
                "url": "/h",
                "title": "Harbour <opens> & sails",
                "content_text": "1 < 2\nAt last.",
                "date_published": "2026-11-03T10:00:00+01:00",
                "authors": [{"name": "Ada Quill"}],
                "tags": ["Harbour", 3],
                "image": "/h.jpg",
                "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 61.5}, "nonsense"],
            },
            "nonsense",
        ],
    }
    meta, (entry,) = parse(json.dumps(feed))
    assert meta == FeedMeta(title="The Gazette", home_url="https://gazette.example/", language="en", kind="json1.1")  # type: ignore[arg-type]
    assert entry == Entry(
        guid="7",
        feed_id=FeedId("feed"),
        url="https://gazette.example/h",
        headline="Harbour <opens> & sails",
        content="1 &lt; 2<br>At last.",  # type: ignore[arg-type]
        authors=("Ada Quill",),
        published_at=datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
        categories=("Harbour",),
        enclosures=(Enclosure(url="https://gazette.example/a.mp3", media_type="audio/mpeg", duration_seconds=61),),
        image_url="https://gazette.example/h.jpg",
    )


def test_rdf_is_read_too() -> None:
    feed = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {DC}>
      <channel rdf:about="x"><title>The Gazette</title><link>https://gazette.example/</link></channel>
      <item rdf:about="https://gazette.example/1"><title>One</title><link>https://gazette.example/1</link>
      <dc:date>2026-11-03T09:00:00Z</dc:date></item></rdf:RDF>"""
    meta, (entry,) = parse(feed)
    assert (meta.kind, meta.title) == ("rdf10", "The Gazette")
    assert (entry.guid, entry.url, entry.published_at) == (
        "https://gazette.example/1", "https://gazette.example/1", datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
    )  # fmt: skip


def test_what_a_feed_says_of_itself() -> None:
    channel = """<title>The &lt;b&gt;Gazette&lt;/b&gt;</title><link>/</link><description>News &amp;amp; views</description>
      <language>en-GB</language><ttl>90</ttl><image><url>/logo.png</url><title>x</title><link>/y</link></image>"""
    assert parse(rss(channel=channel))[0] == FeedMeta(
        title="The Gazette",
        home_url="https://gazette.example/",
        language="en",  # type: ignore[arg-type]
        description="News & views",
        icon_url="https://gazette.example/logo.png",
        kind="rss20",
        ttl_seconds=5400.0,
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("Fish &amp;amp;amp; chips", "Fish &amp; chips"),
        ("&lt;b&gt;Bold&lt;/b&gt; and &lt;i class='x'&gt;slanted&lt;/i&gt;", "Bold and slanted"),
        ("Why 3 &lt; 5 and 7 &gt; 6", "Why 3 < 5 and 7 > 6"),
        ("The &lt;blink&gt; tag is back", "The <blink> tag is back"),
        ("Two&lt;br/&gt;lines\n and   blanks", "Two lines and blanks"),
        ("<![CDATA[Cafés & bars]]>", "Cafés & bars"),
        ("قمة المناخ &amp;quot;تبدأ&amp;quot;", 'قمة المناخ "تبدأ"'),
    ],
)
def test_headlines_are_plain_text(written: str, read: str) -> None:
    assert only(rss(f"<title>{written}</title><guid>g</guid>")).headline == read


def test_a_plain_title_of_atom_is_left_as_it_is() -> None:
    assert only(atom("<title>Use &lt;b&gt; &amp;amp; &lt;i&gt;</title><id>1</id>")).headline == "Use <b> &amp; <i>"


def test_a_guid_is_made_where_there_is_none_and_is_unique_where_there_are_two() -> None:
    made = [entry.guid for entry in parse(rss("<title>A</title><link>/a</link>", "<title>B</title><link>/b</link>"))[1]]
    assert len(set(made)) == 2
    assert made == [
        entry.guid for entry in parse(rss("<title>A</title><link>/a</link>", "<title>B</title><link>/b</link>"))[1]
    ]
    same = parse(rss(*(["<guid>x</guid><title>A</title>"] * 3)))[1]
    assert [entry.guid for entry in same] == ["x", "x#2", "x#3"]


def test_a_guid_that_is_an_address_stands_for_a_missing_link() -> None:
    assert only(rss("<guid>https://gazette.example/1</guid>")).url == "https://gazette.example/1"
    assert only(rss('<guid isPermaLink="false">https://gazette.example/1</guid>')).url is None
    assert only(rss("<guid>4711</guid>")).url is None


def test_links_that_lead_out_of_the_web_are_dropped() -> None:
    for link in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example"):
        assert only(rss(f"<title>x</title><link>{link}</link>")).url is None
        assert only(rss(f"<title>x</title><enclosure url='{link}' type='audio/mpeg'/>")).enclosures == ()


def test_impossible_and_future_dates_are_dropped() -> None:
    for date in ("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 06 Nov 2026 12:00:00 GMT", "soon", "Wed, 99 Foo 2026", "-1"):
        assert only(rss(f"<title>x</title><pubDate>{date}</pubDate>")).published_at is None


def test_unusual_spellings_of_dates_are_left_to_patience() -> None:
    assert only(rss("<title>x</title><pubDate>Tue Nov  3 09:00:00 2026</pubDate>")).published_at == datetime(
        2026, 11, 3, 9, 0, tzinfo=UTC
    )


def test_a_podcast_carries_its_episode_with_its_length() -> None:
    entry = only(
        rss(
            "<title>Episode 1</title><enclosure url='https://a.example/1.mp3?x=1' length='1000' type='audio/mpeg'/>"
            "<itunes:duration>1:02:03</itunes:duration><itunes:image href='/cover.jpg'/><itunes:summary>About it</itunes:summary>"
        )
    )
    assert entry.enclosures == (
        Enclosure(url="https://a.example/1.mp3?x=1", media_type="audio/mpeg", n_bytes=1000, duration_seconds=3723),
    )
    assert (entry.image_url, entry.summary) == ("https://gazette.example/cover.jpg", "About it")


def test_a_video_of_a_media_group_is_an_enclosure_and_its_pictures_are_not() -> None:
    entry = only(
        atom(
            "<title>Harbour tour</title><id>v</id><media:group><media:title>Harbour tour</media:title>"
            "<media:content url='https://v.example/1.mp4' medium='video' duration='95' fileSize='7'/>"
            "<media:content url='https://v.example/1.jpg' medium='image'/>"
            "<media:thumbnail url='https://v.example/t.jpg'/><media:description>A walk.</media:description></media:group>"
        )
    )
    assert entry.enclosures == (
        Enclosure(url="https://v.example/1.mp4", media_type="video/mp4", n_bytes=7, duration_seconds=95),
    )
    assert (entry.headline, entry.image_url, entry.summary) == ("Harbour tour", "https://v.example/t.jpg", "A walk.")


def test_a_file_is_known_by_its_address_where_the_feed_says_nothing_of_use() -> None:
    for said in ("", "type='mp3'", "type=''", "type='text/html'"):
        (enclosure,) = only(rss(f"<title>x</title><enclosure url='https://a.example/1.mp3' {said}/>")).enclosures
        assert enclosure.media_type == "audio/mpeg"


ACCENTS = "<rss version='2.0'><channel><title>Gazette</title><item><title>Café à Zürich — “déjà vu”</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (ACCENTS.encode(), "text/xml; charset=iso-8859-1"),
        (ACCENTS.encode(), None),
        (b"\xef\xbb\xbf" + ACCENTS.encode(), "text/xml; charset=us-ascii"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>" + ACCENTS.encode(), "text/xml"),
        (b"<?xml version='1.0' encoding='windows-1252'?>" + ACCENTS.encode("cp1252"), "text/xml; charset=utf-8"),
        (b"<?xml version='1.0' encoding='utf-8'?>" + ACCENTS.encode("cp1252"), "text/xml; charset=utf-8"),
        (ACCENTS.encode("cp1252"), "application/rss+xml; charset=windows-1252"),
        ("\ufeff".encode("utf-16-le") + ACCENTS.encode("utf-16-le"), None),
        (b"\n  \n" + ACCENTS.encode(), None),
    ],
)
def test_the_charset_is_what_the_bytes_are(content: bytes, content_type: str | None) -> None:
    assert only(content, content_type).headline == "Café à Zürich — “déjà vu”"


def test_an_arabic_feed_in_its_old_charset_is_read() -> None:
    feed = '<?xml version="1.0" encoding="windows-1256"?>' + rss("<title>افتتاح الميناء</title>")
    assert only(feed.encode("cp1256"), "text/xml").headline == "افتتاح الميناء"


def test_broken_markup_costs_no_entries() -> None:
    broken = (
        "<rss version='2.0'><channel><title>Fish & chips</title><item><title>One & two</title><link>/1</link></item>"
        "<item><title>Three &nbsp; four</title><description><p>open</description></item><item><title>Five</title>"
    )
    assert [entry.headline for entry in parse(broken)[1]] == ["One & two", "Three four", "Five"]


LAUGHS = """<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>"""


def test_entities_do_not_explode_and_do_not_read_files() -> None:
    (bomb,) = parse(LAUGHS + rss("<title>ha &h;</title>"))[1]
    assert len(bomb.headline) < 1000
    reading = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + rss("<title>x &x;</title>")
    assert "root" not in only(reading).headline


def test_a_long_comment_does_not_hide_a_document_type() -> None:
    hidden = f"<?xml version='1.0'?><!--{'x' * 5000}--><!DOCTYPE rss [<!ENTITY x 'boo'>]>" + rss("<title>x &x;</title>")
    with pytest.raises(Unusual):
        read_wellformed(hidden.encode(), None)
    assert only(hidden).headline


@pytest.mark.parametrize(
    "content",
    ["", "  \n", "<html><head><title>News</title></head><body><p>Hello</p></body></html>", "Hello", "{", "{}", '{"items": 3}',
     "[1]", "<opml version='2.0'><body/></opml>", "\0" * 100, "<?xml version='1.0'?>", "{" * 100_000, "[" * 100_000],
)  # fmt: skip
def test_what_is_no_feed_is_a_parse_error(content: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(content)
    assert caught.value.subject == URL


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse(rss())[1] == ()


def test_deep_and_large_feeds_are_read() -> None:
    deep = rss("<title>x</title><description>" + "<b>" * 5000 + "</b>" * 5000 + "</description>")
    assert only(deep).headline == "x"
    assert len(parse(rss(*["<title>x</title>"] * 5000))[1]) == 5000
    assert len(only(rss(f"<title>{'x' * 1_000_000}</title>")).headline) == 1_000_000


def test_hostile_sizes_cost_little() -> None:
    began = time.process_time()
    assert len(parse(rss(*["<guid>x</guid>"] * 20_000))[1]) == 10_000
    assert len(only(rss("".join(f"<category>{number}</category>" for number in range(50_000)))).categories) == 50_000
    with pytest.raises(ParseError, match="too large"):
        parse("<rss version='2.0'><channel><item><title>" + "<b>" * 300_000)
    assert time.process_time() - began < 8


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: rss(text).encode("utf-8", "replace")))
@example(b"<rss><channel><item>")
@example(b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link/></entry>")
def test_no_bytes_raise_anything_but_a_parse_error(content: bytes) -> None:
    try:
        _, entries = parse(content)
    except ParseError:
        return
    assert len({entry.guid for entry in entries}) == len(entries)
    assert all(entry.published_at is None or entry.published_at.tzinfo is UTC for entry in entries)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
ESCAPED = TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
TAGS = (
    "title dc:title media:title link guid description dc:description media:description summary itunes:summary "
    "content:encoded author dc:creator itunes:author category dc:subject itunes:keywords media:keywords comments "
    "itunes:duration itunes:subtitle language source media:credit media:rating"
).split()
FIXED = (
    "<pubDate>Tue, 03 Nov 2026 09:00:00 GMT</pubDate>", "<dc:date>2026-11-03T09:00:00Z</dc:date>",
    "<guid isPermaLink='false'>a</guid>", "<guid>https://a.example/</guid>", "<category domain='d'>x</category>",
    "<enclosure url='https://a.example/1.mp3' length='5' type='audio/mpeg'/>", "<media:thumbnail url='/t.jpg'/>",
    "<media:content url='/v.mp4' medium='video'><media:title>v</media:title></media:content>",
    "<media:group><media:title>g</media:title><media:description>d</media:description></media:group>",
    "<description type='html'>h</description>", "<itunes:image href='/i.jpg'/>", "<link/>", "<title/>",
)  # fmt: skip
PARTS = st.sampled_from(FIXED) | st.tuples(st.sampled_from(TAGS), ESCAPED).map(
    lambda part: f"<{part[0]}>{part[1]}</{part[0]}>"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PARTS, max_size=9).map("".join), min_size=1, max_size=2), st.sampled_from([rss, atom]))
def test_both_readers_see_the_same_feed(items: list[str], make: type[str]) -> None:
    content = make(*items).encode()  # type: ignore[call-arg]
    if make is atom:
        content = content.replace(b"<feed ", f"<feed {DC} {ITUNES} {CONTENT} ".encode())
    try:
        fast = read_wellformed(content, None)
    except Unusual:
        return
    slow = read_tolerant(content, None)
    assert meta_of(fast, URL) == meta_of(slow, URL)
    assert entries_of(fast, feed_id=None, base_url=URL, now=NOON) == entries_of(
        slow, feed_id=None, base_url=URL, now=NOON
    )

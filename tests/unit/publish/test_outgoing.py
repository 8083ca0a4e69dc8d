"""Feeds that other programs can read, and data that no page can be broken with."""

import json
from datetime import UTC, datetime

import feedparser

from newsloom.publish.outgoing import (
    OutgoingItem,
    OutgoingList,
    atom,
    json_feed,
    json_in_html,
    news_article,
    news_story,
    open_graph,
)
from newsloom.records import Article, ArticleId, Image, Language, StoryId, StoryPage

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ITEM = OutgoingItem(
    id="https://loom.example/s/abc",
    url="https://loom.example/s/abc/ferry-breaks",
    headline="Ferry breaks <up> & sinks\x0b",
    updated_at=AT,
    published_at=AT,
    summary="Nine died.",
    html="<p>Nine <b>died</b>.</p>",
    authors=("Nan Oriel",),
    source_url="https://post.example/ferry",
    image_url="https://post.example/ferry.jpg",
    hashtags=("SeleneStar", "أسعار_النفط"),
    language="en",
)
LIST = OutgoingList(
    title="Latest news with #SeleneStar",
    url="https://loom.example/hashtag/selenestar",
    feed_url="https://loom.example/hashtag/selenestar/atom",
    description="What publishers say",
    items=(ITEM,),
    updated_at=AT,
    language="en",
    icon_url="https://loom.example/icon.png",
)


def test_a_feed_reader_finds_in_the_atom_feed_what_was_put_in() -> None:
    read = feedparser.parse(atom(LIST))
    assert (read.bozo, read.version) == (False, "atom10")
    assert (read.feed.title, read.feed.subtitle, read.feed.id) == (LIST.title, LIST.description, LIST.feed_url)
    (entry,) = read.entries
    assert (entry.id, entry.link, entry.title) == (ITEM.id, ITEM.url, "Ferry breaks <up> & sinks")
    assert (entry.summary, entry.content[0].value) == (ITEM.summary, ITEM.html)
    assert (entry.published, entry.updated) == ("2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z")
    assert [tag.term for tag in entry.tags] == list(ITEM.hashtags)
    assert entry.author == "Nan Oriel"
    assert {link.rel: link.href for link in entry.links} == {"alternate": ITEM.url, "via": ITEM.source_url}


def test_an_empty_list_is_still_a_feed() -> None:
    empty = OutgoingList(
        title="Nothing", url="https://l.example/", feed_url="https://l.example/atom", items=(), updated_at=AT
    )
    read = feedparser.parse(atom(empty))
    assert (read.bozo, read.entries, read.feed.updated) == (False, [], "2026-03-02T12:00:00Z")
    assert json_feed(empty)["items"] == []


def test_the_json_feed_has_the_same_items() -> None:
    feed = json_feed(LIST)
    assert json.loads(json.dumps(feed)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": LIST.title,
        "home_page_url": LIST.url,
        "feed_url": LIST.feed_url,
        "description": LIST.description,
        "icon": LIST.icon_url,
        "language": "en",
        "items": [
            {
                "id": ITEM.id,
                "url": ITEM.url,
                "external_url": ITEM.source_url,
                "title": ITEM.headline,
                "summary": ITEM.summary,
                "content_html": ITEM.html,
                "date_published": "2026-03-02T12:00:00Z",
                "date_modified": "2026-03-02T12:00:00Z",
                "authors": [{"name": "Nan Oriel"}],
                "tags": list(ITEM.hashtags),
                "image": ITEM.image_url,
                "language": "en",
            }
        ],
    }


def test_an_item_without_markup_has_its_text() -> None:
    plain = OutgoingItem(id="x", url="x", headline="Headline", updated_at=AT)
    feed = json_feed(OutgoingList(title="t", url="u", feed_url="f", items=(plain,), updated_at=AT))
    assert feed["items"][0]["content_text"] == "Headline"


def test_an_article_names_its_publisher_and_where_it_stands() -> None:
    article = Article(
        id=ArticleId("a"),
        headline="H" * 120,
        text="",
        seen_at=AT,
        url="https://post.example/ferry",
        publisher_name="Post",
        authors=("Nan Oriel",),
        language=Language("ar"),
        is_cut=True,
    )
    assert news_article(article, url="https://loom.example/a/a") == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "H" * 110,
        "mainEntityOfPage": "https://loom.example/a/a",
        "isBasedOn": "https://post.example/ferry",
        "datePublished": "2026-03-02T12:00:00Z",
        "inLanguage": "ar",
        "author": [{"@type": "Person", "name": "Nan Oriel"}],
        "publisher": {"@type": "NewsMediaOrganization", "name": "Post"},
        "isAccessibleForFree": False,
    }


def test_a_story_collects_its_articles() -> None:
    page = StoryPage(
        story_id=StoryId("s"),
        slug="s",
        headline="Ferry",
        standfirst="It sank.",
        lead_id=ArticleId("a"),
        language=Language("en"),
        section="",
        n_articles=1,
        n_publishers=1,
        n_independent=1,
        first_publisher="Post",
        first_at=AT,
        updated_at=AT,
        weight=1,
    )
    made = news_story(page, url="https://l.example/s", article_urls=["https://l.example/a"], site_name="newsloom")
    assert made["@type"] == "CollectionPage"
    assert made["hasPart"] == [{"@type": "NewsArticle", "url": "https://l.example/a"}]


def test_previews_have_the_picture_and_its_description() -> None:
    image = Image(url="https://post.example/a.jpg", caption="The ferry")
    assert open_graph(kind="article", title="T", url="u", site_name="newsloom", description="D", image=image) == (
        ("og:type", "article"),
        ("og:title", "T"),
        ("og:url", "u"),
        ("og:site_name", "newsloom"),
        ("og:description", "D"),
        ("og:image", "https://post.example/a.jpg"),
        ("og:image:alt", "The ferry"),
    )


def test_json_inside_a_page_cannot_end_its_element() -> None:
    shown = json_in_html({"headline": "</script><script>alert(1)&\u2028"})
    assert "<" not in shown
    assert "\u2028" not in shown
    assert json.loads(shown) == {"headline": "</script><script>alert(1)&\u2028"}

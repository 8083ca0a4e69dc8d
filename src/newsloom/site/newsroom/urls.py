"""Addresses of the newsroom: pages in each language, and documents for machines, which have none."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from newsloom.site.newsroom import feeds
from newsloom.site.newsroom.views import (
    about,
    asking,
    editing,
    listening,
    lists,
    machines,
    preferences,
    retelling,
    searches,
    stories,
    wrapups,
)


class Word(StringConverter):
    """A part of a path without slashes, spaces or control characters: keys of hashtags and publishers."""

    regex = r"[^/\x00-\x20\x7f]{1,255}"


class Key(StringConverter):
    """A public id."""

    regex = r"[a-z0-9]{12}"


class Day:
    """A day of the calendar: `2025-08-08`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


class Form(StringConverter):
    """The form of a feed."""

    regex = "atom|json"


register_converter(Word, "word")
register_converter(Key, "key")
register_converter(Form, "form")
register_converter(Day, "day")

pages = (
    [
        path("", lists.front, name="front"),
        path("latest", lists.latest, name="latest"),
        path("section/<slug:key>", lists.section, name="section"),
        path("story/<key:key>", stories.story, name="story"),
        path("story/<key:key>/in/plain-words", retelling.plain_words, name="plain_words"),
        path("story/<key:key>/in/<slug:language>", retelling.translated, name="translated"),
        path("story/<key:key>/<word:slug>", stories.story, name="story"),
        path("correct/<key:key>", editing.correct, name="correct"),
        path("article/<slug:key>", stories.article, name="article"),
        path("hashtag/<word:key>", lists.hashtag, name="hashtag"),
        path("name/<word:key>", lists.name, name="name"),
        path("publisher/<word:key>", lists.publisher, name="publisher"),
        path("wrap-up", wrapups.wrapup, name="wrapup"),
        path("wrap-up/<day:on>", wrapups.wrapup, name="wrapup"),
        path("listen/story/<key:key>", listening.story, name="story_sound"),
        path("listen/article/<key:key>", listening.article, name="article_sound"),
        path("listen/wrap-up/<day:on>", listening.wrapup, name="wrapup_sound"),
        path("ask", asking.ask, name="ask"),
        path("search", searches.search, name="search"),
        path("about", about.about, name="about"),
        path("sources", about.sources, name="sources"),
        path("manifest.webmanifest", machines.manifest, name="manifest"),
        path("opensearch.xml", searches.opensearch, name="opensearch"),
        path("feeds/front.<form:form>", feeds.front, name="front_feed"),
        path("feeds/latest.<form:form>", feeds.latest, name="latest_feed"),
        path("feeds/section/<slug:key>.<form:form>", feeds.section, name="section_feed"),
        path("feeds/story/<key:key>.<form:form>", feeds.story, name="story_feed"),
        path("feeds/hashtag/<word:key>.<form:form>", feeds.hashtag, name="hashtag_feed"),
        path("feeds/name/<word:key>.<form:form>", feeds.name, name="name_feed"),
        path("feeds/publisher/<word:key>.<form:form>", feeds.publisher, name="publisher_feed"),
        path("feeds/wrap-up.<form:form>", feeds.wrapup, name="wrapup_feed"),
        path("feeds/podcast.xml", listening.feed, name="podcast"),
        path("feeds/search.<form:form>", feeds.search, name="search_feed"),
    ],
    "newsroom",
)

machine_room = [
    path("preferences", preferences.preferences, name="preferences"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:year>-<int:month>.xml", machines.sitemap_month, name="sitemap_month"),
    path("sitemap-news.xml", machines.sitemap_news, name="news_sitemap"),
    path("icons/<word:key>.png", machines.publisher_icon, name="publisher_icon"),
]

"""A podcast: RSS 2.0 with the tags that podcast programs read.

In: a `Podcast`. Out: a document, UTF-8. Refuses: nothing; letters that XML may not hold are left out.

Source: RSS 2.0; Apple's podcast tags; the `transcript` tag of the podcast namespace.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from newsloom.publish.outgoing import NOT_XML

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One sound with its page."""

    id: str
    url: str
    title: str
    published_at: datetime
    sound_url: str
    media_type: str
    transcript_url: str
    """A page with the words that are spoken."""
    n_bytes: int = 0
    """0 where nobody has asked for the sound yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Podcast:
    """Episodes, the newest first."""

    title: str
    description: str
    url: str
    feed_url: str
    image_url: str
    """A square PNG."""
    language: str
    episodes: tuple[Episode, ...]


def podcast(made: Podcast) -> bytes:
    """The podcast as a document."""
    names = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM}
    rss = etree.Element("rss", nsmap=names, version="2.0")
    channel = etree.SubElement(rss, "channel")
    _add(channel, "title", made.title)
    _add(channel, "link", made.url)
    _add(channel, "description", made.description)
    _add(channel, "language", made.language)
    _add(channel, f"{{{ATOM}}}link", href=made.feed_url, rel="self", type="application/rss+xml")
    _add(channel, f"{{{ITUNES}}}image", href=made.image_url)
    _add(channel, f"{{{ITUNES}}}category", text="News")
    _add(channel, f"{{{ITUNES}}}explicit", "false")
    for episode in made.episodes:
        _add_episode(channel, episode)
    return bytes(etree.tostring(rss, xml_declaration=True, encoding="utf-8"))


def _add_episode(channel: etree._Element, episode: Episode) -> None:
    item = etree.SubElement(channel, "item")
    _add(item, "title", episode.title)
    _add(item, "link", episode.url)
    _add(item, "guid", episode.id, isPermaLink="true")
    _add(item, "pubDate", format_datetime(episode.published_at))
    _add(item, "enclosure", url=episode.sound_url, type=episode.media_type, length=str(episode.n_bytes))
    _add(item, f"{{{PODCAST}}}transcript", url=episode.transcript_url, type="text/html")


def _add(parent: etree._Element, tag: str, content: str = "", **attributes: str) -> None:
    element = etree.SubElement(parent, tag, {name: NOT_XML.sub("", value) for name, value in attributes.items()})
    if content:
        element.text = NOT_XML.sub("", content)

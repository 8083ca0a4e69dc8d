"""The feeds of a site, found from any of its addresses.

In: an address as a person types it. Out: the feeds behind it, best first, or why there are none. Refuses: an address
that cannot be had at all, with FetchError.

The address may be a feed itself. Else its page may name feeds in its head, as it should; or link to them in its body;
or they may stand where they usually do. What is only guessed or linked is asked for and read before it counts.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from newsloom.errors import FetchError, ParseError, Unreachable
from newsloom.fetch.answer import Answer
from newsloom.fetch.client import Client
from newsloom.fetch.feeds import FEED_TYPES, parse_feed
from newsloom.records import FeedMeta, FetchedFeed
from newsloom.text import squeeze
from newsloom.urls import feed_id, web_url

TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json")
)
USUAL_PLACES = tuple("/feed /rss /rss.xml /feed.xml /atom.xml /index.xml /feeds/posts/default /feed.json".split())
HINTS = ("rss", "feed", "atom", ".xml", ".rdf")
NOT_FEEDS = tuple(".html .htm .css .js .png .jpg sitemap opensearch oembed wp-json facebook.com feedly.com".split())
OTHER_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
N_LINKS_TRIED = 6
PAGE_TYPES = "text/html;q=0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed and what it says of itself."""

    url: str
    title: str
    meta: FeedMeta | None = None
    """None where the feed is named by its site and was not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFeeds:
    """Why there are none, in words for the operator."""

    url: str
    reason: str


async def find_feeds(client: Client, url: str, *, now: datetime) -> tuple[FoundFeed, ...] | NoFeeds:
    """The feeds behind an address, with or without its `https://`. Raises FetchError where nothing answers there."""
    answer = await _first_answer(client, _addresses(url))
    if answer is None:
        return NoFeeds(url=url, reason="that is no address of the web")
    itself = _read(answer, now)
    if itself is not None:
        return (itself,)
    named, linked = _links(answer)
    if named:
        return tuple(FoundFeed(url=link, title=title) for link, title in named.items())
    guesses = [urljoin(answer.url, place) for place in USUAL_PLACES]
    tried = dict.fromkeys([*linked[:N_LINKS_TRIED], *guesses])
    found = await asyncio.gather(*(_try(client, link, now) for link in tried))
    feeds = {feed.url: feed for feed in found if feed is not None}
    return tuple(feeds.values()) or NoFeeds(url=answer.url, reason=_reason(answer, len(linked)))


def _addresses(url: str) -> list[str]:
    """What a person may have meant: a name alone is asked by HTTPS first."""
    if web_url(url):
        return [url.strip()]
    if OTHER_SCHEME.match(url):
        return []
    return [address for scheme in ("https", "http") if (address := web_url(f"{scheme}://{url.strip()}"))]


async def _first_answer(client: Client, addresses: list[str]) -> Answer | None:
    for number, address in enumerate(addresses, 1):
        try:
            return await client.get(address, accept=f"{FEED_TYPES}, {PAGE_TYPES}")
        except Unreachable:
            if number == len(addresses):
                raise
    return None


def _links(answer: Answer) -> tuple[dict[str, str], list[str]]:
    """Feeds that the page names, with their titles; and links that look as if they led to one."""
    try:
        tree = html.document_fromstring(answer.content)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return {}, []
    base = urljoin(answer.url, next((element.get("href") or "" for element in tree.iter("base")), ""))
    named: dict[str, str] = {}
    for link in tree.iter("link"):
        found = web_url(link.get("href"), base)
        if found and _names_feed(link):
            named.setdefault(found, squeeze(link.get("title") or ""))
    return named, list(dict.fromkeys(_likely(tree, base)))


def _names_feed(link: html.HtmlElement) -> bool:
    """JSON that a page names is more often its own machinery than a feed."""
    kind = (link.get("type") or "").lower().partition(";")[0].strip()
    is_machinery = any(word in (link.get("href") or "").lower() for word in ("oembed", "wp-json"))
    return kind in TYPES and "alternate" in (link.get("rel") or "").lower().split() and not is_machinery


def _likely(tree: html.HtmlElement, base: str) -> list[str]:
    """Links of the body that sound like feeds, those of the same site first."""
    links = (web_url(anchor.get("href"), base) for anchor in tree.iter("a"))
    host = urlsplit(base).hostname
    return sorted(
        (link for link in links if link and _sounds_right(link)), key=lambda link: urlsplit(link).hostname != host
    )


def _sounds_right(link: str) -> bool:
    address = link.lower()
    return any(hint in address for hint in HINTS) and not any(other in address for other in NOT_FEEDS)


async def _try(client: Client, url: str, now: datetime) -> FoundFeed | None:
    try:
        return _read(await client.get(url, accept=FEED_TYPES), now)
    except FetchError:
        return None


def _read(answer: Answer, now: datetime) -> FoundFeed | None:
    fetched = FetchedFeed(
        feed_id=feed_id(answer.url),
        url=answer.url,
        content=answer.content,
        content_type=answer.headers.get("content-type"),
        fetched_at=now,
    )
    try:
        meta, entries = parse_feed(fetched)
    except ParseError:
        return None
    is_page = "html" in (fetched.content_type or "") and not entries
    return None if is_page else FoundFeed(url=answer.moved_to or answer.url, title=meta.title, meta=meta)


def _reason(answer: Answer, n_linked: int) -> str:
    kind = answer.headers.get("content-type", "").partition(";")[0] or "something without a type"
    if "html" not in kind:
        return f"it is {kind}, and no feed"
    linked = f"{n_linked} of its links sound like one and are none" if n_linked else "none of its links sounds like one"
    return f"the page names no feed, {linked}, and none is at the usual places"

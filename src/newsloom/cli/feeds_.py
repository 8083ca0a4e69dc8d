"""`newsloom feeds`: what the newspaper is woven from: add, list, import and export feeds."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from newsloom.environment import Environment, read_environment
from newsloom.fetch.client import Client
from newsloom.fetch.discover import NoFeeds, find_feeds
from newsloom.fetch.opml import parse_opml, write_opml
from newsloom.fetch.starter import starter_pack
from newsloom.packed import read_bytes
from newsloom.records import SECTIONS, FeedSubscription, KnownFeed, Language
from newsloom.site.setup import open_store
from newsloom.store import Store

LIMIT_BYTES = 64_000_000
"""Of a subscription list."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    add = deeds.add_parser("add", help="find and add the feeds of a site's address")
    add.add_argument("url")
    add.add_argument("--section", choices=SECTIONS, default="", help="where on the site its articles belong")
    add.add_argument("--language", metavar="CODE", help="en, ar, …; found out by itself where not given")
    deeds.add_parser("list", help="every feed, how it does and when it is asked next")
    starter = deeds.add_parser("starter", help="add well-known publishers' public feeds")
    starter.add_argument("--country", metavar="CODE", help="only of this country: GB, AE, …")
    starter.add_argument("--language", metavar="CODE", help="only in this language: en, ar")
    starter.add_argument("--section", choices=SECTIONS, help="only for this section")
    take = deeds.add_parser("import", help="add the feeds of a subscription list (OPML)")
    take.add_argument("file", help="- is standard input")
    deeds.add_parser("export", help="write the feeds as a subscription list (OPML)")


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    match args.deed:
        case "add":
            return _add(environment, args)
        case "list":
            return _list(open_store(environment, migrate=True))
        case "starter":
            return _starter(open_store(environment, migrate=True), args)
        case "import":
            return _keep(open_store(environment, migrate=True), _subscriptions(args.file))
        case _:
            return _export(open_store(environment, migrate=True), title=environment.site_name)


def _add(environment: Environment, args: argparse.Namespace) -> int:
    found = asyncio.run(_find(environment, args.url))
    if isinstance(found, NoFeeds):
        print(f"newsloom feeds: {found.url}: no feeds: {found.reason}", file=sys.stderr)
        return 1
    language = Language(args.language.lower()) if args.language else None
    said = [replace(feed, section=args.section, language=language) for feed in found]
    return _keep(open_store(environment, migrate=True), said)


async def _find(environment: Environment, url: str) -> tuple[FeedSubscription, ...] | NoFeeds:
    """Without the feeds of readers' comments, which most sites of one kind of software name beside their own."""
    async with Client(environment) as client:
        found = await find_feeds(client, url, now=datetime.now(UTC))
    if isinstance(found, NoFeeds):
        return found
    wanted = [feed for feed in found if "comment" not in f"{feed.url} {feed.title}".lower()] or found
    return tuple(FeedSubscription(url=feed.url, title=feed.title) for feed in wanted)


def _subscriptions(path: str) -> tuple[FeedSubscription, ...]:
    content, error = read_bytes(path, LIMIT_BYTES)
    if error is not None:
        if not content:
            raise error
        print(f"newsloom feeds: {error}", file=sys.stderr)
    return parse_opml(content, path)


def _starter(store: Store, args: argparse.Namespace) -> int:
    wanted = [feed for feed in starter_pack() if _is_wanted(feed, args)]
    if not wanted:
        print("newsloom feeds: the pack has no such feeds", file=sys.stderr)
        return 1
    return _keep(store, wanted)


def _is_wanted(feed: FeedSubscription, args: argparse.Namespace) -> bool:
    country = feed.publisher.country if feed.publisher else ""
    return (
        (not args.country or country == args.country.upper())
        and (not args.language or feed.language == args.language.lower())
        and (not args.section or feed.section == args.section)
    )


def _keep(store: Store, subscriptions: Iterable[FeedSubscription]) -> int:
    n_new = n_known = 0
    for subscription in subscriptions:
        _, is_new = store.add_feed(subscription, now=datetime.now(UTC))
        print(f"{'added' if is_new else 'known'}  {subscription.url}  {subscription.title}".rstrip())
        n_new, n_known = n_new + is_new, n_known + (not is_new)
    print(f"{n_new} added, {n_known} known before", file=sys.stderr)
    return 0


def _list(store: Store) -> int:
    for feed in store.feeds():
        said = feed.subscription
        print(f"{_state(feed):24}  {feed.due_at:%Y-%m-%d %H:%M}  {said.url}  {said.title}".rstrip())
    return 0


def _state(feed: KnownFeed) -> str:
    if feed.is_retired:
        return f"retired ({feed.error_code})" if feed.error_code else "retired"
    return f"failing {feed.n_failures}x ({feed.error_code})" if feed.error_code else "well"


def _export(store: Store, *, title: str) -> int:
    kept = [feed.subscription for feed in store.feeds() if not feed.is_retired]
    sys.stdout.buffer.write(write_opml(kept, title=title))
    return 0

"""A pack of well-known publishers' public feeds, to begin with.

In: the list that is packaged with newsloom (`starter.toml`). Out: subscriptions. Refuses: nothing.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from newsloom.records import FeedSubscription, Language, Publisher, PublisherId
from newsloom.urls import registered_domain


@cache
def starter_pack() -> tuple[FeedSubscription, ...]:
    """Feeds in English and Arabic by publisher, each with its country, language and section."""
    found = tomllib.loads(files("newsloom.fetch").joinpath("starter.toml").read_text("utf-8"))
    return tuple(
        FeedSubscription(
            url=url,
            title=said["name"],
            publisher=Publisher(
                id=registered_domain(said["home"]) or PublisherId(said["name"]),
                name=said["name"],
                home_url=said["home"],
                country=said["country"],
                language=Language(said["language"]),
                kind=said["kind"],
            ),
            section=section,
            language=Language(said["language"]),
        )
        for said in found["publishers"]
        for section, url in said["feeds"]
    )

"""What the demo promises: the sample newspaper goes from the press through the whole loom, and nothing of it is lost."""

import asyncio
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsloom.environment import Environment
from newsloom.fetch.client import Client
from newsloom.pipeline import Loom
from newsloom.records import Article
from newsloom.sample.labels import Gold, gold
from newsloom.sample.press import Press
from newsloom.store.memory import MemoryStore
from newsloom.worker import Pass, Worker

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENVIRONMENT = Environment(
    home=Path("/nonexistent"), allow_networks=(ipaddress.ip_network("127.0.0.0/8"),), host_pause_seconds=0
)


@dataclass(slots=True)
class Woven:
    """The newspaper after its six editions, and one more pass a day later."""

    store: MemoryStore
    passes: list[Pass]
    statuses: list[dict[int, int]]
    """Of each pass's feeds."""

    @property
    def articles(self) -> dict[str, Article]:
        """By the path of their address."""
        return {urlsplit(article.url or "").path: article for article in self.store.articles()}


async def weave(press: Press, store: MemoryStore) -> Woven:
    woven = Woven(store, [], [])
    late = timedelta(0)
    async with (
        Client(ENVIRONMENT) as client,
        Worker(store, Loom(store), client, clock=lambda: press.at + late) as worker,
    ):
        press.turn_to(1)
        for subscription in press.subscriptions():
            store.add_feed(subscription, now=press.at)
        for edition in (*range(1, 7), 6):
            press.turn_to(edition)
            late = timedelta(days=1 if len(woven.passes) == 6 else 0)
            n_before = len(press.log)
            woven.passes.append(await worker.run_once())
            feeds = {urlsplit(feed.url).path for feed in press.subscriptions()} | {"/atom.xml"}
            statuses = [line.status for line in press.log[n_before:] if line.path in feeds]
            woven.statuses.append({status: statuses.count(status) for status in sorted(set(statuses))})
    return woven


@pytest.fixture(scope="module")
def woven() -> Iterator[Woven]:
    with Press.open(NOW) as press:
        yield asyncio.run(weave(press, MemoryStore()))


def labels() -> tuple[Gold, ...]:
    return gold(NOW)


def test_every_article_arrives_and_the_page_that_is_none_does_not(woven: Woven) -> None:
    assert set(woven.articles) == {one.path for one in labels() if not one.is_rejected}
    assert sum(done.n_rejected for done in woven.passes) == 1


def test_stories_grow_edition_by_edition(woven: Woven) -> None:
    assert [done.tally.n_articles for done in woven.passes] == [10, 17, 14, 17, 20, 9, 0]
    assert [done.tally.n_revised for done in woven.passes] == [0, 1, 0, 2, 0, 0, 0]


def test_a_pass_without_news_is_all_unchanged(woven: Woven) -> None:
    assert woven.passes[-1].n_new_entries == 0
    assert set(woven.statuses[-1]) <= {304, 200}
    assert woven.statuses[-1].get(200, 0) <= 1  # the broken feed, which has nothing to compare


def test_headlines_and_publishers_are_as_printed(woven: Woven) -> None:
    found = {path: (article.headline, article.publisher_id) for path, article in woven.articles.items()}
    wanted = {one.path: (one.article.headline, one.article.publisher_id) for one in labels() if not one.is_rejected}
    assert found == wanted


def test_episodes_are_sound_with_a_file_to_play(woven: Woven) -> None:
    episodes = [article for article in woven.articles.values() if article.kind == "audio"]
    assert [article.enclosures[0].media_type for article in episodes] == ["audio/wav"] * 4


def test_the_cut_text_is_known_to_be_cut_and_no_other(woven: Woven) -> None:
    cut = [path for path, article in woven.articles.items() if article.is_cut and article.kind == "text"]
    assert cut == ["/politics/aldane-nine-votes"]


def test_no_furniture_of_the_pages_gets_into_a_text(woven: Woven) -> None:
    furniture = (
        "opens new tab", "READ MORE", "Read Next", "Sign up", "Advertisement", "No comments yet", "Readers' comments",
        "Most read", "Related:", "اقرأ أيضًا", "الأكثر قراءة", "شارك المقال", "طباعة", "Licensing Rights",
        "Our Standards", "Give a gift article", "Explore more",
    )  # fmt: skip
    leaks = [(path, words) for path, article in woven.articles.items() for words in furniture if words in article.text]
    assert leaks == []


def test_no_paragraph_that_was_written_is_lost_or_glued_to_another(woven: Woven) -> None:
    lost = [
        (one.key, paragraph)
        for one in labels()
        if one.article.kind == "text" and not one.is_rejected
        for paragraph in one.article.text.split("\n\n")
        if paragraph not in woven.articles[one.path].text.split("\n\n")
    ]
    assert lost == []

"""Briefs and wrap-ups can be heard, in parts as players ask for them, and as a podcast."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from newsloom.site.newsroom import spoken
from newsloom.site.newsroom.queries.wrapups import Wanted, wrap_up
from newsloom.site.newsroom.store import DjangoStore
from newsloom.speak import Voice
from tests.editions import paper, print_edition, reader
from tests.factories import NOON, story_id

pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")

STORY = f"/en/story/{story_id('pier')}/the-pier-opens"
SOUND = f"/en/listen/story/{story_id('pier')}"
DAY = NOON.date()


@pytest.fixture(autouse=True)
def edition(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found = spoken.voice_of
    found.cache_clear()
    monkeypatch.setattr(spoken, "_shelf", lambda known: spoken.SoundShelf(tmp_path))
    print_edition(DjangoStore(), 2)
    yield
    found.cache_clear()


def test_a_brief_can_be_heard_and_its_page_leads_to_the_sound() -> None:
    assert f'<audio controls preload="none" src="{SOUND}">' in reader().get(STORY).content.decode()
    said = reader().get(SOUND)
    assert (said.status_code, said.headers["Accept-Ranges"]) == (200, "bytes")
    assert said.headers["Content-Type"] in ("audio/mpeg", "audio/wav")
    assert len(said.content) > 5_000
    article = paper("pier", "gazette").id
    assert f"/en/listen/article/{article}" in reader().get(f"/en/article/{article}").content.decode()
    assert reader().get(f"/en/listen/article/{article}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("bytes=0-9", 206, "bytes 0-9/{size}"),
        ("bytes=10-", 206, "bytes 10-{last}/{size}"),
        ("bytes=-5", 206, "bytes {tail}-{last}/{size}"),
        ("bytes=99999999-", 416, "bytes */{size}"),
        ("bytes=5-2", 416, "bytes */{size}"),
        ("lines=1-2", 200, None),
        ("bytes=0-1,4-5", 200, None),
        ("bytes=-", 200, None),
    ],
)
def test_a_player_may_ask_for_a_part(asked: str, status: int, told: str | None) -> None:
    whole = reader().get(SOUND).content
    size = len(whole)
    part = reader().get(SOUND, headers={"range": asked})
    wanted = told.format(size=size, last=size - 1, tail=size - 5) if told else None
    assert (part.status_code, part.headers.get("Content-Range")) == (status, wanted)
    if match := re.fullmatch(r"bytes (\d+)-(\d+)/\d+", wanted or ""):
        assert part.content == whole[int(match[1]) : int(match[2]) + 1]


def test_what_is_said_is_what_stands_on_the_page() -> None:
    page = wrap_up(DAY, Wanted(language="en"), full_text=True)
    text = spoken.wrapup_text(page)
    assert text.startswith("newsloom, Saturday")
    assert "The pier opened on Saturday." in text
    assert "Taken from: Gazette, Courier." in text
    assert reader().get(f"/en/listen/wrap-up/{DAY}").status_code == 200
    assert f'src="/en/listen/wrap-up/{DAY}"' in reader().get(f"/en/wrap-up/{DAY}").content.decode()


@pytest.mark.parametrize(
    "path", ["/en/listen/story/nosuchstory2", "/en/listen/article/nosuchstory2", "/en/listen/wrap-up/2020-01-01"]
)
def test_there_is_no_sound_of_what_is_not_there(path: str) -> None:
    assert reader().get(path).status_code == 404


def test_the_podcast_has_an_episode_a_day_with_its_transcript() -> None:
    feed = etree.fromstring(reader().get("/en/feeds/podcast.xml").content)
    names = {
        "podcast": "https://podcastindex.org/namespace/1.0",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    }
    (item,) = feed.findall("channel/item")
    assert item.findtext("title") == "The day’s news, 14 March 2026"
    assert item.find("enclosure").get("url").endswith(f"/en/listen/wrap-up/{DAY}")
    assert item.find("podcast:transcript", names).get("url").endswith(f"/en/wrap-up/{DAY}")
    assert feed.find("channel/itunes:image", names).get("href").endswith(".png")


def test_a_voice_that_fails_is_silence_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "voice_of", lambda language: Voice("mute", ("/bin/false",)))
    said = reader().get(SOUND)
    assert (said.status_code, said.content, said.headers["Retry-After"]) == (503, b"", "60")


def test_without_a_voice_no_page_speaks_of_listening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    spoken.voice_of.cache_clear()
    for path in (STORY, f"/en/wrap-up/{DAY}"):
        assert "/listen/" not in reader().get(path).content.decode()
    assert reader().get(SOUND).status_code == 404
    assert reader().get("/en/feeds/podcast.xml").status_code == 404

"""Pictures, favicons and episodes are real files, the same each time."""

import io
import wave

import pytest
from PIL import Image

from newsloom.sample.newspaper import read_newspaper
from newsloom.sample.pictures import EPISODE_SECONDS, episode, favicon, picture


@pytest.mark.parametrize("motif", sorted({event.picture for event in read_newspaper().events}))
def test_a_picture_is_a_jpeg_of_the_size_that_pages_say(motif: str) -> None:
    with Image.open(io.BytesIO(picture("a/b", motif))) as found:
        assert (found.format, found.size) == ("JPEG", (1200, 675))


def test_a_picture_depends_on_its_key_alone() -> None:
    first = picture("a/b", "sea")
    picture.cache_clear()
    assert picture("a/b", "sea") == first
    assert picture("a/c", "sea") != first


@pytest.mark.parametrize("letter", ["N", "م"])
def test_a_favicon_is_a_square_png(letter: str) -> None:
    with Image.open(io.BytesIO(favicon(letter, "#1d3b53"))) as found:
        assert (found.format, found.size) == ("PNG", (64, 64))


def test_an_episode_can_be_played() -> None:
    with wave.open(io.BytesIO(episode("halyard/x"))) as sound:
        assert sound.getnframes() / sound.getframerate() == EPISODE_SECONDS

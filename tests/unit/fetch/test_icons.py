"""Favicons are made anew, or not shown."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from newsloom.fetch.icons import N_PIXELS, find_icon_links, make_icon

PAGE = b"""<html><head><link rel="shortcut icon" href="/small.ico" sizes="16x16"><link rel=icon href=/big.png sizes=192x192>
<link rel="icon" type="image/svg+xml" href="/vector.svg"><link rel="apple-touch-icon" href="https://cdn.example/touch.png">
<link rel="mask-icon" href="/mask.png"><link rel="icon" href="data:image/png;base64,AAAA"><link rel="icon" href="/32.png"
sizes="32x32"></head>"""


def picture(kind: str, size: tuple[int, int], colour: tuple[int, ...] = (200, 30, 30, 255)) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGBA", size, colour)
    (image.convert("RGB") if kind in ("JPEG", "BMP") else image).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "ICO", "GIF", "JPEG", "WEBP", "BMP"])
@pytest.mark.parametrize("size", [(16, 16), (48, 20), (256, 256)])
def test_a_picture_becomes_a_square_png_of_our_size(kind: str, size: tuple[int, int]) -> None:
    icon = make_icon(picture(kind, size))
    assert icon is not None
    with Image.open(io.BytesIO(icon.content)) as found:
        assert (found.format, found.size, icon.n_pixels) == ("PNG", (N_PIXELS, N_PIXELS), N_PIXELS)
        red, green, _, alpha = found.convert("RGBA").getpixel((16, 16))  # type: ignore[misc]
        assert red > 150
        assert green < 80
        assert alpha == 255


def claimed_png(width: int, height: int) -> bytes:
    """A PNG that says it is large; its data are a few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def icon_around(png: bytes) -> bytes:
    """An ICO whose directory calls the PNG inside it small."""
    return struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(png), 22) + png


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Hello",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html>404</html>",
        claimed_png(30_000, 30_000),
        icon_around(claimed_png(30_000, 30_000)),
        picture("PNG", (1, 1)),
        picture("PNG", (2000, 2000)),
        picture("PNG", (32, 32), (0, 0, 0, 0)),
        picture("PNG", (64, 64))[:60],
        picture("ICO", (64, 64))[:30],
    ],
)
def test_what_cannot_be_shown_is_no_icon(content: bytes) -> None:
    assert make_icon(content) is None


@given(st.binary(max_size=200), st.sampled_from(["PNG", "ICO", "GIF", "WEBP", "BMP", "JPEG"]), st.integers(0, 200))
def test_no_damage_raises(noise: bytes, kind: str, at: int) -> None:
    whole = picture(kind, (24, 24))
    make_icon(whole[:at] + noise + whole[at + len(noise) :])


def test_the_icon_nearest_to_our_size_comes_first_and_vectors_not_at_all() -> None:
    assert find_icon_links(PAGE, "https://www.gazette.example/news/") == [
        "https://www.gazette.example/32.png",
        "https://cdn.example/touch.png",
        "https://www.gazette.example/big.png",
        "https://www.gazette.example/small.ico",
    ]
    assert find_icon_links(b"", "https://a.example/") == []

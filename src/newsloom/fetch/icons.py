"""Publishers' favicons, made anew.

In: a home page's address. Out: an `Icon`: a PNG of our own making, so that no stranger's file ever reaches a reader.
Refuses: SVG and everything else that can carry a script, and pictures that would unfold to more than memory is for;
these give None, as does a site without any.
"""

from __future__ import annotations

import asyncio
import io
import re
import struct
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree, html
from PIL import Image

from newsloom.errors import FetchError
from newsloom.fetch.client import Client
from newsloom.fetch.pages import fetch_page
from newsloom.records import Icon
from newsloom.urls import web_url

N_PIXELS = 32
LIMIT_BYTES = 300_000
MAX_SIDE = 1024
"""Of the picture as it came; touch icons have up to 512."""
HEAD_BYTES = 200_000
"""Links to icons stand in the head of a page."""
N_TRIED = 3
FORMATS = ("ICO", "PNG", "GIF", "JPEG", "WEBP", "BMP")
PNG_SIZE = re.compile(rb"IHDR(.{8})", re.DOTALL)
"""Width and height of each PNG in the bytes; an ICO hides them where its own directory says something smaller."""


async def fetch_icon(client: Client, home_url: str, *, now: datetime) -> Icon | None:
    """The favicon that a home page names, else the one at the usual place; None where neither can be shown."""
    try:
        page = await fetch_page(client, home_url, now=now)
        candidates = find_icon_links(page.content, page.url or home_url)[:N_TRIED]
    except FetchError:
        candidates = []
    usual = urljoin(home_url, "/favicon.ico")
    for url in dict.fromkeys([*candidates, usual]):
        try:
            answer = await client.get(url, accept="image/*", limit_bytes=LIMIT_BYTES)
        except FetchError:
            continue
        icon = await asyncio.to_thread(make_icon, answer.content)
        if icon is not None:
            return icon
    return None


def find_icon_links(content: bytes, base_url: str) -> list[str]:
    """Addresses of the icons that a page names, the one nearest to our size first."""
    try:
        tree = html.document_fromstring(content[:HEAD_BYTES])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    found: list[tuple[int, str]] = []
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        url = web_url(link.get("href"), base_url)
        if url and {"icon", "apple-touch-icon"} & set(relations) and not url.lower().endswith(".svg"):
            found.append((_distance(link.get("sizes") or "", is_touch="icon" not in relations), url))
    return [url for _, url in sorted(found, key=lambda pair: pair[0])]


def make_icon(content: bytes) -> Icon | None:
    """The picture as a square PNG of our size, or None where these bytes are none that we show."""
    sizes = (struct.unpack(">II", size) for size in PNG_SIZE.findall(content))
    if any(max(width, height) > MAX_SIDE for width, height in sizes):
        return None
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if max(picture.size) > MAX_SIDE or min(picture.size) < 2:
                return None
            square = _square(picture.convert("RGBA"))
    except Exception:  # noqa: BLE001  a large library meets a stranger's picture: anything may come
        return None
    if square.getchannel("A").getbbox() is None:
        return None
    out = io.BytesIO()
    square.save(out, "PNG", optimize=True)
    return Icon(content=out.getvalue(), n_pixels=N_PIXELS)


def _square(picture: Image.Image) -> Image.Image:
    side = max(picture.size)
    canvas = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    canvas.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return canvas.resize((N_PIXELS, N_PIXELS), Image.Resampling.LANCZOS)


def _distance(sizes: str, *, is_touch: bool) -> int:
    """How far from our size an icon is; larger ones shrink well, smaller ones do not grow."""
    sides = [int(side) for side in re.findall(r"(\d{1,4})x\d", sizes.lower())] or [180 if is_touch else 16]
    return min(side - N_PIXELS if side >= N_PIXELS else (N_PIXELS - side) * 20 for side in sides)

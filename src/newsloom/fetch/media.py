"""Files that entries carry: their media types, sizes and durations.

In: attributes of `enclosure`, `media:content` and the like. Out: `Enclosure`, its address as it stands. Refuses: a file
without an address, with None.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from newsloom.fetch.dates import read_duration
from newsloom.records import Enclosure

MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
TYPES_OF_MEDIUM = {"image": "image/*", "audio": "audio/*", "video": "video/*"}


def file_of(attributes: Mapping[str, str]) -> Enclosure | None:
    """The file that these attributes describe."""
    url = (attributes.get("url") or attributes.get("href") or "").strip()
    if not url:
        return None
    size = (attributes.get("length") or attributes.get("filesize") or "").strip()
    return Enclosure(
        url=url,
        media_type=media_type(url, attributes.get("type", ""), attributes.get("medium", "")),
        n_bytes=int(size) if size.isascii() and size.isdigit() and int(size[:18]) > 0 else None,
        duration_seconds=read_duration(attributes.get("duration", "")),
    )


def media_type(url: str, said: str, medium: str = "") -> str:
    """What the feed says, else what the address ends in, else the kind of medium, else `application/octet-stream`.

    Some feeds write only `audio`, or `mp3`. A page is no file to carry: it is what readers of feeds take a link for.
    """
    said = said.strip().lower().partition(";")[0].rstrip()
    if MEDIA_TYPE.fullmatch(said) and said != "text/html":
        return said
    try:
        guessed = mimetypes.guess_type(urlsplit(url).path)[0]
    except ValueError:
        guessed = None
    return guessed or TYPES_OF_MEDIUM.get(medium.strip().lower() or said) or "application/octet-stream"

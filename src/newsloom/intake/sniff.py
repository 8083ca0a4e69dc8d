"""What kind of file this is, by what stands in it; names and endings are not asked.

In: the first bytes of a file, unpacked. Out: a `FileKind`. Refuses: nothing.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

FileKind = Literal["warc", "feed", "opml", "jsonl", "html", "text", "empty", "picture", "document", "program", "binary"]

HEAD_BYTES = 8192
"""How much of a file is enough: the root element of a feed comes within a comment's length of its beginning."""
MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"WARC/", "warc"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"%PDF", "document"),
    (b"PK\x03\x04", "document"),
    (b"{\\rtf", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"SQLite format 3", "binary"),
)
WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
BEFORE_ROOT = re.compile(r"\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>[]*(?:\[.*?\]\s*)?>)*", re.IGNORECASE | re.DOTALL)
FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
OPML_ROOT = re.compile(r"<opml[\s>]", re.IGNORECASE)
MARKUP = re.compile(r"<(?:!doctype html|html|head|body|title|meta|article|main|div|p|h1)\b", re.IGNORECASE)
JSON_FEED = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/')
LARGEST_UNPRINTABLE_SHARE = 0.05


def kind_of(head: bytes) -> FileKind:
    """The kind of a file that begins with `head`: at most `HEAD_BYTES` of it are looked at."""
    head = head[:HEAD_BYTES]
    if not head.strip():
        return "empty"
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    text = _text(head)
    if text is None:
        return "binary"
    begun = text.lstrip()
    if begun.startswith(("{", "[")):
        return "feed" if JSON_FEED.search(text) else "jsonl"
    root = text[BEFORE_ROOT.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text too
    if OPML_ROOT.match(root):
        return "opml"
    if FEED_ROOT.match(root):
        return "feed"
    return "html" if MARKUP.search(text) else "text"


def _text(head: bytes) -> str | None:
    """The head as text, ASCII being enough; None where it is none."""
    for mark, name in WIDE:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "ignore")
    head = head.removeprefix(codecs.BOM_UTF8)
    n_unprintable = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b")
    if b"\x00" in head or n_unprintable > LARGEST_UNPRINTABLE_SHARE * len(head):
        return None
    return head.decode("utf-8", "replace")

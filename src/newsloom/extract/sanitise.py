"""The only maker of `SafeHtml`.

Whatever a stranger sent is read into blocks of text and written down anew, and an allow-list (nh3, the ammonia of
Rust) has the last word. So no script, style, frame, form, picture, event or odd address can pass: not because it was
recognised, but because nothing but text, eight kinds of block and four inline marks is ever written.

In: `RawHtml`. Out: `SafeHtml`, whose text is `text_of`. Refuses: nothing; what cannot be read is empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import nh3

from newsloom.extract.blocks import Block, find_blocks
from newsloom.extract.markup import write
from newsloom.extract.parsed import INVISIBLE, parse_markup
from newsloom.records import RawHtml, SafeHtml
from newsloom.text import squeeze
from newsloom.urls import TRACKING_PARAMETERS, TRACKING_PREFIXES

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "pre", "a", "em", "strong", "code"}
LEAVES = ("p", "h2", "h3", "li", "pre")
"""Blocks that hold text; lists and quotations hold blocks."""
SCHEMES = {"http", "https", "mailto"}
LIMIT_CHARACTERS = 4_000_000
"""More than any feed's entry that we have seen; what is longer is cut before it is read."""
LEAF = re.compile(rf"<(?:{'|'.join(LEAVES)})>(.*?)</(?:{'|'.join(LEAVES)})>", re.DOTALL)
TAG = re.compile(r"""<(?:"[^"]*"|[^">])*>""")


def sanitise(raw: RawHtml, base_url: str | None = None) -> SafeHtml:
    """`raw` as blocks of text with links, emphasis and code; relative links resolved against `base_url`."""
    return sanitise_blocks(read_blocks(raw), base_url)


def sanitise_blocks(blocks: Sequence[Block], base_url: str | None = None) -> SafeHtml:
    """Blocks as markup that is safe to show."""
    cleaned = nh3.clean(
        write(blocks, base_url),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_filtered,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return SafeHtml(cleaned)


def read_blocks(raw: RawHtml) -> list[Block]:
    """The blocks of a piece of markup, or of plain text, whose lines are its paragraphs."""
    text = INVISIBLE.sub("", raw[:LIMIT_CHARACTERS])
    if not text.strip():
        return []
    if "<" not in text:
        text = text.replace("\n", "<br><br>")
    tree = parse_markup(f"<!DOCTYPE html><html><body><div>{text}</div></body></html>")
    return [] if tree is None else find_blocks(tree)


def text_of(safe: SafeHtml) -> str:
    """The text of each block, joined by blank lines: what `Article.text` is."""
    texts = (squeeze(unescape(TAG.sub("", inside))) for inside in LEAF.findall(safe))
    return "\n\n".join(text for text in texts if text)


def without_tracking(url: str) -> str:
    """An address without the parameters that only tell who sent the reader; all else as it was."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not parts.query:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _is_tracking(name.lower())]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def _is_tracking(name: str) -> bool:
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    return without_tracking(value) if (tag, attribute) == ("a", "href") else value

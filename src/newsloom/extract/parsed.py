"""A page's bytes made into text and a tree, once, for everybody who reads it.

In: a `Page`. Out: a `ParsedPage`, or None where the bytes are no markup. Refuses: nothing; broken markup is mended
as browsers do, and what lies beyond `LIMIT_BYTES` is left out.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import cast

from charset_normalizer import from_bytes
from lxml import etree, html

from newsloom.records import Page
from newsloom.urls import web_url

LIMIT_BYTES = 5_000_000
"""More than any article that we have seen (the largest: 4 MB, nearly all of it scripts)."""
MAX_DEPTH = 200
"""Elements nested deeper become the text that is in them, so that nobody who walks a tree falls off it; the deepest of
450 labelled pages has 46 levels."""
HEAD_BYTES = 4096
"""Where a page's charset declaration is looked for; browsers look at the first 1,024."""
GUESS_BYTES = 16_384
"""How much of an undeclared text the guess may look at; it costs about a millisecond a kilobyte."""
FEWEST_TO_GUESS = 24
"""Bytes above ASCII; fewer are accents in a western text rather than letters of another script."""
USUAL = "cp1252"

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BROWSERS_MEAN = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-7": "utf-8",
}
"""What browsers read where a page declares a narrower charset than it uses; a page that can declare is no UTF-16."""
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,99}encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
NOT_MARKUP = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")
TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|p|div|article|section|main|h[1-6]|table|br|a|span)\b", re.IGNORECASE
)
DEEP = etree.XPath("/*" * MAX_DEPTH)
READABLE = etree.XPath("descendant::text()[not(parent::script or parent::style or parent::template)]")
HIGH = re.compile(r"[^\x00-\x7f]")
NO_CHARSETS = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPage:
    """A page read. Nobody changes `tree`: whoever prunes takes a copy first."""

    url: str | None
    text: str
    """The markup, decoded, control characters left out."""
    tree: html.HtmlElement
    """The `html` element; comments and processing instructions are gone."""
    base_url: str | None
    """What relative addresses resolve against."""


def parse_page(page: Page) -> ParsedPage | None:
    """The page's text and tree; None where it is a picture, a PDF, a program, or has no markup at all."""
    content = page.content[:LIMIT_BYTES]
    if not content.strip() or content.startswith(NOT_MARKUP):
        return None
    text = INVISIBLE.sub("", decode(content, page.content_type))
    if not TAG.search(text):
        return None
    tree = parse_markup(text)
    if tree is None:
        return None
    url = web_url(page.url)
    return ParsedPage(url=url, text=text, tree=tree, base_url=_base_url(tree, url))


def parse_markup(text: str) -> html.HtmlElement | None:
    """The `html` element of a document; None where nothing could be made of it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    _flatten(tree)
    return tree


def _flatten(tree: html.HtmlElement) -> None:
    for element in cast("list[html.HtmlElement]", DEEP(tree)):
        text = " ".join(cast("list[str]", READABLE(element)))
        del element[:]
        element.text = text


def decode(content: bytes, content_type: str | None = None) -> str:
    """Text of bytes whose charset is declared by a mark, the header or the page, or else guessed; never fails.

    Bytes that read as UTF-8 are UTF-8 whatever they are declared as: other charsets hardly ever do by chance.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_charset(content, content_type), "replace")


def _charset(content: bytes, content_type: str | None) -> str:
    header = HEADER.search(content_type or "")
    declared = DECLARED.search(content[:HEAD_BYTES])
    page_says = (declared.group(1) or declared.group(2)).decode("ascii") if declared else ""
    for label in (header.group(1) if header else "", page_says):
        if (codec := _codec(label)) is not None:
            return codec
    if _is_nearly_utf8(content):
        return "utf-8"
    n_high = sum(byte > 127 for byte in content)
    if n_high < FEWEST_TO_GUESS:
        return USUAL
    words = re.sub(rb"<[^>]*>|[\x00-\x7f]{200,}", b" ", content)[:GUESS_BYTES]
    guess = from_bytes(words or content[:GUESS_BYTES]).best()
    return (_codec(guess.encoding) if guess else None) or USUAL


def _codec(label: str) -> str | None:
    """Python's name for a declared charset; None for nonsense, and for codecs that are no charsets."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in NO_CHARSETS:
        return None
    return BROWSERS_MEAN.get(found.name, found.name)


def _is_nearly_utf8(content: bytes) -> bool:
    """Whether but a few bytes of the text are broken UTF-8: pages put together from two sources, or cut."""
    decoded = content.decode("utf-8", "replace")
    n_broken = decoded.count("\ufffd")
    return n_broken * 10 < sum(1 for _ in HIGH.finditer(decoded))


def _base_url(tree: html.HtmlElement, url: str | None) -> str | None:
    for element in tree.iter("base"):
        return web_url(element.get("href"), url) or url
    return url

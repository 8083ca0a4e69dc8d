"""Blocks written down as markup: paragraphs, headings, lists, quotations, and the marks in their lines.

In: blocks. Out: `RawHtml`, which `sanitise` then checks. Refuses: an address that is none, or of a scheme that
readers should not follow; its text stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from newsloom.extract.blocks import HEADINGS, Block, Mark, Scope
from newsloom.records import RawHtml
from newsloom.urls import web_url

GROUPS = ("ul", "ol", "blockquote")
LAST_SPACE = re.compile(r" ((?:</[a-z]+>)*)$")


def write(blocks: Sequence[Block], base_url: str | None = None) -> RawHtml:
    """The markup of blocks, those of one list or quotation together, links resolved against `base_url`."""
    written: list[str] = []
    for group, members in groupby(blocks, key=_group):
        inside = [_written(block, group, base_url) for block in members]
        written += [f"<{group.tag}>{''.join(inside)}</{group.tag}>"] if group else inside
    return RawHtml("\n".join(written))


def _group(block: Block) -> Scope | None:
    """The list of an item, the quotation of a paragraph; None for what stands alone.

    An item of several blocks is a list used for layout: its blocks stand alone.
    """
    for scope in block.scope.chain():
        if scope.tag in HEADINGS or (scope.tag == "li" and scope.n_blocks > 1):
            return None
        if scope.tag in GROUPS:
            return scope
    return None


def _written(block: Block, group: Scope | None, base_url: str | None) -> str:
    tag = "li" if group is not None and group.tag in ("ul", "ol") else _tag(block.scope)
    return f"<{tag}>{line(block, base_url)}</{tag}>"


def _tag(scope: Scope) -> str:
    heading = scope.within(*HEADINGS)
    if heading is not None:
        return "h2" if heading.tag in ("h1", "h2") else "h3"
    return "pre" if scope.within("pre") else "p"


def line(block: Block, base_url: str | None = None) -> str:
    """A block's text, escaped, with its inline marks; white space as in `Block.text`."""
    written: list[str] = []
    opened: tuple[str, ...] = ()
    at_space = True
    for piece in block.pieces:
        words = piece.text.lstrip(" ") if at_space else piece.text
        if not words:
            continue
        at_space = words.endswith(" ")
        wanted = tuple(tag for mark in piece.marks if (tag := _opening(mark, base_url)))
        written += [_between(opened, wanted), escape(words, quote=False)]
        opened = wanted
    written.append(_between(opened, ()))
    return LAST_SPACE.sub(r"\1", "".join(written))


def _opening(mark: Mark, base_url: str | None) -> str:
    """The opening tag of a mark; empty for a link that leads nowhere."""
    tag, address = mark
    if tag != "a":
        return f"<{tag}>"
    mailto = address.strip().lower().startswith("mailto:")
    url = address.strip() if mailto else web_url(address, base_url)
    return f'<a href="{escape(url)}">' if url else ""


def _between(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """The tags that close what was open and open what comes."""
    if before == after:
        return ""
    n_same = 0
    while n_same < min(len(before), len(after)) and before[n_same] == after[n_same]:
        n_same += 1
    closed = "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(before[n_same:]))
    return closed + "".join(after[n_same:])

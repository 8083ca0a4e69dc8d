"""Blocks written down as markup: paragraphs, headings, lists, quotations.

In: blocks. Out: `RawHtml`, which `sanitise` then checks. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from newsloom.extract.blocks import HEADINGS, Block, Scope
from newsloom.records import RawHtml

GROUPS = ("ul", "ol", "blockquote")


def write(blocks: Sequence[Block]) -> RawHtml:
    """The markup of blocks, those of one list or quotation together."""
    written: list[str] = []
    for group, members in groupby(blocks, key=_group):
        inside = [_written(block, group) for block in members]
        written += [f"<{group.tag}>{''.join(inside)}</{group.tag}>"] if group else inside
    return RawHtml("\n".join(written))


def write_paragraphs(paragraphs: Sequence[str]) -> RawHtml:
    """Markup of escaped paragraphs that came without any."""
    return RawHtml("\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))


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


def _written(block: Block, group: Scope | None) -> str:
    tag = "li" if group is not None and group.tag in ("ul", "ol") else _tag(block.scope)
    return f"<{tag}>{block.markup}</{tag}>"


def _tag(scope: Scope) -> str:
    heading = scope.within(*HEADINGS)
    if heading is not None:
        return "h2" if heading.tag in ("h1", "h2") else "h3"
    return "pre" if scope.within("pre") else "p"

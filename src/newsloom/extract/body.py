"""Finds the body among the blocks of a page: what the journalist wrote, and not what stands around it.

Every block is judged (`judge`) by its own look, its place, its neighbours, and by what others take for the body:
trafilatura, and the page's own data for machines. Where the page shows next to nothing but its data carries the
whole text, the data is taken.

In: a `ParsedPage`. Out: the body's blocks. Refuses: nothing; a page without a body has none.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

import trafilatura
from lxml import html

from newsloom.extract.blocks import HEADINGS, Block, find_blocks
from newsloom.extract.cut import is_notice
from newsloom.extract.features import Opinions, measure
from newsloom.extract.furniture import is_furniture
from newsloom.extract.jsonld import find_things
from newsloom.extract.judge import likelihoods
from newsloom.extract.metadata import Metadata
from newsloom.extract.parsed import ParsedPage
from newsloom.extract.sanitise import read_blocks
from newsloom.records import RawHtml
from newsloom.text import fold

TAKEN = 0.5
"""Likelihood from which a block is taken; between 0.4 and 0.6 the scores of all sets move by less than 0.005."""
MAX_ELEMENTS = 25_000
"""Pages with more elements go without trafilatura's opinion, which takes seconds there."""
MAX_CHARACTERS = 400_000
"""A longer text is no article, but a book, a log, or an attempt to fill our memory: what is over is left."""
MUCH_MORE = 1.5
LONG_ENOUGH = 40
"""Characters from which a text does not stand twice in an article by intent."""
THIN = 600
"""Characters; a body under this is thin, and the page's own data may know `MUCH_MORE`."""


@dataclass(frozen=True, slots=True)
class Body:
    """A page's blocks, told apart; both in reading order."""

    taken: tuple[Block, ...]
    left: tuple[Block, ...]
    n_before: int = 0
    """How many of `left` stand before the last one of `taken`."""

    @property
    def after(self) -> tuple[Block, ...]:
        """What stands under the body."""
        return self.left[self.n_before :]


def find_body(parsed: ParsedPage, metadata: Metadata) -> Body:
    """The blocks of the body, and those that stand around it."""
    own_data = own_data_of(parsed)
    blocks = find_blocks(parsed.tree)
    taken: list[Block] = []
    if blocks:
        chances = likelihoods(measure(blocks, opinions_of(parsed, metadata, own_data)))
        taken = [block for block, chance in zip(blocks, chances, strict=True) if chance > TAKEN]
    n_taken = sum(len(block.text) for block in taken)
    if n_taken < THIN and len(own_data) > MUCH_MORE * max(n_taken, 1):
        taken = read_blocks(RawHtml(own_data))
    taken = tidy(taken, metadata.headline)
    is_taken = set(map(id, taken))
    last = max((n for n, block in enumerate(blocks) if id(block) in is_taken), default=-1)
    left = [(n, block) for n, block in enumerate(blocks) if id(block) not in is_taken]
    return Body(tuple(taken), tuple(block for _, block in left), sum(n < last for n, _ in left))


def opinions_of(parsed: ParsedPage, metadata: Metadata, own_data: str) -> Opinions:
    """What others say of the page's body."""
    return Opinions(
        library=_library_text(parsed.tree),
        own_data=own_data,
        headline=metadata.headline,
        standfirst=metadata.standfirst,
    )


def tidy(blocks: Sequence[Block], headline: str) -> list[Block]:
    """Blocks without furniture, the headline, what was said before, and headings that head nothing."""
    kept: list[Block] = []
    seen = {fold(headline)}
    room = MAX_CHARACTERS
    for block in blocks:
        room -= len(block.text)
        if room < 0:
            break
        if is_furniture(block.text) or is_notice(block.text):
            continue
        said = fold(block.text)
        if said in seen and (len(said) >= LONG_ENOUGH or block.scope.within(*HEADINGS)):
            continue
        seen.add(said)
        kept.append(block)
    while kept and kept[-1].scope.within(*HEADINGS):
        kept.pop()
    return kept


def _library_text(tree: html.HtmlElement) -> str:
    """What trafilatura takes for the body; empty where it finds none, or the page is too large for it."""
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(tree, include_comments=False) or ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""


def own_data_of(parsed: ParsedPage) -> str:
    """The longest `articleBody` of the page's schema.org data; empty where there is none."""
    bodies = (thing.get("articleBody") for thing in find_things(parsed.tree))
    longest = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    return re.sub(r"</p>\s*<p>", "\n", unescape(longest))

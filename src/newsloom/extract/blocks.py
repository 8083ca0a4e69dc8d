"""A page's tree as the blocks that a reader sees: paragraphs, headings, list items, rows, captions.

In: an lxml tree. Out: `Block`s in reading order, each with its text, its inline marks, and the scope that it
stands in. Refuses: nothing; scripts, forms' fields and other things that are no text are passed over.

Nothing is lost at links and nothing is glued: a block's text is all the text between two block-level tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from newsloom.extract.hidden import hidden_names, hides
from newsloom.text import without_unseen

NO_TEXT = frozenset(
    """script style noscript template head title iframe frame frameset noframes object embed applet svg math canvas
    video audio select option datalist textarea button input progress meter map dialog link meta param source track
    picture img area portal fencedframe rp rt""".split()
)
"""Elements whose inside is not read."""
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb s samp small
    span strike strong sub sup time tt u var wbr""".split()
)
KEPT_INLINE = {"a": "a", "em": "em", "i": "em", "strong": "strong", "b": "strong", "code": "code", "tt": "code"}
"""Inline elements that are kept, and as what; of all others only the text is."""
CELLS = frozenset({"td", "th"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONG_CELL = 200
"""A cell with more characters than this is a column of a page laid out by tables, not one of a row of figures."""
LINE_LENGTH = 40
"""A line that ends a sentence and has this many characters is a paragraph, though only one `br` follows it."""
NOTHING, WHOLE = 200, 1_500
"""Characters: a page that shows fewer shows next to nothing, and one that hides so many more hides its article."""
MAX_BLOCKS = 6_000
NAMES_LENGTH = 300
UNSEEN = re.compile(
    r"sr-?only|visually-?hidden|screen-?reader|tooltip|popover|rollover-people-block|hidden-text|a11y-hidden|is-hidden"
)
CLIPPED = re.compile(r"clip\s*:\s*rect\(", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

SPACE = re.compile(r"\s+")
SENTENCE_CLOSED = re.compile(r"[.!?:؟。！？…][\"'”’»)\]]*\s*$")
BREAK = "\n"
"""Stands for a `br` among the pieces of a run; all other white space in them is single spaces."""


Mark = tuple[str, str]
"""An inline element that is kept, by its tag in `KEPT_INLINE`, and its address if it is a link."""


@dataclass(slots=True)
class Scope:
    """An element that holds blocks, and what is known of it and of all that it stands in."""

    tag: str
    names: str
    """Class, id and role, in lower case."""
    parent: Scope | None
    element: html.HtmlElement
    n_blocks: int = 0

    def chain(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def within(self, *tags: str) -> Scope | None:
        """The nearest scope of one of these tags, itself included."""
        return next((scope for scope in self.chain() if scope.tag in tags), None)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the inline marks that are open around it; BREAK for a `br`."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Block:
    """Text between two block-level tags."""

    text: str
    """One line, white space squeezed."""
    pieces: list[Piece]
    """The same with its inline marks, white space not yet squeezed across pieces."""
    scope: Scope
    n_linked: int = 0
    """Characters of `text` that stand in links."""
    n_strong: int = 0
    inline_names: str = ""
    """Class and id of the inline elements in it."""


@dataclass(slots=True)
class _Run:
    """What has been read since the last block-level tag."""

    pieces: list[Piece] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    has_text: bool = False


def find_blocks(tree: html.HtmlElement) -> list[Block]:
    """The blocks of a tree in reading order, none that is hidden from readers, unless a page that shows next to nothing
    has its whole text hidden until a script shows it. Cost: O(n_elements), some 200 a millisecond."""
    seen = _Reader(hidden_names(tree))
    seen.read(tree)
    if seen.has_hidden and _n_characters(seen.blocks) < NOTHING:
        every = _Reader(None)
        every.read(tree)
        if _n_characters(every.blocks) > NOTHING + WHOLE:
            return every.blocks
    return seen.blocks


def _n_characters(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


class _Reader:
    """Walks a tree without recursion, so that no nesting is too deep."""

    def __init__(self, hidden: frozenset[str] | None) -> None:
        self.blocks: list[Block] = []
        self.has_hidden = False
        self._hidden = hidden
        """What the page's style sheets hide; None where hidden things are read too."""
        self._run = _Run()
        self._inline: list[html.HtmlElement] = []
        self._marks: list[Mark | None] = []
        self._scope: Scope | None = None

    def read(self, tree: html.HtmlElement) -> None:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                self._close(element, tag)
                if element is not tree:
                    self._add(element.tail)
            elif tag in NO_TEXT or not tag or (tag in INLINE and _is_unseen(element)):
                walk.skip_subtree()
            elif self._hidden is not None and hides(element, self._hidden):
                self.has_hidden = True
                walk.skip_subtree()
            elif self._is_inline(element, tag):
                self._open_inline(element, tag)
            else:
                self._open_scope(element, tag)
            if len(self.blocks) >= MAX_BLOCKS:
                break
        self._flush()

    def _is_inline(self, element: html.HtmlElement, tag: str) -> bool:
        if self._scope is None:
            return False
        return tag in INLINE or tag == "br" or (tag in CELLS and _is_short_cell(element))

    def _open_inline(self, element: html.HtmlElement, tag: str) -> None:
        self._inline.append(element)
        kept = KEPT_INLINE.get(tag)
        self._marks.append((kept, element.get("href") or "") if kept else None)
        if tag == "br":
            self._run.pieces.append(Piece(BREAK))
        elif tag in CELLS:
            self._add(" ")
        if names := names_of(element):
            self._run.names.append(names)
        self._add(element.text)

    def _open_scope(self, element: html.HtmlElement, tag: str) -> None:
        self._flush()
        self._scope = Scope(tag, names_of(element), self._scope, element)
        self._add(element.text)

    def _close(self, element: html.HtmlElement, tag: str) -> None:
        if self._inline and self._inline[-1] is element:
            self._inline.pop()
            self._marks.pop()
            if tag in CELLS:
                self._add(" ")
            return
        if self._scope is not None and self._scope.element is element:
            self._flush()
            self._scope = self._scope.parent

    def _add(self, text: str | None) -> None:
        if text:
            words = " " if text.isspace() else SPACE.sub(" ", without_unseen(text))
            self._run.has_text |= words != " "
            self._run.pieces.append(Piece(words, tuple(mark for mark in self._marks if mark)))

    def _flush(self) -> None:
        run, self._run = self._run, _Run()
        if self._scope is None or not run.has_text:
            return
        for pieces in _paragraphs(run.pieces):
            block = _block(pieces, self._scope, " ".join(run.names))
            if block is not None:
                self.blocks.append(block)
                for scope in self._scope.chain():
                    scope.n_blocks += 1


def names_of(element: html.HtmlElement) -> str:
    """What an element calls itself, in lower case; `is-hidden` where its markup hides it."""
    get = element.get
    names = " ".join(filter(None, (get("class"), get("id"), get("role"), get("itemprop"), get("data-testid"))))
    if get("hidden") is not None or HIDDEN.search(get("style") or ""):
        names += " is-hidden"
    return names[:NAMES_LENGTH].lower()


def _is_unseen(element: html.HtmlElement) -> bool:
    """Whether an inline element is only read aloud ("opens new tab") or only shown when pointed at."""
    return UNSEEN.search(names_of(element)) is not None or CLIPPED.search(element.get("style") or "") is not None


def _is_short_cell(element: html.HtmlElement) -> bool:
    if any(isinstance(inner.tag, str) and inner.tag not in INLINE for inner in element.iterdescendants()):
        return False
    return sum(map(len, element.itertext())) <= LONG_CELL


def _paragraphs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """A run cut where two line breaks meet, and at one that follows the end of a sentence."""
    paragraph: list[Piece] = []
    said = ""
    after_break = False
    for piece in pieces:
        if piece.text == BREAK:
            if after_break or (len(said) >= LINE_LENGTH and SENTENCE_CLOSED.search(said[-8:])):
                yield paragraph
                paragraph, said = [], ""
            elif paragraph:
                paragraph.append(Piece(" "))
            after_break = True
            continue
        paragraph.append(piece)
        if not piece.text.isspace():
            after_break = False
            said += piece.text
    yield paragraph


def _block(pieces: list[Piece], scope: Scope, names: str) -> Block | None:
    """The block of a paragraph's pieces; None where there is nothing but space."""
    text = SPACE.sub(" ", "".join(piece.text for piece in pieces)).strip()
    if not text:
        return None
    n_linked = n_strong = 0
    for piece in pieces:
        for kind, _ in piece.marks:
            n_linked += (kind == "a") * len(piece.text)
            n_strong += (kind == "strong") * len(piece.text)
    return Block(text, pieces, scope, min(n_linked, len(text)), min(n_strong, len(text)), names)

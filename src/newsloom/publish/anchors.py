"""Marks around the sentences that a brief rests on, so that a superscript leads to the very words.

In: a body (markup whose text is the article's text, or that text alone) and the citations into it. Out: markup with
`<mark id="s120">` where the sentence that begins at character 120 stands. Nothing is taken away, and what is put in is
`mark` and, around plain text, `p`; so safe markup stays safe.
Refuses: to guess. Where markup and text part ways, the markup comes back without marks from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape

from newsloom.records import Citation, SafeHtml
from newsloom.text import paragraphs

PIECE = re.compile(
    r"""(?P<tag><(?:[^>"']|"[^"]*"|'[^']*')*>)|(?P<entity>&(?:\#\w+|\w+);)|(?P<letter>[^<])|(?P<rest><)""", re.DOTALL
)
INVISIBLE = frozenset("\u200b\ufeff\u00ad\u2060")

Span = tuple[int, int]


def mark(html: SafeHtml, text: str, citations: Iterable[Citation]) -> str:
    """The markup with each cited span of `text` marked, across inline tags; blocks are never crossed by a mark."""
    spans = _spans(citations, len(text))
    if not spans:
        return html
    written: list[str] = []
    for run, offsets in _runs(html, text):
        written.append(run[0] if offsets is None else _marked(run, offsets, spans))
    return "".join(written)


def mark_text(text: str, citations: Iterable[Citation]) -> str:
    """Plain text as paragraphs of markup, escaped, with each cited span marked."""
    spans = _spans(citations, len(text))
    written: list[str] = []
    end = 0
    for paragraph in paragraphs(text):
        start = text.index(paragraph, end)
        end = start + len(paragraph)
        letters = [escape(letter) for letter in paragraph]
        written.append(f"<p>{_marked(letters, list(range(start, end)), spans)}</p>")
    return "\n".join(written)


def anchor(citation: Citation) -> str:
    """The fragment that leads to a citation: `s120`."""
    return f"s{citation.start}"


def _spans(citations: Iterable[Citation], n_characters: int) -> list[Span]:
    """In order, without overlap; of two that overlap the earlier one stands."""
    spans: list[Span] = []
    for start, end in sorted({(citation.start, citation.end) for citation in citations}):
        if 0 <= start < end <= n_characters and (not spans or start >= spans[-1][1]):
            spans.append((start, end))
    return spans


def _runs(html: str, text: str) -> Iterator[tuple[list[str], list[int] | None]]:
    """Tags (without offsets), and runs of text between them: each letter as written, with its place in `text`."""
    letters: list[str] = []
    offsets: list[int] = []
    place = 0
    for piece in PIECE.finditer(html):
        if piece["tag"] is not None:
            if letters:
                yield letters, offsets
                letters, offsets = [], []
            yield [piece.group()], None
            continue
        place, offset = _step(unescape(piece.group()), text, place)
        letters.append(piece.group())
        offsets.append(offset)
    if letters:
        yield letters, offsets


def _step(letter: str, text: str, place: int) -> tuple[int, int]:
    """The next place in `text`, and that of this letter: -1 for white space at an edge and what the text leaves out."""
    if place < 0 or letter in INVISIBLE:
        return place, -1
    if letter.isspace():
        return (place + 1, place) if place < len(text) and text[place] == " " else (place, -1)
    while place < len(text) and text[place].isspace():
        place += 1
    if text.startswith(letter, place):
        return place + len(letter), place
    return -1, -1


def _marked(letters: Sequence[str], offsets: Sequence[int], spans: Sequence[Span]) -> str:
    """A run of text with marks; a sentence's first mark carries its id, the later ones go on with it."""
    written: list[str] = []
    current: Span | None = None
    for letter, offset in zip(letters, offsets, strict=True):
        if offset >= 0:
            span = next((span for span in spans if span[0] <= offset < span[1]), None)
            if span != current:
                written += ["</mark>" if current else "", _opening(span, offset)]
                current = span
        written.append(letter)
    if current:
        written.append("</mark>")
    return "".join(written)


def _opening(span: Span | None, offset: int) -> str:
    if span is None:
        return ""
    return f'<mark id="s{span[0]}">' if offset == span[0] else "<mark>"

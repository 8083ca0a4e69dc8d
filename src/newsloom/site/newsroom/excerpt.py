"""What we show of a text that is not ours: all of it where the publisher's policy or the operator allows, else the
beginning.

In: an article's text and markup, and what cites it. Out: `Shown`. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from newsloom.publish.anchors import mark, mark_text
from newsloom.records import Citation, SafeHtml
from newsloom.site.newsroom.shapes import Shown
from newsloom.text import sentence_spans

N_PARAGRAPHS = 2
MAX_CHARACTERS = 700
"""A text without paragraphs is cut too: about what a search engine's reader sees of it."""


def shown(text: str, html: str, citations: Iterable[Citation], *, in_full: bool) -> Shown:
    """The marked markup to show."""
    end = len(text) if in_full else excerpt_end(text)
    if in_full and html:
        body = mark(SafeHtml(html), text, citations)
    else:
        body = mark_text(text[:end], [citation for citation in citations if citation.end <= end])
    return Shown(body=Markup(body), is_excerpt=end < len(text.rstrip()), end=end)  # noqa: S704  made by sanitise


def excerpt_end(text: str) -> int:
    """Where the second paragraph ends, or earlier at the last sentence that fits."""
    end = 0
    for _ in range(N_PARAGRAPHS):
        begin = end + len(text[end:]) - len(text[end:].lstrip())
        if begin >= len(text):
            break
        line_end = text.find("\n", begin)
        end = len(text) if line_end < 0 else line_end
    if end <= MAX_CHARACTERS:
        return end
    fitting = [stop for _, stop in sentence_spans(text[:end]) if stop <= MAX_CHARACTERS]
    return fitting[-1] if fitting else text.rfind(" ", 0, MAX_CHARACTERS) + 1 or MAX_CHARACTERS

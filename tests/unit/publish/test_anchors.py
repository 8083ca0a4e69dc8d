"""Marks add anchors and change no word."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.extract.sanitise import sanitise, text_of
from newsloom.publish.anchors import anchor, mark, mark_text
from newsloom.records import ArticleId, Citation, RawHtml, SafeHtml

WORDS = st.text(alphabet='ab&<é. \u200b’"', max_size=12)
INLINE = st.one_of(
    WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    WORDS.map(lambda text: f"<b>{text.replace('&', '&amp;').replace('<', '&lt;')}</b>"),
    WORDS.map(
        lambda text: f'<a href="https://e.example/?a=1&amp;b=2">{text.replace("&", "&amp;").replace("<", "&lt;")}</a>'
    ),
)
BODY = st.lists(st.lists(INLINE, max_size=4).map("".join), max_size=4).map(
    lambda blocks: "".join(f"<p>{block}</p>\n" for block in blocks)
)


def cite(text: str, start: int, end: int) -> Citation:
    return Citation(text=text[start:end], article_id=ArticleId("a"), start=start, end=end)


def without_marks(html: str) -> str:
    return re.sub(r"</?mark(?: id=\"s\d+\")?>", "", html)


def marked(html: str) -> str:
    """What stands inside marks, as text."""
    return unescape(re.sub(r"<[^>]+>", "", "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL))))


def test_a_sentence_is_marked_across_links_and_emphasis() -> None:
    html = SafeHtml('<p>It rose. The <a href="/x">Gulf &amp; Bank</a> fell <em>by</em> half. So.</p>\n<p>End.</p>')
    text = "It rose. The Gulf & Bank fell by half. So.\n\nEnd."
    assert mark(html, text, [cite(text, 9, 38), cite(text, 44, 48)]) == (
        '<p>It rose. <mark id="s9">The </mark><a href="/x"><mark>Gulf &amp; Bank</mark></a><mark> fell </mark>'
        '<em><mark>by</mark></em><mark> half.</mark> So.</p>\n<p><mark id="s44">End.</mark></p>'
    )


def test_without_citations_nothing_changes() -> None:
    html = SafeHtml("<p>It rose.</p>")
    assert mark(html, "It rose.", []) == html


def test_where_markup_and_text_part_ways_no_mark_is_set() -> None:
    text = "It rose. It fell."
    assert mark(SafeHtml("<p>Another text.</p>"), text, [cite(text, 9, 17)]) == "<p>Another text.</p>"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 8), (9, 17)], '<p><mark id="s0">It rose.</mark> <mark id="s9">It fell.</mark></p>'),
        ([(0, 17), (9, 17)], '<p><mark id="s0">It rose. It fell.</mark></p>'),
        ([(9, 99)], "<p>It rose. It fell.</p>"),
    ],
)
def test_spans_are_marked_once_and_never_beyond_the_text(spans: list[tuple[int, int]], expected: str) -> None:
    text = "It rose. It fell."
    assert mark(SafeHtml(f"<p>{text}</p>"), text, [cite(text, start, end) for start, end in spans]) == expected
    assert mark_text(text, [cite(text, start, end) for start, end in spans]) == expected


def test_plain_text_is_escaped_paragraph_by_paragraph() -> None:
    text = "a < b.\n\n<script>x</script>"
    assert mark_text(text, [cite(text, 0, 6)]) == (
        '<p><mark id="s0">a &lt; b.</mark></p>\n<p>&lt;script&gt;x&lt;/script&gt;</p>'
    )


def test_an_anchor_leads_to_its_mark() -> None:
    assert anchor(cite("abc", 1, 3)) == "s1"


@given(BODY, st.data())
def test_marks_change_neither_text_nor_tags_and_hold_the_cited_words(raw: str, data: st.DataObject) -> None:
    html = sanitise(RawHtml(raw))
    text = text_of(html)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    shown = mark(html, text, [cite(text, start, end)])
    assert without_marks(shown) == html
    assert re.sub(r"\s", "", marked(shown)) == re.sub(r"\s", "", text[start:end])


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_marked_plain_text_reads_as_before(text: str, start: int, end: int) -> None:
    shown = mark_text(text, [cite(text, start, end)])
    read = unescape(re.sub(r"<[^>]+>", "", shown))
    assert "".join(read.split()) == "".join(text.split())

"""Nothing that a stranger sends gets through but text, its blocks and its links."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.extract.sanitise import sanitise, text_of, without_tracking
from newsloom.records import RawHtml

BASE = "https://courier.example/world/quay"
REL = 'rel="noopener noreferrer nofollow"'


def safe(raw: str, base: str | None = BASE) -> str:
    return sanitise(RawHtml(raw), base)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>One.</p><script>alert(1)</script><p>Two.</p>", "<p>One.</p>\n<p>Two.</p>"),
        ("<p>One.<style>p { color: red }</style></p>", "<p>One.</p>"),
        ('<p>One.</p><iframe src="https://evil.example"></iframe>', "<p>One.</p>"),
        ('<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe><p>One.</p>', "<p>One.</p>"),
        ('<iframe srcdoc="<script>alert(1)</script>">inside<p>deeper</p></iframe><p>One.</p>', "<p>One.</p>"),
        ('<form action="/pay"><p>One.</p><button formaction="/logout">Pay</button><input name="a"></form>', "<p>One.</p>"),
        ('<svg onload="alert(1)"><script>alert(2)</script></svg><p>One.</p>', "<p>One.</p>"),
        ("<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math><p>One.</p>", "<p>One.</p>"),
        ('<p onclick="alert(1)" style="position:fixed" class="x" id="y">One.</p>', "<p>One.</p>"),
        ('<img src="/logout"><p>One.<img src="https://t.example/p.gif" width="1" height="1"></p>', "<p>One.</p>"),
        ('<p>One.</p><img srcset="http:a&lt;script&gt;alert(1)&lt;/script&gt; 1x" src=x onerror=alert(1)>', "<p>One.</p>"),
        ('<video src="a.mp4" poster="javascript:alert(1)">no video</video><p>One.</p>', "<p>One.</p>"),
        ('<object data="a.swf"><embed src="a.swf"></object><p>One.</p>', "<p>One.</p>"),
        ('<base href="https://evil.example/"><p>One.</p>', "<p>One.</p>"),
        ('<meta http-equiv="refresh" content="0;url=https://evil.example"><link rel="stylesheet" href="a.css"><p>One.</p>', "<p>One.</p>"),
        ("<p>One.</p><!-- <script>alert(1)</script> -->", "<p>One.</p>"),
        ("<p>5 &lt; 6 &amp; 7 &gt; 6</p>", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<template><p>Hidden</p></template><p>One.</p>", "<p>One.</p>"),
        ("<noscript><p><img src=x></noscript><p>One.</p>", "<p>One.</p>"),
        ("<p>One\x00.\x08</p>", "<p>One.</p>"),
    ],
)  # fmt: skip
def test_what_could_act_is_left_out(raw: str, expected: str) -> None:
    assert safe(raw) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript://courier.example/%0Aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://courier.example/1",
        "http://[::1",
        "feed:https://courier.example",
        "",
    ],
)
def test_a_link_that_leads_nowhere_good_is_plain_text(address: str) -> None:
    assert safe(f'<p>See <a href="{address}">the quay</a> now.</p>') == "<p>See the quay now.</p>"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://courier.example/a", "https://courier.example/a"),
        ("/a?b=1", "https://courier.example/a?b=1"),
        ("//other.example/a", "https://other.example/a"),
        ("#notes", "https://courier.example/world/quay#notes"),
        ("mailto:desk@courier.example", "mailto:desk@courier.example"),
        ("https://courier.example/a?utm_source=x&amp;id=7&amp;fbclid=y", "https://courier.example/a?id=7"),
    ],
)
def test_a_good_link_is_absolute_and_carries_no_tracking(address: str, expected: str) -> None:
    assert safe(f'<p><a href="{address}" ping="https://t.example" referrerpolicy="unsafe-url" target="_top">Quay</a></p>') == (
        f'<p><a href="{expected}" {REL}>Quay</a></p>'
    )  # fmt: skip


def test_a_relative_link_without_a_base_is_plain_text() -> None:
    assert safe('<p><a href="/a">Quay</a></p>', None) == "<p>Quay</p>"


def test_lists_quotations_headings_and_emphasis_stay() -> None:
    raw = (
        "<div><h1>The quay</h1><p>It <b>opens</b> <i>soon</i>, says <code>harbour</code>.</p>"
        "<ul><li>One</li><li>Two</li></ul><ol><li>Three</li></ol>"
        "<blockquote><p>At last.</p><p>Good.</p></blockquote><h4>After</h4></div>"
    )
    assert safe(raw) == (
        "<h2>The quay</h2>\n<p>It <strong>opens</strong> <em>soon</em>, says <code>harbour</code>.</p>\n"
        "<ul><li>One</li><li>Two</li></ul>\n<ol><li>Three</li></ol>\n"
        "<blockquote><p>At last.</p><p>Good.</p></blockquote>\n<h3>After</h3>"
    )


def test_text_is_that_of_the_blocks_joined_by_blank_lines() -> None:
    html = sanitise(RawHtml("<p>One &amp; two.</p><ul><li>Three</li><li>Four</li></ul>loose<br><br>end"))
    assert text_of(html) == "One & two.\n\nThree\n\nFour\n\nloose\n\nend"


def test_nothing_is_lost_or_glued_at_inline_marks() -> None:
    raw = '<p>They live on <a href="/b">Bear Island</a>.They sail<span> to</span> <em>Foula</em>.</p><p>Daily.</p>'
    assert text_of(sanitise(RawHtml(raw), BASE)) == "They live on Bear Island.They sail to Foula.\n\nDaily."


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    link = f'<a href="https://courier.example/b" {REL}>'
    assert (
        safe('<a href="/b"><h3>Quay</h3><p>It opens.</p></a>') == f"<h3>{link}Quay</a></h3>\n<p>{link}It opens.</a></p>"
    )


def test_plain_text_keeps_its_lines_as_paragraphs() -> None:
    assert safe("One.\nTwo & three.") == "<p>One.</p>\n<p>Two &amp; three.</p>"


def test_what_is_only_read_aloud_is_left_out() -> None:
    raw = '<p>See <a href="/b">the list<span class="sr-only">, opens new tab</span></a>.</p>'
    assert safe(raw) == f'<p>See <a href="https://courier.example/b" {REL}>the list</a>.</p>'


def test_no_nesting_is_too_deep() -> None:
    assert safe("<div>" * 1000 + "<p>Deep.</p>") == "<p>Deep.</p>"
    assert isinstance(safe("<b>" * 5000 + "Deep"), str)
    assert isinstance(safe("<blockquote>" * 100_000 + "Deep"), str)


def test_sanitising_twice_changes_nothing() -> None:
    once = safe("<div>A<p>B <b>c</b> &amp; d</p><ul><li>E<li>F</ul><pre>g\nh</pre></div>")
    assert safe(once) == once


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_is_shown_as_text(text: str) -> None:
    html = sanitise(RawHtml(text), BASE)
    assert re.sub(r"</?(?:p|h2|h3|ul|ol|li|blockquote|pre|em|strong|code)>|<a href=\"[^\"]*\" rel=\"[^\"]*\">|</a>", "", html).count("<") == 0  # fmt: skip
    assert sanitise(html, BASE) == html


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<a href='", "javascript:", "'>", "</a>", "<script>", "</script>", "<svg>", "<math>", "<li>",
         "<style>", "</style>", "<table><tr><td>", "</td>", "<!--", "-->", "<![CDATA[", "]]>", "onerror=", "&lt;", "x", " ",
         "<noscript>", "<title>", "</title>", "<textarea>", "<img src=x onerror=alert(1)>", "<b>", "<blockquote>", "\x00"]
    ),
    max_size=30,
)  # fmt: skip


@given(FRAGMENTS)
@settings(max_examples=200, deadline=None)
def test_no_mixture_of_markup_gets_anything_through(fragments: list[str]) -> None:
    html = sanitise(RawHtml("".join(fragments)), BASE)
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= {
        "p", "h2", "h3", "ul", "ol", "li", "blockquote", "pre", "em", "strong", "code", "a",
    }  # fmt: skip
    assert re.search(r"<[^>]*\s(?:on\w+|style|src|srcdoc)=", html) is None
    assert "\n\n\n" not in text_of(html)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/?a=1&utm_campaign=z", "https://a.example/?a=1"),
        ("https://a.example/?a=%20b", "https://a.example/?a=%20b"),
        ("https://a.example/#frag", "https://a.example/#frag"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_only_what_tells_of_the_reader_is_taken_from_an_address(address: str, expected: str) -> None:
    assert without_tracking(address) == expected

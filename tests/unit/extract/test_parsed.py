"""Bytes become text by mark, header, declaration or guess, and never fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.extract.parsed import LIMIT_BYTES, MAX_DEPTH, decode, parse_page
from newsloom.records import Page

RUSSIAN = "Паром снова пойдёт в субботу утром, сообщили в порту. Билеты начнут продавать в пятницу днём."


@pytest.mark.parametrize(
    ("content", "content_type", "expected"),
    [
        ("Zoë".encode(), None, "Zoë"),
        ("\ufeffZoë".encode(), "text/html; charset=latin-1", "Zoë"),
        ("Zoë".encode("utf-16"), None, "Zoë"),
        ("Zoë".encode("latin-1"), "text/html; charset=ISO-8859-1", "Zoë"),
        (b"\x93Zo\xeb\x94", "text/html; charset=iso-8859-1", "“Zoë”"),
        (b'<meta charset="windows-1252">Zo\xeb', None, '<meta charset="windows-1252">Zoë'),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">\xb3',
         None, '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">ł'),
        ("Zoë".encode(), "text/html; charset=iso-8859-1", "Zoë"),
        (("Zoë " * 20).encode() + b"\xeb", None, "Zoë " * 20 + "\ufffd"),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN),
        (b"Zo\xeb", "text/html; charset=klingon", "Zoë"),
        ("港口".encode("gb18030"), "text/html; charset=gb2312", "港口"),
    ],
)  # fmt: skip
def test_text_is_read_in_the_charset_that_it_is_in(content: bytes, content_type: str | None, expected: str) -> None:
    assert decode(content, content_type) == expected


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"%PDF-1.7 <p>", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"just words", b'{"a": 1}', b"PK\x03\x04"]
)  # fmt: skip
def test_what_is_no_markup_is_no_page(content: bytes) -> None:
    assert parse_page(Page(url=None, content=content)) is None


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ("", "https://courier.example/a/b", "https://courier.example/a/b"),
        ('<base href="/c/">', "https://courier.example/a/b", "https://courier.example/c/"),
        ('<base href="javascript:x">', "https://courier.example/a/b", "https://courier.example/a/b"),
        ('<base href="/c/">', None, None),
    ],
)
def test_links_resolve_against_the_base_that_the_page_names(head: str, url: str | None, expected: str | None) -> None:
    parsed = parse_page(Page(url=url, content=f"<html><head>{head}</head><body><p>A</p></body></html>".encode()))
    assert parsed is not None
    assert parsed.base_url == expected


def test_what_lies_beyond_the_limit_is_left_out() -> None:
    parsed = parse_page(Page(url=None, content=b"<p>A</p>" + b" " * LIMIT_BYTES + b"<p>B</p>"))
    assert parsed is not None
    assert parsed.tree.text_content().strip() == "A"


def test_what_is_nested_too_deep_becomes_text() -> None:
    content = b"<p>" + b"<b>word " * 1500 + b"<script>no</script>" + b"</b>" * 1500 + b"</p><p>After</p>"
    parsed = parse_page(Page(url=None, content=content))
    assert parsed is not None
    assert max(len(list(element.iterancestors())) for element in parsed.tree.iter()) == MAX_DEPTH - 1
    assert parsed.tree.text_content().split() == ["word"] * 1500 + ["After"]


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_bytes_make_it_fail(content: bytes) -> None:
    parse_page(Page(url=None, content=b"<p>" + content, content_type="text/html"))

"""Addresses: one form for one article, and ids that never move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.urls import article_id, canonical_url, registered_domain, short_id, story_id, web_url


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("https://Harbour.example/a?utm_source=x&id=3&utm_medium=y#top", "https://harbour.example/a?id=3"),
        ("HTTP://harbour.example:80", "http://harbour.example/"),
        ("https://harbour.example:8443/a", "https://harbour.example:8443/a"),
        ("https://harbour.example./a?fbclid=1", "https://harbour.example/a"),
        ("https://harbour.example/a?b=&c=d%20e", "https://harbour.example/a?b=&c=d+e"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("not an address", "not an address"),
    ],
)
def test_canonical_url_drops_what_does_not_tell_articles_apart(given_url: str, canonical: str) -> None:
    assert canonical_url(given_url) == canonical


@given(st.text())
def test_canonical_url_is_its_own_canonical_form(text: str) -> None:
    assert canonical_url(canonical_url(text)) == canonical_url(text)


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("//a.example/b", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://a.example:port/", None),
        ("http://", None),
        (None, None),
        ("", None),
    ],
)
def test_only_http_addresses_with_a_host_are_web_addresses(given_url: str | None, expected: str | None) -> None:
    assert web_url(given_url) == expected


def test_relative_addresses_resolve_against_their_base() -> None:
    assert web_url("../c?d", "https://a.example/b/e") == "https://a.example/c?d"


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://news.example.com/a", "example.com"),
        ("http://127.0.1.2:8123/a", "127.0.1.2:8123"),
        ("mailto:a@b.example", None),
    ],
)
def test_publishers_are_known_by_registered_domain(given_url: str, expected: str | None) -> None:
    assert registered_domain(given_url) == expected


def test_short_ids_differ_by_kind_and_never_change() -> None:
    assert short_id("feed", "a") != short_id("story", "a")
    assert short_id("feed", "https://a.example/") == "ecrvxto3uceu"


def test_article_ids_come_from_the_given_id_then_the_address_then_the_words() -> None:
    by_url = article_id(url="https://a.example/b?utm_source=x")
    assert by_url == article_id(url="https://a.example/b")
    assert article_id(given_id=by_url) == by_url
    assert article_id(given_id="7", url="https://a.example/b") == article_id(given_id="7")
    assert article_id(headline="A", text="b") != article_id(headline="A", text="c")
    assert story_id(by_url) != by_url

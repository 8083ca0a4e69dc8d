"""Readers choose language and colours without an account and without scripts."""

from __future__ import annotations

import pytest

from tests.editions import reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "cookie", "home"),
    [("", "", "/en/"), ("ar", "", "/ar/"), ("fr,ar;q=0.5", "", "/ar/"), ("fr", "", "/en/"), ("en", "ar", "/ar/")],
)
def test_the_bare_address_leads_to_the_readers_language(header: str, cookie: str, home: str) -> None:
    client = reader(django_language=cookie) if cookie else reader()
    answer = client.get("/", headers={"accept-language": header})
    assert (answer.status_code, answer["Location"]) == (302, home)


def test_the_language_changes_and_the_page_stays() -> None:
    client = reader()
    answer = client.post("/preferences", {"language": "ar", "next": "/en/search?q=sea&page=2"})
    assert (answer.status_code, answer["Location"]) == (303, "/ar/search?q=sea&page=2")
    assert client.get("/")["Location"] == "/ar/"


def test_colours_are_kept_until_the_device_decides_again() -> None:
    client = reader()
    client.post("/preferences", {"theme": "dark", "next": "/en/about"})
    assert '<html lang="en" dir="ltr" data-theme="dark">' in client.get("/en/about").content.decode()
    client.post("/preferences", {"theme": "auto", "next": "/en/about"})
    assert '<html lang="en" dir="ltr">' in client.get("/en/about").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)",
     "\\\\evil.example", "/..//evil.example", "", "en/about", "///evil.example/en/", "/%5cevil.example/../..//x"],
)  # fmt: skip
def test_the_form_leads_back_to_this_site_only(elsewhere: str) -> None:
    answer = reader().post("/preferences", {"theme": "dark", "next": elsewhere})
    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_form_on_a_strangers_page_is_refused() -> None:
    answer = reader().post("/preferences", {"theme": "dark"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "newsloom_colours" not in answer.cookies


def test_nothing_but_known_values_is_kept() -> None:
    answer = reader().post("/preferences", {"theme": "pink", "language": "xx", "next": "/en/"})
    assert dict(answer.cookies) == {}


def test_a_reader_gets_no_cookie_unasked() -> None:
    assert dict(reader().get("/en/").cookies) == {}

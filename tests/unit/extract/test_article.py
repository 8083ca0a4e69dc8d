"""Pages and entries become articles, or say why not."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.extract import extract
from newsloom.extract.sanitise import text_of
from newsloom.records import Article, Enclosure, Entry, Page, PublisherId, RawHtml, Rejection
from tests.unit.extract.pages import NOW, URL

PARAGRAPHS = tuple(
    """The ferry to Bear Island will run again from Saturday morning, the harbour office said, eleven weeks after a winter storm tore away part of the old quay and left the island with a fishing boat as its only link to the mainland.
Engineers have driven forty new piles into the sea bed and laid a deck of larch over them. The work cost less than was feared, said Marta Okafor, who leads the harbour office, because most of the stone could be used a second time.
“We have carried everything by hand since January,” said Ewan Dale, who keeps the only shop of the island. “Flour, gas bottles, a piano once. My back will be glad when the first car rolls ashore.”
Tickets go on sale on Friday at noon. Islanders travel free for the whole of April, and there will be two extra sailings on each Sunday until the end of the season, the office said in a statement on Tuesday.""".split(
        "\n"
    )
)
HEADLINE = "Ferry to Bear Island to run again from Saturday"
NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
FOOTER = (
    "<aside class='related'><h3>More on this story</h3><ul><li><a href='/a'>Storm closes the old quay for weeks</a></li>"
    "<li><a href='/b'>Islanders ask for a second boat</a></li></ul></aside>"
    "<div class='newsletter-signup'><p>Sign up for our morning newsletter.</p></div>"
    "<footer><p>© 2026 Coastal Courier. All rights reserved.</p></footer>"
)


def page_of(body: str, *, head: str = "", headline: str = HEADLINE, url: str | None = URL) -> Page:
    markup = (
        f'<!doctype html><html lang="en"><head><title>{headline} | Coastal Courier</title>{head}</head><body>{NAV}'
        f"<main><article class='article-body'><h1>{headline}</h1>{body}</article></main>{FOOTER}</body></html>"
    )
    return Page(url=url, content=markup.encode())


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article_of(page: Page | None, entry: Entry | None = None, **given: Any) -> Article:
    found = extract(page, entry, now=NOW, **given)
    assert isinstance(found, Article), found
    return found


def rejection_of(page: Page | None, entry: Entry | None = None) -> Rejection:
    found = extract(page, entry, now=NOW)
    assert isinstance(found, Rejection), found
    return found


def test_the_body_is_the_paragraphs_and_nothing_around_them() -> None:
    article = article_of(page_of(paragraphs(*PARAGRAPHS)))
    assert article.headline == HEADLINE
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.html == "\n".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert (article.language, article.kind, article.is_cut, article.seen_at) == ("en", "text", False, NOW)


def test_text_is_exactly_that_of_the_markup() -> None:
    linked = PARAGRAPHS[1].replace("Marta Okafor", "<a href='/okafor?utm_source=x'>Marta <b>Okafor</b></a>")
    article = article_of(page_of(paragraphs(PARAGRAPHS[0], linked, *PARAGRAPHS[2:])))
    assert article.text == text_of(article.html) == "\n\n".join(PARAGRAPHS)
    assert '<a href="https://courier.example/okafor" rel="noopener noreferrer nofollow">' in article.html


def test_what_the_operator_said_goes_before_what_the_page_claims() -> None:
    article = article_of(
        page_of(paragraphs(*PARAGRAPHS)), publisher_id=PublisherId("herald.example"), publisher_name="Herald", section="world"
    )  # fmt: skip
    assert (article.publisher_id, article.publisher_name, article.section) == ("herald.example", "Herald", "world")


def test_the_same_page_gives_the_same_article() -> None:
    page = page_of(paragraphs(*PARAGRAPHS))
    assert article_of(page) == article_of(page)


def test_the_text_of_the_pages_own_data_stands_in_where_the_page_shows_next_to_nothing() -> None:
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert article_of(page_of("<div id='app'></div>", head=head)).text == "\n\n".join(PARAGRAPHS)


# ------------------------------------------------------------------------------------------ rejections


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(url=URL, content=b"%PDF-1.7"), "not-html"),
        (Page(url=URL, content=b"", content_type="text/html"), "not-html"),
        (page_of("<p>The page that you asked for does not exist.</p>", headline="Page not found"), "error-page"),
        (page_of("<p>Checking your browser.</p>", headline="Just a moment..."), "error-page"),
        (page_of("<p>Please log in to continue.</p><p>Forgot your password?</p>", headline="Welcome"), "login-wall"),
        (page_of("<p>It rained.</p>"), "too-short"),
        (page_of(""), "no-text"),
        (Page(url=URL, content=f"<html><body>{paragraphs(*PARAGRAPHS)}</body></html>".encode()), "no-headline"),
    ],
)
def test_a_page_that_is_no_article_says_why(page: Page, reason: str) -> None:
    assert rejection_of(page).reason == reason


def test_a_front_page_is_a_list_and_no_article() -> None:
    cards = "".join(
        f"<li><a href='/{n}'>Council number {n} votes on the plan for its new harbour wall</a></li>" for n in range(40)
    )
    page = Page(
        url="https://courier.example/", content=f"<html><title>Courier</title><body><h1>Courier</h1><ul>{cards}</ul>".encode()
    )  # fmt: skip
    assert rejection_of(page).reason == "index-page"


# -------------------------------------------------------------------------------------------- entries

CONTENT = RawHtml(paragraphs(*PARAGRAPHS))


def entry_of(**fields: Any) -> Entry:
    return Entry(**({"guid": "1", "url": URL, "headline": HEADLINE, "published_at": NOW} | fields))


def test_without_a_page_the_entrys_own_text_is_used() -> None:
    article = article_of(None, entry_of(content=CONTENT, authors=("Ida Brandt",), categories=("Ferries",)))
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.headline, article.authors, article.topics, article.is_cut) == (HEADLINE, ("Ida Brandt",), ("Ferries",), False)  # fmt: skip


def test_a_summary_alone_is_a_cut_text() -> None:
    article = article_of(None, entry_of(summary=RawHtml(PARAGRAPHS[0])))
    assert (article.text, article.is_cut) == (PARAGRAPHS[0], True)


def test_the_entrys_text_stands_in_for_a_page_that_is_none() -> None:
    missing = page_of("<p>The page that you asked for does not exist.</p>", headline="Page not found")
    assert article_of(missing, entry_of(content=CONTENT)).text == "\n\n".join(PARAGRAPHS)


def test_an_entry_with_a_headline_only_is_no_article() -> None:
    assert rejection_of(None, entry_of(summary=RawHtml(HEADLINE))).reason == "no-text"
    assert rejection_of(page_of(""), entry_of()).reason == "no-text"


@pytest.mark.parametrize(("media_type", "kind"), [("audio/mpeg", "audio"), ("video/mp4", "video")])
def test_an_episode_is_kept_however_little_is_said_of_it(media_type: str, kind: str) -> None:
    enclosure = Enclosure(url="https://courier.example/7.media", media_type=media_type)
    article = article_of(None, entry_of(summary=RawHtml("<p>Gulls.</p>"), enclosures=(enclosure,)))
    assert (article.kind, article.text, article.enclosures) == (kind, "Gulls.", (enclosure,))


def test_a_picture_beside_the_text_makes_no_episode() -> None:
    picture = Enclosure(url="https://courier.example/7.jpg", media_type="image/jpeg")
    assert article_of(None, entry_of(content=CONTENT, enclosures=(picture,))).kind == "text"


def test_where_the_page_is_cut_the_feeds_full_text_is_better() -> None:
    wall = "<div class='paywall'><p>Subscribe to continue reading.</p></div>"
    cut = page_of(paragraphs(PARAGRAPHS[0]) + wall)
    assert article_of(cut).is_cut
    full = article_of(cut, entry_of(content=CONTENT))
    assert (full.text, full.is_cut) == ("\n\n".join(PARAGRAPHS), False)


# ---------------------------------------------------------------------------------------------- hostile


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 60_000 + b"<p>x</p>",
        b"<table><tr><td>" * 3000 + b"x",
        b"<p>" + b"a" * 2_000_000,
        b"<p>&#xD800;&#0;&#x1F;" + b"&" * 50_000,
        b"<html><head><title>" + b"t" * 1_000_000,
        b"<p>word, " * 60_000,
        b"<a href=x>" * 20_000 + b"y",
        b"<!--" * 100_000,
        b'<script type="application/ld+json">' + b'{"a":' * 50_000 + b"</script><p>x",
        b"<br>" * 200_000,
    ],
)
def test_a_hostile_page_is_answered_like_any_other(content: bytes) -> None:
    assert isinstance(extract(Page(url=URL, content=b"<html><body>" + content), now=NOW), Article | Rejection)


@pytest.mark.parametrize(
    "url", ["http://[::1", "javascript:alert(1)", "file:///etc/passwd", "x", "", "http://a.example:b/"]
)
def test_an_address_that_is_none_is_not_kept(url: str) -> None:
    assert article_of(page_of(paragraphs(*PARAGRAPHS), url=url)).url is None


@given(
    st.binary(max_size=600),
    st.sampled_from([None, "text/html", "text/html; charset=utf-16", "text/html; charset=big5"]),
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_an_article_or_a_rejection(content: bytes, content_type: str | None) -> None:
    page = Page(url=URL, content=b"<html><body><h1>A</h1><p>" + content, content_type=content_type)
    assert isinstance(extract(page, now=NOW), Article | Rejection)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div class='ad'>", "</div>", PARAGRAPHS[0], "<a href='?'>", "</a>",
                                 "<time datetime='x'>", "<li>", "<table>", "<td>", "<h1>", "<script>", "</script>", "&#x0;",
                                 '<meta property="og:title" content="', '">', "<body>", "</html>", "\ud800"]), max_size=40))  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_any_markup_gives_an_article_or_a_rejection(parts: list[str]) -> None:
    found = extract(Page(url=URL, content="".join(parts).encode("utf-8", "replace")), entry_of(summary=RawHtml("".join(parts))), now=NOW)  # fmt: skip
    if isinstance(found, Article):
        assert found.text == text_of(found.html)

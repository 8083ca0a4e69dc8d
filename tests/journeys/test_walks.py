"""Walks through the newspaper in a real browser: without scripts, by keyboard, with what screen readers need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.journeys.edition import Site, sign_in
from tests.journeys.shots import addresses, unfold

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = (
    "front", "why", "story", "coverage", "article", "hashtag", "name", "publisher", "section", "latest", "wrapup", "search", "ask", "answer",
    "silence", "empty", "sources", "about",
    "missing",
)  # fmt: skip
Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, site: Site) -> Iterator[Open]:
    """A page in a browser of its own, which fails the test where the browser complains."""
    complaints: list[str] = []
    with ExitStack() as opened:

        def start(language: str = "en", **options: Any) -> Page:
            context = chromium.new_context(**{"base_url": site.url, "locale": language} | options)
            opened.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: _note(message, complaints))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield start
    assert complaints == []


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    """Refusals by our policy and failures of our script; a page that is meant to be missing may say so."""
    if message.type == "error" and "404" not in message.text:
        complaints.append(message.text)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_shuts_anybody_out(open_page: Open, site: Site, language: str, theme: str) -> None:
    page = open_page(language, color_scheme=theme)
    found = {}
    for name, address in addresses(page, f"{site.url}/{language}/").items():
        page.goto(address)
        unfold(page, name)
        found[name] = [
            f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]
        ]
    assert found == {name: [] for name in PAGES}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_its_window(open_page: Open, site: Site, language: str, width: int) -> None:
    page = open_page(language, viewport={"width": width, "height": 800})
    for name, address in addresses(page, f"{site.url}/{language}/").items():
        page.goto(address)
        unfold(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_reader_without_scripts_reads_everything(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/en/")
    page.locator(".lead h2 a").click()
    expect(page.locator(".coverage")).to_be_visible()
    page.locator(".coverage h3 a").first.click()
    expect(page.get_by_role("link", name="Read at").first).to_be_visible()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert "/ar/article/" in page.url
    page.get_by_role("button", name="داكنة").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 18)"


def test_a_reader_without_scripts_and_without_a_mouse_chooses_sections_and_is_told_what_it_did(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/en/")
    page.locator("#your-sections summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Business").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Keep").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#your-sections summary")).to_have_text("Your sections: Business")
    expect(page.locator(".front-sections h2").first).to_contain_text("Business")
    page.locator(".lead .why summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lead .terms")).to_contain_text("independent text")


def test_a_source_number_leads_to_the_very_sentence(open_page: Open) -> None:
    page = open_page()
    page.goto("/en/")
    page.locator(".lead h2 a").click()
    cite = page.locator(".brief a.cite[href^='/en/article/']").first
    sentence = page.locator(".brief p").first.inner_text()
    cite.click()
    marked = page.locator("mark:target").inner_text()
    assert marked.split()[:4] == sentence.split()[:4]
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_the_keyboard_reaches_the_news_first(open_page: Open) -> None:
    page = open_page()
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the news")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_a_stroke_opens_the_search(open_page: Open) -> None:
    page = open_page()
    page.goto("/en/")
    page.keyboard.press("/")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    expect(page.locator("main mark").first).to_contain_text("ferr", ignore_case=True)


def test_nothing_moves_while_a_page_loads(open_page: Open, site: Site) -> None:
    page = open_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => {for (const one of list.getEntries()) window.shift += one.value})"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for name, address in addresses(page, f"{site.url}/en/").items():
        page.goto(address)
        page.evaluate("document.fonts.ready")
        assert page.evaluate("window.shift") < 0.02, name


def test_a_page_takes_two_fonts_at_most_and_nothing_from_strangers(open_page: Open, site: Site) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/?lang=all", wait_until="networkidle")
    assert len([url for url in asked if ".woff2" in url]) <= 2
    assert [url for url in asked if not url.startswith(site.url)] == []


def test_a_printed_article_is_its_text_and_address(open_page: Open) -> None:
    page = open_page()
    page.goto("/en/")
    page.locator(".lead h2 a").click()
    page.locator(".coverage h3 a").first.click()
    page.emulate_media(media="print")
    expect(page.locator(".prose")).to_be_visible()
    expect(page.locator(".print-only")).to_be_visible()
    for hidden in (".sections", ".footer", ".hashtags"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_an_editor_without_scripts_splits_moves_and_undoes_on_the_story_page(open_page: Open, site: Site) -> None:
    door = open_page()
    sign_in(door, site)
    page = open_page(java_script_enabled=False, storage_state=door.context.storage_state())
    page.goto("/en/")
    page.locator(".lead h2 a").click()
    story, coverage = page.url, page.locator(".coverage h3").all_inner_texts()
    assert len(coverage) > 2
    desk = page.locator("#editing")

    def choose() -> None:
        page.locator(".editing-choices > label").nth(1).click()

    desk.locator("summary").click()
    choose()
    page.locator("[value=split]").click()
    expect(desk.get_by_role("status")).to_contain_text("1 article stands in a story of its own now.")
    assert page.locator(".coverage h3").all_inner_texts() == [coverage[0], *coverage[2:]]
    page.locator("[value=undo]").first.click()
    expect(desk.get_by_role("status")).to_have_text("It is as it was before.")
    assert page.locator(".coverage h3").all_inner_texts() == coverage

    other = page.locator("#other-stories option").first.get_attribute("value") or ""
    choose()
    page.locator("[name=other]").first.fill(other)
    page.locator("[name=note]").first.fill("It tells of another morning")
    page.locator("[value=move]").click()
    expect(desk.get_by_role("status")).to_have_text("1 article stands in the other story now.")
    page.goto(other)
    expect(page.locator(".coverage")).to_contain_text(coverage[1])
    page.goto(story)
    desk.locator("summary").click()
    expect(desk.locator(".editing-history li").first).to_contain_text("It tells of another morning")
    page.locator("[value=undo]").first.click()
    expect(desk.get_by_role("status")).to_have_text("It is as it was before.")
    assert page.locator(".coverage h3").all_inner_texts() == coverage


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_the_editors_desk_shuts_nobody_out(open_page: Open, site: Site, language: str, theme: str, width: int) -> None:
    page = open_page(language, color_scheme=theme, viewport={"width": width, "height": 800})
    sign_in(page, site)
    page.goto(f"/{language}/")
    page.locator(".lead h2 a").click()
    page.locator("#editing summary").click()
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

"""Pictures of the main pages, to look at: light and dark, phone and desk, English and Arabic.

`python -m tests.journeys.shots [FOLDER [PAGE…]]` weaves the sample newspaper, serves it and takes them into FOLDER
(`shots/`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urljoin

from playwright.sync_api import Browser, Page

from tests.journeys.edition import Site, browser, find_chromium, running_site

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("en", "ar")
QUESTIONS = {"en": "How many passengers were on board the ferry?", "ar": "كم عدد الركاب على متن العبارة؟"}
OPENED = ("coverage", "why")
"""Pages whose explanations on demand are shown."""

MOST_COVERED = """() => [...document.querySelectorAll("article:has(data)")]
  .sort((one, other) => other.querySelector("data").value - one.querySelector("data").value)[0]
  .querySelector("h2 a, h3 a").getAttribute("href")"""
"""The story of most publishers: the lead may have one only."""


def addresses(page: Page, base: str) -> dict[str, str]:
    """Where the pages are, found as a reader finds them: by following links from the front page."""
    page.goto(base)
    found = {"front": base, "story": page.locator(".lead h2 a").get_attribute("href") or ""}
    found["coverage"] = str(page.evaluate(MOST_COVERED))
    found["hashtag"] = page.locator(".lead .hashtags a").first.get_attribute("href") or ""
    page.goto(_absolute(base, found["story"]))
    found["article"] = page.locator(".coverage h3 a").first.get_attribute("href") or ""
    found["publisher"] = page.locator(".coverage a.publisher").first.get_attribute("href") or ""
    word = "ميناء" if base.endswith("/ar/") else "harbour"
    question = QUESTIONS["ar" if base.endswith("/ar/") else "en"]
    paths = {
        "section": "section/world",
        "latest": "latest",
        "wrapup": "wrap-up",
        "search": f"search?q={word}",
        "ask": "ask",
        "answer": f"ask?q={quote(question)}",
        "silence": "ask?q=zzzz",
        "empty": "search?q=zzzz",
    }
    found["name"] = page.locator(".names a").first.get_attribute("href") or ""
    found["why"] = base
    paths |= {"sources": "sources", "about": "about", "missing": "no-such-page"}
    return {name: _absolute(base, href) for name, href in found.items()} | {
        name: base + path for name, path in paths.items()
    }


def take(started: Browser, site: Site, folder: Path, only: tuple[str, ...]) -> Iterator[Path]:
    for language, theme, (size, (width, height)) in product(LANGUAGES, THEMES, SIZES.items()):
        context = started.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=language, device_scale_factor=1
        )
        page = context.new_page()
        for name, address in addresses(page, f"{site.url}/{language}/").items():
            if only and name not in only:
                continue
            page.goto(address)
            page.evaluate("document.fonts.ready")
            unfold(page, name)
            path = folder / f"{name}-{language}-{theme}-{size}.png"
            page.screenshot(path=path, full_page=True)
            yield path
        context.close()


def unfold(page: Page, name: str) -> None:
    """Open what is said on demand, on the pages that are looked at for it."""
    if name in OPENED:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def _absolute(base: str, href: str) -> str:
    return urljoin(base, href)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"))
    parser.add_argument("pages", nargs="*", help="only these")
    args = parser.parse_args()
    executable = find_chromium()
    if executable is None:
        print("shots: no Chromium on this machine", file=sys.stderr)
        return 1
    args.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="newsloom-shots-") as home,
        running_site(Path(home)) as site,
        browser(executable) as started,
    ):
        for path in take(started, site, args.folder, tuple(args.pages)):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())

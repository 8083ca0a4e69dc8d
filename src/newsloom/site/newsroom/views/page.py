"""Rendering a page inside its shell: masthead, footer, language, colours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from newsloom.environment import Environment
from newsloom.records import SECTIONS
from newsloom.site.newsroom.sections import Section, all_sections
from newsloom.site.newsroom.shapes import FeedLinks
from newsloom.site.setup import environment
from newsloom.site.wording import direction, reader_language, speaking, zone

THEME_COOKIE = "newsloom_colours"
THEMES = ("light", "dark")
SECTIONS_COOKIE = "newsloom_sections"
NATIVE_NAMES = {"en": "English", "ar": "العربية"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The same page in another language."""

    language: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What every page knows beside its own matter."""

    site_name: str
    base_url: str
    language: str
    direction: str
    theme: str
    """`light`, `dark`, or empty: as the device has it."""
    now: datetime
    zone: str
    path: str
    here: str
    """The path without its query."""
    address: str
    editions: tuple[Edition, ...]
    sections: tuple[Section, ...]
    preferences: str
    parameters: tuple[tuple[str, str], ...]

    def query(self, **changes: str) -> str:
        """The page's query with some parameters changed, or taken out where they are empty."""
        kept = [(name, value) for name, value in self.parameters if name not in changes]
        return urlencode([*kept, *((name, value) for name, value in changes.items() if value)])


def shell(request: HttpRequest) -> Shell:
    known: Environment = environment()
    language, now, theme = reader_language(), timezone.now(), request.COOKIES.get(THEME_COOKIE, "")
    return Shell(
        site_name=known.site_name,
        base_url=known.base_url,
        language=language,
        direction=direction(language),
        theme=theme if theme in THEMES else "",
        now=now,
        zone=zone(now),
        path=request.get_full_path(),
        here=request.path,
        address=known.base_url + request.get_full_path(),
        editions=editions(request),
        sections=all_sections(),
        preferences=reverse("preferences"),
        parameters=tuple((name, value) for name, value in request.GET.dict().items() if value),
    )


def editions(request: HttpRequest) -> tuple[Edition, ...]:
    """This page in every language that the site speaks."""
    base = environment().base_url
    return tuple(
        Edition(language=code, name=NATIVE_NAMES[code], address=base + in_language(request.get_full_path(), code))
        for code, _ in settings.LANGUAGES
    )


def in_language(path: str, language: str) -> str:
    """The path of the same page in another language; the front page where the path has no language."""
    parts = urlsplit(path)
    first, _, rest = parts.path.removeprefix("/").partition("/")
    if first not in dict(settings.LANGUAGES):
        return f"/{language}/"
    return f"/{language}/{rest}" + (f"?{parts.query}" if parts.query else "")


def render(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page in its shell. It varies by the cookies that carry what the reader chose, and by nothing else."""
    with speaking():
        made = loader.get_template(template, using="jinja2").render({"shell": shell(request), **context}, request)
    response = HttpResponse(made, status=status)
    patch_vary_headers(response, ("Cookie",))
    return response


def chosen_sections(request: HttpRequest) -> tuple[str, ...]:
    """The sections that the reader wants lifted, in the order of the masthead; whatever else the cookie holds, none."""
    wanted = request.COOKIES.get(SECTIONS_COOKIE, "").split(".")
    return tuple(key for key in SECTIONS if key in wanted)


def chosen_language(request: HttpRequest) -> str | None:
    """Language of the articles that a list shows: the page's own, or all (None) with `?lang=all`."""
    return None if request.GET.get("lang") == "all" else reader_language()


def feed_links(title: str, kind: str, *key: str, query: str = "") -> tuple[FeedLinks, ...]:
    """The feeds of a list, for its page."""
    atom = reverse(f"newsroom:{kind}_feed", args=(*key, "atom"))
    json = reverse(f"newsroom:{kind}_feed", args=(*key, "json"))
    return (FeedLinks(title=title, atom=atom + query, json=json + query),)

"""Documents for machines: robots, sitemaps, icons, what browsers ask of a site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from newsloom.records import SECTIONS
from newsloom.site.newsroom.queries import outlines, publishers
from newsloom.site.newsroom.sitemaps import SitemapEntry, index, news_sitemap, sitemap
from newsloom.site.setup import environment
from newsloom.site.wording import reader_language

XML = "application/xml; charset=utf-8"
FRESH = timedelta(hours=48)
"""News sitemaps hold two days."""


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    base = environment().base_url
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/search",
        "Disallow: /*/ask",
        "Disallow: /*/story/*/in/",
        "Disallow: /*/correct/",
        "Disallow: /preferences",
        "",
    ]
    lines += [f"Sitemap: {base}{reverse('sitemap')}", f"Sitemap: {base}{reverse('news_sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """A sitemap for each month with stories, and one for the pages that are always there."""
    base = environment().base_url
    parts = [reverse("sitemap_pages"), *(reverse("sitemap_month", args=month) for month in outlines.months())]
    return HttpResponse(index(base + part for part in parts), content_type=XML)


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Front page, sections and the rest, in each language."""
    entries = []
    for language in environment().languages:
        with translation.override(language):
            paths = [reverse(f"newsroom:{name}") for name in ("front", "latest", "about", "sources")]
            paths += [reverse("newsroom:section", args=(key,)) for key in SECTIONS]
        entries += [SitemapEntry(url=environment().base_url + path) for path in paths]
    return HttpResponse(sitemap(entries), content_type=XML)


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Stories whose last article is of that month."""
    if not 1 <= month <= 12 or not 1970 <= year < 9999:
        raise Http404
    until = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    found = outlines.stories_between(datetime(year, month, 1, tzinfo=UTC), until)
    return HttpResponse(sitemap(_entry(story) for story in found), content_type=XML)


@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """Stories of the last two days."""
    now = timezone.now()
    found = outlines.stories_between(now - FRESH, now + FRESH)
    return HttpResponse(
        news_sitemap([_entry(story) for story in found], site_name=environment().site_name), content_type=XML
    )


@require_safe
@cache_control(public=True, max_age=86400)
def publisher_icon(request: HttpRequest, key: str) -> HttpResponse:
    """A publisher's favicon, re-encoded when it was fetched."""
    icon = publishers.publisher_icon(key)
    if icon is None:
        raise Http404(key)
    return HttpResponse(icon, content_type="image/png")


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the newspaper on its home screen."""
    name = environment().site_name
    content: dict[str, Any] = {
        "name": name,
        "short_name": name,
        "description": _("The news of many publishers, one entry per story."),
        "lang": reader_language(),
        "dir": "rtl" if reader_language() == "ar" else "ltr",
        "start_url": reverse("newsroom:front"),
        "display": "minimal-ui",
        "background_color": "#fcfbf8",
        "theme_color": "#fcfbf8",
        "icons": [{"src": static("icon.svg"), "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _entry(story: outlines.Outline) -> SitemapEntry:
    """In the edition of its own language, where the site has one."""
    languages = environment().languages
    with translation.override(story.language if story.language in languages else languages[0]):
        path = reverse("newsroom:story", args=(story.id, story.slug))
    return SitemapEntry(
        url=environment().base_url + path,
        updated_at=story.updated_at,
        published_at=story.first_at,
        headline=story.headline,
        language=story.language,
    )

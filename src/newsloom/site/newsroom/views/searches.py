"""Search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from newsloom.site.newsroom.queries import publishers
from newsloom.site.newsroom.queries.found import find
from newsloom.site.newsroom.search import Filters, Sort
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.views.page import feed_links, render
from newsloom.site.setup import environment
from newsloom.text import fold

LONGEST = 200
NO_LETTER = re.compile(r"[\W_]+")
PAGE_NUMBER = re.compile(r"[1-9]\d{0,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader looks for, as the form has it."""

    words: str
    publisher: str
    section: str
    language: str
    hashtag: str
    since: date | None
    until: date | None
    sort: Sort
    page: int

    @property
    def is_filtered(self) -> bool:
        return any((self.publisher, self.section, self.language, self.hashtag, self.since, self.until))

    @property
    def filters(self) -> Filters:
        """The form's days as moments of the site's zone; `until` takes in the whole of its day."""
        return Filters(
            language=self.language,
            publisher=self.publisher,
            section=self.section,
            hashtag=NO_LETTER.sub("", fold(self.hashtag)),
            since=_midnight(self.since) if self.since else None,
            until=_midnight(self.until + timedelta(days=1)) if self.until else None,
        )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Articles with the words, best first, with filters."""
    asked = read_asked(request)
    results = find(asked.words, asked.filters, sort=asked.sort, page=asked.page) if asked.words else None
    if results is not None and asked.page > max(results.n_pages, 1):
        raise Http404("page")
    return render(
        request,
        "search.html",
        asked=asked,
        found=results,
        choices=publishers.publisher_choices(),
        section_name=section_name,
        feeds=feed_links(_("Search: %(words)s") % {"words": asked.words}, "search", query="?" + request.GET.urlencode())
        if asked.words
        else (),
    )


def read_asked(request: HttpRequest) -> Asked:
    """The search of an address. Raises BadRequest for a day or page that is none."""
    return Asked(
        words=_text(request, "q"),
        publisher=_text(request, "publisher"),
        section=_text(request, "section"),
        language=_text(request, "language"),
        hashtag=_text(request, "hashtag").removeprefix("#"),
        since=_day(request, "since"),
        until=_day(request, "until"),
        sort="newest" if request.GET.get("sort") == "newest" else "relevance",
        page=_page(request),
    )


@require_safe
@cache_control(public=True, max_age=86400)
def opensearch(request: HttpRequest) -> HttpResponse:
    """So that a browser can search the newspaper from its address bar."""
    base, name = environment().base_url, escape(environment().site_name)
    template = escape(f"{base}{reverse('newsroom:search')}?q={{searchTerms}}")
    content = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{name[:16]}</ShortName><Description>{escape(_('Search the news'))}</Description>"
        "<InputEncoding>UTF-8</InputEncoding>"
        f'<Url type="text/html" template="{template}"/></OpenSearchDescription>'
    )
    return HttpResponse(content, content_type="application/opensearchdescription+xml; charset=utf-8")


def _text(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").replace("\0", " ").split())[:LONGEST]


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 9000:
        raise BadRequest(name)
    return found


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "") or "1"
    if not PAGE_NUMBER.fullmatch(text):
        raise BadRequest("page")
    return int(text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())

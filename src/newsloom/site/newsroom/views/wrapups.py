"""The daily wrap-up: a page, a feed with an entry a day, and the body of a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsloom.records import SECTIONS
from newsloom.site.newsroom.queries.wrapups import Wanted, WrapUp, days_beside, last_day, wrap_up
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.spoken import voice_of
from newsloom.site.newsroom.views.page import chosen_language, feed_links, render
from newsloom.site.setup import environment
from newsloom.site.templating import url
from newsloom.site.wording import direction, named_day, reader_language, speaking

N_HASHTAGS = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """A wrap-up as a mail carries it."""

    subject: str
    text: str
    html: str


@require_safe
def wrapup(request: HttpRequest, on: date | None = None) -> HttpResponse:
    """One day. Without a date the address leads to the newest day."""
    wanted = read_wanted(request)
    if on is None:
        newest = last_day(wanted) or timezone.localdate()
        query = request.GET.urlencode()
        return HttpResponseRedirect(url("wrapup", str(newest)) + (f"?{query}" if query else ""))
    if on > timezone.localdate() + timedelta(days=1):
        raise Http404(str(on))
    earlier, later = days_beside(on, wanted)
    return render(
        request,
        "wrapup.html",
        wrapup=wrap_up(on, wanted, full_text=environment().full_text),
        earlier=earlier,
        later=later,
        sound=url("wrapup_sound", str(on)) if _is_spoken(wanted) else "",
        wanted=wanted,
        language=wanted.language,
        section_name=section_name,
        feeds=feed_links(_("Daily wrap-up"), "wrapup", query=_query(request)),
    )


def read_wanted(request: HttpRequest, *, is_whole: bool = False) -> Wanted:
    """What the address asks for; of the language alone where the day is wanted whole. Raises BadRequest for a section
    that is none."""
    if is_whole:
        return Wanted(language=reader_language())
    section = request.GET.get("section", "")
    if section and section not in SECTIONS:
        raise BadRequest("section")
    hashtags = request.GET.get("hashtags", "").replace("\0", "")
    return Wanted(
        language=chosen_language(request),
        country=request.GET.get("country", "").replace("\0", "")[:2].upper(),
        section=section,
        hashtags=tuple(key for key in hashtags.split(",") if key)[:N_HASHTAGS],
    )


def _is_spoken(wanted: Wanted) -> bool:
    """Days are read aloud whole, in the language of the page."""
    return wanted == Wanted(language=reader_language()) and voice_of(reader_language()) is not None


def mail_of(found: WrapUp, *, language: str) -> Mail:
    """The wrap-up in the words of a language, as plain text and as markup that mail programs show."""
    with translation.override(language), speaking():
        given = _given(found)
        return Mail(given["subject"], _made("mail/wrapup.txt", given), _made("mail/wrapup.html", given))


def body_of(found: WrapUp, *, language: str) -> str:
    """The stories alone, as markup that feed readers show."""
    with translation.override(language), speaking():
        return _made("mail/wrapup_body.html", _given(found))


def _given(found: WrapUp) -> dict[str, Any]:
    names = {"site": environment().site_name, "day": named_day(found.on, "day")}
    return {
        "wrapup": found,
        "subject": _("%(site)s, %(day)s: the day’s news") % names,
        "base_url": environment().base_url,
        "section_name": section_name,
        "language": reader_language(),
        "direction": direction(reader_language()),
    }


def _made(template: str, given: dict[str, Any]) -> str:
    return str(loader.get_template(template, using="jinja2").render(given))


def _query(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"?{query}" if query else ""

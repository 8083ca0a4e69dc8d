"""Briefs and wrap-ups as sound, and the podcast of the wrap-ups."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from newsloom.errors import VoiceError
from newsloom.publish.podcast import Episode, Podcast, podcast
from newsloom.site.newsroom import spoken
from newsloom.site.newsroom.queries import stories
from newsloom.site.newsroom.queries.briefs import brief_lines, brief_of_article
from newsloom.site.newsroom.queries.wrapups import days, wrap_up
from newsloom.site.newsroom.views.wrapups import read_wanted
from newsloom.site.setup import environment
from newsloom.site.wording import named_day, reader_language
from newsloom.speak import Voice

log = structlog.get_logger()

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
MEDIA_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav"}
N_EPISODES = 14


@require_safe
@cache_control(public=True, max_age=3600)
def story(request: HttpRequest, key: str) -> HttpResponse:
    """A story's brief, read aloud in the language of the story."""
    found = stories.find_story(key)
    if found is None or found.line is None or not found.brief:
        raise Http404(key)
    brief = brief_lines(found.brief, full_text=environment().full_text)
    voice = spoken.voice_of(found.line.language)
    if brief is None or voice is None:
        raise Http404(key)
    return _said(request, spoken.brief_text(found.line.headline, brief), voice)


@require_safe
@cache_control(public=True, max_age=3600)
def article(request: HttpRequest, key: str) -> HttpResponse:
    """An article's brief, read aloud in the language of the article."""
    found = brief_of_article(key, full_text=environment().full_text)
    voice = spoken.voice_of(found.language) if found else None
    if found is None or voice is None:
        raise Http404(key)
    return _said(request, spoken.brief_text(found.headline, found.brief), voice)


@require_safe
@cache_control(public=True, max_age=3600)
def wrapup(request: HttpRequest, on: date) -> HttpResponse:
    """A day, read aloud in the language of the page; a reader's choice of stories is no reason to speak."""
    voice = spoken.voice_of(reader_language())
    found = wrap_up(on, read_wanted(request, is_whole=True), full_text=environment().full_text)
    if voice is None or not found.parts:
        raise Http404(str(on))
    return _said(request, spoken.wrapup_text(found), voice)


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The wrap-ups of the days that are over, for podcast programs."""
    voice = spoken.voice_of(reader_language())
    if voice is None:
        raise Http404("podcast")
    wanted, base = read_wanted(request, is_whole=True), environment().base_url
    found = days(wanted, before=timezone.localdate(), n_days=N_EPISODES)
    made = Podcast(
        title=f"{_('Daily wrap-up')} · {environment().site_name}",
        description=_("The day’s news from many publishers, each sentence as one of them wrote it."),
        url=base + reverse("newsroom:wrapup"),
        feed_url=base + request.path,
        image_url=base + static("cover.png"),
        language=reader_language(),
        episodes=tuple(_episode(on, voice) for on in found),
    )
    return HttpResponse(podcast(made), content_type="application/rss+xml; charset=utf-8")


def _episode(on: date, voice: Voice) -> Episode:
    base = environment().base_url
    page = base + reverse("newsroom:wrapup", args=(on,))
    return Episode(
        id=page,
        url=page,
        title=_("The day’s news, %(day)s") % {"day": named_day(on, "day")},
        published_at=datetime.combine(on + timedelta(days=1), time(), timezone.get_current_timezone()),
        sound_url=base + reverse("newsroom:wrapup_sound", args=(on,)),
        media_type=MEDIA_TYPES[voice.suffix],
        transcript_url=page,
    )


def _said(request: HttpRequest, text: str, voice: Voice) -> HttpResponse:
    """The sound, or the part of it that the player asks for. Where the voice fails there is silence for now."""
    try:
        path = spoken.sound_of(text, voice)
    except (VoiceError, OSError) as error:
        log.error("nothing said", voice=voice.name, detail=str(error))
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    return _part(request, path, MEDIA_TYPES[voice.suffix])


def _part(request: HttpRequest, path: Path, media_type: str) -> HttpResponse:
    """Players ask for the end of a file first (RFC 9110, 14): one range is answered, several are not worth it."""
    content = path.read_bytes()
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    headers = {"Accept-Ranges": "bytes", "Content-Disposition": "inline"}
    if match is None or not any(match.groups()):
        return HttpResponse(content, content_type=media_type, headers=headers)
    size = len(content)
    if match[1]:
        start, end = int(match[1]), min(int(match[2] or size - 1), size - 1)
    else:
        start, end = max(0, size - int(match[2])), size - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return HttpResponse(content[start : end + 1], status=206, content_type=media_type, headers=headers)

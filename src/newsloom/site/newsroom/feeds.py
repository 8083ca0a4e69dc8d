"""Every list as Atom and JSON Feed.

In: the requests of `urls`. Out: documents made by `publish.outgoing`. Refuses: an unknown key with 404.
Items lead to our pages and name the publisher's own; texts are not given away, the standfirst is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from newsloom.publish.outgoing import OutgoingItem, OutgoingList, atom, json_feed
from newsloom.records import SECTIONS
from newsloom.site.newsroom.queries import front as fronts
from newsloom.site.newsroom.queries import names, stories, trends, wrapups
from newsloom.site.newsroom.queries import publishers as houses
from newsloom.site.newsroom.queries.found import find
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.shapes import ArticleLine, StoryLine
from newsloom.site.newsroom.views.page import chosen_language
from newsloom.site.newsroom.views.searches import read_asked
from newsloom.site.newsroom.views.wrapups import body_of, read_wanted
from newsloom.site.setup import environment
from newsloom.site.wording import named_day, reader_language

N_ITEMS = 30
N_DAYS = 7
MAX_AGE_SECONDS = 300


@require_safe
@conditional_page
def front(request: HttpRequest, form: str) -> HttpResponse:
    found = fronts.front_stories(chosen_language(request), limit=N_ITEMS)
    return _answer(request, form, _("Top stories"), reverse("newsroom:front"), map(_of_story, found))


@require_safe
@conditional_page
def latest(request: HttpRequest, form: str) -> HttpResponse:
    found = fronts.latest(chosen_language(request), None)
    return _answer(request, form, _("Latest"), reverse("newsroom:latest"), map(_of_article, found.items))


@require_safe
@conditional_page
def section(request: HttpRequest, key: str, form: str) -> HttpResponse:
    if key not in SECTIONS:
        raise Http404(key)
    found = fronts.section_stories(key, chosen_language(request), None)
    page = reverse("newsroom:section", args=(key,))
    return _answer(request, form, section_name(key), page, map(_of_story, found.items))


@require_safe
@conditional_page
def story(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The articles of a story as they come in."""
    found = stories.find_story(key)
    if found is None or found.line is None:
        raise Http404(key)
    page = reverse("newsroom:story", args=(found.line.story_id, found.line.slug))
    lines = stories.story_articles(found.line.story_id, limit=N_ITEMS)
    return _answer(request, form, found.line.headline, page, map(_of_article, lines))


@require_safe
@conditional_page
def hashtag(request: HttpRequest, key: str, form: str) -> HttpResponse:
    found = trends.hashtag(key)
    if found is None:
        raise Http404(key)
    title = _("Latest news with #%(hashtag)s") % {"hashtag": found.spelling}
    lines = trends.tagged_articles(key, None).items
    return _answer(request, form, title, reverse("newsroom:hashtag", args=(key,)), map(_of_article, lines))


@require_safe
@conditional_page
def name(request: HttpRequest, key: str, form: str) -> HttpResponse:
    found = names.find_profile(key)
    if found is None:
        raise Http404(key)
    title = _("Latest news of %(name)s") % {"name": found.name}
    lines = names.articles_about(key, None).items
    return _answer(request, form, title, reverse("newsroom:name", args=(key,)), map(_of_article, lines))


@require_safe
@conditional_page
def publisher(request: HttpRequest, key: str, form: str) -> HttpResponse:
    found = houses.find_publisher(key, now=timezone.now())
    if found is None:
        raise Http404(key)
    title = _("Latest from %(publisher)s") % {"publisher": found.mark.name}
    lines = houses.published_by(key, None).items
    return _answer(request, form, title, reverse("newsroom:publisher", args=(key,)), map(_of_article, lines))


@require_safe
@conditional_page
def wrapup(request: HttpRequest, form: str) -> HttpResponse:
    """One entry a day, of days that are over; the newest one grows."""
    wanted, today = read_wanted(request), timezone.localdate()
    found = wrapups.days(wanted, before=today + timedelta(days=1), n_days=N_DAYS)
    listed = (wrapups.wrap_up(day, wanted, full_text=environment().full_text) for day in found)
    query = request.GET.urlencode()
    page = reverse("newsroom:wrapup") + (f"?{query}" if query else "")
    return _answer(request, form, _("Daily wrap-up"), page, (_of_day(day, query) for day in listed if day.parts))


@require_safe
@conditional_page
def search(request: HttpRequest, form: str) -> HttpResponse:
    """New articles with the words that somebody looks for."""
    asked = read_asked(request)
    found = find(asked.words, asked.filters, sort="newest", page=1)
    title = _("Search: %(words)s") % {"words": asked.words}
    page = f"{reverse('newsroom:search')}?{request.GET.urlencode()}"
    return _answer(request, form, title, page, (_of_article(hit.line) for hit in found.items))


def _answer(request: HttpRequest, form: str, title: str, page: str, items: Iterable[OutgoingItem]) -> HttpResponse:
    base, name = environment().base_url, environment().site_name
    listing = OutgoingList(
        title=f"{title} · {name}",
        url=base + page,
        feed_url=base + request.get_full_path(),
        items=tuple(items),
        updated_at=timezone.now().replace(minute=0, second=0, microsecond=0),
        language=reader_language(),
        icon_url=base + static("icon.svg"),
    )
    if form == "atom":
        response = HttpResponse(atom(listing), content_type="application/atom+xml; charset=utf-8")
    else:
        parameters = {"ensure_ascii": False}
        response = JsonResponse(json_feed(listing), json_dumps_params=parameters, content_type="application/feed+json")
    patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
    return response


def _of_story(line: StoryLine) -> OutgoingItem:
    base = environment().base_url
    return OutgoingItem(
        id=f"{base}/story/{line.story_id}",
        url=base + reverse("newsroom:story", args=(line.story_id, line.slug)),
        headline=line.headline,
        updated_at=line.updated_at,
        published_at=line.first_at,
        summary=line.standfirst,
        authors=(line.first_publisher,) if line.n_publishers == 1 and line.first_publisher else (),
        image_url=line.image.url if line.image else None,
        hashtags=tuple(hashtag.spelling for hashtag in line.hashtags),
        language=line.language,
    )


def _of_day(day: wrapups.WrapUp, query: str) -> OutgoingItem:
    base, language = environment().base_url, reader_language()
    page = reverse("newsroom:wrapup", args=(day.on,)) + (f"?{query}" if query else "")
    headlines = [story.line.headline for story in day.parts[0].stories]
    return OutgoingItem(
        id=base + page,
        url=base + page,
        headline=_("The day’s news, %(day)s") % {"day": named_day(day.on, "day")},
        updated_at=max(story.line.updated_at for story in day.stories),
        summary=" · ".join(headlines),
        html=body_of(day, language=language),
        language=language,
    )


def _of_article(line: ArticleLine) -> OutgoingItem:
    base = environment().base_url
    return OutgoingItem(
        id=f"{base}/article/{line.id}",
        url=base + reverse("newsroom:article", args=(line.id,)),
        headline=line.headline,
        updated_at=line.at,
        published_at=line.at,
        summary=line.standfirst,
        authors=(line.publisher.name,) if line.publisher else (),
        source_url=line.url,
        language=line.language,
    )

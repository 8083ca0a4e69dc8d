"""Pages that list stories and articles: front, sections, the river, hashtags, publishers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsloom.records import SECTIONS
from newsloom.site.newsroom.cursor import read_cursor
from newsloom.site.newsroom.queries import front as fronts
from newsloom.site.newsroom.queries import names, trends
from newsloom.site.newsroom.queries import publishers as houses
from newsloom.site.newsroom.queries.copies import slice_with_copies
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.views.page import chosen_language, chosen_sections, feed_links, render
from newsloom.site.setup import environment


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Ranked stories by section, and the river."""
    language = chosen_language(request)
    chosen = chosen_sections(request)
    found = fronts.front(language, full_text=environment().full_text, chosen=chosen)
    return render(
        request,
        "front.html",
        front=found,
        chosen=chosen,
        language=language,
        section_name=section_name,
        feeds=feed_links(_("Top stories"), "front"),
    )


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The river: every article that is no copy, newest first."""
    language = chosen_language(request)
    river = slice_with_copies(fronts.latest(language, read_cursor(request.GET.get("before"))))
    return render(request, "latest.html", river=river, language=language, feeds=feed_links(_("Latest"), "latest"))


@require_safe
def section(request: HttpRequest, key: str) -> HttpResponse:
    """A section: what matters most, then everything by its last article."""
    if key not in SECTIONS:
        raise Http404(key)
    language, before = chosen_language(request), read_cursor(request.GET.get("before"))
    top = () if before else fronts.section_top(key, language)
    stories = fronts.section_stories(key, language, before, without=[story.story_id for story in top])
    name = section_name(key)
    return render(
        request,
        "section.html",
        key=key,
        name=name,
        top=top,
        listed=stories,
        language=language,
        feeds=feed_links(name, "section", key),
    )


@require_safe
def hashtag(request: HttpRequest, key: str) -> HttpResponse:
    """Latest news with a hashtag."""
    found = trends.hashtag(key)
    if found is None:
        raise Http404(key)
    articles = slice_with_copies(trends.tagged_articles(key, read_cursor(request.GET.get("before"))))
    return render(
        request,
        "hashtag.html",
        hashtag=found,
        section_name=section_name,
        listed=articles,
        neighbours=trends.neighbours_of(key, tuple(line.id for line in articles.items)),
        feeds=feed_links(_("Latest news with #%(hashtag)s") % {"hashtag": found.spelling}, "hashtag", key),
    )


@require_safe
def name(request: HttpRequest, key: str) -> HttpResponse:
    """Latest news of a person, an organisation, a place or an event."""
    found = names.find_profile(key)
    if found is None:
        raise Http404(key)
    articles = slice_with_copies(names.articles_about(key, read_cursor(request.GET.get("before"))))
    return render(
        request,
        "name.html",
        profile=found,
        section_name=section_name,
        listed=articles,
        company=names.company_of(key),
        feeds=feed_links(_("Latest news of %(name)s") % {"name": found.name}, "name", key),
    )


@require_safe
def publisher(request: HttpRequest, key: str) -> HttpResponse:
    """Latest from a publisher."""
    found = houses.find_publisher(key, now=timezone.now())
    if found is None:
        raise Http404(key)
    return render(
        request,
        "publisher.html",
        publisher=found,
        listed=houses.published_by(key, read_cursor(request.GET.get("before"))),
        full_text=environment().full_text,
        section_name=section_name,
        feeds=feed_links(_("Latest from %(publisher)s") % {"publisher": found.mark.name}, "publisher", key),
    )

"""The page of a story and of an article."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from newsloom.publish import outgoing
from newsloom.site.newsroom.queries import articles, stories
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.shapes import ArticlePage, StoryPageLines
from newsloom.site.newsroom.spoken import voice_of
from newsloom.site.newsroom.views.editing import desk_of, kept_private
from newsloom.site.newsroom.views.errors import gone
from newsloom.site.newsroom.views.page import feed_links, render
from newsloom.site.newsroom.views.retelling import retellings
from newsloom.site.setup import environment
from newsloom.site.templating import url
from newsloom.urls import article_id

OUR_ID = re.compile(r"[a-z0-9]{12}")


@require_safe
def story(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    """One story. A merged story leads to the one it became part of, and an old slug to the present one."""
    found = stories.find_story(key)
    if found is None or found.line is None:
        raise Http404(key)
    if (found.moved_to, found.line.slug) != (key, slug):
        return HttpResponsePermanentRedirect(url("story", found.line.story_id, found.line.slug))
    page = stories.story_page(found, found.line, full_text=environment().full_text)
    if not page.members:
        return gone(request)
    desk = desk_of(request, page)
    response = render(
        request,
        "story.html",
        editing=desk,
        page=page,
        story=page.line,
        section_name=section_name,
        data=_story_data(page),
        retellings=retellings(page.line, len(page.brief.sentences) if page.brief else 0),
        sound=url("story_sound", key) if page.brief and voice_of(page.line.language) else "",
        feeds=feed_links(page.line.headline, "story", key),
    )
    return kept_private(response) if desk else response


@require_safe
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One article: the link to its publisher first. An id that came with an import leads to ours."""
    if not OUR_ID.fullmatch(key):
        return HttpResponsePermanentRedirect(url("article", article_id(given_id=key)))
    page = articles.article_page(key, full_text=environment().full_text)
    if page is None:
        raise Http404(key)
    return render(
        request,
        "article.html",
        page=page,
        article=page.line,
        section_name=section_name,
        data=_article_data(page),
        sound=url("article_sound", key) if page.brief and voice_of(page.line.language) else "",
    )


def _story_data(page: StoryPageLines) -> str:
    """schema.org of the story."""
    base = environment().base_url
    lead = page.lead.id if page.lead else ""
    return outgoing.json_in_html(
        outgoing.news_story(
            stories.as_record(page.line, lead),
            url=base + url("story", page.line.story_id, page.line.slug),
            article_urls=[base + url("article", member.line.id) for member in page.members],
            site_name=environment().site_name,
        )
    )


def _article_data(page: ArticlePage) -> str:
    """schema.org of the article."""
    address = environment().base_url + url("article", page.line.id)
    return outgoing.json_in_html(outgoing.news_article(articles.as_record(page), url=address))

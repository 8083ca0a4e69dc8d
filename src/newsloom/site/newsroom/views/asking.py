"""Asking the coverage: a story, an article, a hashtag, or all there is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsloom.site.newsroom.queries.asking import asked_page, find_place
from newsloom.site.newsroom.views.page import render
from newsloom.site.setup import environment

LONGEST = 300
"""Characters of a question; what is longer is cut."""
LONGEST_KEY = 255


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The sentences that answer a question, or that the coverage does not say; without a question, the form alone."""
    place = find_place(article=_key(request, "article"), story=_key(request, "story"), hashtag=_key(request, "hashtag"))
    if place is None:
        raise Http404("ask")
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST].strip()
    page = asked_page(text, place, asked_at=timezone.now(), full_text=environment().full_text) if text else None
    return render(request, "ask.html", place=place, question=text, page=page)


def _key(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")[:LONGEST_KEY]

"""What this newspaper is, and where its news comes from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsloom.site.newsroom.queries import publishers
from newsloom.site.newsroom.scribe import model_name
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.views.page import render
from newsloom.site.setup import environment


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How stories, hashtags and briefs are made, and what the numbers mean."""
    return render(request, "about.html", full_text=environment().full_text, model=model_name())


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Publishers and feeds, and how they are doing."""
    return render(
        request,
        "sources.html",
        publishers=publishers.publishers(now=timezone.now()),
        sources=publishers.feeds(),
        section_name=section_name,
        full_text=environment().full_text,
    )

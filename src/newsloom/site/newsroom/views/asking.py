"""Asking the coverage: a story, an article, a hashtag, or all there is."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsloom.enrich.written import write_answer
from newsloom.records import Written
from newsloom.site.newsroom.cited import WrittenLines
from newsloom.site.newsroom.queries.asking import AskedPage, asked_page, find_place
from newsloom.site.newsroom.scribe import scribe, written_lines
from newsloom.site.newsroom.views.page import render
from newsloom.site.setup import environment

LONGEST = 300
"""Characters of a question; what is longer is cut."""
LONGEST_KEY = 255
WAIT_SECONDS = 8.0
"""For a model's words; after that the sentences stand alone, and the words are there when the page is asked again."""


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The sentences that answer a question, or that the coverage does not say; without a question, the form alone."""
    place = find_place(article=_key(request, "article"), story=_key(request, "story"), hashtag=_key(request, "hashtag"))
    if place is None:
        raise Http404("ask")
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST].strip()
    page = asked_page(text, place, asked_at=timezone.now(), full_text=environment().full_text) if text else None
    return render(request, "ask.html", place=place, question=text, page=page, written=_written(page))


def _written(page: AskedPage | None) -> WrittenLines | None:
    """The answer in a model's words, where one is named and in time. Where accounts differ nobody is to choose."""
    found = scribe()
    if found is None or page is None or page.abstained or page.differing:
        return None
    known = {
        citation: line.sentence.source
        for citation, line in zip(page.citations, page.sentences, strict=True)
        if line.sentence.language == page.language
    }
    answer = partial(write_answer, page.question, tuple(known), page.language)
    made = found.write(answer, wait_seconds=WAIT_SECONDS)
    return written_lines(made, known) if isinstance(made, Written) else None


def _key(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")[:LONGEST_KEY]

"""A story's brief in plain words or in another language, by the model that the operator named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from newsloom.enrich.checked import reads
from newsloom.enrich.written import FEWEST_SOURCES, explain, translate
from newsloom.records import Language, Written
from newsloom.site.newsroom.queries.briefs import CitedBrief, cited_brief
from newsloom.site.newsroom.queries.stories import find_story
from newsloom.site.newsroom.scribe import scribe, written_lines
from newsloom.site.newsroom.shapes import StoryLine
from newsloom.site.newsroom.views.page import render
from newsloom.site.setup import environment
from newsloom.site.templating import url
from newsloom.site.wording import reader_language
from newsloom.write import Late, Task

WAIT_SECONDS = 20.0
"""A reader who has pressed a link for it waits longer than one who reads on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """A way to tell a story again."""

    href: str
    language: str
    is_plain: bool


def retellings(story: StoryLine, n_sentences: int) -> tuple[Retelling, ...]:
    """The ways that a story's page offers; none where no model is named."""
    if not n_sentences or not reads(Language(story.language)) or scribe() is None:
        return ()
    found = []
    if n_sentences >= FEWEST_SOURCES:
        href = url("plain_words", story.story_id)
        found.append(Retelling(href=href, language=story.language, is_plain=True))
    others = [reader_language(), *(code for code, _ in settings.LANGUAGES)]
    other = next((code for code in others if _is_other(code, story)), None)
    if other is not None:
        found.append(Retelling(href=url("translated", story.story_id, other), language=other, is_plain=False))
    return tuple(found)


@require_safe
def plain_words(request: HttpRequest, key: str) -> HttpResponse:
    """The brief in plain words, in its own language."""
    return _retold(request, key, None)


@require_safe
def translated(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The brief in another of the site's languages."""
    return _retold(request, key, language)


def _retold(request: HttpRequest, key: str, language: str | None) -> HttpResponse:
    writer, found = scribe(), find_story(key)
    if writer is None or found is None or found.line is None or not found.brief:
        raise Http404(key)
    story = found.line
    if language is not None and not _is_other(language, story):
        raise Http404(language)
    if story.story_id != key:
        to = ("plain_words", story.story_id) if language is None else ("translated", story.story_id, language)
        return HttpResponsePermanentRedirect(url(*to))
    brief = cited_brief(found.brief, full_text=environment().full_text)
    made = writer.write(_task(story, brief, language), wait_seconds=WAIT_SECONDS)
    return render(
        request,
        "retold.html",
        story=story,
        brief=brief.lines,
        language=language,
        written=written_lines(made, brief.sources) if isinstance(made, Written) else None,
        is_late=isinstance(made, Late),
    )


def _task(story: StoryLine, brief: CitedBrief, language: str | None) -> Task:
    cited, own = tuple(brief.sources), Language(story.language)
    if language is None:
        return partial(explain, cited, own)
    return partial(translate, cited, own, Language(language))


def _is_other(language: str, story: StoryLine) -> bool:
    """Whether the site speaks it, it can be checked, and the story is in another."""
    return language in dict(settings.LANGUAGES) and reads(Language(language)) and language != story.language

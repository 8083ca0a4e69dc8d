"""Editing a story on its own page: for those who signed in as editors, a form; for everybody else, nothing at all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from newsloom.records import Correction
from newsloom.site.newsroom import actions
from newsloom.site.newsroom.actions import Outcome, Refusal
from newsloom.site.newsroom.queries import editing as queries
from newsloom.site.newsroom.shapes import StoryPageLines
from newsloom.site.templating import url
from newsloom.site.wording import number

REFUSALS = {
    "no-story": _("There is no story at that address."),
    "one-story": _("It takes two stories."),
    "many-stories": _("Choose articles of one story."),
    "no-articles": _("Choose the articles first."),
    "all-articles": _("A story cannot be split off whole: leave an article in it, or merge it with another."),
    "already-so": _("It is so already; nothing has changed."),
    "stands-under": _("This was undone already, or something later rests on it: undo that first."),
}


def desk_of(request: HttpRequest, page: StoryPageLines) -> queries.Editing | None:
    """What an editor sees beside the story. Who sent no session is not even asked after."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not actions.may_edit(request.user):
        return None
    told = tuple(str(message) for message in messages.get_messages(request))
    return queries.editing(page.line.story_id, page.line.language, page.coverage.lines, told)


def kept_private(response: HttpResponse) -> HttpResponse:
    """A page with an editor's form in it is nobody else's."""
    response["Cache-Control"] = "private, no-store"
    return response


class SeeOther(HttpResponseRedirect):
    """Done; what to look at next is there."""

    status_code = 303


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Do what the form on a story's page says, and go back there."""
    if not actions.may_edit(request.user):
        raise PermissionDenied("correct")
    done = _do(request, key)
    if isinstance(done, Refusal):
        messages.warning(request, REFUSALS[done.reason])
    else:
        messages.success(request, said(done))
    return SeeOther(f"{url('story', key)}#editing")


def _do(request: HttpRequest, key: str) -> Outcome:
    asked, articles = request.POST, request.POST.getlist("article")
    told: dict[str, Any] = {"by": request.user.get_username(), "note": asked.get("note", ""), "now": timezone.now()}
    match asked.get("deed"):
        case "merge":
            return actions.merge([key, asked.get("other", "")], **told)
        case "split":
            return actions.split(key, articles, **told)
        case "move":
            return actions.move(key, articles, asked.get("other", ""), **told)
        case "undo" if asked.get("number", "").isdecimal():
            return actions.undo(int(asked["number"]), **told)
        case _:
            return Refusal("already-so")


def said(done: Correction) -> str:
    """What was done, in a sentence."""
    n = len(done.moved)
    match done.kind:
        case "merge":
            return gettext("The stories are one now.")
        case "undo":
            return gettext("It is as it was before.")
        case "split":
            text = ngettext(
                "%(shown)s article stands in a story of its own now. Its page comes within a minute.",
                "%(shown)s articles stand in a story of their own now. Its page comes within a minute.",
                n,
            )
        case _:
            text = ngettext(
                "%(shown)s article stands in the other story now.",
                "%(shown)s articles stand in the other story now.",
                n,
            )
    return text % {"shown": number(n)}

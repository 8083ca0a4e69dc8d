"""What a reader may set without an account: language, colours and sections to lift, kept in a cookie each.

A cookie of these changes only how pages look to the reader who sends it, so the form carries no token, and pages
stay the same for everybody; a form on a stranger's page is refused all the same.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsloom.records import SECTIONS
from newsloom.site.newsroom.views.page import SECTIONS_COOKIE, THEME_COOKIE, THEMES, in_language

A_YEAR = 365 * 24 * 3600


@csrf_exempt
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Set `language`, `theme` or, with `choice=sections`, the `sections`; go back to the page `next`, in the language
    that was chosen."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied("preferences")
    back = _own_path(request.POST.get("next", ""), request)
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    is_known = language in dict(settings.LANGUAGES)
    response = HttpResponse(status=303, headers={"Location": in_language(back, language) if is_known else back})
    if is_known:
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    if theme in THEMES:
        _keep(response, THEME_COOKIE, theme)
    elif theme == "auto":
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    if request.POST.get("choice") == "sections":
        _keep_sections(response, request.POST.getlist("sections"))
    return response


def _keep_sections(response: HttpResponse, wanted: list[str]) -> None:
    """Those that there are; the cookie goes where none is wanted."""
    if known := [key for key in SECTIONS if key in wanted]:
        _keep(response, SECTIONS_COOKIE, ".".join(known))
    else:
        response.delete_cookie(SECTIONS_COOKIE, samesite="Lax")


def _own_path(path: str, request: HttpRequest) -> str:
    """A path of this site, whatever tricks are tried with slashes, backslashes and hosts."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and not urlsplit(path).netloc and "/.." not in path else "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )

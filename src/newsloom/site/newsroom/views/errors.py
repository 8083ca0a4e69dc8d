"""Pages for what went wrong, each with a way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override

from newsloom.site.newsroom.views.page import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def gone(request: HttpRequest) -> HttpResponse:
    return _page(request, 410)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    """In the language of the address, though the failure may have come before anybody read it."""
    with override(get_language_from_request(request, check_path=True)):
        response = render(request, "error.html", status=status, code=status)
    response["Cache-Control"] = "no-store" if status == 500 else "max-age=60"
    return response

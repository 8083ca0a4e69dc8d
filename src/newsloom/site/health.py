"""Whether the site lives: the database answers, and the worker was seen.

In: a request from anybody. Out: JSON; status 200, or 503 where the database does not answer. A worker that was not
seen is told, but is no reason to take the pages away.
"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsloom.site.newsroom.models import Run


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok", "database": true, "seconds_since_run": 12.3}`; no run yet gives null."""
    try:
        connection.ensure_connection()
        last = Run.objects.order_by("-ended_at").values_list("ended_at", flat=True).first()
    except DatabaseError:
        return JsonResponse({"status": "ill", "database": False, "seconds_since_run": None}, status=503)
    seconds = round((timezone.now() - last).total_seconds(), 1) if last else None
    return JsonResponse({"status": "ok", "database": True, "seconds_since_run": seconds})

"""What Prometheus reads: how much there is, how the feeds are, and how the worker does.

In: a request with the token, or, where none is set, from this machine. Out: numbers read from the database at each
scrape, so that every process tells the same. Refuses: everybody else with 403; what a proxy says of the sender is not
believed, and a request that came through one is not from this machine.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from newsloom.site.newsroom.models import Article, Entry, Feed, Rejection, Run, Story
from newsloom.site.setup import environment

FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
FEED_STATES = {
    "fine": Q(is_active=True, retired_at=None, n_failures=0),
    "failing": Q(is_active=True, retired_at=None, n_failures__gt=0),
    "retired": Q(is_active=True, retired_at__isnull=False),
    "paused": Q(is_active=False),
}


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not _may_read(request):
        return HttpResponse("this machine, or the token, only\n", status=403, content_type="text/plain")
    registry = CollectorRegistry()
    registry.register(_Newsroom())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Newsroom(Collector):
    """Reads the numbers when it is asked for them."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        yield _gauge("articles", "Articles kept.", Article.objects.count())
        yield _gauge("rejections", "Pages that were no article.", Rejection.objects.count())
        yield _gauge("stories", "Stories, merged ones not counted.", Story.objects.filter(merged_into=None).count())
        stale = Story.objects.filter(stale_since__isnull=False)
        yield _gauge("stories_stale", "Stories that wait for a new page.", stale.count())
        waiting = Entry.objects.filter(state=Entry.State.WAITING)
        yield _gauge("entries_waiting", "Entries kept but not yet woven.", waiting.count())
        yield _feeds()
        due = FEED_STATES["fine"] | FEED_STATES["failing"]
        yield _gauge("feeds_due", "Feeds whose time has come.", Feed.objects.filter(due, due_at__lte=now).count())
        yield from _last_run()


def _feeds() -> Metric:
    counts = Feed.objects.aggregate(**{state: Count("pk", filter=which) for state, which in FEED_STATES.items()})
    family = GaugeMetricFamily("newsloom_feeds", "Feeds by state.", labels=["state"])
    for state in FEED_STATES:
        family.add_metric([state], counts[state])
    return family


def _last_run() -> Iterator[Metric]:
    run = Run.objects.order_by("-ended_at").first()
    if run is None:
        return
    seconds = (run.ended_at - run.started_at).total_seconds()
    yield _gauge("last_run_end_timestamp_seconds", "When the last pass ended.", run.ended_at.timestamp())
    yield _gauge("last_run_seconds", "How long the last pass took.", seconds)
    yield _gauge("last_run_articles", "New articles of the last pass.", run.n_articles)
    yield _gauge("last_run_feeds", "Feeds fetched in the last pass.", run.n_feeds)
    yield _gauge("last_run_feeds_failed", "Feeds that failed in the last pass.", run.n_feeds_failed)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"newsloom_{name}", says, value=value)


def _may_read(request: HttpRequest) -> bool:
    token = environment().metrics_token
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return not any(name in request.META for name in FORWARDED) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False

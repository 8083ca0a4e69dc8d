"""Every address of the site: the machine room first, then the newsroom's pages."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from newsloom.site.health import healthz
from newsloom.site.metrics import metrics
from newsloom.site.newsroom.urls import machine_room, pages

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("", include(machine_room)),
    *i18n_patterns(path("", include(pages))),
]

handler400 = "newsloom.site.newsroom.views.errors.bad_request"
handler403 = "newsloom.site.newsroom.views.errors.forbidden"
handler404 = "newsloom.site.newsroom.views.errors.not_found"
handler500 = "newsloom.site.newsroom.views.errors.broken"

"""Every address of the site: the machine room first, then the newsroom's pages."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from newsloom.site.health import healthz
from newsloom.site.metrics import metrics

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("", include("newsloom.site.newsroom.urls")),
]

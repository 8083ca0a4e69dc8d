"""Each store, empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from newsloom.site.newsroom.store import DjangoStore
from newsloom.store import Store
from newsloom.store.memory import MemoryStore
from tests.databases import Databases

POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(params=["memory", "sqlite", POSTGRES])
def store(request: pytest.FixtureRequest, databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    with django_db_blocker.unblock(), databases.fresh(request.param):
        yield DjangoStore()


@pytest.fixture(params=["sqlite", POSTGRES])
def database_url(
    request: pytest.FixtureRequest, databases: Databases, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a real database, for tests that open it from several threads or processes."""
    with django_db_blocker.unblock(), databases.fresh(request.param) as url:
        yield url

"""What tests of the site share: translations as fresh as their sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from newsloom.site.catalogues import compile_stale
from newsloom.site.newsroom.store import DjangoStore
from tests.factories import NOON


@pytest.fixture(scope="session", autouse=True)
def _translations() -> None:
    compile_stale()


@pytest.fixture(autouse=True)
def _no_language_left() -> Iterator[None]:
    """A page in Arabic leaves its language in the thread, and the next test would read its addresses in it."""
    yield
    translation.deactivate()


@pytest.fixture
def at_one() -> Iterator[None]:
    """The clock stands at one in the afternoon of the day that the factories write of."""
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def store() -> DjangoStore:
    return DjangoStore()

"""What tests of the site share: translations as fresh as their sources."""

from __future__ import annotations

import pytest

from newsloom.site.catalogues import compile_stale


@pytest.fixture(scope="session", autouse=True)
def _translations() -> None:
    compile_stale()

"""What all tests share: a home of their own, no way out to the network, and databases that they start themselves."""

from __future__ import annotations

import atexit
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsloom.site.setup import configure
from tests.databases import Databases, PostgresServer, find_postgres

if "PYTEST_XDIST_WORKER" not in os.environ:
    HOME = tempfile.mkdtemp(prefix="newsloom-tests-")
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("NEWSLOOM_") and name != "NEWSLOOM_DATA"]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ["NEWSLOOM_HOME"] = HOME
    os.environ["NEWSLOOM_ENCODER"] = "no"  # a test that is about the encoder makes or builds one itself
configure()

_connect = socket.socket.connect


def _connect_here_only(self: socket.socket, address: Any) -> None:
    """Tests reach this machine and no other."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
        raise AssertionError(f"a test tried to reach {address}")
    _connect(self, address)


socket.socket.connect = _connect_here_only  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of our own on a socket file; where there is none, the test is skipped, or fails if CI=true."""
    programs = find_postgres()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    with PostgresServer(programs) as server:
        yield server


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Databases:
    """Fresh migrated databases of either kind, copied from one that was migrated once."""
    return Databases(Path(tmp_path_factory.mktemp("databases")), lambda: request.getfixturevalue("postgres_server"))

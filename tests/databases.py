"""Databases for tests: a PostgreSQL server that lives as long as the session, and fresh migrated copies."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType

import psycopg
from django.core.management import call_command
from django.db import connections

from newsloom.site.database import database_of


def find_postgres() -> Path | None:
    """The folder of the newest PostgreSQL's programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    folders = [*debian, *([Path(found).parent] if found else [])]
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


class PostgresServer:
    """A server on a socket file, without care for power cuts; it refuses to run as root, so root lends it a user."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.folder = Path(tempfile.mkdtemp(prefix="newsloom-pg-"))
        self.folder.chmod(0o755)

    def __enter__(self) -> PostgresServer:
        if self._as_user:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "newsloom", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = ("listen_addresses=", f"unix_socket_directories={self.folder}", "fsync=off", "full_page_writes=off")
        options = [part for setting in settings for part in ("-c", setting)]
        self._server = subprocess.Popen(
            [*self._as_user, str(self._programs / "postgres"), "-D", str(self.folder / "data"), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate", "-s")
        self._server.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgres://newsloom@/{name}?host={self.folder}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="newsloom", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, str(self._programs / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd="/")

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._server.poll() is not None:
                    raise
                time.sleep(0.05)


class Databases:
    """Migrates one database of each kind, and copies it for each test that asks."""

    def __init__(self, folder: Path, postgres: Callable[[], PostgresServer]) -> None:
        self._folder = folder
        self._postgres = postgres
        self._names = (f"copy_{number}" for number in count(1))
        self._migrated: set[str] = set()

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """The address of an empty, migrated database, which is the default one meanwhile."""
        url = self._copy_sqlite() if kind == "sqlite" else self._copy_postgres()
        with default_database(url):
            yield url

    def _copy_sqlite(self) -> str:
        template = self._folder / "template.sqlite3"
        if not template.exists():
            with default_database(f"sqlite://{template}"):
                call_command("migrate", verbosity=0)
        copy = self._folder / f"{next(self._names)}.sqlite3"
        shutil.copy(template, copy)
        return f"sqlite://{copy}"

    def _copy_postgres(self) -> str:
        server = self._postgres()
        if "postgres" not in self._migrated:
            server.execute("CREATE DATABASE template_newsloom")
            with default_database(server.url("template_newsloom")):
                call_command("migrate", verbosity=0)
            self._migrated.add("postgres")
        name = next(self._names)
        server.execute(f"CREATE DATABASE {name} TEMPLATE template_newsloom")
        return server.url(name)


@contextmanager
def default_database(url: str) -> Iterator[None]:
    """Let every thread's default connection lead to `url` for a while."""
    before, connection_before = connections.databases["default"], connections["default"]
    entry = connections.configure_settings({"default": database_of(url, Path())})["default"]
    connections.databases["default"] = entry
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.databases["default"] = before
        connections["default"] = connection_before

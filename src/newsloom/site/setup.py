"""Starting the site's machinery from one `Environment`.

In: an `Environment`. Out: Django, set up once for the process; the store. Refuses: a second, different environment
in one process, and a home that cannot be written, both with SettingsError.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.exceptions import ImproperlyConfigured

from newsloom.environment import Environment, read_environment
from newsloom.errors import SettingsError

if TYPE_CHECKING:
    from newsloom.site.newsroom.store import DjangoStore

SETTINGS = "newsloom.site.settings"
MIGRATING = 0x6E657773
"""Number of the lock that whoever migrates a PostgreSQL database holds: `news`."""

_chosen: list[Environment] = []


def environment() -> Environment:
    """The environment of this process: what `configure` was given, else what the variables say."""
    if not _chosen:
        _chosen.append(read_environment(os.environ))
    return _chosen[0]


def configure(chosen: Environment | None = None) -> None:
    """Set Django up; a second call with the same environment does nothing. Raises SettingsError."""
    if chosen is not None and _chosen and _chosen[0] != chosen:
        raise SettingsError("environment", "this process runs with another one already")
    if chosen is not None and not _chosen:
        _chosen.append(chosen)
    try:
        (environment().home / "static").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError("NEWSLOOM_HOME", str(error)) from error
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise SettingsError("settings", " ".join(str(error).split())) from error


def open_store(chosen: Environment | None = None, *, migrate: bool = False) -> DjangoStore:
    """The real store, in the database that the environment names; `migrate` brings its tables up to date first."""
    configure(chosen)
    from newsloom.site.newsroom.store import DjangoStore

    if migrate:
        bring_up_to_date()
    return DjangoStore()


def bring_up_to_date() -> bool:
    """Apply the migrations that are missing; returns whether there were any.

    One process does so at a time: site and worker start together, on one machine or on several, and the second finds
    it done.
    """
    from django.core.management import call_command

    if not is_behind():
        return False
    with _one_on_this_machine(), _one_in_this_database():
        if not is_behind():
            return False
        call_command("migrate", interactive=False, verbosity=0)
    return True


@contextmanager
def _one_on_this_machine() -> Iterator[None]:
    with (environment().home / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _one_in_this_database() -> Iterator[None]:
    """PostgreSQL serves several machines, so the lock is the database's; it goes with the connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", (MIGRATING,))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", (MIGRATING,))


def is_behind() -> bool:
    """Whether the database lacks migrations. Raises django.db.DatabaseError where it cannot be reached."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@cache
def secret_key(chosen: Environment) -> str:
    """The key that signs sessions: as set, else the one in `home`, made at first need for its owner's eyes."""
    if chosen.secret_key:
        return chosen.secret_key
    path = chosen.home / "secret-key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(50))
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SettingsError("NEWSLOOM_HOME", f"cannot keep the secret key: {error}") from error


def _write_once(path: Path, text: str) -> None:
    """Write the whole file or nothing, and leave one that is there already: two processes may start at once."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

"""What is wrong with this set-up, from the ground up: home, settings, database, encoder, feeds, worker.

In: an `Environment`. Out: findings, fine ones too. Refuses: nothing; what cannot be looked at is a finding. What rests
on something that failed is not looked at.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from newsloom import write
from newsloom.encode.choice import encoder_for, state_of
from newsloom.environment import Environment
from newsloom.errors import NewsloomError, SettingsError
from newsloom.site import setup
from newsloom.site.database import SQLITE_SAFE_VERSION, is_sqlite_safe

Level = Literal["fine", "warning", "error"]

LITTLE_BYTES = 1_000_000_000
TOO_LITTLE_BYTES = 50_000_000
LATE = timedelta(hours=2)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PAGE_LANGUAGES = frozenset({"en", "ar"})
OLDEST_POSTGRES = 13
SHOWN_FEEDS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    subject: str
    text: str


def look(environment: Environment, *, now: datetime) -> Iterator[Finding]:
    """Everything that an operator should know, one finding at a time."""
    ground = [_home(environment.home), *_settings(environment)]
    yield from ground
    if any(finding.level == "error" for finding in ground):
        return
    yield _disk(environment.home)
    try:
        setup.configure(environment)
    except NewsloomError as error:
        yield Finding("error", error.subject, error.detail)
        return
    yield _secret_key(environment)
    yield from _encoder(environment)
    yield from _writer(environment)
    database = _database()
    yield database
    if database.level != "error":
        yield from _server()
        yield from _feeds()
        yield _worker(now)


def _home(home: Path) -> Finding:
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        return Finding("error", "home", f"cannot be written: {_line(error)}")
    return Finding("fine", "home", str(home))


def _disk(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    text = f"{free / 1e9:.1f} GB free"
    if free < TOO_LITTLE_BYTES:
        return Finding("error", "disk", f"{text}; nothing can be kept any more")
    return Finding("warning" if free < LITTLE_BYTES else "fine", "disk", text)


def _settings(environment: Environment) -> Iterator[Finding]:
    yield _address(environment)
    if "*" in environment.allowed_hosts:
        yield Finding("warning", "NEWSLOOM_ALLOWED_HOSTS", "answers to any name; list the names of the site")
    if environment.debug:
        yield Finding("warning", "NEWSLOOM_DEBUG", "errors show the code to readers; turn it off in public")
    if unknown := sorted(set(environment.languages) - PAGE_LANGUAGES):
        yield Finding("error", "NEWSLOOM_LANGUAGES", f"no pages in {', '.join(unknown)}")
    if environment.time_zone not in zoneinfo.available_timezones():
        yield Finding("error", "NEWSLOOM_TIME_ZONE", f"{environment.time_zone!r} is no time zone")
    if environment.user_agent == Environment(home=environment.home).user_agent:
        yield Finding(
            "warning", "NEWSLOOM_USER_AGENT", "tells publishers nothing of you; put an address of yours in it"
        )
    if environment.allow_networks:
        networks = ", ".join(str(network) for network in environment.allow_networks)
        yield Finding("warning", "NEWSLOOM_ALLOW_NETWORKS", f"feeds may be fetched from {networks}")
    if environment.encoder_key and _is_overheard(environment.encoder_url):
        yield Finding("warning", "NEWSLOOM_ENCODER_URL", "is not https; the key and all headlines can be overheard")
    if environment.writer_key and _is_overheard(environment.writer_url):
        yield Finding("warning", "NEWSLOOM_WRITER_URL", "is not https; the key and all questions can be overheard")


def _is_overheard(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname not in LOOPBACK


def _address(environment: Environment) -> Finding:
    parts = urlsplit(environment.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Finding("error", "NEWSLOOM_BASE_URL", f"{environment.base_url!r} is no http or https address")
    if parts.hostname in LOOPBACK:
        return Finding("fine", "address", f"{environment.base_url}, for readers on this machine")
    if parts.scheme == "http":
        return Finding(
            "warning", "NEWSLOOM_BASE_URL", f"{environment.base_url} is not https; sign-ins can be overheard"
        )
    return Finding("fine", "address", environment.base_url)


def _secret_key(environment: Environment) -> Finding:
    if environment.secret_key:
        short = len(environment.secret_key) < 40
        return Finding("warning" if short else "fine", "secret key", "set, but short" if short else "set")
    mode = (environment.home / "secret-key").stat().st_mode & 0o777
    if mode & 0o077:
        return Finding("warning", "secret key", f"others may read it (mode {mode:o}); chmod 600 it")
    return Finding("fine", "secret key", "in the home, for its owner only")


def _encoder(environment: Environment) -> Iterator[Finding]:
    try:
        encoder = encoder_for(environment)
        state = state_of(encoder) if encoder else None
    except SettingsError as error:
        yield Finding("error", error.subject, error.detail)
        return
    except NewsloomError as error:
        yield Finding("warning", "encoder", f"works lexically: {_line(error)}")
        return
    if state is None:
        yield Finding("warning", "encoder", "works lexically; `newsloom encoder build` makes stories better")
        return
    yield Finding("fine", "encoder", state.text)
    if state.doubt:
        yield Finding("warning", "encoder", state.doubt)


def _writer(environment: Environment) -> Iterator[Finding]:
    """How the language model is, where one is set; it is asked for a trial."""
    try:
        writer = write.writer_for(environment)
        if writer is not None:
            yield Finding("fine", "writer", write.state_of(writer))
    except SettingsError as error:
        yield Finding("error", error.subject, error.detail)
    except NewsloomError as error:
        yield Finding("warning", "writer", f"nothing is written: {_line(error)}")


def _database() -> Finding:
    name = f"{connection.display_name} {connection.settings_dict['NAME']}"
    try:
        if setup.is_behind():
            return Finding("error", "database", f"{name} lacks migrations; `newsloom manage migrate` brings them")
    except (DatabaseError, ImproperlyConfigured) as error:
        return Finding("error", "database", f"{name} cannot be reached: {_line(error)}")
    return Finding("fine", "database", name)


def _server() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        yield _sqlite()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')")
        version, encoding = cursor.fetchone()
    if version < OLDEST_POSTGRES:
        yield Finding("error", "PostgreSQL", f"version {version}; {OLDEST_POSTGRES} or later is needed")
    if encoding != "UTF8":
        yield Finding("error", "PostgreSQL", f"the database is in {encoding}; make it anew in UTF8")


def _sqlite() -> Finding:
    if is_sqlite_safe():
        return Finding("fine", "SQLite", sqlite3.sqlite_version)
    safe = ".".join(str(part) for part in SQLITE_SAFE_VERSION)
    return Finding(
        "warning",
        "SQLite",
        f"{sqlite3.sqlite_version} may lose pages at a checkpoint under load; newsloom checkpoints carefully, "
        f"{safe} or PostgreSQL need no care",
    )


def _feeds() -> Iterator[Finding]:
    from newsloom.site.newsroom.models import Feed

    feeds = Feed.objects.filter(is_active=True)
    n_all, n_retired = feeds.count(), feeds.filter(retired_at__isnull=False).count()
    if n_all == 0:
        yield Finding("warning", "feeds", "none yet; `newsloom feeds starter` or `newsloom feeds add URL`")
        return
    ill = feeds.filter(retired_at=None, n_failures__gt=0).order_by("-n_failures", "id")
    n_ill = ill.count()
    yield Finding("fine", "feeds", f"{n_all - n_retired - n_ill} fine, {n_ill} failing, {n_retired} retired")
    for feed in ill[:SHOWN_FEEDS]:
        why = ": ".join(part for part in (feed.error_code, feed.error_detail) if part)
        yield Finding(
            "warning", "feed", f"{feed.url} failed {feed.n_failures} times in a row, {why or 'no reason kept'}"
        )


def _worker(now: datetime) -> Finding:
    from newsloom.site.newsroom.models import Run

    last = Run.objects.order_by("-ended_at").first()
    if last is None:
        return Finding("warning", "worker", "never seen; `newsloom weave` or `newsloom serve` starts it")
    ago = timedelta(seconds=round((now - last.ended_at).total_seconds()))
    if ago > LATE:
        return Finding("warning", "worker", f"not seen for {ago}")
    return Finding("fine", "worker", f"seen {ago} ago")


def _line(error: Exception) -> str:
    """The error's first line: drivers add hints and carets."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]

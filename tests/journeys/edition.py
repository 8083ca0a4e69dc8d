"""The sample newspaper, woven and served on this machine, for walks and pictures.

In: an empty home. Out: a running site. Refuses: a machine without Chromium, by `find_chromium` giving None.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WEAVE = """
from newsloom.site.catalogues import compile_stale
compile_stale()
from datetime import UTC, datetime
from newsloom.enrich import read
from newsloom.environment import read_environment
from newsloom.pipeline import Loom
from newsloom.sample.labels import gold
from newsloom.site.setup import open_store
now = datetime.now(UTC)
store = open_store(migrate=True)
loom = Loom(store)
loom.weave([piece.article for piece in gold(now) if not piece.is_rejected], now=now)
store.keep_readings([(article, read(article)) for article in store.unread(limit=1_000)], now=now)
loom.enrich(now=now)
"""
EDITOR, PASSWORD = "ana@gazette.example", "seven harbour bells"
HIRE = f"""
from newsloom.environment import read_environment
from newsloom.site.setup import open_store
open_store()
from django.contrib.auth.models import Permission
from newsloom.site.accounts.models import Member
if not Member.objects.filter(email="{EDITOR}").exists():
    member = Member.objects.create_user("{EDITOR}", "{PASSWORD}", is_staff=True)
    member.user_permissions.add(*Permission.objects.filter(codename__in=("change_story", "view_correction")))
"""


@dataclass(frozen=True, slots=True)
class Site:
    url: str
    home: Path


def find_chromium() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@contextmanager
def running_site(home: Path) -> Iterator[Site]:
    """The sample newspaper on a free port; ends with the block."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    settings = _settings(home, url)
    subprocess.run([sys.executable, "-c", WEAVE], env=settings, check=True, timeout=120)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "2", "--no-ws", "newsloom.site.wsgi:application"]
    server = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(url, server)
        yield Site(url, home)
    finally:
        server.terminate()
        server.wait(timeout=20)


def sign_in(page: Page, site: Site) -> None:
    """Make an editor, and sign in as one, through the admin's door, which opens to browsers with scripts only."""
    subprocess.run([sys.executable, "-c", HIRE], env=_settings(site.home, site.url), check=True, timeout=60)
    page.goto(f"{site.url}/admin/login/?next=/admin/")
    page.locator("[name=username]").fill(EDITOR)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/admin/")


def _settings(home: Path, url: str) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSLOOM_", "DJANGO_"))}
    found.pop("DATABASE_URL", None)
    return found | {"NEWSLOOM_HOME": str(home), "NEWSLOOM_BASE_URL": url}


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=executable, args=list(FLAGS))) as started,
    ):
        yield started


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            if httpx2.get(f"{url}/healthz", timeout=5).is_success:
                return
        except httpx2.TransportError:
            if time.monotonic() > until or server.poll() is not None:
                raise
            time.sleep(0.1)

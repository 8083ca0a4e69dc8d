"""`newsloom demo`: the sample newspaper, woven edition by edition from a press on this machine, and served.

State lies in the folder `demo` of the home and nowhere else. A second start within half a day finds the newspaper woven
and serves it at once; after that it would be yesterday's, and is woven anew.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import logging
import os
import shutil
import socket
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsloom.cli.encoders import encoder_at_hand
from newsloom.cli.serve_ import serve
from newsloom.cli.weave_ import summary
from newsloom.encode import Encoder
from newsloom.environment import Environment, read_environment
from newsloom.errors import SettingsError
from newsloom.fetch.client import Client
from newsloom.pipeline import Loom
from newsloom.sample.newspaper import read_newspaper
from newsloom.sample.press import N_EDITIONS, Press
from newsloom.site.setup import open_store
from newsloom.store import Store
from newsloom.worker import Worker

HOST = "127.0.0.1"
FRESH = timedelta(hours=12)
SETTINGS = {"ALLOW_NETWORKS": "127.0.0.0/8", "HOST_PAUSE_SECONDS": "0", "FULL_TEXT": "yes", "LOG_FORMAT": "plain"}
"""The press stands on this machine, minds no haste, and lets its texts be shown whole."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is remembered of the press, so that it opens again at the same addresses."""

    now: str
    ports: tuple[int, ...]
    newspaper: str
    """Fingerprint of its texts."""
    is_woven: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="weave only")


def run(args: argparse.Namespace) -> int:
    home = read_environment(os.environ).home
    environment = _environment(home / "demo", args.port)
    if not args.no_serve:
        _check_free(args.port)
    opening = _read_opening(environment.home)
    is_kept = opening is not None and _may_serve(opening)
    with _open_press(opening, is_kept=is_kept) as press:
        if not is_kept:
            shutil.rmtree(environment.home, ignore_errors=True)
            environment.home.mkdir(parents=True)
            _keep_opening(environment.home, press, is_woven=False)
            _weave(environment, press, encoder_at_hand(replace(environment, home=home)))
            _keep_opening(environment.home, press, is_woven=True)
        if args.no_serve:
            return 0
        return serve(environment, host=HOST, port=args.port, with_worker=False)


def _environment(folder: Path, port: int) -> Environment:
    """The settings of the demo, in this process's variables too, for the site's own process reads them there."""
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {f"NEWSLOOM_{name}": value for name, value in SETTINGS.items()}
    os.environ["NEWSLOOM_HOME"] = str(folder)
    os.environ["NEWSLOOM_BASE_URL"] = f"http://{HOST}:{port}"
    return read_environment(os.environ)


def _check_free(port: int) -> None:
    """Say at once, not after a minute of weaving, that the site cannot be served."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise SettingsError("--port", f"cannot listen on {port}: {error}") from None


def _open_press(opening: Opening | None, *, is_kept: bool) -> Press:
    now = datetime.fromisoformat(opening.now) if opening and is_kept else datetime.now(UTC)
    try:
        return Press.open(now, ports=opening.ports if opening else ())
    except OSError as error:
        raise SettingsError("demo", f"the press cannot open; does another demo run? ({error})") from None


def _may_serve(opening: Opening) -> bool:
    is_fresh = timedelta(0) <= datetime.now(UTC) - datetime.fromisoformat(opening.now) < FRESH
    return opening.is_woven and is_fresh and opening.newspaper == _fingerprint()


def _read_opening(folder: Path) -> Opening | None:
    try:
        fields = json.loads((folder / "press.json").read_text(encoding="utf-8"))
        return Opening(**{**fields, "ports": tuple(fields["ports"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep_opening(folder: Path, press: Press, *, is_woven: bool) -> None:
    opening = Opening(press.now.isoformat(), press.ports, _fingerprint(), is_woven)
    (folder / "press.json").write_text(json.dumps(asdict(opening)), encoding="utf-8")


def _fingerprint() -> str:
    return hashlib.blake2b(repr(read_newspaper()).encode(), digest_size=16).hexdigest()


def _weave(environment: Environment, press: Press, encoder: Encoder | None) -> None:
    store = open_store(environment, migrate=True)
    logging.getLogger("newsloom").setLevel(logging.WARNING)  # feeds that fail are part of the play
    press.turn_to(1)
    for subscription in press.subscriptions():
        store.add_feed(subscription, now=press.at)
    asyncio.run(_weave_editions(environment, press, store, encoder))


async def _weave_editions(environment: Environment, press: Press, store: Store, encoder: Encoder | None) -> None:
    """Six passes, a day apart by the press's clock, as a worker would have made them."""
    loom = Loom(store, encoder=encoder)
    async with Client(environment) as client, Worker(store, loom, client, clock=lambda: press.at) as worker:
        for edition in press.editions():
            done = await worker.run_once()
            print(f"edition {edition} of {N_EDITIONS}, {press.at:%A}: {summary(done)}", flush=True)

"""`newsloom serve`: the site, and beside it the worker, on one machine.

The site runs in this process, the worker in a child, so that weaving never makes a reader wait. When either ends
the other is ended too, and the exit status says so.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from dataclasses import replace
from types import FrameType

from newsloom.environment import Environment, read_environment
from newsloom.errors import SettingsError

BEHIND_READERS = 5
"""Niceness of the worker: where both want a processor, a reader does not wait."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=4, help="requests answered at one time")
    parser.add_argument("--no-worker", action="store_true", help="only the site; the worker runs elsewhere")


def run(args: argparse.Namespace) -> int:
    environment = read_environment(os.environ)
    if "NEWSLOOM_BASE_URL" not in os.environ:
        environment = replace(environment, base_url=f"http://{args.host}:{args.port}")
        os.environ["NEWSLOOM_BASE_URL"] = environment.base_url
    return serve(environment, host=args.host, port=args.port, n_threads=args.threads, with_worker=not args.no_worker)


def serve(environment: Environment, *, host: str, port: int, n_threads: int = 4, with_worker: bool = True) -> int:
    """Answer readers until stopped; returns the exit status. The site migrates the database where that is needed."""
    if not 0 < port < 65536:
        raise SettingsError("--port", f"{port} is no port")
    site = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(n_threads), "--no-ws", "--log-level", "warning"),
        "newsloom.site.wsgi:application",
    ]
    children = [_start(site)]
    if with_worker:
        worker = _start([sys.executable, "-m", "newsloom", "weave", "--forever"])
        os.setpriority(os.PRIO_PROCESS, worker.pid, BEHIND_READERS)
        children.append(worker)
    print(f"newsloom is at {environment.base_url}/", flush=True)
    return _wait_for_any(children)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command)  # noqa: S603  our own interpreter, our own modules


def _wait_for_any(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until a child ends or we are told to stop, then end all; 0 where we were told."""
    told = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal told
        told = True
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
    if not told:
        stop(signal.SIGTERM, None)
        told = False
    for child in children:
        child.wait()
    return 0 if told or ended is None else 1

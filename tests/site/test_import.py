"""`newsloom import` and `newsloom export`, as an operator runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.extract.captures import ENGLISH


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def newsloom(home: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "NEWSLOOM_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "newsloom", *words], env=environment, input=stdin, capture_output=True, check=False
    )


def test_a_capture_goes_in_and_its_export_comes_back_without_a_change(home: Path, tmp_path: Path) -> None:
    capture, export = tmp_path / "page.txt", tmp_path / "all.jsonl.gz"
    capture.write_text(ENGLISH)
    taken = newsloom(home, "import", str(capture))
    assert (taken.returncode, taken.stderr.decode()) == (0, "3 new articles (0 copies), 3 new stories\n")
    full = newsloom(home, "export", "/dev/full")
    assert (full.returncode, full.stderr) == (
        1,
        b"newsloom export: /dev/full: No space left on device; nothing was written\n",
    )
    assert newsloom(home, "export", str(export)).stderr == b"3 articles\n"
    again = newsloom(home, "import", str(export))
    assert (again.returncode, again.stderr.decode()) == (0, "0 new articles (0 copies), 0 new stories, 3 unchanged\n")


AT_A_TERMINAL = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from newsloom.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Shells let jobs in the background ignore an interrupt, and their children inherit that."""


def test_an_import_that_is_stopped_keeps_what_was_woven_and_can_be_taken_up_again(home: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text(
        "".join(json.dumps({"headline": f"Bridge {n} opens", "text": f"{n} " * 60}) + "\n" for n in range(3_000))
    )
    running = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, "import", str(many)],
        env={**os.environ, "NEWSLOOM_HOME": str(home)},
        stderr=subprocess.PIPE,
    )
    while not (home / "newsloom.sqlite3-wal").exists() and running.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (130, b"newsloom import: stopped; what was woven stays\n")
    newsloom(home, "import", str(many))
    ids = [json.loads(line)["id"] for line in newsloom(home, "export").stdout.splitlines()]
    assert (len(ids), len(set(ids))) == (3_000, 3_000)

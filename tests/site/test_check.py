"""`newsloom check` says what is wrong, and what is fine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsloom.environment import Environment
from newsloom.records import FeedSubscription, Run
from newsloom.site import checkup, setup
from newsloom.site.checkup import Finding, look
from newsloom.site.newsroom.store import DjangoStore
from newsloom.urls import feed_id
from tests.completions import retelling
from tests.embeddings import answer, serving
from tests.factories import NOON, make_note

URL = "https://gazette.example/feed.xml"


def found(environment: Environment) -> dict[str, list[tuple[str, str]]]:
    """Level and text of the findings by subject."""
    findings: dict[str, list[tuple[str, str]]] = {}
    for finding in look(environment, now=NOON):
        findings.setdefault(finding.subject, []).append((finding.level, finding.text))
    return findings


@pytest.mark.django_db
def test_an_empty_newsroom_is_told_what_to_do_next() -> None:
    findings = found(setup.environment())
    assert [level for level, _ in findings["database"]] == ["fine"]
    assert findings["feeds"] == [("warning", "none yet; `newsloom feeds starter` or `newsloom feeds add URL`")]
    assert findings["worker"] == [("warning", "never seen; `newsloom weave` or `newsloom serve` starts it")]
    assert findings["encoder"] == [("warning", "works lexically; `newsloom encoder build` makes stories better")]
    assert findings["secret key"] == [("fine", "in the home, for its owner only")]
    assert not [text for texts in findings.values() for level, text in texts if level == "error"]


def test_a_language_model_is_asked_for_a_trial_where_one_is_set(tmp_path: Path) -> None:
    assert list(checkup._writer(Environment(home=tmp_path))) == []
    with serving(retelling) as server:
        settings = Environment(home=tmp_path, writer_url=server.url, writer_model="quill:1b")
        (good,) = checkup._writer(settings)
        server.says = lambda _: answer(b"no such route", 404)
        (bad,) = checkup._writer(settings)
    name = f"quill:1b@{server.url[7:-3]}"
    assert (good.level, good.text.partition(", in ")[0]) == ("fine", f"{name}: 3 sentences from 3, checked")
    assert (bad.level, bad.text.partition(": status")[0]) == ("warning", f"nothing is written: {name}")
    (missing,) = checkup._writer(replace(settings, writer_model=""))
    assert (missing.level, missing.subject) == ("error", "NEWSLOOM_WRITER_MODEL")


@pytest.mark.django_db
def test_ill_feeds_and_a_late_worker_are_named() -> None:
    store = DjangoStore()
    for url in (URL, "https://b.example/", "https://c.example/"):
        store.add_feed(FeedSubscription(url=url), now=NOON)
    ill = make_note(feed_id(URL), outcome="failed", n_failures=4, error_code="unreachable", error_detail="no route")
    store.note_fetches([ill, make_note(feed_id("https://b.example/"), outcome="gone")])
    store.note_run(Run(started_at=NOON - timedelta(hours=4), ended_at=NOON - timedelta(hours=3)))
    findings = found(setup.environment())
    assert findings["feeds"] == [("fine", "1 fine, 1 failing, 1 retired")]
    assert findings["feed"] == [("warning", f"{URL} failed 4 times in a row, unreachable: no route")]
    assert findings["worker"] == [("warning", "not seen for 3:00:00")]
    store.note_run(Run(started_at=NOON, ended_at=NOON - timedelta(seconds=90)))
    assert found(setup.environment())["worker"] == [("fine", "seen 0:01:30 ago")]


def test_a_home_that_cannot_be_written_ends_the_look(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    findings = found(Environment(home=tmp_path / "file"))
    assert findings["home"][0][0] == "error"
    assert "database" not in findings


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"base_url": "news"}, Finding("error", "NEWSLOOM_BASE_URL", "'news' is no http or https address")),
        (
            {"base_url": "http://news.example"},
            Finding("warning", "NEWSLOOM_BASE_URL", "http://news.example is not https; sign-ins can be overheard"),
        ),
        ({"base_url": "https://news.example"}, Finding("fine", "address", "https://news.example")),
        (
            {"allowed_hosts": ("*",)},
            Finding("warning", "NEWSLOOM_ALLOWED_HOSTS", "answers to any name; list the names of the site"),
        ),
        (
            {"debug": True},
            Finding("warning", "NEWSLOOM_DEBUG", "errors show the code to readers; turn it off in public"),
        ),
        (
            {"writer_url": "http://model.example/v1", "writer_key": "sk-4711"},
            Finding("warning", "NEWSLOOM_WRITER_URL", "is not https; the key and all questions can be overheard"),
        ),
        ({"languages": ("en", "xx")}, Finding("error", "NEWSLOOM_LANGUAGES", "no pages in xx")),
        ({"time_zone": "Mars/X"}, Finding("error", "NEWSLOOM_TIME_ZONE", "'Mars/X' is no time zone")),
    ],
)
def test_settings_are_looked_at_one_by_one(changes: dict[str, object], finding: Finding, tmp_path: Path) -> None:
    environment = replace(Environment(home=tmp_path), **changes)  # type: ignore[arg-type]
    assert finding in list(checkup._settings(environment))


def test_a_key_that_others_can_read_is_told(tmp_path: Path) -> None:
    environment = Environment(home=tmp_path)
    (tmp_path / "secret-key").write_text("x" * 50)
    (tmp_path / "secret-key").chmod(0o644)
    assert checkup._secret_key(environment).level == "warning"
    assert checkup._secret_key(replace(environment, secret_key="short")).level == "warning"
    assert checkup._secret_key(replace(environment, secret_key="x" * 50)).level == "fine"


def check(home: Path, **variables: str) -> tuple[int, str]:
    """Status and output of `newsloom check` in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEWSLOOM_")}
    done = subprocess.run(
        [sys.executable, "-m", "newsloom", "check", "--quiet"],
        env=clean | {"NEWSLOOM_HOME": str(home)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_command_fails_where_something_is_broken(tmp_path: Path) -> None:
    status, said = check(tmp_path)
    assert status == 1
    assert "ERROR   database: SQLite" in said
    assert "lacks migrations; `newsloom manage migrate` brings them" in said


def test_the_command_says_in_one_line_that_a_setting_does_not_read(tmp_path: Path) -> None:
    assert check(tmp_path, NEWSLOOM_DEBUG="perhaps") == (
        1, "newsloom check: NEWSLOOM_DEBUG: 'perhaps' is neither yes nor no\n",
    )  # fmt: skip


def test_the_command_says_that_the_database_is_out_of_reach(tmp_path: Path) -> None:
    status, said = check(tmp_path, DATABASE_URL="postgres://ana@127.0.0.1:1/news")
    assert status == 1
    assert "ERROR   database: PostgreSQL news cannot be reached" in said

"""Health, metrics and the settings' own files."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from newsloom.environment import Environment
from newsloom.errors import SettingsError
from newsloom.records import FeedSubscription, Run
from newsloom.site import metrics, setup
from newsloom.site.database import database_of
from newsloom.site.logs import logging_of
from newsloom.site.newsroom.store import DjangoStore
from newsloom.urls import feed_id
from tests.factories import NOON, make_article, make_entry, make_note, make_woven


@pytest.mark.django_db
def test_a_healthy_site_says_when_the_worker_was_seen(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "database": True, "seconds_since_run": None}
    ended = timezone.now() - timedelta(seconds=90)
    DjangoStore().note_run(Run(started_at=ended, ended_at=ended))
    found = client.get("/healthz").json()
    assert 90 <= found.pop("seconds_since_run") < 100
    assert found == {"status": "ok", "database": True}


@pytest.mark.django_db
def test_a_site_without_its_database_is_ill(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("newsloom.site.health.connection.ensure_connection", refuse)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.django_db
def test_metrics_count_what_is_kept(client: Client) -> None:
    store = DjangoStore()
    for name in ("a", "b", "c"):
        store.add_feed(FeedSubscription(url=f"https://{name}.example/feed"), now=NOON)
    failing, gone = feed_id("https://a.example/feed"), feed_id("https://b.example/feed")
    store.note_fetches([make_note(failing, make_entry(), n_failures=1), make_note(gone, outcome="gone")])
    store.keep([make_woven(make_article())], now=NOON)
    store.note_run(
        Run(started_at=NOON, ended_at=NOON + timedelta(seconds=7), n_articles=5, n_feeds=3, n_feeds_failed=1)
    )
    lines = client.get("/metrics").content.decode().splitlines()
    assert [line.removeprefix("newsloom_") for line in lines if not line.startswith("#")] == [
        "articles 1.0", "rejections 0.0", "stories 1.0", "stories_stale 1.0", "entries_waiting 1.0",
        'feeds{state="fine"} 1.0', 'feeds{state="failing"} 1.0', 'feeds{state="retired"} 1.0',
        'feeds{state="paused"} 0.0', "feeds_due 2.0", "last_run_end_timestamp_seconds 1.773489607e+09",
        "last_run_seconds 7.0", "last_run_articles 5.0", "last_run_feeds 3.0", "last_run_feeds_failed 1.0",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sender", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
    ],
)
def test_metrics_without_a_token_are_for_this_machine(client: Client, sender: dict[str, str], status: int) -> None:
    assert client.get("/metrics", **sender).status_code == status  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "status"), [("Bearer secret", 200), ("Bearer Secret", 403), ("", 403), ("é", 403)])
def test_metrics_with_a_token_are_for_who_has_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, given: str, status: int
) -> None:
    with_token = replace(setup.environment(), metrics_token="secret")
    monkeypatch.setattr(metrics, "environment", lambda: with_token)
    assert client.get("/metrics", headers={"Authorization": given}).status_code == status


def test_the_secret_key_is_made_once_for_its_owners_eyes(tmp_path: Path) -> None:
    environment = Environment(home=tmp_path / "home")
    key = setup.secret_key.__wrapped__(environment)
    assert len(key) >= 50
    assert setup.secret_key.__wrapped__(environment) == key
    assert [path.name for path in environment.home.iterdir()] == ["secret-key"]
    assert (environment.home / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_that_is_set_is_not_written_down(tmp_path: Path) -> None:
    assert setup.secret_key(Environment(home=tmp_path, secret_key="mine")) == "mine"
    assert list(tmp_path.iterdir()) == []


def test_a_process_has_one_environment(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        setup.configure(Environment(home=tmp_path))


def test_database_addresses_are_read(tmp_path: Path) -> None:
    assert database_of("", tmp_path)["NAME"] == str(tmp_path / "newsloom.sqlite3")
    found = database_of("postgres://ana:p%40ss@db.example:6432/news%20room?sslmode=require", tmp_path)
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "news room", "USER": "ana", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip
    assert database_of("postgresql:///news?host=/run/postgresql", tmp_path)["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("url", ["mysql://db.example/news", "news", "postgres://db.example:port/news"])
def test_other_database_addresses_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        database_of(url, tmp_path)


def line_of(form: str, tmp_path: Path, said: str, *args: str) -> str:
    """What a warning looks like in this format."""
    config: dict[str, Any] = logging_of(Environment(home=tmp_path, log_format=form))
    formatter = config["formatters"]["line"]
    made = formatter.pop("()")(**formatter)
    record = logging.makeLogRecord({"name": "newsloom.test", "levelname": "WARNING", "levelno": 30, "msg": said})
    record.args = args
    return str(made.format(record))


def test_logs_are_json_for_machines_and_plain_for_people(tmp_path: Path) -> None:
    line = json.loads(line_of("json", tmp_path, "feed %s is ill", "قدس"))
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "feed قدس is ill", "level": "warning", "logger": "newsloom.test"}
    assert "feed a is ill" in line_of("plain", tmp_path, "feed %s is ill", "a")


def test_an_unknown_log_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        logging_of(Environment(home=tmp_path, log_format="xml"))

"""Settings: read once, refused by name, and all of them documented."""

import dataclasses
import ipaddress
from pathlib import Path

import pytest

from newsloom.environment import Environment, read_environment
from newsloom.errors import SettingsError


def test_an_empty_environment_gives_the_defaults_of_a_machine_at_home() -> None:
    found = read_environment({"HOME": "/home/reader", "XDG_DATA_HOME": "/data"})
    assert found == Environment(home=Path("/data/newsloom"))


def test_every_kind_of_setting_is_read() -> None:
    found = read_environment(
        {
            "NEWSLOOM_HOME": "/srv/loom",
            "DATABASE_URL": "postgres://loom@db/loom",
            "NEWSLOOM_FULL_TEXT": "yes",
            "NEWSLOOM_ALLOWED_HOSTS": "news.example, www.news.example",
            "NEWSLOOM_TIMEOUT_SECONDS": "5",
            "NEWSLOOM_ALLOW_NETWORKS": "127.0.0.0/8",
            "NEWSLOOM_BASE_URL": "https://news.example/",
            "NEWSLOOM_ENCODER_URL": "http://[::1]:11434/v1/",
            "NEWSLOOM_ENCODER_KEY": "sk-4711",
            "NEWSLOOM_ENCODER_BATCH": "16",
            "NEWSLOOM_ENCODER_JOINS_LANGUAGES": "no",
        }
    )
    assert found == Environment(
        home=Path("/srv/loom"),
        database_url="postgres://loom@db/loom",
        full_text=True,
        allowed_hosts=("news.example", "www.news.example"),
        timeout_seconds=5.0,
        allow_networks=(ipaddress.ip_network("127.0.0.0/8"),),
        base_url="https://news.example",
        encoder_url="http://[::1]:11434/v1",
        encoder_key="sk-4711",
        encoder_batch=16,
        encoder_joins_languages=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSLOOM_FULL_TEXT", "perhaps"),
        ("NEWSLOOM_TIMEOUT_SECONDS", "soon"),
        ("NEWSLOOM_TIMEOUT_SECONDS", "-1"),
        ("NEWSLOOM_ALLOW_NETWORKS", "127.0.0.1/8"),
        ("NEWSLOOM_ENCODER_URL", "11434"),
        ("NEWSLOOM_ENCODER_URL", "ftp://news.example/v1"),
        ("NEWSLOOM_ENCODER_URL", "http://[::1/v1"),
        ("NEWSLOOM_ENCODER_URL", "http://news.example:70000/v1"),
        ("NEWSLOOM_ENCODER_URL", "http://news.example/v 1"),
        ("NEWSLOOM_ENCODER_URL", "https://loom:4711@news.example/v1"),
        ("NEWSLOOM_ENCODER_KEY", "sk-4711\r\nHost: elsewhere"),
        ("NEWSLOOM_WRITER_KEY", "sk-4711\r\nHost: elsewhere"),
        ("NEWSLOOM_WRITER_URL", "11434"),
        ("NEWSLOOM_WRITER_DAILY_BUDGET", "-1"),
        ("NEWSLOOM_ENCODER_KEY", "sk-\u0664\u0667\u0661\u0661"),
    ],
)
def test_a_setting_that_does_not_read_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_environment({name: value})
    assert refused.value.subject == name


@pytest.mark.parametrize("name", ["SECRET_KEY", "METRICS_TOKEN", "ENCODER_KEY", "WRITER_KEY"])
def test_a_secret_is_not_shown_with_the_other_settings(name: str) -> None:
    found = read_environment(
        {f"NEWSLOOM_{name}": "not-to-be-told", "DATABASE_URL": "postgres://loom:not-to-be-told@db"}
    )
    assert "not-to-be-told" in getattr(found, name.lower())
    assert "not-to-be-told" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ENCODER_URL", "https://loom:not-to-be-told@news.example"), ("ENCODER_KEY", "not-to-be-told \n")],
)
def test_a_secret_that_is_refused_is_not_told(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_environment({f"NEWSLOOM_{name}": value + " x"})
    assert "not-to-be-told" not in str(refused.value)


def test_every_setting_is_documented() -> None:
    operating = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    fields = {each.name for each in dataclasses.fields(Environment)} - {"database_url"}
    names = {"DATABASE_URL"} | {f"NEWSLOOM_{name.upper()}" for name in fields}
    assert {name for name in names if f"`{name}`" not in operating} == set()

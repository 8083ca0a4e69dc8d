"""Every setting, read once from the environment.

In: a mapping such as `os.environ`. Out: one frozen `Environment`. Refuses: a value that does not read, with
SettingsError naming the variable.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsloom.errors import SettingsError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What an operator may set; each field is the variable of its name in capitals, with NEWSLOOM_ before it."""

    home: Path
    """Folder of all state: database, encoder, secret key."""
    database_url: str = field(default="", repr=False)
    """`DATABASE_URL`, without the prefix: `postgres://user:password@host/name`. Empty: SQLite in `home`."""
    base_url: str = "http://127.0.0.1:8000"
    """Where readers find the site; feeds and sitemaps carry it."""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names that the site answers to."""
    secret_key: str = field(default="", repr=False)
    """Signs sessions. Empty: made at first start and kept in `home`."""
    site_name: str = "newsloom"
    """What the masthead says."""
    time_zone: str = "UTC"
    """Zone of the times that pages show."""
    languages: tuple[str, ...] = ("en", "ar")
    """Languages of the pages, the first one is the default."""
    full_text: bool = False
    """Show whole texts to everybody, whatever the publisher's policy: for private use."""
    user_agent: str = "newsloom/0.1 (+https://github.com/newsloom)"
    """How the fetcher introduces itself; put an address of yours in it."""
    allow_networks: tuple[Network, ...] = ()
    """Private networks that feeds may be fetched from, against the guard's advice: `127.0.0.0/8`."""
    timeout_seconds: float = 20.0
    """Longest wait for one answer."""
    feed_limit_bytes: int = 10_000_000
    page_limit_bytes: int = 10_000_000
    n_connections: int = 40
    """Hosts fetched from at one time."""
    host_pause_seconds: float = 1.0
    """Rest between two pages of one host."""
    debug: bool = False
    log_format: str = "auto"
    """`json`, `plain`, or `auto`: plain on a terminal."""
    metrics_token: str = field(default="", repr=False)
    """Bearer token for `/metrics`; empty: only this machine may read it."""
    voice: bool = True
    """Briefs and wrap-ups can be listened to, where a program that speaks is at hand."""
    piper_voices: Path | None = None
    """Folder of Piper's voices (`en_GB-alba-medium.onnx`); empty: espeak-ng speaks."""
    encoder: bool = True
    """Stories are found by what texts mean, too, where an encoder is at hand; else by words alone."""
    encoder_url: str = ""
    """Where a model makes vectors over HTTP, as OpenAI's does: `http://127.0.0.1:11434/v1`. Empty: the one here."""
    encoder_model: str = ""
    """What that address calls the model: `bge-m3`."""
    encoder_key: str = field(default="", repr=False)
    """Bearer token for that address."""
    encoder_languages: tuple[str, ...] = ()
    """Languages that the model reads; empty: all."""
    encoder_joins_languages: bool = True
    """Its vectors of texts in two languages may be compared."""
    encoder_prefix: str = ""
    """What the model wants to stand before each text: `query:`, `clustering:`."""
    encoder_timeout_seconds: float = 30.0
    """Longest wait for the vectors of one batch."""
    encoder_batch: int = 32
    """Texts asked for together."""
    encoder_texts_a_day: int = 0
    """Texts asked for in one day (UTC); after that stories are found by words. 0: as many as there are."""
    writer_url: str = ""
    """Where a language model writes over HTTP, as OpenAI's does: `http://127.0.0.1:11434/v1`. Empty: none does."""
    writer_model: str = ""
    """What that address calls the model: `qwen3:8b`; readers are told."""
    writer_key: str = field(default="", repr=False)
    """Bearer token for that address."""
    writer_timeout_seconds: float = 60.0
    """Longest wait for one answer."""
    writer_daily_budget: int = 0
    """Questions asked in one day (UTC); after that nothing is written. 0: as many as there are."""


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The settings in `variables`. Raises SettingsError for a value that does not read."""
    default = Environment(home=Path(variables.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "newsloom")
    get = _Reader(variables)
    return Environment(
        home=Path(get.text("HOME", str(default.home))).expanduser(),
        database_url=variables.get("DATABASE_URL", ""),
        base_url=get.text("BASE_URL", default.base_url).rstrip("/"),
        allowed_hosts=get.words("ALLOWED_HOSTS", default.allowed_hosts),
        secret_key=get.text("SECRET_KEY", ""),
        site_name=get.text("SITE_NAME", default.site_name),
        time_zone=get.text("TIME_ZONE", default.time_zone),
        languages=get.words("LANGUAGES", default.languages),
        full_text=get.switch("FULL_TEXT", default.full_text),
        user_agent=get.text("USER_AGENT", default.user_agent),
        allow_networks=get.networks("ALLOW_NETWORKS"),
        timeout_seconds=get.number("TIMEOUT_SECONDS", default.timeout_seconds),
        feed_limit_bytes=int(get.number("FEED_LIMIT_BYTES", default.feed_limit_bytes)),
        page_limit_bytes=int(get.number("PAGE_LIMIT_BYTES", default.page_limit_bytes)),
        n_connections=int(get.number("N_CONNECTIONS", default.n_connections)),
        host_pause_seconds=get.number("HOST_PAUSE_SECONDS", default.host_pause_seconds),
        debug=get.switch("DEBUG", default.debug),
        log_format=get.text("LOG_FORMAT", default.log_format),
        metrics_token=get.text("METRICS_TOKEN", ""),
        voice=get.switch("VOICE", default.voice),
        piper_voices=get.folder("PIPER_VOICES"),
        encoder=get.switch("ENCODER", default.encoder),
        encoder_url=get.address("ENCODER_URL"),
        encoder_model=get.text("ENCODER_MODEL", ""),
        encoder_key=get.token("ENCODER_KEY"),
        encoder_languages=get.words("ENCODER_LANGUAGES", ()),
        encoder_joins_languages=get.switch("ENCODER_JOINS_LANGUAGES", default.encoder_joins_languages),
        encoder_prefix=get.text("ENCODER_PREFIX", ""),
        encoder_timeout_seconds=get.number("ENCODER_TIMEOUT_SECONDS", default.encoder_timeout_seconds),
        encoder_batch=int(get.number("ENCODER_BATCH", default.encoder_batch)),
        encoder_texts_a_day=int(get.number("ENCODER_TEXTS_A_DAY", 0)),
        writer_url=get.address("WRITER_URL"),
        writer_model=get.text("WRITER_MODEL", ""),
        writer_key=get.token("WRITER_KEY"),
        writer_timeout_seconds=get.number("WRITER_TIMEOUT_SECONDS", default.writer_timeout_seconds),
        writer_daily_budget=int(get.number("WRITER_DAILY_BUDGET", 0)),
    )


class _Reader:
    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str) -> str:
        return self._variables.get(f"NEWSLOOM_{name}", "").strip() or default

    def words(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.text(name, "").replace(",", " ").split()) or default

    def switch(self, name: str, default: bool) -> bool:
        text = self.text(name, str(default)).lower()
        if text in ("1", "true", "yes", "on"):
            return True
        if text in ("0", "false", "no", "off"):
            return False
        raise SettingsError(f"NEWSLOOM_{name}", f"{text!r} is neither yes nor no")

    def number(self, name: str, default: float) -> float:
        text = self.text(name, str(default))
        try:
            value = float(text)
        except ValueError:
            raise SettingsError(f"NEWSLOOM_{name}", f"{text!r} is no number") from None
        if value < 0:
            raise SettingsError(f"NEWSLOOM_{name}", f"{text!r} is below zero")
        return value

    def folder(self, name: str) -> Path | None:
        text = self.text(name, "")
        return Path(text).expanduser() if text else None

    def address(self, name: str) -> str:
        """An http or https address without a password in it, for addresses are written into logs."""
        text = self.text(name, "").rstrip("/")
        try:
            parts = urlsplit(text)
            is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_good = False
        if text and not (is_good and text.isascii() and text.isprintable() and " " not in text):
            raise SettingsError(f"NEWSLOOM_{name}", "is no http or https address")
        if parts.username is not None:
            raise SettingsError(f"NEWSLOOM_{name}", "must hold no password")
        return text

    def token(self, name: str) -> str:
        """What may stand in a header; never named in an error."""
        text = self.text(name, "")
        if not (text.isascii() and text.isprintable() and " " not in text):
            raise SettingsError(f"NEWSLOOM_{name}", "holds characters that no token has")
        return text

    def networks(self, name: str) -> tuple[Network, ...]:
        try:
            return tuple(ipaddress.ip_network(word) for word in self.words(name, ()))
        except ValueError as error:
            raise SettingsError(f"NEWSLOOM_{name}", str(error)) from None

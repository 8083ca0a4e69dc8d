"""Logs, one line an event on standard error: JSON for machines, plain for a terminal.

In: `log_format`. Out: Django's and our own log lines in one form. Refuses: an unknown format, with SettingsError.
"""

from __future__ import annotations

import logging.config
import sys
from typing import Any

import structlog

from newsloom.environment import Environment
from newsloom.errors import SettingsError


def logging_of(environment: Environment) -> dict[str, Any]:
    """The logging configuration for `environment.log_format`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(environment)],
                "foreign_pre_chain": _steps(),
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"handlers": [], "propagate": True},
            "httpcore2": {"level": "WARNING"},
            "httpx2": {"level": "WARNING"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """Make `logging` and structlog write alike; called by Django with LOGGING."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_steps(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _steps() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
    ]


def _renderer(environment: Environment) -> Any:
    form = environment.log_format
    if form not in ("auto", "json", "plain"):
        raise SettingsError("NEWSLOOM_LOG_FORMAT", f"{form!r} is none of auto, json and plain")
    if form == "json" or (form == "auto" and not sys.stderr.isatty()):
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)

"""The pages' templates: Jinja2, with the few names that every page needs."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    return Environment(**options)  # noqa: S701  Django turns autoescape on

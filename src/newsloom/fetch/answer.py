"""What a server said, and which of its statuses are failures.

In: a status and headers. Out: an `Answer`. Refuses: every status but 2xx and 304, with the FetchError that says whether
to try again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsloom.errors import FetchError, Gone, Refused, Throttled, Unreachable

GONE = (404, 410)
THROTTLED = (429, 503)
PASSING = (408, 421, 425)
"""The only statuses of 4xx that say nothing about us or the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    url: str
    """Where it came from, redirects followed."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case; where one name came several times its values are joined by a comma."""
    content: bytes
    """Unpacked."""
    moved_to: str | None = None
    """`url` where there were redirects and all of them were permanent."""


def judge(subject: str, answer: Answer, *, now: datetime) -> Answer:
    """The answer, where it is 2xx or 304. Raises the FetchError that its status stands for."""
    status = answer.status
    if 200 <= status < 300 or status == 304:
        return answer
    raise _failure(subject, status, answer.headers, now)


def joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name in lower case."""
    found: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip()
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def max_age_seconds(headers: Mapping[str, str]) -> float | None:
    """How long the server lets caches keep its answer; None where it does not say."""
    for directive in headers.get("cache-control", "").split(","):
        name, _, value = directive.strip().partition("=")
        if name.lower() == "max-age" and value.strip('"').isdecimal():
            return float(value.strip('"')[:9])
    return None


def retry_after_seconds(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """How long the server wants us to wait, from seconds or from a date; never below zero."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def _failure(subject: str, status: int, headers: Mapping[str, str], now: datetime) -> FetchError:
    said = f"status {status}"
    if status in GONE:
        return Gone(subject, said, status=status)
    if status in THROTTLED:
        return Throttled(subject, said, retry_after_seconds=retry_after_seconds(headers, now=now))
    if 400 <= status < 500 and status not in PASSING:
        return Refused(subject, said)
    return Unreachable(subject, said)

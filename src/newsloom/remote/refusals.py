"""What a status that is no success means for the next question.

In: a `Reply`. Out: the error that says what to do next: Busy, Closed, or ModelUnavailable for the rest. Refuses:
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from newsloom.errors import ModelUnavailable
from newsloom.remote.post import Reply

CLOSED = (404, 405, 410)
"""Waiting does not mend these."""
BUSY = (408, 425, 429)
N_QUOTED = 200


class Busy(ModelUnavailable):
    """It may answer in a moment."""

    def __init__(self, subject: str, detail: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(subject, detail)
        self.retry_after_seconds = retry_after_seconds


class Closed(ModelUnavailable):
    """It will not answer until somebody changes something."""


def refusal(subject: str, reply: Reply, *, key: str) -> ModelUnavailable:
    """The error for a reply that is no success."""
    status = reply.status
    if 300 <= status < 400:
        return Closed(subject, f"status {status}: leads elsewhere; set the address that it answers at")
    if status in (401, 403):
        return Closed(subject, f"status {status}: does not accept the key")
    said = quoted(reply, key=key)
    if status in CLOSED:
        return Closed(subject, said)
    if status in BUSY or status >= 500:
        return Busy(subject, said, retry_after_seconds=_retry_after_seconds(reply.headers))
    return ModelUnavailable(subject, said)


def quoted(reply: Reply, *, key: str) -> str:
    """The reply in a line, its key cut out."""
    text = reply.content[:4096].decode("utf-8", "replace")
    return f"status {reply.status}: {one_line(text.replace(key, '…') if key else text)}"


def is_packed(reply: Reply) -> bool:
    """Whether the body is packed, which nobody asked for."""
    return reply.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")


def one_line(text: str) -> str:
    """One line that a log can take."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))[:N_QUOTED]


def _retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Seconds, or a moment beside the answer's own date; None where it does not say."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        until, now = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None

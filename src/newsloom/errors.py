"""Everything that can go wrong, drawn.

NewsloomError                    base; carries a code, its subject, and a detail
├── FetchError(url)              belongs to one feed or page, never ends a run
│   ├── Unreachable              no name, refused, TLS, time out             try again: yes, backing off
│   ├── Throttled(retry_after)   429, 503                                    try again: when it says
│   ├── Gone                     410, or 404 for a week                      try again: no; the feed is retired
│   ├── Refused                  401, 403, 451, robots                       try again: slowly
│   ├── BlockedAddress           guard: a private or local network           try again: never; tell the operator
│   └── TooLarge(limit_bytes)    stopped while reading                       try again: no
├── ParseError(url)              the bytes are no feed, page or file that we know
├── ModelError(model)            ModelUnavailable: go on without · BadModelOutput: once more, then without
├── VoiceError(voice)            a program that speaks failed: go on in silence
├── StoreError                   NoSuchStoryError, NoSuchArticleError, StaleClaimError,
│                                NoSuchCorrectionError, StandsUnderError: something later stands on it
└── SettingsError(name)          wrong or missing setting; stops at start

An error knows its subject, its cause and whether to try again. The sentence that a reader sees is made from
`code` and `args` where it is shown.
"""

from __future__ import annotations

from typing import ClassVar, Literal

TryAgain = Literal["backing-off", "when-told", "slowly", "never"]


class NewsloomError(Exception):
    """Base of all expected failures."""

    code: ClassVar[str] = "error"
    try_again: ClassVar[TryAgain] = "never"

    def __init__(self, subject: str, detail: str = "") -> None:
        super().__init__(subject, detail)
        self.subject = subject
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.subject}: {self.detail or self.code}"


class FetchError(NewsloomError):
    """One feed or page could not be had."""

    code = "fetch-failed"
    try_again: ClassVar[TryAgain] = "backing-off"

    @property
    def url(self) -> str:
        return self.subject


class Unreachable(FetchError):
    code = "unreachable"


class Throttled(FetchError):
    code = "throttled"
    try_again: ClassVar[TryAgain] = "when-told"

    def __init__(self, subject: str, detail: str = "", *, retry_after_seconds: float | None = None) -> None:
        super().__init__(subject, detail)
        self.retry_after_seconds = retry_after_seconds


class Gone(FetchError):
    """410, or 404; the cadence waits a week of the latter before it retires the feed."""

    code = "gone"
    try_again: ClassVar[TryAgain] = "never"

    def __init__(self, subject: str, detail: str = "", *, status: int = 410) -> None:
        super().__init__(subject, detail)
        self.status = status


class Refused(FetchError):
    code = "refused"
    try_again: ClassVar[TryAgain] = "slowly"


class BlockedAddress(FetchError):
    code = "blocked-address"
    try_again: ClassVar[TryAgain] = "never"


class TooLarge(FetchError):
    code = "too-large"
    try_again: ClassVar[TryAgain] = "never"

    def __init__(self, subject: str, detail: str = "", *, limit_bytes: int) -> None:
        super().__init__(subject, detail)
        self.limit_bytes = limit_bytes


class ParseError(NewsloomError):
    """The bytes are no feed, page or file that we know."""

    code = "unreadable"


class ModelError(NewsloomError):
    """The subject is the model's name."""

    code = "model-failed"


class ModelUnavailable(ModelError):
    code = "model-unavailable"


class BadModelOutput(ModelError):
    code = "bad-model-output"
    try_again: ClassVar[TryAgain] = "backing-off"


class VoiceError(NewsloomError):
    """The subject is the voice's name."""

    code = "voice-failed"
    try_again: ClassVar[TryAgain] = "backing-off"


class StoreError(NewsloomError):
    code = "store-failed"


class NoSuchStoryError(StoreError):
    code = "no-such-story"


class NoSuchArticleError(StoreError):
    code = "no-such-article"


class NoSuchCorrectionError(StoreError):
    code = "no-such-correction"


class StandsUnderError(StoreError):
    """A correction that is undone already, is an undoing itself, or that a later one of the same stories rests on."""

    code = "stands-under"


class StaleClaimError(StoreError):
    """Somebody else holds what we thought was ours; drop the work, the other one does it."""

    code = "stale-claim"


class SettingsError(NewsloomError):
    """The subject is the setting's name."""

    code = "bad-setting"

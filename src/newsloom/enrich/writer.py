"""What enrich asks of a language model, and of what remembers its drafts.

In: a `Prompt`. Out: whatever the model says: a stranger's text, to be read by `drafts` and checked by `checked`.
Refuses: nothing of its own. The model itself is elsewhere (`newsloom.write`); this room opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question to a model, and the form of its answer."""

    id: str
    """Name and version: `brief/1`."""
    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    """JSON Schema of the answer."""

    def again(self, said: str, complaint: str) -> Prompt:
        """The same after an answer that will not do."""
        more = (Message(role="assistant", text=said), Message(role="user", text=complaint))
        return replace(self, messages=(*self.messages, *more))


class Writer(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """What readers are told: `qwen3:8b`."""
        ...

    @property
    def identity(self) -> str:
        """What its drafts are remembered under; another model, another identity."""
        ...

    def write(self, prompt: Prompt) -> str:
        """What the model says. Raises ModelError."""
        ...


class Drafts(Protocol):
    """Remembers what a model wrote, so that the same sources are never paid for twice."""

    def get(self, key: str) -> str | None:
        """What was kept under this key; None where nothing was, or no longer is."""
        ...

    def put(self, key: str, draft: str) -> None:
        """Keep a draft. What cannot be kept is not: nothing depends on it."""
        ...

"""Text from an endpoint that speaks as OpenAI's does: Ollama, llama.cpp, vLLM, a machine elsewhere.

In: `Prompt`s, and an `Environment` that says where. Out: what the model said. Refuses, with ModelError: an endpoint
that is away, answers rubbish, or may not be asked any more today; with Resting while it has failed so often that nobody
should wait for it.

Servers differ in how they are told the form of an answer: by `json_schema`, as OpenAI does; by `json_object` with a
schema, as llama.cpp does; or not at all. They are asked in this order, and in the form that held before.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from newsloom.enrich.writer import Prompt
from newsloom.environment import Environment
from newsloom.errors import BadModelOutput, SettingsError
from newsloom.remote.budget import Budget
from newsloom.remote.peer import Peer, below
from newsloom.remote.post import Reply
from newsloom.remote.refusals import is_packed, one_line, quoted, refusal

MOST_BYTES = 400_000
"""Of an answer: a model that thinks aloud for twenty pages still ends within it."""
MOST_TOKENS = 4_000
"""Of an answer; reasoning counts too."""
FORMS = ("json_schema", "json_object", "plain")
UNKNOWN_FORM = (400, 415, 422, 500, 501)
"""Statuses by which servers say, among other things, that they do not know this form of answer."""


class ChatEndpoint:
    """A `Writer` elsewhere. Not safe for two threads.

    The clock counts seconds and never runs backwards; `now` tells which day it is, for the budget.
    """

    def __init__(
        self,
        environment: Environment,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not environment.writer_model:
            raise SettingsError("NEWSLOOM_WRITER_MODEL", "missing: what does NEWSLOOM_WRITER_URL call the model?")
        self._environment = environment
        self._subject = f"{environment.writer_model}@{urlsplit(environment.writer_url).netloc}"
        self._peer = Peer(
            self._subject,
            below(environment.writer_url, "/chat/completions"),
            key=environment.writer_key,
            timeout_seconds=environment.writer_timeout_seconds,
            clock=clock,
            sleep=sleep,
        )
        file = environment.home / "writer-budget.json"
        self._budget = Budget(self._subject, environment.writer_daily_budget, file, now, what="questions")
        self._form = 0

    @property
    def name(self) -> str:
        return self._environment.writer_model

    @property
    def identity(self) -> str:
        return self._subject

    def write(self, prompt: Prompt) -> str:
        """What the model says. Raises Resting, or whatever went wrong this time."""
        return self._peer.guarded(lambda: self._peer.twice(lambda: self._in_some_form(prompt)))

    def _in_some_form(self, prompt: Prompt) -> str:
        """Ask in the form that held last; in the next where the server may not know it."""
        for form in range(self._form, len(FORMS)):
            self._budget.spend(1)
            reply = self._peer.post(self._body(prompt, FORMS[form]), MOST_BYTES)
            if reply.status not in UNKNOWN_FORM:
                break
        text = text_of(self._subject, reply, key=self._environment.writer_key)
        self._form = form
        return text

    def _body(self, prompt: Prompt, form: str) -> bytes:
        asked: dict[str, Any] = {
            "model": self._environment.writer_model,
            "messages": [{"role": message.role, "content": message.text} for message in prompt.messages],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        if form == "json_schema":
            schema = {"name": prompt.id.partition("/")[0], "schema": prompt.schema, "strict": True}
            asked["response_format"] = {"type": form, "json_schema": schema}
        elif form == "json_object":
            asked["response_format"] = {"type": form, "schema": prompt.schema}
        return json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")


def text_of(subject: str, reply: Reply, *, key: str) -> str:
    """The text of a chat completion. Raises Busy, Closed or another ModelError; `key` is cut out of what they quote."""
    if not 200 <= reply.status < 300:
        raise refusal(subject, reply, key=key)
    if is_packed(reply):
        raise BadModelOutput(subject, "packs its answer, which nobody asked for")
    try:
        choice = json.loads(reply.content)["choices"][0]
        said, ended = choice["message"].get("content"), choice.get("finish_reason")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise BadModelOutput(subject, f"no chat completion: {quoted(reply, key=key)}") from None
    text = _joined(said)
    if not text.strip():
        raise BadModelOutput(subject, f"says nothing ({one_line(str(ended))})")
    return text


def _joined(said: Any) -> str:
    """The text, which may come in parts; tool calls and whatever else stands beside it are none."""
    if isinstance(said, list):
        return "".join(part["text"] for part in said if isinstance(part, Mapping) and isinstance(part.get("text"), str))
    return said if isinstance(said, str) else ""

"""Endpoints for chat on loopback: one whose model retells its sources, and whatever else a test wants them to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from newsloom.environment import Environment
from tests.embeddings import Asked, answer

Sentence = tuple[str, Sequence[int]]


def environment(url: str, home: Path, **fields: Any) -> Environment:
    """An environment with that endpoint, which does not wait long."""
    values: dict[str, Any] = {"writer_url": url, "writer_model": "quill:1b", "writer_timeout_seconds": 5.0}
    return Environment(home=home, **values | fields)


def asked_of(asked: Asked) -> dict[str, Any]:
    """The question as JSON."""
    found: dict[str, Any] = json.loads(asked.body)
    return found


def form_of(asked: Asked) -> str:
    return str(asked_of(asked).get("response_format", {}).get("type", "plain"))


def material_of(asked: Asked) -> list[str]:
    """The sources as the model is told them, the nth at place n - 1."""
    lines = asked_of(asked)["messages"][1]["content"].splitlines()
    return [json.loads(line)["text"] for line in lines if line.startswith('{"number"')]


def completion(text: Any, **message: Any) -> bytes:
    """A good answer around this text, in the shape that servers give it."""
    said = {"role": "assistant", "content": text, **message}
    return answer(
        json.dumps(
            {
                "id": "chatcmpl-4711",
                "object": "chat.completion",
                "created": 1773489600,
                "model": "quill:1b",
                "choices": [{"index": 0, "message": said, "finish_reason": "stop", "logprobs": None}],
                "usage": {"prompt_tokens": 412, "completion_tokens": 96, "total_tokens": 508},
            }
        ).encode()
    )


def sentences(*told: Sentence) -> str:
    """The JSON that a model is asked for."""
    return json.dumps({"sentences": [{"text": text, "sources": list(numbers)} for text, numbers in told]})


def retelling(asked: Asked) -> bytes:
    """A model that copies its sources, which is dull and true."""
    return completion(sentences(*((text, [n]) for n, text in enumerate(material_of(asked), 1))))


def only(form: str, says: Callable[[Asked], bytes] = retelling, *, status: int = 400) -> Callable[[Asked], bytes]:
    """A server that knows one form of answer, and refuses questions for another."""
    refused = answer(b'{"error": {"message": "unknown response_format", "type": "invalid_request_error"}}', status)
    return lambda asked: says(asked) if form_of(asked) == form else refused

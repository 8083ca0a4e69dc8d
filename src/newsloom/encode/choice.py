"""Which encoder the operator chose, and how it is.

In: an `Environment`. Out: the encoder at `encoder_url` where that is set, else the one built in the home, else None.
Refuses: a setting that is missing, with SettingsError; an encoder that is there and broken, with ModelUnavailable.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from newsloom.encode import Encoder, minilm
from newsloom.encode.endpoint import Endpoint
from newsloom.environment import Environment


def encoder_for(environment: Environment) -> Encoder | None:
    """The encoder for everything that weaves. An endpoint is not asked yet: it may be away now and there later."""
    if not environment.encoder:
        return None
    if environment.encoder_url:
        return Endpoint(environment)
    return minilm.load(environment.home / "encoder")


@dataclass(frozen=True, slots=True)
class State:
    """How an encoder is, in a line."""

    text: str
    doubt: str = ""
    """What speaks against using it as it is set."""


def state_of(encoder: Encoder) -> State:
    """How the encoder is; an endpoint is asked. Raises ModelError where it does not answer, or answers rubbish."""
    if not isinstance(encoder, Endpoint):
        return State(f"{encoder.name}, {encoder.n_dims} dimensions")
    began = time.perf_counter()
    found = encoder.take_bearings()
    milliseconds = (time.perf_counter() - began) * 1000 / found.n_sentences
    text = (
        f"{encoder.name}, {encoder.n_dims} dimensions, {milliseconds:.1f} ms a text; "
        f"unlike news {found.strangers:.2f} alike"
    )
    if found.translations is None or found.others is None:
        return State(text)
    text += f"; centred: translations {found.translations:.2f}, unlike news in two languages {found.others:.2f}"
    if encoder.is_multilingual and not found.tells_languages_together:
        return State(text, "does not know translations; say what it reads in NEWSLOOM_ENCODER_LANGUAGES")
    return State(text)

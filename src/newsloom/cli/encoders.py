"""The encoder that a command uses: the operator's endpoint, else the one of this machine, built where it never was.

In: the environment. Out: an encoder or None. Refuses: nothing of its own; that one is built is said on standard error.
"""

from __future__ import annotations

import sys

from newsloom.encode import Encoder, local
from newsloom.encode.choice import encoder_for
from newsloom.environment import Environment


def encoder_at_hand(environment: Environment) -> Encoder | None:
    if environment.encoder_url or not environment.encoder:
        return encoder_for(environment)
    return local.ready(environment.home / "encoder", _say)


def _say(line: str) -> None:
    print(f"newsloom: {line}", file=sys.stderr, flush=True)

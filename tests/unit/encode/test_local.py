"""The encoder is built at the first need, by one of those who need it, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from newsloom.encode import build, local
from newsloom.encode.build import CARD_FILE, read_card

needs_weights = pytest.mark.skipif(not local.can_be_built(), reason=f"no weights: {build.INSTALL_HINT}")


@pytest.mark.encoder
@needs_weights
def test_of_two_who_need_it_at_once_one_builds_it_and_both_have_it(tmp_path: Path) -> None:
    folder, said = tmp_path / "home" / "encoder", list[str]()
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: local.ready(folder, said.append), range(2))
    assert first is not None
    assert second is not None
    assert first.name == second.name
    assert said == [f"building the sentence encoder in {folder}, once"]
    assert read_card(folder) is not None


def test_without_the_weights_there_is_none_and_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr(local, "distribution", nowhere)
    said: list[str] = []
    assert local.ready(tmp_path / "encoder", said.append) is None
    assert (said, list(tmp_path.iterdir())) == ([], [])


@needs_weights
def test_where_it_cannot_be_kept_words_serve_alone_and_one_line_says_why(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file stands here")
    said: list[str] = []
    assert local.ready(home / "encoder", said.append) is None
    (line,) = said
    assert line.endswith("stories are found by words alone")


def test_a_broken_encoder_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / CARD_FILE).write_text("[]")
    said: list[str] = []
    assert local.ready(tmp_path, said.append) is None
    assert len(said) == 1

"""Drafts are remembered within bounds, and their loss is no error."""

from pathlib import Path

import pytest

from newsloom.write.kept import LONGEST, MOST, MOST_IN_FOLDER, FileDrafts, MemoryDrafts


def test_a_draft_is_kept_over_a_new_start(tmp_path: Path) -> None:
    FileDrafts(tmp_path).put("ab12", "نهر")
    assert FileDrafts(tmp_path).get("ab12") == "نهر"
    assert FileDrafts(tmp_path).get("ab13") is None


def test_a_folder_holds_so_many_and_the_oldest_go(tmp_path: Path) -> None:
    drafts = FileDrafts(tmp_path)
    keys = [f"ab{n:04}" for n in range(MOST_IN_FOLDER + 6)]
    for key in keys:
        drafts.put(key, key)
    assert len(list(tmp_path.rglob("*.json"))) == MOST_IN_FOLDER
    assert drafts.get(keys[-1]) == keys[-1]


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "a/b", ".."])
def test_a_key_never_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    drafts = FileDrafts(tmp_path / "drafts")
    drafts.put(key, "x")
    assert drafts.get(key) is None
    assert list(tmp_path.rglob("*")) == []


def test_what_cannot_be_kept_is_not(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be")
    FileDrafts(tmp_path / "drafts").put("ab12", "x")
    assert FileDrafts(tmp_path / "drafts").get("ab12") is None
    FileDrafts(tmp_path / "other").put("ab12", "x" * (LONGEST + 1))
    assert FileDrafts(tmp_path / "other").get("ab12") is None


def test_memory_keeps_the_latest() -> None:
    drafts = MemoryDrafts()
    for n in range(MOST + 1):
        drafts.put(str(n), str(n))
        drafts.get("0")
    assert drafts.get("0") == "0"
    assert drafts.get("1") is None

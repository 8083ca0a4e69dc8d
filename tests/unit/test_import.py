"""Files through the loom into a store: what is wrong with one is said, and the others go in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsloom.cli.export_ import write_file
from newsloom.cli.import_ import Import
from newsloom.errors import StaleClaimError
from newsloom.jsonlines import article_of
from newsloom.pipeline import Loom
from newsloom.records import Article
from newsloom.store.memory import MemoryStore
from tests.factories import NOON
from tests.unit.extract.captures import ENGLISH
from tests.unit.intake.test_read import OPML

LINE = {"headline": "Bridge opens", "text": "The bridge over the sound was opened on Friday by the county's governor."}


class Said:
    """A terminal that remembers."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def step(self, n_done: int, words: str) -> None:
        self.at = (n_done, words)

    def say(self, line: str) -> None:
        self.lines.append(line)


def import_files(store: MemoryStore, *paths: Path) -> tuple[Import, Said]:
    done, said = Import(store, Loom(store), worker="test"), Said()
    done.take_files([str(path) for path in paths], said)
    return done, said


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_articles_feeds_and_failures_are_counted(tmp_path: Path) -> None:
    done, said = import_files(
        MemoryStore(),
        written(tmp_path, "a.txt", ENGLISH),
        written(tmp_path, "b.opml", OPML),
        written(tmp_path, "c.jpg", b"\xff\xd8\xff" + bytes(99)),
        written(tmp_path, "d.jsonl", json.dumps(LINE) + "\n[]\n"),
        written(tmp_path, "e.txt", "Home\nNews\nContact"),
    )
    assert said.lines == [
        f"newsloom import: {tmp_path}/c.jpg: a picture, no page, feed, list or archive",
        f"newsloom import: {tmp_path}/d.jsonl:2: no article: not a JSON object",
    ]
    assert done.summary() == (
        "4 new articles (0 copies), 4 new stories, 1 subscribed feeds, 1 rejected (1 no-text), 2 failures"
    )
    assert done.has_done_something


def test_an_import_that_could_do_nothing_knows_it(tmp_path: Path) -> None:
    done, _ = import_files(MemoryStore(), written(tmp_path, "c.jpg", b"\xff\xd8\xff" + bytes(99)))
    assert not done.has_done_something


def test_importing_a_file_twice_changes_nothing(tmp_path: Path) -> None:
    store, file = MemoryStore(), written(tmp_path, "a.txt", ENGLISH)
    import_files(store, file)
    done, _ = import_files(store, file)
    assert done.summary() == "0 new articles (0 copies), 0 new stories, 3 unchanged"


def test_an_id_that_came_with_an_article_is_exported(tmp_path: Path) -> None:
    store = MemoryStore()
    import_files(store, written(tmp_path, "d.jsonl", json.dumps(LINE | {"id": "their-1"})))
    write_file(store.articles(), str(tmp_path / "out.jsonl"))
    assert json.loads((tmp_path / "out.jsonl").read_text())["id"] == "their-1"


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"])
def test_an_export_of_any_packing_comes_back_unchanged(tmp_path: Path, name: str) -> None:
    store = MemoryStore()
    import_files(store, written(tmp_path, "a.txt", ENGLISH))
    assert write_file(store.articles(), str(tmp_path / name)) == 3
    done, _ = import_files(store, tmp_path / name)
    assert done.summary() == "0 new articles (0 copies), 0 new stories, 3 unchanged"


def test_an_export_that_cannot_be_written_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(iter(()), str(tmp_path / "none" / "out.jsonl"))

    def broken() -> Iterator[Article]:
        yield article_of(LINE, now=NOON)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        write_file(broken(), str(tmp_path / "out.jsonl"))
    assert list(tmp_path.iterdir()) == []


def test_while_another_one_places_articles_an_import_does_not() -> None:
    store = MemoryStore()
    assert store.hold_placer(worker="other", now=NOON.replace(year=2999), lease_seconds=60)
    with pytest.raises(StaleClaimError, match="a worker is at it"):
        Import(store, Loom(store), worker="test").wait_for_place(0)

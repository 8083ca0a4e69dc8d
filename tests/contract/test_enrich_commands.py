"""`newsloom hashtags`, `brief`, `related` and `quality`: files in, lines out."""

import gzip
import json
from pathlib import Path

import pytest
import zstandard

from newsloom.cli import main

FERRY = (
    "The ferry Selene Star broke in two on the Maidens before Calder Bay. Nine people died in the wreck. "
    "Fishing boats saved 405 passengers. The ferry had left Port Lucan at noon. An inquiry begins on Thursday. "
    "The Lantern Line owns the Selene Star. Divers look for the recorder."
)
INQUIRY = (
    "The inquiry into the wreck of the Selene Star heard that her steering gear was worn. The Lantern Line knew it. "
    "A waiver let the Selene Star sail from Port Lucan. The ministry signed the waiver. An official was suspended. "
    "The inquiry goes on. Families of the dead sat in the first row."
)
FINAL = "Rovers beat Athletic in the final. The captain scored late. " * 4


@pytest.fixture
def press(tmp_path: Path) -> str:
    lines = [
        {"id": "ferry", "headline": "Ferry Selene Star breaks up", "text": FERRY, "publisher": "Post"},
        {"id": "inquiry", "headline": "Selene Star sailed with worn gear", "text": INQUIRY, "publisher": "Courier"},
        {"id": "final", "headline": "Rovers win the cup", "text": FINAL, "publisher": "Post"},
    ]
    dates = ("2026-03-01T08:00:00Z", "2026-03-05T08:00:00Z", "2026-03-05T09:00:00Z")
    path = tmp_path / "press.jsonl"
    path.write_text(
        "".join(
            json.dumps({"language": "en", "published_at": date, **line}) + "\n"
            for line, date in zip(lines, dates, strict=True)
        )
        + "not a line\n"
    )
    return str(path)


def test_hashtags_are_written_one_a_line(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hashtags", press]) == 0
    written = capsys.readouterr()
    rows = [line.split("\t") for line in written.out.splitlines()]
    assert rows[0][:4] == ["ferry", "1", "SeleneStar", "Selene Star"]
    assert {row[0] for row in rows} == {"ferry", "inquiry", "final"}
    assert "press.jsonl:4" in written.err


def test_all_key_phrases_are_written_on_demand(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hashtags", "--all", press]) == 0
    all_rows = capsys.readouterr().out.splitlines()
    assert main(["hashtags", press]) == 0
    assert len(all_rows) > len(capsys.readouterr().out.splitlines())


def test_a_brief_cites_places_in_the_text(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", press]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["id"] == "ferry"
    assert [FERRY[one["start"] : one["end"]] for one in first["sentences"]] == [
        one["text"] for one in first["sentences"]
    ]
    assert {one["article"] for one in first["sentences"]} == {"ferry"}


def test_stories_of_one_publisher_have_no_brief(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "--stories", press]) == 0
    assert capsys.readouterr().out == ""


def test_related_articles_come_with_reasons(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["related", press, "--id", "inquiry"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert (found["id"], found["publisher"]) == ("ferry", "Post")
    assert {"kind": "time", "value": 96.0} in found["reasons"]
    assert "Selene Star" in found["reasons"][0]["terms"]


def test_related_reads_packed_files_alike(press: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = Path(press).read_bytes()
    (tmp_path / "press.gz").write_bytes(gzip.compress(content))
    (tmp_path / "press.zst").write_bytes(zstandard.ZstdCompressor().compress(content))
    lines = []
    for path in (press, str(tmp_path / "press.gz"), str(tmp_path / "press.zst")):
        assert main(["related", path, "--id", "inquiry", "--no-encoder"]) == 0
        lines.append(capsys.readouterr().out)
    assert lines[0]
    assert set(lines) == {lines[0]}


def test_only_the_nearest_in_time_are_looked_at(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["related", press, "--id", "inquiry", "--among", "2"]) == 0
    assert capsys.readouterr().out == ""


def test_an_unknown_article_is_named(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["related", press, "--id", "nobody"]) == 1
    assert "no article nobody" in capsys.readouterr().err


def test_a_file_without_articles_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert [main([verb, str(empty)]) for verb in ("hashtags", "brief")] == [1, 1]
    assert main(["hashtags", str(tmp_path / "missing.jsonl")]) == 1
    assert "missing.jsonl" in capsys.readouterr().err


def test_quality_scores_every_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality"]) == 0
    stages = [json.loads(line)["stage"] for line in capsys.readouterr().out.splitlines()]
    assert stages == ["extraction", "copies", "stories", "hashtags", "related", "brief"]

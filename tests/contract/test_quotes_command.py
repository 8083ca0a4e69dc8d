"""`newsloom quotes`: articles in, who says what out, offsets counted in the text as the file has it."""

import json
from pathlib import Path

import pytest

from newsloom.cli import main

GERMAN = "  „Wir bauen die Brücke wieder auf“,\n\n\n\n sagte niemand.\r\n\nLaut Polizei gab es keine Verletzten.\n"


def written(lines: list[dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    path = tmp_path / "press.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert main(["quotes", str(path)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_offsets_are_those_of_the_text_as_it_was_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = written([{"id": "bridge", "language": "de", "text": GERMAN}], tmp_path, capsys)
    assert found["id"] == "bridge"
    pieces = [
        [GERMAN[start:end] for role in ("content", "cue", "source") for start, end in quote[role]]
        for quote in found["quotes"]  # type: ignore[attr-defined]
    ]
    assert pieces == [
        ["„Wir bauen die Brücke wieder auf“"],
        ["gab es keine Verletzten", "Laut", "Polizei"],
    ]


def test_every_field_of_a_quotation_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = written(
        [{"id": "bridge", "language": "de", "text": "Laut Polizei gab es keine Toten."}], tmp_path, capsys
    )
    assert found["quotes"] == [
        {
            "kind": "indirect",
            "content": [[13, 31]],
            "cue": [[0, 4]],
            "source": [[5, 12]],
            "speaker": "Polizei",
            "description": "",
            "status": "official",
        }
    ]


def test_an_article_without_quotations_has_a_line_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"id": name, "language": "it", "text": "Piove."} for name in ("a", "b")]
    assert written(lines, tmp_path, capsys) == [{"id": "a", "quotes": []}, {"id": "b", "quotes": []}]


def test_a_file_without_articles_fails(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    assert main(["quotes", str(tmp_path / "empty.jsonl")]) == 1

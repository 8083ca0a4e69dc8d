"""`newsloom entities`: articles in, names out, counted in the text as the file has it."""

import json
from pathlib import Path

import pytest

from newsloom.cli import main

TEXT = (
    "  PORT LUCAN : President Mara Lind left Iran on Tuesday .\n\n\n Iranian ships , Lind said , paid $ 5 million .  "
)
ARABIC = "قال الرئيس سالم طارق إن بغداد بعيدة."


@pytest.fixture
def press(tmp_path: Path) -> str:
    path = tmp_path / "press.jsonl"
    lines = [
        {"id": "ships", "headline": "Ships", "text": TEXT, "language": "en"},
        {"id": "baghdad", "headline": "بغداد", "text": ARABIC, "language": "ar"},
        {"id": "bare", "headline": "Nothing but a headline"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + "not a line\n")
    return str(path)


def test_names_are_written_with_their_places_in_the_given_text(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entities", press]) == 0
    written = capsys.readouterr()
    ships, baghdad, bare = [json.loads(line) for line in written.out.splitlines()]
    found = [(TEXT[one["start"] : one["end"]], one["type"], one["name"]) for one in ships["entities"]]
    for wanted in (
        ("Mara Lind", "Person", "Mara Lind"),
        ("Iran", "Location", "Iran"),
        ("Tuesday", "Date", "Tuesday"),
        ("Iranian", "NORP", "Iran"),
        ("Lind", "Person", "Mara Lind"),
        ("$ 5 million", "Money", "$5 million"),
    ):
        assert wanted in found
    assert [one["start"] for one in ships["entities"]] == sorted(one["start"] for one in ships["entities"])
    assert [(ARABIC[one["start"] : one["end"]], one["type"]) for one in baghdad["entities"]] == [
        ("سالم طارق", "Person"),
        ("بغداد", "Location"),
    ]
    assert bare == {"id": "bare", "entities": []}
    assert "press.jsonl:4" in written.err


def test_a_file_without_articles_is_told_by_the_status(tmp_path: Path) -> None:
    path = tmp_path / "nothing.jsonl"
    path.write_text("")
    assert main(["entities", str(path)]) == 1

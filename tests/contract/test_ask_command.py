"""`newsloom ask`: one question or a file of them, of the installation's articles or of a file's."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsloom.cli import main

LINES = [
    {
        "id": "a1", "headline": "Harbour bridge closed", "publisher": "Herald", "published_at": "2026-03-02",
        "text": "The mayor of Aldport, Ines Corlan, closed the harbour bridge on Monday.\n\nRepairs will cost 4.2 million.",
    },
    {
        "id": "a2", "headline": "Rovers win the cup", "publisher": "Post", "published_at": "2026-03-05",
        "text": "Rovers beat Athletic in the final. Captain Lena Brandt scored the winning goal.",
    },
]  # fmt: skip
QUESTIONS = [
    {"id": "q1", "question": "Who closed the harbour bridge?", "asked_at": "2026-03-02"},
    {"question_id": "q2", "question_sentence": "Who scored the winning goal?", "question_date": "2026/03/04"},
    {"id": 3, "question": "Who scored the winning goal?"},
]


@pytest.fixture
def press(tmp_path: Path) -> str:
    path = tmp_path / "press.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in LINES).encode()))
    return str(path)


@pytest.fixture
def quiz(tmp_path: Path) -> str:
    path = tmp_path / "quiz.jsonl"
    path.write_text(
        "".join(json.dumps(line) + "\n" for line in QUESTIONS[:2]) + "nonsense\n{}\n" + json.dumps(QUESTIONS[2])
    )
    return str(path)


def answers(written: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines()]


def test_each_question_of_a_file_gets_a_line(press: str, quiz: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--questions", quiz, "--articles", press, "--json"]) == 0
    written = capsys.readouterr()
    found = answers(written.out)
    assert [(one["id"], one["abstained"], one["articles"][:1]) for one in found] == [
        ("q1", False, ["a1"]),
        ("q2", True, []),
        ("3", False, ["a2"]),
    ]
    sentence = found[0]["sentences"][0]
    assert LINES[0]["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert (sentence["article"], sentence["publisher"], sentence["published_at"]) == (
        "a1",
        "Herald",
        "2026-03-02T00:00:00Z",
    )
    assert ["quiz.jsonl:3" in written.err, "quiz.jsonl:4" in written.err] == [True, True]


def test_sentences_stand_where_they_say_in_the_text_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "It rained.\r\n\r\n\r\n  The   mayor of\tAldport, Ines Cor\u00adlan, closed the harbour bridge on Monday.  "
    line = {**LINES[0], "text": text}
    path = tmp_path / "loose.jsonl"
    path.write_text(json.dumps(line) + "\n" + json.dumps(LINES[1]), encoding="utf-8")
    assert main(["ask", "Who closed the harbour bridge?", "--articles", str(path), "--json"]) == 0
    found = answers(capsys.readouterr().out)[0]["sentences"][0]
    assert (found["start"], found["end"]) == (text.index("The  "), text.index("Monday.") + len("Monday."))
    assert found["text"] == text[found["start"] : found["end"]]


def test_one_question_is_answered_in_words(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Who closed the harbour bridge?", "--articles", press, "--top", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "“The mayor of Aldport, Ines Corlan, closed the harbour bridge on Monday.”",
        "    Herald, 2026-03-02, Harbour bridge closed",
    ]


def test_the_coverage_may_not_say(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Which chess grandmaster resigned?", "--articles", press]) == 0
    assert capsys.readouterr().out == "The coverage does not say.\n"


def test_a_question_is_needed_and_one_archive(press: str, quiz: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask"]) == 2
    assert main(["ask", "Who?", "--questions", quiz]) == 2
    assert main(["ask", "Who?", "--articles", press, "--story", "x"]) == 2
    assert main(["ask", "--questions", "nowhere.jsonl", "--articles", press]) == 1
    assert capsys.readouterr().err.count("newsloom") == 4


def test_the_installation_is_asked_by_the_ids_of_the_import(press: str, quiz: str, tmp_path: Path) -> None:
    home = {**os.environ, "NEWSLOOM_HOME": str(tmp_path / "home"), "NEWSLOOM_ENCODER": "no", "DATABASE_URL": ""}
    newsloom = [sys.executable, "-m", "newsloom"]
    subprocess.run([*newsloom, "import", press], env=home, check=True, capture_output=True)
    asked = subprocess.run([*newsloom, "ask", "--questions", quiz, "--json"], env=home, check=True, capture_output=True)
    found = answers(asked.stdout.decode())
    assert [(one["id"], one["abstained"], one["articles"][:1]) for one in found] == [
        ("q1", False, ["a1"]),
        ("q2", True, []),
        ("3", False, ["a2"]),
    ]

"""What a stage command is given, and where it keeps it: pipes are read once, a full disk is no fault of the file."""

from __future__ import annotations

import gzip
import json
import os
import threading
from pathlib import Path

import pytest

from newsloom.cli import main, timeline

LINES = "".join(
    json.dumps({"id": f"bridge {n}", "headline": f"Bridge {n} opens", "text": f"Bridge {n} over the Sarn opens. " * 9})
    + "\n"
    for n in range(60)
)


@pytest.mark.parametrize("words", [["hashtags", "--all"], ["related", "--no-encoder", "--id", "bridge 3"]])
def test_a_pipe_gives_what_a_file_gives(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, pipe = tmp_path / "lines.jsonl", tmp_path / "pipe"
    file.write_text(LINES)
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(LINES,))
    assert main([words[0], str(file), *words[1:]]) == 0
    wanted = capsys.readouterr().out
    writer.start()
    assert main([words[0], str(pipe), *words[1:]]) == 0
    writer.join()
    assert capsys.readouterr().out == wanted
    assert wanted or words[0] == "related"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_ends_the_command_with_one_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "lines.gz"
    packed.write_bytes(gzip.compress(LINES.encode() * 9, mtime=0))
    monkeypatch.setattr(timeline.tempfile, "TemporaryFile", lambda: Path("/dev/full").open("r+b", buffering=0))  # noqa: SIM115
    assert main(["dedupe", str(packed)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "no room to put lines in order: No space left on device" in said.err

"""`newsloom extract`: pages in, JSON lines out, one clear line for what cannot be read."""

import gzip
import json
from pathlib import Path

import pytest
import zstandard

from newsloom.cli import main
from tests.unit.extract.test_article import HEADLINE, PARAGRAPHS, page_of, paragraphs

PAGE = page_of(paragraphs(*PARAGRAPHS)).content


def test_each_page_is_a_line_in_the_order_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / name for name in ("a.html", "b.html.gz", "c.html.zst", "d.html")]
    for file, content in zip(
        files, (PAGE, gzip.compress(PAGE), zstandard.compress(PAGE), b"<title>Page not found</title><p>x"), strict=True
    ):
        file.write_bytes(content)
    assert main(["extract", *map(str, files)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert [line.get("rejected") for line in lines] == [None, None, None, "error-page"]
    assert {(line["headline"], line["text"]) for line in lines[:3]} == {(HEADLINE, "\n".join(PARAGRAPHS))}
    assert list(lines[0]) == [
        "file", "headline", "standfirst", "byline", "authors", "published_at", "section", "image", "language",
        "canonical_url", "kind", "is_cut", "text",
    ]  # fmt: skip
    assert list(lines[3]) == ["file", "rejected", "detail", "headline", "text"]


def test_a_missing_file_is_one_line_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    assert main(["extract", str(tmp_path / "none.html"), str(tmp_path / "a.html")]) == 0
    said = capsys.readouterr()
    assert said.err == f"newsloom extract: {tmp_path / 'none.html'}: No such file or directory\n"
    assert len(said.out.splitlines()) == 1


def test_the_status_says_that_nothing_could_be_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "a.html.gz"
    broken.write_bytes(gzip.compress(PAGE)[:100])
    assert main(["extract", str(broken), str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 2)

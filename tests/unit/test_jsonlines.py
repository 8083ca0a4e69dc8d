"""Articles as JSON Lines: what is written is read back the same, and a bad line costs only itself."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsloom.errors import ParseError
from newsloom.jsonlines import article_of, line_of, read_articles
from newsloom.records import Article

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

LINE = {
    "id": "given-1",
    "url": "https://harbour.example/a",
    "publisher": "Harbour Post",
    "published_at": "2026-02-28T08:00:00Z",
    "language": "en",
    "headline": "Bridge opens",
    "text": "The bridge opened.\n\nTraffic flowed.",
}


def test_a_whole_line_is_read_and_written_back_as_it_was() -> None:
    assert line_of(article_of(LINE, now=NOW)) == LINE


def test_all_but_headline_or_text_may_be_missing() -> None:
    article = article_of({"text": "Only words."}, now=NOW)
    assert (article.headline, article.text, article.url, article.published_at, article.language) == (
        "",
        "Only words.",
        None,
        None,
        "und",
    )


@given(
    st.fixed_dictionaries(
        {"headline": st.text(min_size=1), "text": st.text(min_size=1)},
        optional={"id": st.text(), "publisher": st.text(), "published_at": st.datetimes().map(datetime.isoformat)},
    )
)
def test_what_is_written_reads_back_as_the_same_article(line: dict[str, str]) -> None:
    try:
        article = article_of(line, now=NOW)
    except ValueError:
        return
    again = article_of(line_of(article), now=NOW)
    assert line_of(again) == line_of(article)
    assert again.id == article.id


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress, zstandard.ZstdCompressor().compress])
def test_bad_lines_cost_only_themselves_in_every_packing(tmp_path: Path, pack) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "articles"
    path.write_bytes(pack(b'{"text": "a"}\nnonsense\n\n[]\n{"headline": " "}\n{"text": "b"}\n'))
    found = list(read_articles(str(path), now=NOW))
    assert [each.text if isinstance(each, Article) else each.subject.rpartition(":")[2] for each in found] == [
        "a",
        "2",
        "4",
        "5",
        "b",
    ]


def test_a_file_that_breaks_off_gives_what_could_be_read_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    whole = gzip.compress(b"".join(json.dumps({"text": f"line {n} {n**99}"}).encode() + b"\n" for n in range(999)))
    path.write_bytes(whole[: len(whole) // 2])
    *read, last = read_articles(str(path), now=NOW)
    assert isinstance(last, ParseError)
    assert len(read) > 10
    assert all(isinstance(each, Article) for each in read)


def test_a_missing_file_is_one_error(tmp_path: Path) -> None:
    (error,) = read_articles(str(tmp_path / "none"), now=NOW)
    assert isinstance(error, ParseError)

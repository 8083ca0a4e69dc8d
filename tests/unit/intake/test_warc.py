"""Archives are read record by record; what is broken costs only itself."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from newsloom.errors import ParseError
from newsloom.intake.warc import Capture, read_records
from newsloom.records import Page
from tests.unit.intake.archives import LINES, PAGE, answer, record

AT = datetime(2025, 8, 8, 12, tzinfo=UTC)


def read(folder: Path, content: bytes, *, limit_bytes: int = 1_000_000) -> list[Page | Capture | ParseError]:
    path = folder / "archive"
    path.write_bytes(content)
    return list(read_records(str(path), limit_bytes=limit_bytes))


def test_a_page_comes_with_its_address_type_and_moment(tmp_path: Path) -> None:
    assert read(tmp_path, record(answer())) == [
        Page(url="https://courier.example/pier", content=PAGE, content_type="text/html; charset=utf-8", fetched_at=AT)
    ]


def test_a_text_record_is_a_capture(tmp_path: Path) -> None:
    assert read(tmp_path, record(LINES, kind="conversion")) == [
        Capture(text=LINES.decode(), source="https://courier.example/pier", captured_at=AT)
    ]


def test_packed_archives_are_read_alike(tmp_path: Path) -> None:
    plain = read(tmp_path, record(answer()) * 2)
    assert read(tmp_path, gzip.compress(record(answer())) * 2) == plain
    assert read(tmp_path, zstandard.compress(record(answer()) * 2)) == plain


def test_packed_bodies_are_unpacked(tmp_path: Path) -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)
    (page,) = read(tmp_path, record(packed))
    assert isinstance(page, Page)
    assert page.content == PAGE


def test_errors_pictures_and_requests_are_passed_over(tmp_path: Path) -> None:
    others = (
        record(answer(status="404 Not Found"))
        + record(answer(b"\x89PNG", content_type="image/png"))
        + record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    )
    assert read(tmp_path, others) == []


def test_a_cut_archive_gives_what_is_whole_and_says_where_it_breaks_off(tmp_path: Path) -> None:
    whole, cut = read(tmp_path, (record(answer()) * 2)[:-200])
    assert isinstance(whole, Page)
    assert str(cut) == f"{tmp_path}/archive: record 2: the archive breaks off here"


def test_an_archive_cut_within_a_head_says_so(tmp_path: Path) -> None:
    whole, cut = read(tmp_path, (record(answer()) * 2)[: len(record(answer())) + 60])
    assert isinstance(whole, Page)
    assert str(cut) == f"{tmp_path}/archive: record 2: the archive breaks off here"


def test_a_packed_archive_that_is_cut_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, (gzip.compress(record(answer())) * 2)[:-40])
    assert [type(one) for one in found] == [Page, ParseError]


def test_a_record_that_is_too_large_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    large, small = read(tmp_path, record(answer(PAGE * 9)) + record(answer()), limit_bytes=5_000)
    assert (str(large).partition(": ")[2].partition(" ")[0], type(small)) == ("record", Page)


def test_rubbish_between_records_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, record(answer()) + b"rubbish\r\n" + record(answer()))
    assert [type(one) for one in found] == [Page, ParseError]

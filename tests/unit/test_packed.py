"""Bytes of packed files: all of them, or what could be read and why no more."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.packed import UNREADABLE, is_plain, open_bytes, read_bytes

TEXT = b"".join(b"line %d %d\n" % (n, n**41) for n in range(20_000))


def zst(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(content)


def plain(content: bytes) -> bytes:
    return content


@pytest.mark.parametrize("pack", [plain, gzip.compress, zst])
def test_a_file_is_unpacked_by_what_stands_in_it(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "named.txt"
    path.write_bytes(pack(TEXT))
    assert read_bytes(str(path), 10_000_000) == (TEXT, None)
    assert read_bytes(str(path), 1000) == (TEXT[:1000], None)
    with open_bytes(str(path)) as stream:
        assert is_plain(stream) == (pack is plain)
        assert stream.readlines() == TEXT.splitlines(keepends=True)


@pytest.mark.parametrize("pack", [gzip.compress, zst])
def test_a_file_packed_in_parts_is_read_to_its_end(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "parts"
    path.write_bytes(pack(TEXT) + pack(b"") + pack(b"the end"))
    assert read_bytes(str(path), 10_000_000) == (TEXT + b"the end", None)


@pytest.mark.parametrize("pack", [gzip.compress, zst])
def test_a_cut_file_gives_what_could_be_read_and_says_so(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "cut"
    path.write_bytes(pack(TEXT)[:-9])
    content, error = read_bytes(str(path), 10_000_000)
    assert TEXT.startswith(content)
    assert len(content) > 300_000
    assert error is not None
    assert error.subject == str(path)


@pytest.mark.parametrize("pack", [gzip.compress, zst])
@given(place=st.integers(10, 1000), value=st.integers(0, 255))
@settings(deadline=None)
def test_a_damaged_file_is_no_surprise(
    pack: Callable[[bytes], bytes], place: int, value: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "file"
    content = bytearray(pack(TEXT[:4000]))
    content[place % len(content)] = value
    path.write_bytes(content)
    read, error = read_bytes(str(path), 10_000_000)
    assert error is not None or read == TEXT[:4000]


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        content, error = read_bytes(str(path), 10)
        assert (content, error is None) == (b"", False)
        with pytest.raises(UNREADABLE), open_bytes(str(path)) as stream:
            stream.read()

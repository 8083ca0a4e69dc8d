"""The bytes of a file, unpacked where they are packed; what stands in the file decides, never its name.

In: a path, `-` for standard input. Out: bytes. Refuses: nothing of its own; whatever makes a file unreadable is one of
`UNREADABLE`, and what came before it has been given.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO

import zstandard

from newsloom.errors import ParseError

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_CHUNK_BYTES = 8192
"""Unpacked at one time: a bomb makes 256 MB of them, text 40 KB."""
READ_BYTES = 1 << 20

UNREADABLE = (OSError, EOFError, zlib.error, zstandard.ZstdError)
"""What a missing, cut or damaged file raises while it is read."""


@contextmanager
def open_bytes(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked if they are gzip or Zstandard; `-` is standard input. Raises `UNREADABLE`."""
    with ExitStack() as opened:
        raw = 0 if path == "-" else os.open(path, os.O_RDONLY)
        stream = opened.enter_context(open(raw, "rb", closefd=path != "-"))
        magic = stream.peek(4)[:4]
        if magic == ZSTD_MAGIC:
            yield opened.enter_context(io.BufferedReader(_Unpacked(stream)))
        elif magic[:2] == GZIP_MAGIC:
            yield opened.enter_context(gzip.GzipFile(fileobj=stream))  # type: ignore[misc]
        else:
            yield stream


def read_bytes(path: str, limit_bytes: int) -> tuple[bytes, ParseError | None]:
    """A file's first `limit_bytes`; where it cannot be read to there, what could be read, and why no more."""
    content = bytearray()
    try:
        with open_bytes(path) as stream:
            while len(content) < limit_bytes and (part := _read_some(stream, limit_bytes - len(content))):
                content += part
    except UNREADABLE as error:
        return bytes(content), ParseError(path, reason(error))
    return bytes(content), None


def reason(error: BaseException) -> str:
    """What is wrong with a file, in a few words."""
    return getattr(error, "strerror", None) or str(error) or "the file breaks off"


def is_plain(stream: BinaryIO) -> bool:
    """Whether what `open_bytes` gave is a file as it lies on the disk, so that any place of it can be read again."""
    return isinstance(getattr(stream, "raw", None), io.FileIO) and stream.seekable()


def _read_some(stream: BinaryIO, limit_bytes: int) -> bytes:
    """What there is at once: a packed file may be cut behind it."""
    found: bytes = stream.read1(min(limit_bytes, READ_BYTES))  # type: ignore[attr-defined]
    return found


class _Unpacked(io.RawIOBase):
    """A Zstandard stream of any number of frames; one that breaks off is said to, which the library keeps to itself."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._ready = memoryview(b"")
        self._is_between_frames = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._ready and self._unpack_more():
            pass
        n_bytes = min(len(view), len(self._ready))
        view[:n_bytes] = self._ready[:n_bytes]
        self._ready = self._ready[n_bytes:]
        return n_bytes

    def _unpack_more(self) -> bool:
        """Unpack a chunk; False at the end of the file. Raises EOFError where that is within a frame."""
        chunk = (self._frame.unused_data if self._frame.eof else b"") or self._packed.read(ZSTD_CHUNK_BYTES)
        if not chunk:
            if self._is_between_frames:
                return False
            raise EOFError("the file breaks off within its Zstandard stream")
        if self._frame.eof:
            self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._ready = memoryview(self._frame.decompress(chunk))
        self._is_between_frames = self._frame.eof and not self._frame.unused_data
        return True

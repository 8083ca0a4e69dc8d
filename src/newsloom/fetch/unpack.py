"""Compressed bodies, unpacked up to a limit and not a byte further.

In: bytes and the name of their content coding. Out: bytes. Refuses: more than the limit with `Overflow`, damaged or
cut data and unknown codings with ValueError.
"""

from __future__ import annotations

import zlib

import brotli
import zstandard

CODINGS = "gzip, deflate, br, zstd"
"""What we tell servers that we can read."""
MAX_CODINGS = 2
"""Nobody packs a body more often than that with good in mind."""
ZSTD_WINDOW_BYTES = 8 * 1024 * 1024
"""The largest window that web servers may use (RFC 9659)."""


class Overflow(Exception):
    """There is more in it than we want."""


def unpack(body: bytes, content_coding: str, limit_bytes: int) -> bytes:
    """The body as it was before it was packed; codings are undone in reverse order."""
    codings = [coding for name in content_coding.split(",") if (coding := name.strip().lower()) not in ("", "identity")]
    if len(codings) > MAX_CODINGS:
        raise ValueError(f"packed {len(codings)} times over")
    for coding in reversed(codings):
        body = _unpack_one(body, coding, limit_bytes)
        if len(body) > limit_bytes:
            raise Overflow
    return body


def _unpack_one(body: bytes, coding: str, limit_bytes: int) -> bytes:
    if not body:
        return body
    try:
        match coding:
            case "gzip" | "x-gzip":
                # Some servers say gzip and mean it only for other answers.
                return _inflate(body, zlib.MAX_WBITS | 16, limit_bytes) if body[:2] == b"\x1f\x8b" else body
            case "deflate":
                is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
                return _inflate(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, limit_bytes)
            case "br":
                return _unpack_brotli(body, limit_bytes)
            case "zstd":
                decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES)
                with decompressor.stream_reader(body, read_across_frames=True) as reader:
                    return reader.read(limit_bytes + 1)
            case _:
                raise ValueError(f"packed as {coding!r}, which we do not know")
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise ValueError(f"damaged {coding}: {error}") from None


def _inflate(body: bytes, window_bits: int, limit_bytes: int) -> bytes:
    """gzip may hold several members one after the other; what follows the last one is padding."""
    parts: list[bytes] = []
    n_bytes = 0
    while body and n_bytes <= limit_bytes:
        inflater = zlib.decompressobj(window_bits)
        parts.append(inflater.decompress(body, limit_bytes + 1 - n_bytes))
        n_bytes += len(parts[-1])
        if not inflater.eof and n_bytes <= limit_bytes:
            raise ValueError("the packed data break off")
        body = inflater.unused_data
        if body[:2] != b"\x1f\x8b":
            break
    return b"".join(parts)


def _unpack_brotli(body: bytes, limit_bytes: int) -> bytes:
    decompressor = brotli.Decompressor()
    parts = [decompressor.process(body, output_buffer_limit=limit_bytes + 1)]
    n_bytes = len(parts[0])
    while n_bytes <= limit_bytes and not decompressor.is_finished():
        parts.append(decompressor.process(b"", output_buffer_limit=limit_bytes + 1))
        if not parts[-1]:
            raise ValueError("the packed data break off")
        n_bytes += len(parts[-1])
    return b"".join(parts)

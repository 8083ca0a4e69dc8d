"""Archives for tests, made of invented pages."""

PAGE = (
    b"""<!doctype html><html lang="en"><head><title>Pier reopens after the storm - Coastal Courier</title>
<meta property="og:site_name" content="Coastal Courier"></head><body><article><h1>Pier reopens after the storm</h1>
"""
    + b"".join(
        b"<p>The pier was opened again on Monday, after the storm of last week had torn away %d metres of its railing.</p>"
        % n
        for n in range(3, 12)
    )
    + b"</article></body></html>"
)
LINES = b"\n".join(
    [b"Pier reopens after the storm"]
    + [b"The pier was opened on Monday after the storm had torn away %d metres of its railing." % n for n in range(8)]
)


def answer(body: bytes = PAGE, *, status: str = "200 OK", content_type: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body


def record(content: bytes, *, kind: str = "response", url: str = "https://courier.example/pier") -> bytes:
    """One WARC record; `kind` as in WARC-Type."""
    content_type = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:6e2f0c9e-0000-0000-0000-000000000000>\r\n"
        f"WARC-Date: 2025-08-08T12:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"

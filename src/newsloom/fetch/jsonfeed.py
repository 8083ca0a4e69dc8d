"""JSON Feed, versions 1 and 1.1.

In: bytes. Out: a `FeedDraft`. Refuses: what is no JSON, or JSON but no feed, with ValueError.
"""

from __future__ import annotations

import html
import json
from typing import Any

from newsloom.fetch.dates import read_date
from newsloom.fetch.drafts import MAX_ENTRIES, Draft, FeedDraft
from newsloom.fetch.media import media_type
from newsloom.records import Enclosure


def is_json(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read_json_feed(content: bytes) -> FeedDraft:
    """The feed of a JSON object that has `items`, whether or not it names its version."""
    try:
        found = json.loads(content.decode(json.detect_encoding(content), "replace"), strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise ValueError("JSON, but no JSON Feed")
    version = _text(found, "version").rpartition("/")[2]
    return FeedDraft(
        kind=f"json{version or '1'}",
        title=_text(found, "title"),
        is_markup=False,
        link=_text(found, "home_page_url"),
        language=_text(found, "language"),
        description=html.escape(_text(found, "description"), quote=False),
        icon=_text(found, "favicon") or _text(found, "icon"),
        drafts=[_draft(item) for item in found["items"][:MAX_ENTRIES] if isinstance(item, dict)],
    )


def _draft(item: dict[str, Any]) -> Draft:
    authors = [author for author in [*_list(item, "authors"), item.get("author")] if isinstance(author, dict)]
    summary, text = (
        html.escape(_text(item, "summary"), quote=False),
        html.escape(_text(item, "content_text"), quote=False),
    )
    return Draft(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        headline=_text(item, "title"),
        is_markup=False,
        summary=summary,
        content=_text(item, "content_html") or text.replace("\n", "<br>"),
        authors=[_text(author, "name") for author in authors],
        published_at=read_date(_text(item, "date_published")),
        updated_at=read_date(_text(item, "date_modified")),
        categories=[tag for tag in _list(item, "tags") if isinstance(tag, str)],
        files=[file for attached in _list(item, "attachments") if (file := _file(attached))],
        image=_text(item, "image") or _text(item, "banner_image"),
        language=_text(item, "language"),
    )


def _file(attached: Any) -> Enclosure | None:
    url = _text(attached, "url") if isinstance(attached, dict) else ""
    if not url:
        return None
    return Enclosure(
        url=url,
        media_type=media_type(url, _text(attached, "mime_type")),
        n_bytes=_count(attached.get("size_in_bytes")),
        duration_seconds=_count(attached.get("duration_in_seconds")),
    )


def _count(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and 0 < value < 10**15 else None


def _list(found: dict[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    return value if isinstance(value, list) else []


def _text(found: dict[str, Any], name: str) -> str:
    """A text, or the number that some generators write for an id."""
    value = found.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.encode("utf-8", "replace").decode("utf-8").strip() if isinstance(value, str) else ""

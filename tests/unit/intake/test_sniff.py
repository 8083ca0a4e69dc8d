"""The kind of a file is told by what stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.intake.sniff import kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "warc"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- made by hand --><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "title": "Courier"}', "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE opml><opml version='2.0'>", "opml"),
        (b'{"headline": "Bridge opens", "text": "It did."}\n', "jsonl"),
        (b"<!DOCTYPE html><html><body>", "html"),
        (b"<!-- saved from url=(0022)https://courier.example/ -->\n<html>", "html"),
        ("\ufeff<html><body><p>wide</p>".encode("utf-16-le"), "html"),
        (b"Pier reopens after the storm\nThe pier was opened again.", "text"),
        ("أعلن رئيس حوض السفن".encode(), "text"),
        (b"caf\xe9 and cr\xeape in an old encoding", "text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"%PDF-1.7", "document"),
        (b"PK\x03\x04\x14\x00", "document"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"\x00\x01\x02\x03", "binary"),
    ],
)
def test_a_kind_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind(head: bytes) -> None:
    assert isinstance(kind_of(head), str)

"""Every sentence of the pages is marked for translation, and every marked one is translated."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from newsloom.site import catalogues

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "src/newsloom/site"
TEMPLATES = sorted((SITE / "templates").rglob("*.html"))
JINJA = re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NAMES = {"Atom", "JSON Feed"}
"""The formats' own names, alike in every language."""
SHOWN = ("title", "alt", "placeholder", "aria-label", "label")


class Sentences(HTMLParser):
    """Text and shown attributes of a template once everything of Jinja is out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag == "script"
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SITE / "templates")))
def test_no_sentence_of_a_template_is_unmarked(template: Path) -> None:
    parser = Sentences()
    parser.feed(JINJA.sub("", template.read_text(encoding="utf-8")))
    unmarked = {text.strip() for text in parser.found if re.search(r"[^\W\d_]{2}", text)} - NAMES
    assert unmarked == set()


def extracted() -> Catalog:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(str(SITE), methods, options):
        found.add(message, context=context)
    return found


@pytest.mark.parametrize(("language", "source"), list(catalogues.sources()), ids=lambda value: str(value)[-20:])
def test_no_translation_is_missing_or_doubtful(language: str, source: Path) -> None:
    kept = read_po(BytesIO(source.read_bytes()), locale=language)
    missing = []
    for message in extracted():
        known = kept.get(message.id, message.context) if message.id else None
        texts = known.string if known and isinstance(known.string, tuple) else (known.string if known else "",)
        if message.id and (known is None or known.fuzzy or not all(texts)):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize(("language", "source"), list(catalogues.sources()), ids=lambda value: str(value)[-20:])
def test_translations_keep_the_names_of_what_is_filled_in(language: str, source: Path) -> None:
    kept = read_po(BytesIO(source.read_bytes()), locale=language)
    wrong = []
    for message in kept:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        allowed = set(re.findall(r"%\((\w+)\)[sd]", " ".join(ids)))
        wrong += [text for text in texts if not set(re.findall(r"%\((\w+)\)[sd]", text)) <= allowed]
        wrong += [text for text in texts if re.search(r"%(?!\(\w+\)[sd]|%)", text) and allowed]
    assert wrong == []


def test_compiling_takes_only_what_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "ar/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    catalogue = Catalog(locale="ar")
    catalogue.add("World", "العالم")
    with source.open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    assert (catalogues.compile_stale(), catalogues.compile_stale()) == (1, 0)
    assert source.with_suffix(".mo").exists()

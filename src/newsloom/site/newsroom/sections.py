"""The sections' names in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from newsloom.records import SECTIONS

NAMES = {
    "world": _("World"),
    "politics": _("Politics"),
    "business": _("Business"),
    "technology": _("Technology"),
    "science": _("Science"),
    "health": _("Health"),
    "climate": _("Climate"),
    "sport": _("Sport"),
    "culture": _("Culture"),
    "opinion": _("Opinion"),
}


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    name: str


def section_name(key: str) -> str:
    """`World` of `world`; empty for no section."""
    return gettext(NAMES[key]) if key in NAMES else ""


def all_sections() -> tuple[Section, ...]:
    """In the order of the masthead."""
    return tuple(Section(key, section_name(key)) for key in SECTIONS)

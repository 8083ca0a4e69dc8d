"""What readers call a thing: a person, an organisation, a place or an event; or nothing that has a page.

In: the type that the recogniser gave, and the name. Out: `EntityKind` or None. Refuses: nothing.
"""

from __future__ import annotations

import re

from newsloom.records import EntityKind, EntityType

KINDS: dict[EntityType, EntityKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "place",
    "Facility": "place",
}
EVENT = re.compile(
    r"(?i)\b(?:cup|summit|games|olympics?|paralympics?|war|wars|festival|elections?|conference|championships?|tournament|"
    r"marathon|congress|convention|hurricane|storm|cyclone|typhoon|earthquake|tsunami|massacre|genocide|revolution|"
    r"uprising|intifada|spring|treaty|talks|referendum|derby|grand prix|biennale|expo|exposition|week|day|fair|awards?|"
    r"open|league final|final|cop ?-? ?\d\d|ramadan|hajj|eid(?: al .+)?|christmas|easter|holocaust|nakba|brexit)$"
    r"|\b(?:battle|siege|war|massacre|feast|festival|fall) of\b|\bworld war\b"
)
ARABIC_EVENT = re.compile(
    r"^(?:ال)?(?:قمة|حرب|معركة|مؤتمر|مهرجان|بطولة|كأس|انتخابات|دورة|زلزال|إعصار|عاصفة|ثورة|انتفاضة|مجزرة|معرض|نكبة|عيد)(?:\s|$)"
)


def kind_of(type_: EntityType, name: str) -> EntityKind | None:
    """Dates, sums, products and peoples without a country have no kind; of the rest, only what sounds like an event."""
    if type_ in KINDS:
        return KINDS[type_]
    if type_ == "Misc" and (EVENT.search(name) or ARABIC_EVENT.search(name)):
        return "event"
    return None

"""Invented reports of local crime: hundreds of incidents of one kind, each told by one to three papers.

All use the words of the trade (shot, police, suspect, hospital); names, places, hours and ages tell the incidents
apart. Made from a number, so that everybody has the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from newsloom.records import Article, ArticleId, Language, PublisherId

BEGAN = datetime(2026, 5, 4, tzinfo=UTC)
HEADS = "Ab Bel Cor Dun East Far Grel Hol Ira Jess Ket Lan Moor Neth Ol Pell Quar Rush Stan Thorn Um Van Wex Yar Zim".split()
TAILS = "bermoor brackwell castlin combe dale farrow fields gate ham ington land ley mere ridge stead ton vane ward wick worth".split()
FIRST = """Adrel Benno Corin Dessa Elvan Fenna Gorin Hadra Ilmar Jorun Kelda Lorin Mirel Nesta Oskar Perrin Quill Rohan
Selka Tavin Ulric Verra Wystan Yorik Zelda Amina Brone Cassia Doran Emmet""".split()
TOWNS = tuple(f"{head}{tail}" for head in HEADS[::2] for tail in TAILS[:6])
STREETS = tuple(f"{head}{tail}" for head in HEADS[1::2] for tail in TAILS[6:14])
PLACES = ("a petrol station", "a car park", "a corner shop", "an apartment building", "a house party", "a bus stop", "a bar")
HOURS = ("shortly after midnight", "around 2 a.m.", "just before noon", "about 6 p.m.", "at 9:40 p.m.", "late in the evening")
TOLD = (
    (
        "{town} man, {age}, shot outside {place} on {street} Street",
        "Police in {town} are looking for a suspect after a {age}-year-old man was shot outside {place} in the {number} "
        "block of {street} Street {hour}.\n\nThe victim, identified as {name}, was taken to hospital with {harm} injuries. "
        "Officers found {shells} shell casings at the scene. Anyone with information is asked to call the police.",
    ),
    (
        "Shooting on {street} Street leaves {last} in hospital",
        "A shooting {hour} at {place} on {street} Street sent {name}, {age}, to hospital, the {town} police department "
        "said.\n\nWitnesses heard several shots. Investigators counted {shells} casings and are reviewing surveillance "
        "video. No arrest has been made. The injuries were described as {harm}.",
    ),
    (
        "Gunfire at {place} in {town}: one wounded",
        "One person was wounded when somebody opened fire at {place}, police said. It happened {hour} near {number} {street} "
        "Street in {town}.\n\nFamily members named the wounded man as {name}. He is {age}. Detectives believe that the "
        "suspect fled on foot; {shells} cartridge cases were recovered.",
    ),
)  # fmt: skip
PAPERS = ("herald.example", "gazette.example", "beacon.example")


def reports(n_incidents: int, *, seed: int, hours_apart: float = 1.0) -> Iterator[tuple[Article, int]]:
    """Reports in the order of their time, each with the number of its incident."""
    dice = random.Random(seed)
    made: list[tuple[Article, int]] = []
    for number in range(n_incidents):
        at = BEGAN + timedelta(hours=number * hours_apart)
        first, last = dice.choice(FIRST), dice.choice(HEADS) + dice.choice(TAILS)
        facts = {
            "name": f"{first} {last}", "last": last, "age": dice.randint(18, 67), "town": dice.choice(TOWNS),
            "street": dice.choice(STREETS), "place": dice.choice(PLACES), "hour": dice.choice(HOURS),
            "number": dice.randint(1, 98) * 100, "shells": dice.randint(3, 40),
            "harm": dice.choice(("serious", "life-threatening", "minor", "critical")),
        }  # fmt: skip
        for teller in dice.sample(range(len(TOLD)), dice.choice((1, 1, 2, 3))):
            headline, text = (part.format(**facts) for part in TOLD[teller])
            made.append((_article(f"{seed}-{number}-{teller}", headline, text, PAPERS[teller], at), number))
            at += timedelta(minutes=dice.randint(20, 300))
    yield from sorted(made, key=lambda one: (one[0].at, one[0].id))


def _article(name: str, headline: str, text: str, paper: str, at: datetime) -> Article:
    return Article(
        id=ArticleId(name), headline=headline, text=text, seen_at=at, published_at=at,
        publisher_id=PublisherId(paper), publisher_name=paper, language=Language("en"),
    )  # fmt: skip

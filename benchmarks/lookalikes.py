"""Stories in an invented stream of look-alike crime reports, where a false merge is nearest at hand.

Fifteen publishers of one region report on robberies, crashes, stabbings, fires, burglaries, courts. An incident has
its own street, people, ages, hours and sums, drawn from pools small enough that strangers share some of them; one to
six publishers write on it within hours, each in its own words, order and length, and a third of the incidents are
taken up again a day later. Sentences are put together from `lookalikes.toml`. Streams of one, four and twenty
incidents an hour; of four also as feeds give them, the headline and thirty words.

Prints one JSON object a stream and way: F1 by B3 and pairs, precision and recall of pairs, the largest story found,
beside single articles and the simple rule of `stories.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.pipeline import encoder_home
from benchmarks.stories import cut, simple_rule
from newsloom.cli.cluster_ import in_order, stories_of
from newsloom.encode import minilm
from newsloom.quality import b_cubed, pairwise
from newsloom.records import Article, ArticleId, Language, PublisherId

BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)
STREAMS = {"1": (1.0, 5, 0), "4": (4.0, 4, 0), "4-excerpts": (4.0, 4, 30), "20": (20.0, 2, 0)}
"""Incidents an hour, days, and words of the text that are left (0: all)."""
N_PUBLISHERS = 15
N_STREETS = 24
"""In each town."""
N_REPORTS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6)
TAKEN_UP_AGAIN = 0.3
HABIT = 0.7
"""How often a publisher takes the wording that is its habit."""
N_SENTENCES = (2, 3, 3, 4, 5, 7, 9)
CHOICE = re.compile(r"\[([^\[\]]*)\]")
TEMPLATES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = tuple(name for name, part in TEMPLATES.items() if "leads" in part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    kind: str
    at: datetime
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A voice: what it prefers to say, how long it writes, how it writes the hour."""

    number: int
    n_sentences: int
    hour: str

    def write(self, template: str, facts: Mapping[str, str], chance: random.Random) -> str:
        """A template with its choices made and its facts filled in."""

        def chosen(match: re.Match[str]) -> str:
            ways = match.group(1).split("|")
            if chance.random() < HABIT:
                return random.Random(f"{self.number} {match.group()}").choice(ways)
            return chance.choice(ways)

        while "[" in template:
            template = CHOICE.sub(chosen, template)
        return " ".join(template.format_map(facts).split())


def stream(rate: float, n_days: int, *, seed: int = 1) -> tuple[list[Article], dict[ArticleId, str]]:
    """Articles in the order of time, and the incident of each."""
    chance = random.Random(f"{seed} {rate}")
    publishers = [_publisher(number, chance) for number in range(N_PUBLISHERS)]
    region = _region(random.Random(seed))
    articles: list[Article] = []
    told: dict[ArticleId, str] = {}
    at = BEGIN
    for number in range(round(rate * 24 * n_days)):
        at += timedelta(hours=chance.expovariate(rate))
        incident = _incident(at, region, chance)
        for article in _coverage(incident, number, publishers, chance):
            articles.append(article)
            told[article.id] = str(number)
    return in_order(articles), told


def _publisher(number: int, chance: random.Random) -> Publisher:
    hours = ("%I.%M%p", "%H:%M", "%I:%M %p", "%I%p")
    return Publisher(number=number, n_sentences=chance.choice(N_SENTENCES), hour=chance.choice(hours))


def _region(chance: random.Random) -> dict[str, list[str]]:
    """The streets of each town; towns share some of their names, as towns do."""
    places = TEMPLATES["places"]
    return {
        town: [
            f"{chance.choice(places['heads'])}{chance.choice(places['tails'])} {chance.choice(places['ways'])}"
            for _ in range(N_STREETS)
        ]
        for town in places["towns"]
    }


def _incident(at: datetime, region: Mapping[str, Sequence[str]], chance: random.Random) -> Incident:
    places, kind = TEMPLATES["places"], chance.choice(KINDS)
    town = chance.choice(places["towns"])
    street, street2 = chance.sample(region[town], 2)
    number = str(chance.randint(2, 19))
    sex = "female" if kind in ("missing", "burglary", "court", "fire") else "male"
    victim, suspect = _name(sex, chance), _name("male", chance)
    facts = {
        "town": town,
        "town2": chance.choice([one for one in places["towns"] if one != town]),
        "street": street,
        "street2": street2,
        "hospital": chance.choice(places["hospitals"]).format(town=chance.choice(places["towns"][:5])),
        "victim": victim,
        "suspect": suspect,
        "relative": f"{_name('female', chance).split()[0]} {victim.split()[-1]}",
        "age": str(chance.randint(16, 84)),
        "age2": str(chance.randint(18, 55)),
        "n": number,
        "n2": str(chance.randint(20, 90)),
        "force": f"{places['towns'][0]} and {places['towns'][1]}",
        "reference": f"{chance.randint(100, 999)} of {at:%d %B}",
        "day": f"{at:%A}",
        "day2": f"{at + timedelta(days=1):%A}",
        "loot": chance.choice(places["loot"]).format(n=number),
        **{one[:-1]: chance.choice(places[one]) for one in ("shops", "vehicles", "weapons", "causes")},
        "drugs": chance.choice(places["drugs"]),
    }
    officials = random.Random(f"officials {town}")
    for role, title in (("officer", "Sergeant"), ("lawyer", ""), ("judge", ""), ("prosecutor", "")):
        facts[role] = f"{title} {_name(officials.choice(('male', 'female')), officials)}".strip()
    facts |= {f"{one}_s": facts[one].split()[-1] for one in ("victim", "suspect")}
    facts |= {f"{one}_c": facts[one][:1].upper() + facts[one][1:] for one in ("shop", "weapon", "loot", "cause")}
    facts["vehicle_c"] = facts["vehicle"][:1].upper() + facts["vehicle"][1:]
    return Incident(kind=kind, at=at, facts=facts)


def _name(sex: str, chance: random.Random) -> str:
    people = TEMPLATES["people"]
    return f"{chance.choice(people[sex])} {chance.choice(people['heads'])}{chance.choice(people['tails'])}"


def _coverage(
    incident: Incident, number: int, publishers: Sequence[Publisher], chance: random.Random
) -> Iterator[Article]:
    writing = chance.sample(publishers, chance.choice(N_REPORTS))
    for publisher in writing:
        at = incident.at + timedelta(hours=chance.expovariate(1 / 3))
        yield _report(incident, publisher, at, chance, name=f"{number}-{publisher.number}")
    if chance.random() < TAKEN_UP_AGAIN:
        for publisher in chance.sample(publishers, chance.choice((1, 1, 2))):
            at = incident.at + timedelta(hours=chance.uniform(16, 30))
            yield _report(incident, publisher, at, chance, name=f"{number}-{publisher.number}-later", is_later=True)


def _report(
    incident: Incident, publisher: Publisher, at: datetime, chance: random.Random, *, name: str, is_later: bool = False
) -> Article:
    """What one publisher writes: a lead, facts of its choice, and what it says of every incident."""
    told, voices = TEMPLATES[incident.kind], TEMPLATES["voices"]
    began = incident.at - timedelta(minutes=95)
    hours = {"time": began, "time2": began + timedelta(minutes=80)}
    facts = {**incident.facts, **{slot: hour.strftime(publisher.hour).lstrip("0") for slot, hour in hours.items()}}
    n_facts = max(1, publisher.n_sentences - 2)
    sentences = [chance.choice(told["leads"])]
    if is_later:
        sentences = [*chance.sample(told["later"], min(2, len(told["later"]))), *sentences]
    sentences += chance.sample(told["details"], min(n_facts, len(told["details"])))
    sentences += [chance.choice(part) for part in voices.values() if chance.random() < n_facts / 8]
    sentences.append(chance.choice(voices["calls"]))
    written = [publisher.write(one, facts, chance) for one in sentences]
    headline = publisher.write(chance.choice(told["later_headlines" if is_later else "headlines"]), facts, chance)
    return Article(
        id=ArticleId(name),
        given_id=name,
        headline=headline[:1].upper() + headline[1:],
        text=" ".join(f"{one[:1].upper()}{one[1:]}." for one in written).replace('".', '"'),
        publisher_id=PublisherId(f"paper{publisher.number}.example"),
        publisher_name=f"Paper {publisher.number}",
        language=Language("en"),
        published_at=at,
        seen_at=at,
    )


def measure(name: str, *, seed: int = 1) -> Iterator[dict[str, object]]:
    """Every way over one stream."""
    rate, n_days, n_words = STREAMS[name]
    articles, told = stream(rate, n_days, seed=seed)
    if n_words:
        articles = [cut(one, n_words) for one in articles]
    yield {**_row(name, "singletons", {one: one for one in told}, told), "n_articles": len(told)}
    yield _row(name, "simple", simple_rule(articles), told)
    yield _row(name, "words", stories_of(articles, None), told)
    encoder = minilm.load(encoder_home())
    if encoder is None:
        yield {"benchmark": "lookalikes", "stream": name, "way": "encoder", "skipped": "no encoder"}
    else:
        yield _row(name, "encoder", stories_of(articles, encoder), told)


def _row(name: str, way: str, found: Mapping[ArticleId, Hashable], told: Mapping[ArticleId, str]) -> dict[str, object]:
    pairs = pairwise(found, told)
    return {
        "benchmark": "lookalikes",
        "stream": name,
        "way": way,
        "b3": round(100 * b_cubed(found, told).f1, 1),
        "pairwise": round(100 * pairs.f1, 1),
        "precision": round(100 * pairs.precision, 1),
        "recall": round(100 * pairs.recall, 1),
        "largest": max(Counter(found.values()).values()),
        "largest_told": max(Counter(told.values()).values()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("streams", nargs="*", default=list(STREAMS), metavar="STREAM")
    parser.add_argument("--seed", type=int, default=1, help="another region, other incidents")
    args = parser.parse_args()
    for name in args.streams:
        for row in measure(name, seed=args.seed):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

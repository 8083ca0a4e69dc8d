"""From mentions to things: one entity for all the ways in which an article, and the archive, name it.

`Aliyev` is the Ilham Aliyev of the article where only one person there bears that name; an acronym is the name whose
initials it has, or beside which it stands in brackets; `Iranian` is Iran; a name in brackets in another script is the
name before it. Where two things could be meant, the short name stays for itself: a false merge is worse than a double.

In: an article's text and its mentions, the archive's `NameBook`. Out: `Entity`. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsloom.enrich.entities.kinds import kind_of
from newsloom.enrich.entities.places import country
from newsloom.enrich.entities.spelling import bare, initials, is_acronym, name_key, script_of, sounds_like, tidy
from newsloom.enrich.wordlists import WordLists, without_title, word_lists
from newsloom.records import Entity, EntityType, Language, Mention

NAMED: frozenset[EntityType] = frozenset({"Person", "Location", "Organization", "NORP", "Misc", "Facility", "Product"})
"""What has a name; a date or a sum is written as it stands."""
BRACKET = re.compile(r"\s*[(（\[]\s*([^()（）\[\]\n]{2,60}?)\s*[)）\]]")
SPOKEN = 3
"""Articles that must agree before the archive may say whose a surname is."""
AGREED_SHARE = 0.9
BOOK_NAMES = 100_000


@dataclass(slots=True)
class Group:
    """Mentions under one key."""

    key: str
    spellings: Counter[str]
    types: Counter[EntityType]
    mentions: list[Mention]
    country: str = ""
    others: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The fullest of its usual spellings; small letters before capitals only (`Beijing` before `BEIJING`)."""
        return max(self.spellings, key=lambda one: (self.spellings[one] - 100 * (one.isupper() and len(one) > 5), one))

    @property
    def type(self) -> EntityType:
        return max(self.types, key=lambda one: (self.types[one], one))


class NameBook:
    """What the archive has shown of names: whose a surname is, and which spellings are of one thing. Bounded."""

    def __init__(self) -> None:
        self._owners: dict[str, Counter[str]] = {}
        self._names: dict[str, tuple[str, str]] = {}

    def note(self, entities: Iterable[Entity]) -> None:
        """Take note of an article's entities."""
        for entity in entities:
            parts = entity.name.split(" ")
            if entity.type == "Person" and len(parts) > 1:
                self._owners.setdefault(name_key(parts[-1]), Counter())[entity.name] += 1
            for other in entity.spellings:
                if script_of(other) != script_of(entity.name) or is_acronym(other):
                    self._names.setdefault(name_key(other), (entity.key, entity.name))
        for table in (self._owners, self._names):
            while len(table) > BOOK_NAMES:
                del table[next(iter(table))]

    def owner(self, surname: str) -> str | None:
        """The full name of the one person whom the archive knows by this surname."""
        owners = self._owners.get(name_key(surname), Counter[str]())
        best = max(sorted(owners), key=lambda name: owners[name], default=None)
        if best is None or owners[best] < SPOKEN or owners[best] < AGREED_SHARE * owners.total():
            return None
        return best

    def known_as(self, name: str) -> tuple[str, str] | None:
        """Key and name of the thing of which the archive has shown this to be another spelling."""
        return self._names.get(name_key(name))


def fold_names(text: str, mentions: Sequence[Mention], language: Language, book: NameBook) -> tuple[Entity, ...]:
    """Every mention in one entity, entities in the order of their first mention."""
    groups = _grouped(mentions, language)
    _join_brackets(groups, text)
    _join_parts(groups)
    _join_initials(groups)
    _ask_archive(groups, book)
    found = [_entity(group) for group in groups.values()]
    return tuple(sorted(found, key=lambda entity: (entity.mentions[0].start, entity.key)))


def _grouped(mentions: Sequence[Mention], language: Language) -> dict[str, Group]:
    lists = word_lists(language)
    groups: dict[str, Group] = {}
    for mention in mentions:
        key, name, code = _named(mention, language, lists)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key, Counter(), Counter(), [], code)
        group.spellings[name] += 1
        group.types["Location" if code and mention.type == "NORP" else mention.type] += 1
        group.mentions.append(mention)
    return groups


def _named(mention: Mention, language: Language, lists: WordLists) -> tuple[str, str, str]:
    """Key, name and country of a mention by itself."""
    if mention.type not in NAMED:
        name = tidy(mention.text)
        return f"{mention.type}:{name_key(name)}", name, ""
    name = bare(mention.text)
    if mention.type in ("Location", "NORP"):
        known = country(name, language)
        if known is not None and known.role != "capital":
            return name_key(known.name), known.name, known.code
        if known is not None:
            return name_key(known.name), known.name if name.isupper() else name, known.code
    if mention.type == "Person":
        name = bare(without_title(name, lists))
    return name_key(name) or mention.text, name, ""


def _join(groups: dict[str, Group], part: str, whole: str) -> None:
    """The part's mentions are the whole's; its spellings stand beside the whole's name."""
    short, full = groups.pop(part), groups[whole]
    full.mentions += short.mentions
    full.others |= short.others | set(short.spellings)


def _join_brackets(groups: dict[str, Group], text: str) -> None:
    """`Food and Agriculture Organization (FAO)`; a name and, in brackets, the same in another script."""
    at = {mention.start: key for key, group in groups.items() for mention in group.mentions}
    for key, group in list(groups.items()):
        for mention in list(group.mentions):
            match = BRACKET.match(text, mention.end)
            if match is None or key not in groups:
                continue
            inner = bare(match.group(1))
            is_foreign = script_of(inner) not in ("", script_of(group.name))
            if is_foreign and (is_acronym(inner) or sounds_like(inner, group.name)):
                group.others.add(inner)
            elif not (is_acronym(inner) and initials(group.name).startswith(inner[:1])):
                continue
            other = at.get(match.start(1))
            if other is not None and other != key and other in groups:
                _join(groups, other, key)


def _join_parts(groups: dict[str, Group]) -> None:
    """A person's surname, or first name, alone is the person, where the article has one such person."""
    people = [key for key, group in groups.items() if group.type == "Person"]
    for part in sorted(people, key=lambda key: (len(groups[key].name.split()), key)):
        words = [name_key(word) for word in groups[part].name.split()]
        owners = [key for key in people if key != part and key in groups and _owns(groups[key], words)]
        if len(owners) == 1:
            _join(groups, part, owners[0])


def _owns(group: Group, part: list[str]) -> bool:
    words = [name_key(word) for word in group.name.split()]
    if len(words) <= len(part):
        return False
    is_origin = words[-len(part) - 1] == "of"  # Mara of Tarn is Mara, and not Tarn
    return (words[-len(part) :] == part and not is_origin) or words[: len(part)] == part


def _join_initials(groups: dict[str, Group]) -> None:
    whole: dict[str, list[str]] = {}
    for key, group in groups.items():
        if group.type in ("Organization", "Misc", "Facility") and len(initials(group.name)) > 2:
            whole.setdefault(initials(group.name), []).append(key)
    for key, group in list(groups.items()):
        owners = whole.get(group.name.replace(".", ""), []) if is_acronym(group.name) else []
        if len(owners) == 1 and owners[0] != key and owners[0] in groups and group.type != "Person":
            _join(groups, key, owners[0])


def _ask_archive(groups: dict[str, Group], book: NameBook) -> None:
    """Names that the article leaves short or in another script, under the name that the archive knows."""
    for key, group in list(groups.items()):
        known = book.known_as(group.name)
        if known is None and group.type == "Person" and " " not in group.name:
            owner = book.owner(group.name)
            known = (name_key(owner), owner) if owner else None
        if known is None or known[0] == key:
            continue
        if known[0] in groups:
            _join(groups, key, known[0])
        else:
            del groups[key]
            group.key, group.others = known[0], group.others | set(group.spellings)
            group.spellings = Counter({known[1]: 1})
            groups[known[0]] = group


def _entity(group: Group) -> Entity:
    name = group.name
    others = (group.others | set(group.spellings)) - {name}
    return Entity(
        key=group.key,
        name=name,
        type=group.type,
        kind=kind_of(group.type, name),
        mentions=tuple(sorted(group.mentions, key=lambda mention: mention.start)),
        country=group.country,
        spellings=tuple(sorted(others)),
    )

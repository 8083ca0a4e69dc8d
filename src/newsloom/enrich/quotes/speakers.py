"""Who a source is: the name in full, how the article describes it, and what stands behind it.

In: an article's reading and its quotations in tokens. Out: speaker, description and status of each. Refuses: nothing;
a pronoun that leads to nobody stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.enrich.quotes import policy
from newsloom.enrich.quotes.lexicon import Lexicon
from newsloom.enrich.quotes.link import Found
from newsloom.enrich.quotes.reading import INSIDE, Reading
from newsloom.enrich.wordlists import WordLists, base_form, key_of, without_title
from newsloom.records import QuoteStatus

CAPITAL = r"[^\W\d_a-zà-öø-ÿ][\w’'\-]*"
NAME = re.compile(
    rf"(?:{CAPITAL}|[A-Z]\.)(?:\s(?:{CAPITAL}|[A-Z]\.|van|von|der|den|de|del|di|da|du|la|le|al|bin|ibn|el|ter|dos|zu))*\s{CAPITAL}"
    rf"|{CAPITAL}"
)
ARABIC = re.compile(r"[\u0620-\u06ff]{3}")
NOT_PEOPLE = re.compile(r"\b(?:the|in|at|near) $", re.IGNORECASE)
"""What stands before names of bodies and places."""
POSSESSIVE = re.compile(r"['’]s?$")
OWNS = re.compile(r"['’]s? \w")
ANTECEDENT = re.compile(r"((?:\b[Tt]he|\b[Aa]n?|\b[Ss]ome|\b[Tt]wo|\b[Tt]hree|\b[A-Z][\w.’'-]+)(?: [\w’'-]+){0,3}),? $")
"""What "who" means."""
NEXT_WORD = re.compile(r" (\w+)")
GOVERNED = re.compile(r"\b(?:for|of|to|by|with|from|in|near|about) (?:[\w.]+ )*$")
SEVERAL = re.compile(r"s\b(?! (?:of|for) )")
SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Person:
    """Somebody whom the article names in full."""

    name: str
    n_female: int = 0
    n_male: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str = ""
    description: str = ""
    status: QuoteStatus = "unknown"


class Cast:
    """The people of one article, as far as their names in full tell."""

    def __init__(self, text: str, lexicon: Lexicon, lists: WordLists) -> None:
        self.lexicon, self.lists = lexicon, lists
        kinds = lexicon.regions | lexicon.bodies | lexicon.documents | lexicon.groups | lexicon.anonymous
        self._outside = kinds | {base_form(word) for word in kinds} | lists.calendar | lists.function | lists.media
        self.people: dict[str, Person] = {}
        """By last name, folded."""
        self._mentions: list[Person] = []
        self._places: list[int] = []
        is_cased = not ARABIC.search(text[:400])
        runs = [(match.group(), match.start()) for match in NAME.finditer(text)] if is_cased else []
        articled = Counter(run for run, start in runs if NOT_PEOPLE.search(text[max(0, start - 6) : start]))
        counted = Counter(run for run, _ in runs)
        for run, start in runs:
            name = self._bare(run, text, start)
            if " " in name and articled[run] * 4 <= counted[run] and self._may_be_person(name):
                self.people.setdefault(_last(name), Person(name))
        for run, start in runs:
            person = self.people.get(_last(POSSESSIVE.sub("", run)))
            if person is not None:
                self._places.append(start)
                self._mentions.append(person)
                self._note_sex(person, text[max(0, start - 14) : start + len(run)])

    def known(self, mention: str) -> Person | None:
        """The first person whom the mention names, by last name or in full."""
        return next(iter(self.all_known(mention)), None)

    def all_known(self, mention: str) -> list[Person]:
        """Everybody whom the mention names, in its order."""
        found = [self.people.get(_last(POSSESSIVE.sub("", run))) for run in NAME.findall(mention)]
        return list({person.name: person for person in found if person is not None}.values())

    def last_before(self, at: int, since: int, words: frozenset[str]) -> Person | None:
        """The person named last in text[since:at] who may be meant by a pronoun."""
        low, high = bisect_left(self._places, since), bisect_left(self._places, at)
        recent = reversed(self._mentions[low:high])
        return next((person for person in recent if self.may_be(person, words)), None)

    def may_be(self, person: Person, words: frozenset[str]) -> bool:
        """Whether nothing that the article shows of the person's sex speaks against the pronoun."""
        if words & self.lexicon.female:
            return person.n_male <= person.n_female
        if words & self.lexicon.male:
            return person.n_female <= person.n_male
        return True

    def _bare(self, run: str, text: str, start: int) -> str:
        """The name without titles, without a word that is great only because a sentence begins with it."""
        parts = without_title(POSSESSIVE.sub("", run), self.lists).split(" ")
        while len(parts) > 1 and (base_form(parts[0]) in self._not_names() or parts[0].lower() in self.lexicon.titles):
            parts.pop(0)
        return " ".join(parts)

    def _not_names(self) -> frozenset[str]:
        return (
            self.lists.function | self.lists.titles | self.lexicon.bodies | self.lexicon.speakers | self.lists.calendar
        )

    def _may_be_person(self, name: str) -> bool:
        parts = [base_form(part) for part in name.split(" ")]
        if any(part in self._outside for part in (*parts, *name.lower().split(" "))):
            return False
        return parts[-1] not in self.lists.generic and "".join(parts) not in self.lists.places and not name.isupper()

    def _note_sex(self, person: Person, around: str) -> None:
        words = set(re.findall(r"\w+", around.lower()))
        person.n_female += bool(words & self.lexicon.female)
        person.n_male += bool(words & self.lexicon.male)


def speakers(reading: Reading, found: Sequence[Found], lexicon: Lexicon, lists: WordLists) -> list[Speaker]:
    """The speaker of each quotation, in the same order."""
    cast, told = Cast(reading.text, lexicon, lists), list[Speaker]()
    described: dict[str, str] = {}
    for number, one in enumerate(found):
        recent = slice(max(0, number - policy.REMEMBERED), number)
        speaker = _speaker(reading, one, cast, found[recent], told[recent])
        if speaker.description and speaker.status == "named":
            described.setdefault(speaker.name, speaker.description)
        told.append(speaker)
    return [
        Speaker(one.name, described.get(one.name, one.description), one.status) if one.status == "named" else one
        for one in told
    ]


def _speaker(reading: Reading, one: Found, cast: Cast, before: Sequence[Found], told: Sequence[Speaker]) -> Speaker:
    lexicon, lists = cast.lexicon, cast.lists
    mention = said(reading, one.source)
    words = frozenset(re.sub(r"['’]\w*$", "", word) for word in re.findall(r"[\w’']+", mention.lower()))
    if not words:
        return Speaker()
    if words & lexicon.self and len(words) == 1:
        return _around(one, before, told)
    if words <= lexicon.pronouns:
        return _pronoun(reading, one, cast, words, before, told)
    people = [person for person in cast.all_known(mention) if not _belongs(mention, person.name, lexicon)]
    if people:
        return Speaker(people[0].name, _description(mention, people[0].name) if len(people) == 1 else "", "named")
    if ARABIC.search(mention):
        return _arabic(mention, lexicon, lists, told)
    return _titled(mention, words, lexicon, told) or Speaker(
        _shortened(mention), "", status_of(mention, lexicon, lists)
    )


def _titled(mention: str, words: frozenset[str], lexicon: Lexicon, told: Sequence[Speaker]) -> Speaker | None:
    """Whom "the minister" means: the last one who was introduced as one."""
    titles = words & lexicon.titles
    if not titles or len(words) > policy.TITLE_WORDS:
        return None
    for speaker in reversed(told):
        if speaker.status == "named" and titles & set(re.findall(r"[\w’']+", speaker.description.lower())):
            return speaker
    return None


def _arabic(mention: str, lexicon: Lexicon, lists: WordLists, told: Sequence[Speaker]) -> Speaker:
    """A name behind its titles; Arabic has no capitals to tell it by, but titles are few, and take the article."""
    parts = mention.split()
    first = 0
    while first < len(parts) and (parts[first] in lexicon.nouns or parts[first].startswith(("ال", "لل", "بال"))):
        first += 1
    last = first
    while last < len(parts) and not parts[last].startswith(("لل", "بال")) and last - first < policy.ARABIC_NAME_WORDS:
        last += 1
    status = status_of(mention, lexicon, lists)
    is_titled = any(part in lexicon.titles or part in lexicon.speakers for part in parts[:first])
    if last - first > 1 and (is_titled or first == 0) and status in {"named", "official", "unknown"}:
        return Speaker(" ".join(parts[first:last]), " ".join(parts[:first]), "named")
    titles = {part.removeprefix("ال") for part in parts if part in lexicon.titles}
    for speaker in reversed(told if titles else ()):
        if speaker.status == "named" and titles & {part.removeprefix("ال") for part in speaker.description.split()}:
            return speaker
    is_office = parts[0] in lexicon.titles and not parts[0].startswith("ال") and len(parts) > 1
    if status == "named" and titles:
        status = "official" if is_office else "unknown"
    return Speaker(_shortened(mention), "", status)


def _around(one: Found, before: Sequence[Found], told: Sequence[Speaker]) -> Speaker:
    """Whose words "I" stands in."""
    at = one.source[0][0]
    for other, speaker in zip(reversed(before), reversed(told), strict=True):
        if any(start <= at < end for start, end in other.content):
            return speaker
    return Speaker()


def _pronoun(
    reading: Reading,
    one: Found,
    cast: Cast,
    words: frozenset[str],
    before: Sequence[Found],
    told: Sequence[Speaker],
) -> Speaker:
    """Whom "he" means: who spoke last, or who was named last."""
    lexicon, start = cast.lexicon, int(reading.starts[one.source[0][0]])
    if words <= lexicon.relative:
        antecedent = ANTECEDENT.search(reading.text, max(0, start - policy.ANTECEDENT_REACH), start)
        mention = antecedent[1] if antecedent else ""
        person = cast.known(mention)
        return _named(person) if person else Speaker(mention, "", status_of(mention, lexicon, cast.lists))
    if words & lexicon.plural and not words & (lexicon.female | lexicon.male):
        for other, speaker in zip(reversed(before), reversed(told), strict=True):
            if (
                other.source
                and start - int(reading.starts[other.source[0][0]]) < policy.PRONOUN_REACH
                and speaker.status in {"group", "anonymous", "official"}
            ):
                return speaker
        return Speaker(_shortened(said(reading, one.source)), "", "unknown")
    since = max(0, start - policy.PRONOUN_REACH)
    for other, speaker in zip(reversed(before), reversed(told), strict=True):
        if not other.source or _is_within(reading, other):
            continue
        at = int(reading.starts[other.source[0][0]])
        person = cast.known(speaker.name) if speaker.status == "named" else None
        if at < since or (person is not None and cast.may_be(person, words)):
            return speaker if at >= since else _named(cast.last_before(start, since, words))
        if person is None and speaker.status in {"anonymous", "official"} and not _clashes(speaker, words, lexicon):
            return speaker
    return _named(cast.last_before(start, since, words))


def _clashes(speaker: Speaker, words: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether "she" cannot mean "the man", nor "he" a party."""
    told = set(re.findall(r"\w+", speaker.name.lower()))
    is_many = speaker.status == "anonymous" and SEVERAL.search(speaker.name.split(" who ")[0])
    if is_many or (speaker.status == "official" and not told & lexicon.speakers):
        return True
    return bool((words & lexicon.female and told & lexicon.male) or (words & lexicon.male and told & lexicon.female))


def _named(person: Person | None) -> Speaker:
    return Speaker(person.name, "", "named") if person else Speaker()


def _is_within(reading: Reading, one: Found) -> bool:
    """Whether the source itself stands in somebody's words."""
    return bool(reading.marks[one.source[0][0]] == INSIDE)


def said(reading: Reading, pieces: Sequence[tuple[int, int]]) -> str:
    """The text of a role, its pieces joined by a space."""
    return SPACE.sub(" ", " ".join(reading.text[reading.starts[a] : reading.ends[b - 1]] for a, b in pieces)).strip(
        " ,;:"
    )


def _last(name: str) -> str:
    return base_form(name.rsplit(" ", 1)[-1])


def _belongs(mention: str, name: str, lexicon: Lexicon) -> bool:
    """Whether the name only says whose the speaker is: "Trump's campaign", "Clinton aides", "an aide to Clinton"."""
    last = name.rsplit(" ", 1)[-1]
    at = mention.find(last)
    behind = mention[at + len(last) :]
    following = NEXT_WORD.match(behind)
    is_kind = following is not None and following[1].lower() in lexicon.nouns - lexicon.titles
    if is_kind or OWNS.match(behind):
        return True
    governed = GOVERNED.search(mention[: max(0, at)])
    return (
        governed is not None and mention[: governed.start()].rstrip().rpartition(" ")[2].lower() not in lexicon.titles
    )


def _description(mention: str, name: str) -> str:
    """What the mention says beside the name."""
    rest = mention.replace(name, "\n")
    if rest == mention:
        rest = mention.replace(name.rsplit(" ", 1)[-1], "\n")
    parts = [part.strip(" ,;:()-–—") for part in rest.split("\n")]
    longest = max(parts, key=len, default="")
    return longest if " " in longest or len(longest) > 5 else ""


def _shortened(mention: str) -> str:
    """A description as far as its first clause goes."""
    short = re.split(r", (?:who|which|whose)\b|,$", mention)[0].strip()
    return short if len(short) <= policy.LONGEST_SPEAKER else short[: policy.LONGEST_SPEAKER].rsplit(" ", 1)[0] + "…"


def status_of(mention: str, lexicon: Lexicon, lists: WordLists) -> QuoteStatus:
    """What a source without a known person's name is, by the nouns before what qualifies it."""
    if lexicon.hidden.search(mention):
        return "anonymous"
    if key_of(mention) in lists.media:
        return "named"
    head = re.split(r",| who | that | which | with | in | at | on ", mention, maxsplit=1)[0]
    is_counted = head.split(" ", 1)[0].lower() in lexicon.quantities
    kind = (
        head if is_counted else re.split(r" (?:of|for|from|to|by|about|familiar|close|briefed) ", head, maxsplit=1)[0]
    )
    nearest = kind or head
    spelled = [re.sub(r"['’]s?$", "", word) for word in re.findall(r"[\w’'\-]+", nearest)]
    words = [word.lower() for word in spelled]
    if any(word in lexicon.speakers for word in words):
        return "official"
    for place in reversed(range(len(words))):
        if words[place] in lexicon.titles and words[0] in lexicon.definite:
            return "unknown"
        for status, listed in _kinds(lexicon):
            if words[place] in listed and (status == "official" or place == 0 or not spelled[place][:1].isupper()):
                return status
    if re.search(rf"\b{CAPITAL}", nearest.split(" ", 1)[-1] if " " in nearest else nearest):
        return "named"
    return "unknown"


def _kinds(lexicon: Lexicon) -> tuple[tuple[QuoteStatus, frozenset[str]], ...]:
    return (
        ("document", lexicon.documents),
        ("anonymous", lexicon.anonymous),
        ("official", lexicon.bodies),
        ("group", lexicon.groups),
    )

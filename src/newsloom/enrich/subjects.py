"""From phrases to subjects: one entry for each thing an article is about, under its best name, weighed.

A surname is its owner, `Israeli` is Israel, `United States` is the US; titles fall off; what names the publisher, the
writer, an agency or a day is no subject, and neither is what the text only passes by.

In: an article, its phrases, the archive's lexicon. Out: `Subject`, best first. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from newsloom.enrich.lexicon import Lexicon
from newsloom.enrich.phrases import Phrase, Reading
from newsloom.enrich.policy import (
    COMMON_NAME_MENTIONS,
    COMMON_NAME_SHARE,
    LEAD_SENTENCES,
    LENGTH_POWER,
    LONE_SHARE,
    MIN_LATE_MENTIONS,
    MIN_MENTIONS,
    ONCE_SHARE,
    OTHER_LENGTH_POWER,
    PLACE_POWER,
    SPARE_SENTENCES,
    THIN_LINES,
    TRUSTED_TAGS,
)
from newsloom.enrich.tokens import NAME_OPENINGS
from newsloom.enrich.wordlists import WordLists, base_form, key_of, without_title, word_lists
from newsloom.records import SECTIONS, Article, Language
from newsloom.text import words

SECTION_KEYS = frozenset(key_of(section) for section in SECTIONS)
LEANING = re.compile(r"(?:anti|pro|non)[-‑]", re.IGNORECASE)
"""`anti-Trump editorial` is a stand, not a subject."""
BYLINE_JOINT = re.compile(r", | and | in | at | for |، | و")


@dataclass(slots=True)
class Subject:
    """One thing with all its mentions."""

    name: str
    words: tuple[str, ...]
    first: int
    first_in_text: int
    n_mentions: int
    in_headline: bool
    is_name: bool
    is_place: bool = False
    is_titled: bool = False
    """Whether the text puts a title before it, as it does before people: `President Xi Jinping`."""
    is_tag: bool = False
    """Whether the publisher tagged the article with it."""
    weight: float = 0.0


Found = dict[tuple[str, ...], Subject]


def subjects(
    article: Article, reading: Reading, lexicon: Lexicon
) -> tuple[list[Subject], list[Subject], list[Subject]]:
    """What the article is about, what its lead passes by, and what else may stand for it, each best first."""
    lists = word_lists(article.language)
    found: Found = {}
    for phrase in reading.phrases.values():
        if not phrase.is_name and phrase.n_mentions == 1 and phrase.first > 1 and len(phrase.words) > 1:
            continue
        for subject in _named(phrase, reading, lists):
            _add(found, subject)
    _mark_tags(found, article, reading, lexicon)
    _give_to_owners(found, lexicon)
    _name_in_full(found, lexicon)
    _take_peoples_home(found, lexicon)
    _give_to_compounds(found, reading)
    outsiders = _outsiders(article, lists)
    meant: list[Subject] = []
    passing: list[Subject] = []
    spare: list[Subject] = []
    for subject in found.values():
        if not _is_sayable(subject, outsiders, lists) or _is_theatre(subject, lexicon):
            continue
        subject.weight = _weight(subject, lexicon, lists)
        if _is_meant(subject, reading, lists, is_arabic=article.language == "ar"):
            meant.append(subject)
        elif _may_help_out(subject, lists):
            passing.append(subject)
        elif subject.is_name and len(subject.words) > 1 and subject.first == 1:
            spare.append(subject)
    for each in (meant, passing, spare):
        each.sort(key=lambda subject: (-subject.weight, subject.first, subject.words))
    tags = (subject for subject in _unsaid_tags(article, found) if _is_sayable(subject, outsiders, lists))
    return meant, passing, [*spare, *tags]


def phrase_weight(phrase: Phrase, reading: Reading, lexicon: Lexicon, language: Language) -> float:
    """Sum of tf·idf over the phrase's words, faded by where it first stands; less for one met once, or of one word."""
    generic = word_lists(language).generic
    total, distinct = 0.0, dict.fromkeys(phrase.words)
    for word in distinct:
        total += reading.counts[word] * lexicon.idf(word, is_common=word in generic)
    if phrase.n_alone == 1:
        total *= ONCE_SHARE
    if len(distinct) == 1:
        total *= LONE_SHARE
    power = LENGTH_POWER.get(language, OTHER_LENGTH_POWER)
    return float(total / (len(distinct) ** power * (2 + phrase.first) ** PLACE_POWER))


def _named(phrase: Phrase, reading: Reading, lists: WordLists) -> Iterator[Subject]:
    """The phrase as a subject, titles off and under its one name; two names that only met are two."""
    name, base = phrase.spelling, phrase.words
    bare = without_title(name, lists)
    opens_sentence = bare != name and all(word[0].isupper() for word in name.split(" "))
    if not (phrase.is_name or opens_sentence):
        yield _subject(phrase, name, base, lists)
        return
    is_titled, name = bare != name, bare
    base = base[len(base) - name.count(" ") - 1 :]
    if len(base) == 3 and len(base[1]) == 1:
        name, base = f"{name.split(' ')[0]} {name.split(' ')[2]}", (base[0], base[2])
    name, base = _without_home(name, base, reading, lists, is_titled=is_titled)
    parts = _met_by_chance(name, base, phrase, reading, lists)
    for part in parts or [name]:
        subject = _subject(phrase, part, tuple(base_form(word) for word in part.split(" ")) if parts else base, lists)
        subject.is_name = True
        subject.is_titled = is_titled and not parts
        yield subject


def _without_home(
    name: str, base: tuple[str, ...], reading: Reading, lists: WordLists, *, is_titled: bool
) -> tuple[str, tuple[str, ...]]:
    """`Wadi Bank of Sahlan` is Wadi Bank, where the text has that too; `Bank of England` stays. Who has a title and two
    names is somebody of somewhere: `Senator Berit Hollis of Calder`."""
    if "of" not in base:
        return name, base
    whole = base[: base.index("of")]
    stands_alone = whole in reading.phrases and reading.phrases[whole].is_name
    is_told = stands_alone and not all(word in lists.nameless for word in whole)
    is_told = is_told or (is_titled and len(whole) == 2)
    return (" ".join(name.split(" ")[: len(whole)]), whole) if is_told else (name, base)


def _subject(phrase: Phrase, name: str, base: tuple[str, ...], lists: WordLists) -> Subject:
    place = lists.places.get("".join(base))
    return Subject(
        name=place or name,
        words=tuple(base_form(word) for word in place.split()) if place else base,
        first=phrase.first,
        first_in_text=phrase.first_in_text,
        n_mentions=phrase.n_mentions,
        in_headline=phrase.in_headline,
        is_name=phrase.is_name or place is not None,
        is_place=place is not None,
    )


def _met_by_chance(
    name: str, base: tuple[str, ...], phrase: Phrase, reading: Reading, lists: WordLists
) -> list[str] | None:
    """`Putin China` in a headline, `US-Russia`: both parts, where each is a place or stands alone elsewhere."""
    if len(base) > 2 or "".join(base) in lists.places:
        return None
    parts = name.replace("‑", "-").split("-") if len(base) == 1 else name.split(" ")
    if len(parts) != 2 or not all(parts) or (len(base) == 2 and phrase.n_mentions > 1):
        return None
    first, second = (base_form(part) for part in parts)
    if second not in lists.places or first in NAME_OPENINGS or first in lists.generic:
        return None
    return parts if first in lists.places or (first,) in reading.phrases else None


def _add(found: Found, subject: Subject) -> None:
    known = found.get(subject.words)
    if known is None:
        found[subject.words] = subject
        return
    known.n_mentions += subject.n_mentions
    known.first = min(known.first, subject.first)
    known.first_in_text = min(known.first_in_text, subject.first_in_text)
    known.in_headline = known.in_headline or subject.in_headline
    known.is_name = known.is_name or subject.is_name
    known.is_titled = known.is_titled or subject.is_titled


def _move(found: Found, short: tuple[str, ...], owner: Subject) -> None:
    subject = found.pop(short)
    subject.words = owner.words
    _add(found, subject)


def _give_to_owners(found: Found, lexicon: Lexicon) -> None:
    """The end of a name alone is the longer name, where the text gives one such name; so is the first word of a person
    with a title, for many write the family name first. A longer name that comes late is another's if the archive says
    so."""
    longer: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for full, subject in found.items():
        if not subject.is_place and 2 <= len(full) <= 4 and _is_spelled_as_name(subject):
            for start in range(1, len(full)):
                longer.setdefault(full[start:], []).append(full)
            if (subject.is_titled and len(full) == 2) or _is_family_first(full):
                longer.setdefault(full[:1], []).append(full)
    for part in sorted(longer, key=len, reverse=True):
        short, owners = found.get(part), [found[full] for full in longer[part] if full in found]
        if short is None or not short.is_name or short.is_place or len(owners) != 1:
            continue
        owner = owners[0]
        is_soon = owner.is_tag or owner.first_in_text <= short.first_in_text + LEAD_SENTENCES
        if is_soon or lexicon.owner(short.name) in (None, owner.name):
            owner.is_name = True
            _move(found, part, owner)


def _is_family_first(full: tuple[str, ...]) -> bool:
    """`Kim Jong Un`, whom texts call Kim."""
    return len(full) == 3 and max(map(len, full[1:])) <= 4


def _is_spelled_as_name(subject: Subject) -> bool:
    """Whether it is a name, or has a capital at every word (`Storm Petra`, where the text has `the storm` too)."""
    return subject.is_name or all(word[0].isupper() for word in subject.name.split(" "))


def _name_in_full(found: Found, lexicon: Lexicon) -> None:
    """`Trump`, of whom the text gives no first name, is the Donald Trump of the archive."""
    for key in [key for key, one in found.items() if len(key) == 1 and one.is_name and not one.is_place]:
        full = lexicon.owner(found[key].name)
        if full is not None:
            subject = found.pop(key)
            subject.name, subject.words = full, tuple(base_form(word) for word in full.split(" "))
            _add(found, subject)


def _take_peoples_home(found: Found, lexicon: Lexicon) -> None:
    """`Central Asian` is Central Asia, where the text, or the archive among its hashtags, has both."""
    for key in [key for key, subject in found.items() if _may_be_people(subject)]:
        home = (*key[:-1], key[-1].removesuffix("يه") if key[-1].endswith("يه") else key[-1][:-1])
        owner = found.get(home)
        if owner is not None and (owner.is_name or key[-1][-1] in "يه"):
            _move(found, key, owner)
        elif len(home[-1]) > 3 and lexicon.uses(" ".join(home)) > 1:
            subject = found.pop(key)
            subject.name, subject.words = subject.name[: len("".join(home)) - len("".join(key))], home
            _add(found, subject)


def _may_be_people(subject: Subject) -> bool:
    last = subject.words[-1]
    return last.endswith(("ي", "يه")) or (subject.is_name and last.endswith(("n", "i")))


def _give_to_compounds(found: Found, reading: Reading) -> None:
    """`levy` is the `water levy` of the headline: a noun alone adds to the one compound that it ends."""
    compounds: dict[str, list[Subject]] = {}
    for subject in found.values():
        if not subject.is_name and len(subject.words) == 2 and _is_weighty(subject, reading):
            compounds.setdefault(subject.words[-1], []).append(subject)
    for head, owners in compounds.items():
        short = found.get((head,))
        if short is not None and not short.is_name and len(owners) == 1:
            _move(found, (head,), owners[0])


def _is_weighty(topic: Subject, reading: Reading) -> bool:
    """Whether a phrase of the beginning is one whose every word the text takes up again."""
    return topic.first <= 1 and all(reading.counts[word] > 1 for word in topic.words)


def _mark_tags(found: Found, article: Article, reading: Reading, lexicon: Lexicon) -> None:
    """Find the publisher's own tags among the subjects, and add those whose words the text has, or that the archive
    knows; long lists are search words, and say nothing."""
    if len(article.topics) > TRUSTED_TAGS:
        return
    for topic in article.topics:
        base = tuple(base_form(word) for word in words(topic))
        subject = found.get(base)
        if subject is not None:
            subject.is_tag = True
        elif base:
            n = min(reading.counts[word] for word in base) or min(1, lexicon.uses(topic) // 2)
            if n:
                first = max(min(reading.first(word), LEAD_SENTENCES) for word in base)
                is_name = len(base) > 1 and all(word[0].isupper() for word in topic.split())
                found[base] = Subject(topic, base, first, first, n, first == 0, is_name, is_tag=True)


def _unsaid_tags(article: Article, found: Found) -> Iterator[Subject]:
    """The publisher's tags of which the text has no word, less the names of sections, in the publisher's order."""
    if len(article.topics) > TRUSTED_TAGS:
        return
    for topic in article.topics:
        base = tuple(base_form(word) for word in words(topic))
        if base and base not in found and key_of(topic) not in SECTION_KEYS:
            yield Subject(topic, base, SPARE_SENTENCES, SPARE_SENTENCES, 0, False, False, is_tag=True)


def _weight(subject: Subject, lexicon: Lexicon, lists: WordLists) -> float:
    """As `phrase_weight`, for things rather than words: how rare a phrase's words are, not how many."""
    idf = [lexicon.idf(word, is_common=word in lists.generic) for word in dict.fromkeys(subject.words)]
    weight = subject.n_mentions * (sum(idf) / len(idf)) * (1.15 if len(idf) > 1 else 1.0)
    weight /= sqrt(2 + subject.first)
    if subject.in_headline:
        weight *= 1.5
    if subject.is_name:
        weight *= 1.5
    if subject.is_tag:
        weight *= 2.0
    return weight


def _is_sayable(subject: Subject, outsiders: frozenset[str], lists: WordLists) -> bool:
    """Whether it could be a hashtag at all."""
    key = "".join(subject.words)
    if len(subject.words) > 1 and subject.words[0] in lists.agencies and subject.name.split(" ")[0].isupper():
        return False
    if key in outsiders or len(key) < 2 or len(subject.words) > 4 or len(subject.name) > 40:
        return False
    if key in lists.media and not subject.in_headline:
        return False
    telling = [word for word in subject.words if word not in lists.function] or subject.words
    if all(word in lists.generic or word in lists.titles or word in lists.calendar for word in telling):
        is_fixed = len(telling) > 1 and subject.n_mentions >= MIN_LATE_MENTIONS and not subject.is_name
        return is_fixed and subject.words[-1] not in lists.heads | lists.titles
    shouted = [word for word in subject.name.split(" ") if word.isupper()]
    if LEANING.match(subject.name) or (len(shouted) > 1 and max(map(len, shouted)) > 3):
        return False
    return subject.is_tag or subject.words[-1] not in lists.titles


def _is_meant(subject: Subject, reading: Reading, lists: WordLists, *, is_arabic: bool) -> bool:
    """Whether the article is about it: it is tagged with it, or comes back to it, sooner or more often the better."""
    if subject.is_tag:
        return True
    n = subject.n_mentions
    if subject.is_name:
        is_headline = subject.in_headline and (n > 1 or len(subject.words) > 1)
        return is_headline or n >= _mentions_wanted(subject, len(reading.lines))
    if len(subject.words) == 1:
        is_topic = subject.words[0] in lists.topics or (is_arabic and n > 2 and subject.name.startswith("ال"))
        return is_topic and subject.first <= LEAD_SENTENCES and n > 1
    if is_arabic and not _is_closed(subject):
        return False
    if subject.words[-1] in lists.heads:
        return False
    return (subject.in_headline and n > 1) or (subject.first <= LEAD_SENTENCES and n >= MIN_MENTIONS)


def _mentions_wanted(subject: Subject, n_lines: int) -> int:
    """How often a name has to stand in a text of so many sentences: a short one has no room to come back to it."""
    if n_lines <= THIN_LINES:
        return 1 if subject.first <= 1 else 2
    if subject.first > LEAD_SENTENCES:
        return MIN_LATE_MENTIONS
    return MIN_MENTIONS if subject.is_place or subject.first > 1 else 2


def _may_help_out(subject: Subject, lists: WordLists) -> bool:
    """Whether it may stand where the article has little: a name that the lead repeats, a topic of the headline."""
    if subject.is_name:
        return subject.n_mentions > 1 and subject.first <= LEAD_SENTENCES
    return subject.in_headline and len(subject.words) == 1 and subject.words[0] in lists.topics


def _is_theatre(subject: Subject, lexicon: Lexicon) -> bool:
    """Whether so many articles speak of it that only the headline, or coming back to it, can mean it."""
    if not subject.is_name or subject.is_tag or subject.in_headline:
        return False
    is_common = lexicon.share(subject.words) > COMMON_NAME_SHARE
    is_taken_up = subject.n_mentions >= COMMON_NAME_MENTIONS and subject.first <= LEAD_SENTENCES
    return is_common and (subject.is_place or not is_taken_up)


def _is_closed(subject: Subject) -> bool:
    """Whether an Arabic phrase is whole: its last word carries the article, or none does and the words come back."""
    first, *rest = subject.name.split(" ")
    if all(part.startswith("ال") for part in rest):
        return True
    return subject.n_mentions > 1 and not any(part.startswith("ال") for part in (first, *rest))


def _outsiders(article: Article, lists: WordLists) -> frozenset[str]:
    """Keys of who wrote, published or sent the article."""
    names = [*article.authors, article.byline, article.publisher_name, article.credit]
    if article.image is not None:
        names.append(article.image.credit)
    keys = {key_of(name) for name in names if name}
    for author in BYLINE_JOINT.split(article.byline) + list(article.authors):
        keys.add(key_of(author))
        keys |= {base_form(word) for word in author.split()[-1:]}
    return frozenset(keys) | lists.agencies

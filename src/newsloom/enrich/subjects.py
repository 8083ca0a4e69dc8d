"""From phrases to subjects: one entry for each thing an article is about, under its best name, weighed.

A surname is its owner, `Israeli` is Israel, `United States` is the US; titles fall off; what names the publisher, the
writer, an agency or a day is no subject, and neither is what the text only passes by.

In: an article, its phrases, the archive's lexicon. Out: `Subject`, best first. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from newsloom.enrich.lexicon import Lexicon
from newsloom.enrich.phrases import Phrase, Reading
from newsloom.enrich.policy import LEAD_SENTENCES, MIN_MENTIONS
from newsloom.enrich.wordlists import WordLists, base_form, key_of, word_lists
from newsloom.records import Article


@dataclass(slots=True)
class Subject:
    """One thing with all its mentions."""

    name: str
    words: tuple[str, ...]
    first: int
    n_mentions: int
    in_headline: bool
    is_name: bool
    is_tag: bool = False
    """Whether the publisher tagged the article with it."""
    weight: float = 0.0


def subjects(article: Article, reading: Reading, lexicon: Lexicon) -> list[Subject]:
    """What the article is about, best first."""
    lists = word_lists(article.language)
    outsiders = _outsiders(article, lists)
    found = _merged(_named(phrase, lists) for phrase in reading.phrases.values())
    _owners(found)
    _mark_tags(found, article)
    for subject in found.values():
        subject.weight = _weight(subject, reading, lexicon, lists)
    kept = [subject for subject in found.values() if _is_subject(subject, outsiders, lists)]
    kept.sort(key=lambda subject: (-subject.weight, subject.first, subject.words))
    return kept


def phrase_weight(phrase: Phrase, reading: Reading, lexicon: Lexicon, generic: frozenset[str]) -> float:
    """Sum of tf·idf over the phrase's words, faded by where it first stands."""
    total = sum(
        reading.counts[word] * lexicon.idf(word, is_common=word in generic) for word in dict.fromkeys(phrase.words)
    )
    return total / sqrt(2 + phrase.first)


def _named(phrase: Phrase, lists: WordLists) -> Subject:
    name = phrase.spelling
    words = phrase.words
    if phrase.is_name:
        name, words = _untitled(name, words, lists)
    place = lists.places.get("".join(words))
    if place:
        name, words = place, tuple(base_form(word) for word in place.split())
    return Subject(
        name=name,
        words=words,
        first=phrase.first,
        n_mentions=phrase.n_mentions,
        in_headline=phrase.in_headline,
        is_name=phrase.is_name or place is not None,
    )


def _untitled(name: str, words: tuple[str, ...], lists: WordLists) -> tuple[str, tuple[str, ...]]:
    """`Secretary of State Marco Rubio` is Marco Rubio; `Foreign Ministry` and `King Charles` stay."""
    parts = name.split(" ")
    if len(parts) != len(words):
        return name, words
    last = max((place for place, word in enumerate(words[:-1]) if word in lists.titles), default=-1)
    if last >= 0 and len(words) > last + 3 and words[last + 1] == "of":
        last += 2
    rest = last + 1
    while rest < len(words) - 1 and words[rest] in lists.particles and not parts[rest][0].isupper():
        rest += 1
    return " ".join(parts[rest:]), words[rest:]


def _merged(named: Iterable[Subject]) -> dict[tuple[str, ...], Subject]:
    found: dict[tuple[str, ...], Subject] = {}
    for subject in named:
        known = found.get(subject.words)
        if known is None:
            found[subject.words] = subject
            continue
        _add(known, subject)
    return found


def _add(known: Subject, other: Subject) -> None:
    known.n_mentions += other.n_mentions
    known.first = min(known.first, other.first)
    known.in_headline = known.in_headline or other.in_headline
    known.is_name = known.is_name or other.is_name


def _owners(found: dict[tuple[str, ...], Subject]) -> None:
    """A name's last word alone is the longer name, where only one name in the text ends with it."""
    longer: dict[str, list[Subject]] = {}
    for subject in found.values():
        if subject.is_name and 2 <= len(subject.words) <= 4:
            longer.setdefault(subject.words[-1], []).append(subject)
    for last, owners in longer.items():
        short = found.get((last,))
        if short is not None and len(owners) == 1 and short.is_name:
            _add(owners[0], short)
            del found[(last,)]


def _mark_tags(found: dict[tuple[str, ...], Subject], article: Article) -> None:
    tagged = {key_of(topic) for topic in article.topics}
    for subject in found.values():
        subject.is_tag = "".join(subject.words) in tagged


def _weight(subject: Subject, reading: Reading, lexicon: Lexicon, lists: WordLists) -> float:
    """As `phrase_weight`, for things rather than words: the rarest of a phrase's words count, not their number."""
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


def _is_subject(subject: Subject, outsiders: frozenset[str], lists: WordLists) -> bool:
    key = "".join(subject.words)
    if key in outsiders or len(key) < 2 or len(subject.words) > 4 or len(subject.name) > 40:
        return False
    if all(word in lists.generic or word in lists.titles or word in lists.calendar for word in subject.words):
        return False
    if not subject.is_name and len(subject.words) == 1 and not (subject.in_headline and subject.n_mentions > 2):
        return False
    if not subject.is_name and subject.words[-1] in lists.titles:
        return False
    leads = subject.in_headline or subject.is_tag
    if subject.is_name:
        return leads or subject.first <= LEAD_SENTENCES or subject.n_mentions >= MIN_MENTIONS
    return leads or subject.n_mentions >= 2


def _outsiders(article: Article, lists: WordLists) -> frozenset[str]:
    """Keys of who wrote, published or sent the article."""
    names = [*article.authors, article.byline, article.publisher_name, article.credit]
    names += [part for part in article.publisher_name.replace("The ", "").split(" - ") if part]
    if article.image is not None:
        names.append(article.image.credit)
    keys = {key_of(name) for name in names if name}
    for author in article.authors or (article.byline,):
        keys |= {base_form(word) for word in author.split()[-1:]}
    return frozenset(keys) | lists.agencies

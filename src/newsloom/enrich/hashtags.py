"""Hashtags: the people, organisations, places, events and topics that an article is about.

Every phrase of the article is weighed by how often its words come back, how rare they are in the archive, and how
early it stands; headline and lead count most. What is left out is as much the work as what is taken: the byline, the
publisher, the agency, the weekday, the title before a name, what is only passed by.

In: an article and the archive's `Lexicon`; a story. Out: `Hashtag`, best first. Refuses: nothing; a thin text has
few hashtags or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from math import sqrt

from newsloom.enrich.furniture import bare_headline
from newsloom.enrich.lexicon import Lexicon
from newsloom.enrich.phrases import Phrase, read
from newsloom.enrich.policy import (
    FAINT_SHARE,
    FEWEST_HASHTAGS,
    FEWEST_NAMED,
    KEY_CHARACTERS,
    KEY_PHRASES,
    LEAD_SENTENCES,
    MAX_HASHTAGS,
    MAX_NAMES,
    MIN_HASHTAGS,
    SUBSTANTIAL_CHARACTERS,
)
from newsloom.enrich.subjects import Subject, phrase_weight, subjects
from newsloom.enrich.wordlists import base_form
from newsloom.records import Article, CopyOf, Hashtag, Provenance, Story
from newsloom.text import WORD, fold

RULE = Provenance(kind="rule", name="hashtags", version="1")


def hashtags(article: Article, lexicon: Lexicon) -> tuple[Hashtag, ...]:
    """What the article is about: four to eight for a substantial text, fewer for a thin one."""
    text = article.text.removeprefix(article.headline)
    is_printed_twice = text.startswith(article.standfirst)
    standfirst = "" if is_printed_twice else article.standfirst
    reading = read(bare_headline(article.headline), text, article.language, standfirst=standfirst)
    meant, passing, spare = subjects(article, reading, lexicon)
    chosen = _chosen(meant)
    if len(article.text) >= SUBSTANTIAL_CHARACTERS:
        for fewest, more in ((FEWEST_HASHTAGS, passing), (FEWEST_NAMED, spare)):
            chosen = chosen if len(chosen) >= fewest else _chosen(more, chosen)[:fewest]
    chosen.sort(key=lambda subject: -subject.weight)
    tags: dict[str, Hashtag] = {}
    for subject in chosen:
        tag = _hashtag(subject, lexicon)
        tags.setdefault(tag.key, tag)
    return tuple(tags.values())


def story_hashtags(story: Story) -> tuple[Hashtag, ...]:
    """The best of its articles': what several of them say counts more; copies say nothing of their own."""
    weight: dict[str, float] = {}
    best: dict[str, Hashtag] = {}
    for member in story.members:
        share = 0.2 if isinstance(member.verdict, CopyOf) else 1.0
        for rank, hashtag in enumerate(member.hashtags):
            weight[hashtag.key] = weight.get(hashtag.key, 0.0) + share / sqrt(1 + rank)
            best.setdefault(hashtag.key, hashtag)
    ranked = sorted(best.values(), key=lambda hashtag: (-weight[hashtag.key], hashtag.key))
    words = {hashtag.key: {base_form(word) for word in hashtag.phrase.split()} for hashtag in ranked}

    def is_part(key: str) -> bool:
        """Whether a longer one that is not much fainter says the same."""
        return any(words[key] < words[other] and 2 * weight[other] >= weight[key] for other in words)

    return tuple(islice((hashtag for hashtag in ranked if not is_part(hashtag.key)), MAX_HASHTAGS))


def key_phrases(article: Article, lexicon: Lexicon) -> tuple[tuple[str, float], ...]:
    """The twenty best phrases with their weights, names or not, none inside another: the raw matter of hashtags."""
    reading = read(article.headline, article.text, article.language, n_characters=KEY_CHARACTERS)
    weighed = [
        (phrase_weight(phrase, reading, lexicon, article.language), phrase)
        for phrase in reading.phrases.values()
        if phrase.n_alone
    ]
    weighed.sort(key=lambda pair: (-pair[0], pair[1].first, pair[1].words))
    chosen: list[tuple[float, Phrase]] = []
    for weight, phrase in weighed:
        if len(chosen) == KEY_PHRASES:
            break
        if not any(_nests(phrase.words, other.words) for _, other in chosen):
            chosen.append((weight, phrase))
    return tuple((phrase.spelling, weight) for weight, phrase in chosen)


def _chosen(found: Sequence[Subject], before: Sequence[Subject] = ()) -> list[Subject]:
    """The best that do not say the same; names leave room for topics, and faint ones only fill up."""
    chosen = list(before)
    n_topics = sum(not subject.is_name for subject in found)
    for subject in found:
        n_names = sum(other.is_name for other in chosen)
        is_faint = len(chosen) >= MIN_HASHTAGS and subject.weight < FAINT_SHARE * chosen[0].weight
        crowds = subject.is_name and n_names >= MAX_HASHTAGS - min(n_topics, MAX_HASHTAGS - MAX_NAMES)
        if len(chosen) == MAX_HASHTAGS or is_faint:
            break
        if not crowds and not any(_overlap(subject, other) for other in chosen):
            chosen.append(subject)
    return chosen


def _overlap(subject: Subject, other: Subject) -> bool:
    """Whether one holds the other, or two topics share half of their words."""
    mine, theirs = set(subject.words), set(other.words)
    if mine <= theirs or theirs <= mine:
        return True
    return not subject.is_name and 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _nests(words: Sequence[str], others: Sequence[str]) -> bool:
    short, long = sorted((tuple(words), tuple(others)), key=len)
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def _hashtag(subject: Subject, lexicon: Lexicon) -> Hashtag:
    established = lexicon.established(subject.name)
    spelling = established[1] if established else spell(subject.name)
    return Hashtag(
        key=established[0] if established else fold(spelling).replace("_", ""),
        spelling=spelling,
        phrase=subject.name,
        score=round(subject.weight, 4),
        provenance=RULE,
        reason=_reason(subject),
    )


def _reason(subject: Subject) -> str:
    if subject.is_tag:
        return "publisher-tag"
    if subject.in_headline:
        return "headline"
    return "lead" if subject.first <= LEAD_SENTENCES else "repeated"


def spell(phrase: str) -> str:
    """A phrase as a hashtag, without its mark: `AbrahamAccords`, `G20`, `أسعار_النفط`."""
    words = ["".join(letter for letter in word if letter.isalnum()) for word in WORD.findall(phrase.replace("-", " "))]
    words = [word for word in words if word]
    if any("\u0600" <= letter <= "\u06ff" for letter in phrase):
        return "_".join(words)
    return "".join(word.capitalize() if _is_shouted(word) else word[0].upper() + word[1:] for word in words)


def _is_shouted(word: str) -> bool:
    return len(word) > 5 and word.isupper() and word.isalpha()

"""What the publishers of a story agree on, what only one of them tells, and how their headlines put it.

In: a story. Out: `Perspectives`. Refuses: an opinion. Nobody is called biased; sentences and headlines stand side by
side, and who publishes them, where, the page says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from newsloom.enrich.telling import (
    N_READ_LATELY,
    Sentence,
    content_words,
    news_sentences,
    repeats,
    stands_alone,
    tellers,
)
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Article, ArticleId, Framing, Perspectives, PublisherId, Statement, Story
from newsloom.text import WORD
from newsloom.voice import tells_of_others

N_SENTENCES = 12
"""Sentences of an article that are held against the others'."""
BEGINNING = 8
"""Among which one stands that a publisher alone tells: what it leaves for the end it does not stress itself."""
FEWEST_SHARED = 3
"""Content words that two sentences share before they say the same."""
MOST_SHARED, FEWEST_OWN = 0.5, 3
"""What a publisher tells alone: no other article has so large a share of its content words, and none has so many of
them."""
TELLING = re.compile(r"(?<=\w )[A-ZÀ-ÞĀ-Ž][\w’'-]+|\d[\d.,]*\d|\d")
"""Names, inside a sentence, and numbers."""
MAX_AGREED, MAX_ALONE, ALONE_EACH, MAX_FRAMINGS, MAX_OWN_WORDS = 5, 6, 2, 16, 6


@dataclass(slots=True)
class _Claim:
    """Sentences that say the same, the first one first."""

    sentences: list[Sentence]

    @property
    def publishers(self) -> tuple[PublisherId, ...]:
        return tuple(dict.fromkeys(_house(sentence.article) for sentence in self.sentences))


def perspectives(story: Story) -> Perspectives | None:
    """None for a story of one publisher, or of copies. Cost: O(n_sentences²) of at most 40 articles."""
    articles = tellers(story)
    houses = {_house(article) for article in articles}
    if len(houses) < 2:
        return None
    told = {article.id: _told(article) for article in articles}
    return Perspectives(
        agreed=_agreed([sentence for one in articles for sentence in told[one.id]], max(2, -(-len(houses) // 2))),
        only_some=_alone(articles, told),
        framings=_framings(articles),
    )


@lru_cache(maxsize=N_READ_LATELY)
def _told(article: Article) -> tuple[Sentence, ...]:
    return tuple(
        sentence
        for sentence in news_sentences(article, N_SENTENCES)
        if stands_alone(sentence) and tells_of_others(sentence.text, article.language)
    )


@lru_cache(maxsize=N_READ_LATELY)
def _all_words(article: Article) -> tuple[str, ...]:
    """Each once; a set of so many takes eight times the memory."""
    return tuple(content_words(article.text, article.language))


def _agreed(sentences: Sequence[Sentence], n_wanted: int) -> tuple[Statement, ...]:
    claims: list[_Claim] = []
    claims_with: dict[str, list[int]] = {}
    for sentence in sentences:
        n_shared = Counter(chain.from_iterable(claims_with.get(word, ()) for word in sentence.words))
        near = sorted(claim for claim, n in n_shared.items() if n >= FEWEST_SHARED)
        home = next((claim for claim in near if repeats(sentence, claims[claim].sentences[:1])), None)
        if home is None:
            for word in sentence.words:
                claims_with.setdefault(word, []).append(len(claims))
            claims.append(_Claim([sentence]))
        else:
            claims[home].sentences.append(sentence)
    borne_out = [claim for claim in claims if len(claim.publishers) >= n_wanted]
    borne_out.sort(key=lambda claim: (-len(claim.publishers), claim.sentences[0].place))
    return tuple(
        Statement(citation=claim.sentences[0].citation, publishers=claim.publishers) for claim in borne_out[:MAX_AGREED]
    )


def _alone(articles: Sequence[Article], told: Mapping[ArticleId, Sequence[Sentence]]) -> tuple[Statement, ...]:
    """Sentences of a beginning whose words nobody else has."""
    texts = [(_house(article), _all_words(article)) for article in articles]
    holders = _holders(texts)
    found: list[Statement] = []
    n_each: Counter[PublisherId] = Counter()
    for article in articles:
        house = _house(article)
        for sentence in told[article.id]:
            if sentence.place >= BEGINNING or n_each[house] == ALONE_EACH or len(found) == MAX_ALONE:
                break
            own = frozenset(word for word in sentence.words if holders.get(word, house) == house)
            others = (words for other, words in texts if other != house)
            if _is_telling(sentence, own) and not _is_shared(sentence, others):
                n_each[house] += 1
                found.append(Statement(citation=sentence.citation, publishers=(house,)))
    return tuple(found)


def _holders(texts: Sequence[tuple[PublisherId, Sequence[str]]]) -> dict[str, PublisherId | None]:
    """Of each word the one publisher that has it; None where there are several."""
    holders: dict[str, PublisherId | None] = {}
    for house, words in texts:
        for word in words:
            if holders.setdefault(word, house) != house:
                holders[word] = None
    return holders


def _is_telling(sentence: Sentence, own: frozenset[str]) -> bool:
    """Whether it has enough words that nobody else has, a name or number among them if it has any: words can be put
    otherwise."""
    telling = {base_form(word) for word in TELLING.findall(sentence.text)}
    return len(own) >= FEWEST_OWN and not (telling and telling.isdisjoint(own))


def _is_shared(sentence: Sentence, others: Iterable[Sequence[str]]) -> bool:
    """Whether another text has too many of its words."""
    most = MOST_SHARED * len(sentence.words)
    return any(len(sentence.words.intersection(words)) >= most for words in others)


def _framings(articles: Sequence[Article]) -> tuple[Framing, ...]:
    """The first headline of each publisher, with the words that no other of them has."""
    firsts: dict[PublisherId, Article] = {}
    for article in articles:
        if article.headline:
            firsts.setdefault(_house(article), article)
    words = {house: content_words(article.headline, article.language) for house, article in firsts.items()}
    n_headlines = Counter(word for one in words.values() for word in one)
    return tuple(
        Framing(
            article_id=article.id,
            publisher_id=house,
            headline=article.headline,
            own_words=tuple(islice(_own_words(article, n_headlines), MAX_OWN_WORDS)),
        )
        for house, article in islice(firsts.items(), MAX_FRAMINGS)
    )


def _own_words(article: Article, n_headlines: Counter[str]) -> Iterator[str]:
    silent = word_lists(article.language).silent
    for word in dict.fromkeys(WORD.findall(article.headline)):
        if n_headlines[base_form(word)] == 1 and base_form(word) not in silent:
            yield word


def _house(article: Article) -> PublisherId:
    """What tells publishers apart; an article that nobody is known to have published is alone."""
    return article.publisher_id or PublisherId(article.publisher_name or article.id)

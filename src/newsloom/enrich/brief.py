"""Briefs of sentences that the publishers wrote, each where exactly it stands.

An article's brief is its beginning without what is not news: no way of choosing sentences that was tried beats the
first three on single articles. A story's brief begins with the opening that the other articles and all headlines bear
out most, and goes on with what the others add. Only texts about this one event speak in it, no round-up, live blog or
note to an episode, and no sentence that speaks of its writer or to the reader.

In: an article, or a story of several publishers. Out: `Brief`, or None where a text is too thin to be shortened.
Refuses: nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice

from newsloom.enrich import policy
from newsloom.enrich.telling import (
    N_READ_LATELY,
    Sentence,
    content_words,
    news_sentences,
    repeats,
    stands_alone,
    tellers,
)
from newsloom.records import Article, Brief, Provenance, Story
from newsloom.voice import tells_of_others

RULE = Provenance(kind="rule", name="brief", version="2")


def brief(article: Article) -> Brief | None:
    """The first sentences that are news; None where the text has too few to leave any out."""
    sentences = list(news_sentences(article))
    if len(sentences) < policy.MIN_TEXT_SENTENCES:
        return None
    chosen: list[Sentence] = []
    for sentence in sentences:
        if len(chosen) == policy.BRIEF_SENTENCES:
            break
        if not repeats(sentence, chosen):
            chosen.append(sentence)
    return _brief(chosen)


def story_brief(story: Story) -> Brief | None:
    """The story's news from several publishers, nothing said twice; None for a story of one publisher or of copies."""
    pools = [pool for article in tellers(story) if (pool := _beginning(article))]
    if len({pool[0].article.publisher_id for pool in pools}) < 2:
        return None
    weights = _weights(pools)
    chosen = [max((pool[0] for pool in pools), key=_worth_beside([], weights))]
    alone = [sentence for pool in pools for sentence in pool if stands_alone(sentence)]
    n_sentences = _n_sentences(pools)
    while len(chosen) < n_sentences:
        alone = [one for one in alone if one is not chosen[-1] and not repeats(one, chosen[-1:])]
        fresh = _second_voices(alone, chosen) if len(chosen) + 1 == n_sentences else alone
        if not fresh:
            break
        worth = _worth_beside(chosen, weights)
        chosen.append(max(fresh, key=lambda one: (worth(one), -one.place)))
    if len({sentence.article.publisher_id for sentence in chosen}) < 2:
        return None
    lead, *others = chosen
    others.sort(key=lambda one: (one.article.at, one.article.id, one.start))
    return _brief([lead, *others])


def _n_sentences(pools: Sequence[Sequence[Sentence]]) -> int:
    """How long the brief is: longer where many publishers tell the story."""
    n_publishers = len({pool[0].article.publisher_id for pool in pools})
    return policy.BRIEF_SENTENCES + sum(n_publishers >= many for many in policy.MANY_PUBLISHERS)


def _second_voices(fresh: list[Sentence], chosen: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of other publishers, where only one has spoken so far: the last sentence is theirs."""
    spoken = {sentence.article.publisher_id for sentence in chosen}
    return fresh if len(spoken) > 1 else [one for one in fresh if one.article.publisher_id not in spoken] or fresh


@lru_cache(maxsize=N_READ_LATELY)
def _beginning(article: Article) -> tuple[Sentence, ...]:
    """An article's first sentences that tell of others than its writer and its reader."""
    told = (sentence for sentence in news_sentences(article) if tells_of_others(sentence.text, article.language))
    return tuple(islice(told, policy.STORY_LEAD_SENTENCES))


def _brief(chosen: Sequence[Sentence]) -> Brief | None:
    if not chosen:
        return None
    articles = {sentence.article.id: sentence.article.publisher_id for sentence in chosen}
    return Brief(
        sentences=tuple(sentence.citation for sentence in chosen),
        n_articles=len(articles),
        n_publishers=len(set(articles.values())),
        provenance=RULE,
    )


def _weights(pools: Sequence[Sequence[Sentence]]) -> dict[str, float]:
    """What each word says of the story: the share of the other articles whose beginnings hold it, and of the headlines,
    which count `HEADLINE_WEIGHT` times. What several say is the story."""
    beginnings, headlines = Counter[str](), Counter[str]()
    for pool in pools:
        beginnings.update(frozenset().union(*(sentence.words for sentence in pool)))
        headlines.update(content_words(pool[0].article.headline, pool[0].article.language))
    n_others, n_headlines = max(1, len(pools) - 1), len(pools) / policy.HEADLINE_WEIGHT
    return {word: (n - 1) / n_others + headlines[word] / n_headlines for word, n in beginnings.items()}


def _worth_beside(chosen: Sequence[Sentence], weights: dict[str, float]) -> Callable[[Sentence], float]:
    """How much of the story a sentence tells for its length that the chosen ones do not; early ones and new voices
    first."""
    told = frozenset().union(*(other.words for other in chosen))
    voices = {other.article.publisher_id for other in chosen}

    def worth(sentence: Sentence) -> float:
        tells = sum(weights[word] for word in sentence.words - told)
        length: float = (len(sentence.words) + policy.SHORT_SENTENCE_WORDS) ** policy.LENGTH_WEIGHT
        novelty = 1.0 if sentence.article.publisher_id in voices else policy.NEW_VOICE
        return tells / length * novelty / (1 + policy.LATE_WEIGHT * sentence.place)

    return worth

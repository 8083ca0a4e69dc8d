"""An archive of invented articles, for measuring pages: words that follow Zipf's law, stories of very unequal size.

In: a home that is empty, and a number. Out: a SQLite database as a year of weaving leaves it. Refuses: nothing.
The same number always gives the same archive.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from newsloom.publish import publish
from newsloom.records import (
    SECTIONS,
    Article,
    Brief,
    Citation,
    CopyOf,
    Enrichment,
    Hashtag,
    Joins,
    Language,
    Member,
    Original,
    Provenance,
    PublisherId,
    Reason,
    Relation,
    SafeHtml,
    Signature,
    Sketch,
    Starts,
    Story,
    Verdict,
    Woven,
)
from newsloom.store import Store
from newsloom.text import sentence_spans
from newsloom.urls import article_id, story_id

RULE = Provenance(kind="rule", name="invented", version="1")
BEGIN, DAYS = datetime(2026, 10, 1, tzinfo=UTC), 28
N_PUBLISHERS, N_HASHTAGS, N_WORDS = 60, 1200, 12_000
BATCH = 500
LATIN = (
    "ba be bi bo bu da de di do du ka ke ki ko la le li lo lu ma me mi mo na ne ni no ra re ri ro sa se si so".split()
)
ARABIC = "با بي بو دا دي دو كا كي كو لا لي لو ما مي مو نا ني نو را ري رو سا سي سو تا تي تو جا جي حا عا في قا شا".split()


@dataclass(frozen=True, slots=True)
class Tongue:
    language: Language
    words: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, rng: random.Random, n: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=n)


def fill(store: Store, n_articles: int, *, seed: int = 1) -> None:
    """Put `n_articles` into the store, with everything that pages show. Cost: about two minutes for 20,000."""
    rng = random.Random(seed)
    tongues = [_tongue(rng, "en", LATIN), _tongue(rng, "ar", ARABIC)]
    hashtags = {tongue.language: _hashtags(tongue, rng) for tongue in tongues}
    stories = list(_stories(rng, tongues, hashtags, n_articles))
    woven = sorted((one for story in stories for one in story), key=lambda one: (one.article.at, one.article.id))
    now = BEGIN + timedelta(days=DAYS)
    for start in range(0, len(woven), BATCH):
        store.keep(woven[start : start + BATCH], now=now)
    leads = [story[0].article for story in stories]
    made = []
    for number, story in enumerate(stories):
        record = _story(story)
        enrichment = _enrichment(record, rng.sample(leads, 4), now)
        made.append((enrichment, publish(record, enrichment, None, now=now)))
        if len(made) == BATCH or number == len(stories) - 1:
            store.keep_enrichments(made)
            made.clear()


def _stories(
    rng: random.Random, tongues: Sequence[Tongue], hashtags: dict[Language, list[Hashtag]], n_articles: int
) -> Iterator[list[Woven]]:
    n_made = 0
    while n_made < n_articles:
        tongue = tongues[rng.random() < 0.15]
        size = min(int(rng.paretovariate(1.1)), 120, n_articles - n_made)
        begun = BEGIN + timedelta(minutes=rng.randrange(DAYS * 24 * 60))
        topics = rng.choices(hashtags[tongue.language], weights=[1 / (k + 3) for k in range(N_HASHTAGS)], k=5)
        section = rng.choice(("", *SECTIONS))
        story: list[Woven] = []
        for number in range(size):
            at = min(begun + timedelta(minutes=rng.expovariate(1 / 300) * number**0.5), BEGIN + timedelta(days=DAYS))
            article = _article(rng, tongue, f"{n_made + number}", at, section)
            story.append(_woven(rng, article, story, topics))
        n_made += size
        yield story


def _article(rng: random.Random, tongue: Tongue, name: str, at: datetime, section: str) -> Article:
    publisher = rng.randrange(N_PUBLISHERS)
    blocks = [
        " ".join(_sentence(rng, tongue) for _ in range(rng.randint(2, 4))) for _ in range(max(2, int(rng.gauss(9, 4))))
    ]
    url = f"https://paper{publisher}.example/{name}"
    return Article(
        id=article_id(url=url),
        url=url,
        publisher_id=PublisherId(f"paper{publisher}.example"),
        publisher_name=f"Paper {publisher}",
        headline=_sentence(rng, tongue)[:90].rstrip("."),
        standfirst=_sentence(rng, tongue),
        byline="A. Writer",
        authors=("A. Writer",),
        text="\n\n".join(blocks),
        html=SafeHtml("".join(f"<p>{block}</p>" for block in blocks)),
        published_at=at,
        seen_at=at + timedelta(minutes=9),
        section=section,
        language=tongue.language,
    )


def _woven(rng: random.Random, article: Article, story: Sequence[Woven], topics: Sequence[Hashtag]) -> Woven:
    verdict: Verdict = Original(article_id=article.id)
    home = story_id(story[0].article.id if story else article.id)
    if story and rng.random() < 0.2:
        original = story[0].article.id
        verdict = CopyOf(article_id=article.id, original_id=original, kind="wire", resemblance_share=0.9)
    reasons = (Reason(kind="names", terms=tuple(topic.phrase for topic in topics[:2])),)
    return Woven(
        article=article,
        sketch=Sketch(
            article_id=article.id,
            n_shingles=300,
            minhash=np.zeros(128, dtype=np.uint32),
            exact_hash=rng.getrandbits(63),
        ),
        verdict=verdict,
        signature=Signature(
            article_id=article.id, language=article.language, at=article.at, headline_terms=(), terms=()
        ),
        placement=Joins(article_id=article.id, story_id=home, logit=1.5, reasons=reasons)
        if story
        else Starts(article_id=article.id, story_id=home),
        hashtags=tuple({topic.key: topic for topic in topics}.values()),
    )


def _story(woven: Sequence[Woven]) -> Story:
    members = tuple(
        Member(
            article=one.article,
            verdict=one.verdict,
            reasons=one.placement.reasons if isinstance(one.placement, Joins) else (),
            hashtags=one.hashtags,
        )
        for one in sorted(woven, key=lambda one: (one.article.at, one.article.id))
    )
    first = woven[0]
    return Story(id=first.placement.story_id, language=first.article.language, members=members)


def _enrichment(story: Story, others: Sequence[Article], now: datetime) -> Enrichment:
    related = tuple(
        Relation(story_id=None, article_id=other.id, kind="same-affair", score=1.0, reasons=story.members[-1].reasons)
        for other in others
    )
    briefs = tuple((member.article.id, _brief([member.article])) for member in story.members)
    whole = _brief([member.article for member in story.members[:3]])
    return Enrichment(
        story_id=story.id,
        made_at=now,
        hashtags=story.members[0].hashtags,
        related=related,
        brief=replace(whole, n_articles=len(story.members)),
        article_briefs=briefs,
        article_related=tuple((member.article.id, related) for member in story.members),
    )


def _brief(articles: Sequence[Article]) -> Brief:
    cited = [
        Citation(text=article.text[start:end], article_id=article.id, start=start, end=end)
        for article in articles
        for start, end in list(sentence_spans(article.text))[:2]
    ]
    return Brief(sentences=tuple(cited), n_articles=1, n_publishers=1, provenance=RULE)


def _sentence(rng: random.Random, tongue: Tongue) -> str:
    words = tongue.draw(rng, rng.randint(9, 22))
    return " ".join([words[0].capitalize(), *words[1:]]) + "."


def _tongue(rng: random.Random, language: str, syllables: Sequence[str]) -> Tongue:
    words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(N_WORDS)]
    weights, total = [], 0.0
    for rank in range(N_WORDS):
        total += 1 / (rank + 3)
        weights.append(total)
    return Tongue(Language(language), tuple(words), tuple(weights))


def _hashtags(tongue: Tongue, rng: random.Random) -> list[Hashtag]:
    phrases = [
        " ".join(word.capitalize() for word in tongue.draw(rng, 2)) + f" {number}" for number in range(N_HASHTAGS)
    ]
    return [
        Hashtag(
            key=phrase.replace(" ", "").casefold(),
            spelling=phrase.replace(" ", ""),
            phrase=phrase,
            score=1.0,
            provenance=RULE,
        )
        for phrase in phrases
    ]

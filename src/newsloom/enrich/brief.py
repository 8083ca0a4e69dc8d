"""Briefs of sentences that the publishers wrote, each where exactly it stands.

An article's brief is its beginning without what is not news: no way of choosing sentences that was tried beats the
first three on single articles. A story's brief is its lead article's news and what the others add to it.

In: an article, or a story of several publishers. Out: `Brief`, or None where a text is too thin to be shortened.
Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsloom.enrich import policy
from newsloom.enrich.phrases import DATELINE, without_credits
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Article, Brief, Citation, Original, Provenance, Story
from newsloom.text import WORD, sentence_spans

RULE = Provenance(kind="rule", name="brief", version="1")

DANGLING = re.compile(
    r"^[\"“”'‘«]*(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|But|And|Also|However|Meanwhile|Still|Then"
    r"|So|Or|Yet|Instead|Moreover|Furthermore|Both|Such|Here|There)\b|^[\"“”'‘«]*(?:وأضاف|وقال|وتابع|وأوضح|وأكد|لكن|ولكن|كما|وذكر)\b"
)
"""A sentence that leans on the one before it; alone it says nothing."""
SPEAKER = re.compile(r"\b(?:said|says|told|wrote|added|according|tweeted|posted)\b|قال|أضاف|أكد|صرح|ذكر", re.IGNORECASE)
QUOTE = re.compile(r"^[\"“«‘']")


@dataclass(frozen=True, slots=True)
class Sentence:
    article: Article
    place: int
    start: int
    end: int
    words: frozenset[str]
    """Content words, in base form."""

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def citation(self) -> Citation:
        return Citation(text=self.text, article_id=self.article.id, start=self.start, end=self.end)


def brief(article: Article) -> Brief | None:
    """The first sentences that are news; None where the text has too few to leave any out."""
    sentences = list(_sentences(article))
    if len(sentences) < policy.MIN_TEXT_SENTENCES:
        return None
    chosen: list[Sentence] = []
    for sentence in sentences:
        if len(chosen) == policy.BRIEF_SENTENCES:
            break
        if not _repeats(sentence, chosen):
            chosen.append(sentence)
    return _brief(chosen)


def story_brief(story: Story) -> Brief | None:
    """The story's news from several publishers, nothing said twice; None for a story of one publisher or of copies."""
    originals = [member.article for member in story.members if isinstance(member.verdict, Original)]
    if len({article.publisher_id for article in originals}) < 2:
        return None
    pools = [pool for article in originals if (pool := list(_sentences(article))[: policy.STORY_LEAD_SENTENCES])]
    if not pools:
        return None
    chosen: list[Sentence] = [pools[0][0]]
    pool = [sentence for pool in pools for sentence in pool if _stands_alone(sentence)]
    weights = _weights(pools)
    while len(chosen) < policy.MAX_BRIEF_SENTENCES:
        fresh = [one for one in pool if one not in chosen and not _repeats(one, chosen)]
        if not fresh:
            break
        chosen.append(max(fresh, key=lambda one: (_worth(one, chosen, weights), -one.place)))
    if len({sentence.article.publisher_id for sentence in chosen}) < 2:
        return None
    lead, *others = chosen
    others.sort(key=lambda one: (one.article.at, one.article.id, one.start))
    return _brief([lead, *others])


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


def _sentences(article: Article) -> Iterator[Sentence]:
    """Sentences that are news, in order: no heading, credit or invitation, no dateline, no broken end of a cut text."""
    spans = list(islice(sentence_spans(article.text), policy.BRIEF_READS))
    function = word_lists(article.language).function
    if article.is_cut and spans and spans[-1][1] == len(article.text.rstrip()):
        spans.pop()
    place = 0
    for number, (start, end) in enumerate(spans):
        if number == 0:
            start += _dateline(article.text[start:end])
        text = article.text[start:end]
        if not _is_news(text):
            continue
        words = frozenset(base_form(word) for word in WORD.findall(text)) - function
        yield Sentence(article, place, start, end, words)
        place += 1


def _dateline(text: str) -> int:
    found = DATELINE.match(text)
    return found.end() if found else 0


def _is_news(text: str) -> bool:
    if len(text) < 25 or text.rstrip('"”’»)]')[-1:] not in {".", "!", "?", "؟", "…", "。"}:
        return False
    return without_credits(text) == text


def _stands_alone(sentence: Sentence) -> bool:
    text = sentence.text
    return not DANGLING.match(text) and (not QUOTE.match(text) or SPEAKER.search(text) is not None)


def _repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    return any(
        len(sentence.words & other.words)
        >= policy.SAID_TWICE_SHARE * max(1, min(len(sentence.words), len(other.words)))
        for other in chosen
    )


def _weights(pools: Sequence[Sequence[Sentence]]) -> dict[str, int]:
    """In how many articles' beginnings each word stands: what several say is the story."""
    weights: dict[str, int] = {}
    for pool in pools:
        for word in frozenset().union(*(sentence.words for sentence in pool)):
            weights[word] = weights.get(word, 0) + 1
    return weights


def _worth(sentence: Sentence, chosen: Sequence[Sentence], weights: dict[str, int]) -> float:
    told = frozenset().union(*(other.words for other in chosen))
    shared = sum(weights[word] - 1 for word in sentence.words - told)
    is_new_voice = all(other.article.publisher_id != sentence.article.publisher_id for other in chosen)
    return (1 + shared / max(8, len(sentence.words))) * (2.0 if is_new_voice else 1.0) / (1 + sentence.place)

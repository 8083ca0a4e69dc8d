"""Briefs of sentences that the publishers wrote, each where exactly it stands.

An article's brief is its beginning without what is not news: no way of choosing sentences that was tried beats the
first three on single articles. A story's brief begins with the opening that the other articles and all headlines bear
out most, and goes on with what the others add. Only texts about this one event speak in it, no round-up, live blog or
note to an episode, and no sentence that speaks of its writer or to the reader.

In: an article, or a story of several publishers. Out: `Brief`, or None where a text is too thin to be shortened.
Refuses: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsloom.enrich import policy
from newsloom.enrich.phrases import DATELINE, without_credits
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Article, Brief, Citation, Language, Original, Provenance, Story
from newsloom.text import WORD, folded_words, sentence_spans
from newsloom.voice import TORN_QUOTE, tells_of_others

RULE = Provenance(kind="rule", name="brief", version="1")

DANGLING = re.compile(
    r"^[\"“”'‘«]*(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|But|And|Also|However|Meanwhile|Still|Then"
    r"|So|Or|Yet|Instead|Moreover|Furthermore|Both|Such|Here|There)\b|^[\"“”'‘«]*(?:وأضاف|وقال|وتابع|وأوضح|وأكد|لكن|ولكن|كما|وذكر)\b"
)
"""A sentence that leans on the one before it; alone it says nothing."""
SPEAKER = re.compile(r"\b(?:said|says|told|wrote|added|according|tweeted|posted)\b|قال|أضاف|أكد|صرح|ذكر", re.IGNORECASE)
N_TELLERS = 20
"""Articles from either end of a story that are read for its brief: its hundredth page costs no more than its tenth."""
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
    pools = [pool for article in _tellers(story) if (pool := _beginning(article))]
    if len({pool[0].article.publisher_id for pool in pools}) < 2:
        return None
    weights = _weights(pools)
    chosen = [max((pool[0] for pool in pools), key=lambda one: _worth(one, [], weights))]
    pool = [sentence for pool in pools for sentence in pool if _stands_alone(sentence)]
    n_sentences = _n_sentences(pools)
    while len(chosen) < n_sentences:
        fresh = [one for one in pool if one not in chosen and not _repeats(one, chosen)]
        if len(chosen) + 1 == n_sentences:
            fresh = _second_voices(fresh, chosen)
        if not fresh:
            break
        chosen.append(max(fresh, key=lambda one: (_worth(one, chosen, weights), -one.place)))
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


def _tellers(story: Story) -> list[Article]:
    """Whose sentences may tell the story: of very many who told it first, and who told it last."""
    originals = (member.article for member in story.members if isinstance(member.verdict, Original))
    tellers = [article for article in originals if article.kind == "text"]
    return [*tellers[:N_TELLERS], *tellers[N_TELLERS:][-N_TELLERS:]]


def _beginning(article: Article) -> list[Sentence]:
    """An article's first sentences that tell of others than its writer and its reader."""
    told = (sentence for sentence in _sentences(article) if tells_of_others(sentence.text, article.language))
    return list(islice(told, policy.STORY_LEAD_SENTENCES))


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
    """Sentences that are news, in order: no heading, credit or invitation, no dateline, no standfirst that was printed
    before the text, no broken end of a cut text."""
    spans = list(islice(sentence_spans(article.text), policy.BRIEF_READS))
    if article.is_cut and spans and spans[-1][1] == len(article.text.rstrip()):
        spans.pop()
    begins, place = _standfirst_end(article), 0
    for start, end in spans:
        if start < begins:
            continue
        if place == 0:
            start += _dateline(article.text[start:end])
        text = article.text[start:end]
        if not _is_news(text):
            continue
        yield Sentence(article, place, start, end, _content(text, article.language))
        place += 1


def _content(text: str, language: Language) -> frozenset[str]:
    return frozenset(base_form(word) for word in WORD.findall(text)) - word_lists(language).function


def _standfirst_end(article: Article) -> int:
    """Where the text goes on after its first paragraph, if that is the standfirst again, which readers have seen."""
    first, mark, _ = article.text.partition("\n")
    is_printed = bool(mark and article.standfirst) and folded_words(first) == folded_words(article.standfirst)
    return len(first) if is_printed else 0


def _dateline(text: str) -> int:
    found = DATELINE.match(text)
    return found.end() if found else 0


def _is_news(text: str) -> bool:
    if len(text) < 25 or text.rstrip('"”’»)]')[-1:] not in {".", "!", "?", "؟", "…", "。"}:
        return False
    return not _is_torn(text) and without_credits(text) == text


def _is_torn(text: str) -> bool:
    """Whether it goes on from something else, a heading perhaps: it begins small, and not as `iPhone` does."""
    first = WORD.search(text)
    return first is not None and first.group().islower() and text.lower() != text


def _stands_alone(sentence: Sentence) -> bool:
    text = sentence.text
    if DANGLING.match(text) or TORN_QUOTE.match(text):
        return False
    return not QUOTE.match(text) or SPEAKER.search(text) is not None


def _repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    return any(
        len(sentence.words & other.words)
        >= policy.SAID_TWICE_SHARE * max(1, min(len(sentence.words), len(other.words)))
        for other in chosen
    )


def _weights(pools: Sequence[Sequence[Sentence]]) -> dict[str, float]:
    """What each word says of the story: the share of the other articles whose beginnings hold it, and of the headlines,
    which count `HEADLINE_WEIGHT` times. What several say is the story."""
    beginnings, headlines = Counter[str](), Counter[str]()
    for pool in pools:
        beginnings.update(frozenset().union(*(sentence.words for sentence in pool)))
        headlines.update(_content(pool[0].article.headline, pool[0].article.language))
    n_others, n_headlines = max(1, len(pools) - 1), len(pools) / policy.HEADLINE_WEIGHT
    return {word: (n - 1) / n_others + headlines[word] / n_headlines for word, n in beginnings.items()}


def _worth(sentence: Sentence, chosen: Sequence[Sentence], weights: dict[str, float]) -> float:
    """How much of the story it tells for its length that the chosen ones do not; early ones and new voices first."""
    told = frozenset().union(*(other.words for other in chosen))
    tells = sum(weights[word] for word in sentence.words - told)
    is_new_voice = all(other.article.publisher_id != sentence.article.publisher_id for other in chosen)
    length: float = (len(sentence.words) + policy.SHORT_SENTENCE_WORDS) ** policy.LENGTH_WEIGHT
    return tells / length * (policy.NEW_VOICE if is_new_voice else 1.0) / (1 + policy.LATE_WEIGHT * sentence.place)

"""The sentences of an article that are news, and which of them may stand alone where newsloom speaks.

In: articles, stories. Out: `Sentence`s in the order of the text. Refuses: headings, credits, invitations, a standfirst
that was printed before the text, the broken end of a cut text; datelines are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from newsloom.enrich import policy
from newsloom.enrich.furniture import DATELINE, without_credits
from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.orders import is_order
from newsloom.records import Article, Citation, Language, Original, Story
from newsloom.text import WORD, folded_words, sentence_spans
from newsloom.voice import TORN_QUOTE

DANGLING = re.compile(
    r"^[\"“”'‘«]*(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|But|And|Also|However|Meanwhile|Still|Then"
    r"|So|Or|Yet|Instead|Moreover|Furthermore|Both|Such|Here|There)\b|^[\"“”'‘«]*(?:وأضاف|وقال|وتابع|وأوضح|وأكد|لكن|ولكن|كما|وذكر)\b"
)
"""A sentence that leans on the one before it; alone it says nothing."""
SPEAKER = re.compile(r"\b(?:said|says|told|wrote|added|according|tweeted|posted)\b|قال|أضاف|أكد|صرح|ذكر", re.IGNORECASE)
N_READ_LATELY = 2_000
"""Articles of which it is remembered what was read in them, some 60 KB each with their texts: a story that grows is
read again and again."""
N_A_PART = 20
"""Sentences read together: briefs and perspectives need one part, time lines and figures two."""
N_TELLERS = 20
"""Articles from either end of a story that are read for its brief: its hundredth page costs no more than its tenth."""
QUOTE = re.compile(r"^[\"“«‘']")
LOOSE_SPEAKER = re.compile(r"[,.!?]['’]?[\"”»][\s,]*(?:he|she|they)\s\w+", re.IGNORECASE)
"""`…,” he added`: who, the sentence before says."""
LOOSE_PERSON = re.compile(
    r"^(?:\W*\w+){1,3}?\W+(?:he|she)\b|^(?:(?!\W[A-Z]).)+\s(?:him|her|hers)(?=[.,;]|\s(?:is|was|had|and|in|on|after|with)\b)"
)
"""`The first to see her was …`, `After that he left`: a person that no name before it tells."""
INVITATION = re.compile(
    r"^\W*(?:editor['’]s note|click here|sign up|subscribe|read more|follow us|watch:|related:|listen:|photo:"
    r"|advertisement|اقرأ أيضا|شاهد أيضا|اشترك|انقر هنا)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article at `text[start:end]`."""

    article: Article
    place: int
    """Among the sentences that are news, from 0."""
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


def tellers(story: Story) -> list[Article]:
    """Whose sentences may tell the story: of very many who told it first, and who told it last."""
    originals = (member.article for member in story.members if isinstance(member.verdict, Original))
    told = [article for article in originals if article.kind == "text"]
    return [*told[:N_TELLERS], *told[N_TELLERS:][-N_TELLERS:]]


def news_sentences(article: Article, n_read: int = policy.BRIEF_READS) -> Iterator[Sentence]:
    """Sentences that are news, in order: no heading, credit or invitation, no dateline, no standfirst that was printed
    before the text, no broken end of a cut text. `n_read` are read, news or not."""
    for part in range(-(-n_read // N_A_PART)):
        read = _part(article, part)
        for number, sentence in read.news:
            if number >= n_read:
                return
            yield sentence
        if read.is_last:
            return


@dataclass(frozen=True, slots=True)
class _Part:
    """A few sentences of an article, read once for all that is made of them."""

    news: tuple[tuple[int, Sentence], ...]
    """With their numbers among all sentences of the text."""
    n_news: int
    """Sentences that are news, up to the end of this part."""
    is_last: bool


@lru_cache(maxsize=2 * N_READ_LATELY)
def _part(article: Article, number: int) -> _Part:
    begins = number * N_A_PART
    spans = list(islice(sentence_spans(article.text), begins, begins + N_A_PART))
    is_last = len(spans) < N_A_PART
    if article.is_cut and spans and spans[-1][1] == len(article.text.rstrip()):
        spans.pop()
    text_begins, place = _standfirst_end(article), _part(article, number - 1).n_news if number else 0
    news: list[tuple[int, Sentence]] = []
    for count, (start, end) in enumerate(spans, begins):
        if start < text_begins:
            continue
        if place == 0:
            start += _dateline(article.text[start:end])
        text = article.text[start:end]
        if _is_news(text):
            news.append((count, Sentence(article, place, start, end, content_words(text, article.language))))
            place += 1
    return _Part(tuple(news), place, is_last)


def content_words(text: str, language: Language) -> frozenset[str]:
    """What a text speaks of: its words in base form, without those that only join."""
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
    if _is_torn(text) or INVITATION.match(text) or is_order(text):
        return False
    return without_credits(text) == text


def _is_torn(text: str) -> bool:
    """Whether it goes on from something else, a heading perhaps: it begins small, and not as `iPhone` does."""
    first = WORD.search(text)
    return first is not None and first.group().islower() and text.lower() != text


def stands_alone(sentence: Sentence) -> bool:
    """Whether it says something without the one before it: no loose `He`, no quotation without its speaker."""
    text = sentence.text
    if DANGLING.match(text) or TORN_QUOTE.match(text) or LOOSE_PERSON.match(text):
        return False
    return not QUOTE.match(text) or (SPEAKER.search(text) is not None and not LOOSE_SPEAKER.search(text))


def repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Whether one of the chosen says much the same."""
    return any(
        len(sentence.words & other.words)
        >= policy.SAID_TWICE_SHARE * max(1, min(len(sentence.words), len(other.words)))
        for other in chosen
    )

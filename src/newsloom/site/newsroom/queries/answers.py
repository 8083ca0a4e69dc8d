"""What the coverage says to a reader's question: of an article, a story, a hashtag, or all there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsloom.enrich.answers import answer, parse_question, read
from newsloom.enrich.answers.policy import N_ARTICLES, N_SENTENCES
from newsloom.records import Answer, Article, ArticleId, Language
from newsloom.site.newsroom.candidates import Scope, candidates

EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer with the articles that it names."""

    answer: Answer
    articles: dict[ArticleId, Article]
    """Without their markup: who published them, when, and what they say."""
    language: Language
    """Of the question."""
    asks_something: bool
    """False where no word of it can be looked for."""
    n_articles: int
    """Of the whole archive; 0 where nothing is asked."""
    n_read: int
    """Those that were read for it."""


def ask(
    text: str,
    *,
    asked_at: datetime | None,
    scope: Scope = EVERYWHERE,
    n_sentences: int = N_SENTENCES,
    n_articles: int = N_ARTICLES,
) -> Asked:
    """The answer of what was published by `asked_at`. Four queries; two within an article or a story, none where the
    text asks nothing."""
    question = parse_question(text, asked_at=asked_at)
    found, frequencies = candidates(question, scope)
    readings = [read(article, question) for article in found]
    given = answer(question, readings, frequencies, n_sentences=n_sentences, n_articles=n_articles)
    named = {*given.articles, *(one.article_id for one in given.sentences)}
    named.update(one.article_id for finding in given.conflict for one in finding.sentences)
    return Asked(
        answer=given,
        articles={article.id: article for article in found if article.id in named},
        language=question.language,
        asks_something=bool(question.terms),
        n_articles=frequencies.n_articles,
        n_read=len(found),
    )

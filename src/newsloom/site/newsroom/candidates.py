"""Articles that may answer a question, by the full-text index: of a hundred thousand the two hundred worth reading.

In: a question, and where to look. Out: articles, and how common the question's words are. Refuses: nothing; a question
of no words brings nothing.

Ranking every article that holds any word of a question would read half the archive. So only its rarest words bring
candidates, as many as together stand in no more than `N_POSTINGS` articles; all its words then rank them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, takewhile
from typing import Any

from django.db import connection

from newsloom.enrich.answers import Frequencies, Question
from newsloom.enrich.answers.policy import N_CANDIDATES, N_RECENT, RECENT_SECONDS
from newsloom.enrich.answers.reading import WORD_CHARACTERS
from newsloom.enrich.answers.terms import ARABIC, term_of
from newsloom.records import Article, ArticleId, Language, PublisherId
from newsloom.site.newsroom import models
from newsloom.site.newsroom.search import POSTGRES_TERM
from newsloom.site.newsroom.search_index import first_number, index_words

N_POSTINGS = 12_000
"""Articles looked at for the words that bring candidates; in an archive of 100,000 they are ranked in 40 ms."""
N_COUNTED = 30_000
"""A word of more articles is as common as one of so many."""
N_WORDS = 24
"""Words of a question that are asked for in the index."""
N_STORY = 200
"""Articles of a story that are read, the newest."""
CLITICS = ("", "ال", "وال", "بال", "لل", "و", "ب", "ل")
COLUMNS = (
    "id", "headline", "text", "seen_at", "published_at", "given_id", "url", "publisher_id", "publisher_name", "language"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to look; everywhere where nothing is said. An article, a story, a hashtag: ids, or the folded key."""

    article: str = ""
    story: str = ""
    hashtag: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A term of the question and how the index is asked for it."""

    term: str
    sqlite: str
    postgres: str
    values: tuple[str, ...]


def candidates(question: Question, scope: Scope) -> tuple[list[Article], Frequencies]:
    """Articles worth reading for the question, by id. Four queries; two within an article or a story."""
    words = list(_words(question))
    if not words:
        return [], Frequencies(n_articles=0, mean_words=0.0, counts={})
    n_articles, counts = _counts(words)
    if scope.article or scope.story:
        kept = {"id": scope.article} if scope.article else {"story_id": scope.story}
        rows = models.Article.objects.filter(**kept).order_by("-at", "id").values(*COLUMNS)[:N_STORY]
    else:
        rows = models.Article.objects.filter(number__in=_numbers(question, words, counts, scope)).values(*COLUMNS)
    articles = [_article(row) for row in rows]
    n_words = sum(len(article.text) for article in articles) / WORD_CHARACTERS
    mean_words = n_words / max(1, len(articles))
    articles.sort(key=lambda article: article.id)
    return articles, Frequencies(n_articles=n_articles, mean_words=mean_words, counts=counts)


def _words(question: Question) -> Iterator[_Word]:
    for term, word in list(zip(question.terms, question.words, strict=True))[:N_WORDS]:
        indexed = index_words(word)
        if not indexed:
            continue
        if ARABIC.search(indexed):
            # The index holds Arabic words with what is written together with them.
            forms = [f"{clitic}{term_of(word)}" for clitic in CLITICS]
            sqlite = "(" + " OR ".join(f'"{form}"*' for form in forms) + ")"
            yield _Word(term, sqlite, "to_tsquery('simple', %s)", (" | ".join(f"{form}:*" for form in forms),))
        else:
            yield _Word(term, f'"{indexed}"', POSTGRES_TERM, (indexed, indexed))


def _counts(words: Sequence[_Word]) -> tuple[int, dict[str, int]]:
    """How many articles there are, and in how many of them each word stands. One query."""
    is_sqlite = connection.vendor == "sqlite"
    condition = "newsroom_search MATCH %s" if is_sqlite else "words @@ {}"
    counted = "(SELECT count(*) FROM (SELECT 1 FROM newsroom_search WHERE {} LIMIT {}) w{})"
    columns = ["(SELECT count(*) FROM newsroom_article)"] + [
        counted.format(condition.format(word.postgres), N_COUNTED, n) for n, word in enumerate(words)
    ]
    values = [value for word in words for value in ([word.sqlite] if is_sqlite else word.values)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", values)  # columns are our own
        n_articles, *counts = cursor.fetchone() or (0,)
    return n_articles, {word.term: n for word, n in zip(words, counts, strict=True)}


def _numbers(question: Question, words: Sequence[_Word], counts: dict[str, int], scope: Scope) -> list[int]:
    """Numbers of the articles that the telling words put first, and of those of the last weeks. Two queries."""
    telling = _telling(words, counts)
    if not telling:
        return []
    until = question.asked_at
    found = _ranked(telling, scope, until, since=None, limit=N_CANDIDATES)
    if until is not None:
        since = until.timestamp() - RECENT_SECONDS
        found |= _ranked(telling, scope, until, since=since, limit=N_RECENT)
    return sorted(found)


def _telling(words: Sequence[_Word], counts: dict[str, int]) -> list[_Word]:
    """The rarest words, as many as bring few enough articles; never none that stands anywhere."""
    rarest = sorted((word for word in words if counts[word.term]), key=lambda word: (counts[word.term], word.term))
    sums = accumulate(counts[word.term] for word in rarest)
    return rarest[: max(1, len(list(takewhile(lambda n: n <= N_POSTINGS, sums))))]


def _ranked(
    words: Sequence[_Word], scope: Scope, until: datetime | None, *, since: float | None, limit: int
) -> set[int]:
    conditions, values = _conditions(scope, until, since)
    if connection.vendor == "sqlite":
        sql = (
            "SELECT rowid FROM newsroom_search WHERE newsroom_search MATCH %s{}"
            " ORDER BY bm25(newsroom_search, 3, 1) LIMIT %s"
        )
        asked: list[Any] = [" OR ".join(word.sqlite for word in words)]
    else:
        query = " || ".join(word.postgres for word in words)
        sql = (
            f"SELECT rowid FROM newsroom_search, (SELECT {query} AS query) q"  # noqa: S608  # our own words
            " WHERE words @@ q.query{} ORDER BY ts_rank(words, q.query) DESC LIMIT %s"
        )
        asked = [value for word in words for value in word.values]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(conditions), [*asked, *values, limit])
        return {number for (number,) in cursor.fetchall()}


def _conditions(scope: Scope, until: datetime | None, since: float | None) -> tuple[str, list[Any]]:
    conditions, values = "", list[Any]()
    if until is not None:
        conditions, values = " AND rowid < %s", [first_number(until.timestamp() / 60 + 1)]
    if since is not None:
        conditions += " AND rowid >= %s"
        values.append(first_number(since / 60))
    if scope.hashtag:
        conditions += (
            " AND EXISTS (SELECT 1 FROM newsroom_article a JOIN newsroom_articlehashtag t ON t.article_id = a.id"
            " WHERE a.number = newsroom_search.rowid AND t.hashtag_id = %s)"
        )
        values.append(scope.hashtag)
    return conditions, values


def _article(row: dict[str, Any]) -> Article:
    """As much of an article as questions look at."""
    return Article(
        id=ArticleId(row["id"]),
        headline=row["headline"],
        text=row["text"],
        seen_at=row["seen_at"],
        published_at=row["published_at"],
        given_id=row["given_id"],
        url=row["url"],
        publisher_id=PublisherId(row["publisher_id"]) if row["publisher_id"] is not None else None,
        publisher_name=row["publisher_name"],
        language=Language(row["language"]),
    )

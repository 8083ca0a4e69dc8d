"""Full-text search over all articles: what a reader typed in, the best of the newest matches out.

In: a line of words and "phrases", and filters. Out: `Results`, a page of hits with marked fragments. Refuses:
nothing; a line without a word finds nothing.

Ranking is bounded: of all matches only the newest `N_RANKED` are looked at, so that a word of every second article
costs no more than a rare one. All terms must occur; where that finds too little, articles with some follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from django.db import connection

from newsloom.site.newsroom import models
from newsloom.site.newsroom.search_index import first_number, index_words
from newsloom.site.newsroom.snippet import Fragment, mark, snippet

PAGE = 20
N_RANKED = 1_000
N_TERMS = 12
FRESH_DAYS = 7.0
"""An article as old as the newest match counts double; one a week older, one and a half times."""

Sort = Literal["relevance", "newest"]
TERM = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]|([^\s"“”«»]+)')

SQLITE = """
SELECT a.id, a.at, COALESCE(a.original_id, a.id), -bm25(newsroom_search, 6.0, 1.0)
FROM newsroom_search CROSS JOIN newsroom_article a ON a.number = newsroom_search.rowid
WHERE newsroom_search MATCH %s {filters} ORDER BY newsroom_search.rowid DESC LIMIT %s"""
POSTGRES = """
SELECT a.id, a.at, COALESCE(a.original_id, a.id), ts_rank(newsroom_search.words, q.query)
FROM (SELECT {query} AS query) q, newsroom_search JOIN newsroom_article a ON a.number = newsroom_search.rowid
WHERE newsroom_search.words @@ q.query {filters} ORDER BY newsroom_search.rowid DESC LIMIT %s"""
POSTGRES_TERM = "(phraseto_tsquery('simple', %s) || phraseto_tsquery('english', %s))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What hits must be; None and empty mean anything."""

    language: str = ""
    publisher: str = ""
    section: str = ""
    hashtag: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    article: models.Article
    """With its publisher and story; without its markup."""
    headline: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    hits: tuple[Hit, ...]
    n_found: int
    is_cut: bool
    """There are more than `n_found`; only the newest were looked at."""
    page: int
    n_pages: int


@dataclass(frozen=True, slots=True)
class _Match:
    article_id: str
    at: datetime
    text_id: str
    """The original's id: of one text a reader sees one hit."""
    score: float


def search(query: str, *, filters: Filters | None = None, sort: Sort = "relevance", page: int = 1) -> Results:
    """Page `page` (from 1) of what the query finds. Cost: two or three database queries."""
    terms = parse(query)
    found = _matches(terms, filters or Filters(), sort) if terms else []
    matches = _one_of_each_text(found)
    n_pages = -(-len(matches) // PAGE)
    page = min(max(page, 1), max(n_pages, 1))
    return Results(
        hits=_hits(matches[(page - 1) * PAGE : page * PAGE], terms),
        n_found=len(matches),
        is_cut=len(found) >= N_RANKED,
        page=page,
        n_pages=n_pages,
    )


def parse(query: str) -> list[str]:
    """Words and phrases of a query, each as the index holds it; at most `N_TERMS`, none twice."""
    found = (index_words(phrase or word) for phrase, word in TERM.findall(query[:500]))
    return list(dict.fromkeys(term for term in found if term))[:N_TERMS]


def _matches(terms: Sequence[str], filters: Filters, sort: Sort) -> list[_Match]:
    found = _ordered(_candidates(terms, filters, is_any=False), sort)
    if len(found) < PAGE and len(terms) > 1:
        known = {match.article_id for match in found}
        some = _ordered(_candidates(terms, filters, is_any=True), sort)
        found += [match for match in some if match.article_id not in known]
    return found[:N_RANKED]


def _one_of_each_text(matches: Sequence[_Match]) -> list[_Match]:
    """Of an article and its copies one, where the best of them stands: the original where it is among them."""
    shown: dict[str, _Match] = {}
    for match in matches:
        if match.text_id not in shown or match.article_id == match.text_id:
            shown[match.text_id] = match
    return list(shown.values())


def _candidates(terms: Sequence[str], filters: Filters, *, is_any: bool) -> list[_Match]:
    conditions, values = _conditions(filters)
    sql: str
    asked: list[Any]
    if connection.vendor == "sqlite":
        sql, asked = SQLITE, [(" OR " if is_any else " AND ").join(f'"{term}"' for term in terms)]
    else:
        sql = POSTGRES.replace("{query}", (" || " if is_any else " && ").join(POSTGRES_TERM for _ in terms))
        asked = [term for term in terms for _ in range(2)]
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{filters}", conditions), [*asked, *values, N_RANKED])
        rows = cursor.fetchall()
    return [_Match(article_id, _moment(at), text_id, float(score)) for article_id, at, text_id, score in rows]


def _conditions(filters: Filters) -> tuple[str, list[Any]]:
    wanted: list[tuple[str, Any]] = [
        ("a.language = %s", filters.language),
        ("a.publisher_id = %s", filters.publisher),
        ("a.section = %s", filters.section),
        (
            "EXISTS (SELECT 1 FROM newsroom_articlehashtag t WHERE t.article_id = a.id AND t.hashtag_id = %s)",
            filters.hashtag,
        ),
    ]
    if filters.since is not None:
        wanted += [
            ("newsroom_search.rowid >= %s", first_number(filters.since.timestamp() / 60)),
            ("a.at >= %s", connection.ops.adapt_datetimefield_value(filters.since)),
        ]
    if filters.until is not None:
        wanted += [
            ("newsroom_search.rowid < %s", first_number(filters.until.timestamp() / 60 + 1)),
            ("a.at < %s", connection.ops.adapt_datetimefield_value(filters.until)),
        ]
    given = [(condition, value) for condition, value in wanted if value != ""]
    return "".join(f" AND {condition}" for condition, _ in given), [value for _, value in given]


def _ordered(matches: list[_Match], sort: Sort) -> list[_Match]:
    if not matches or sort == "newest":
        return sorted(matches, key=lambda match: (match.at, match.article_id), reverse=True)
    newest = max(match.at for match in matches)

    def worth(match: _Match) -> tuple[float, datetime, str]:
        days = (newest - match.at).total_seconds() / 86_400
        return match.score * (1 + 1 / (1 + days / FRESH_DAYS)), match.at, match.article_id

    return sorted(matches, key=worth, reverse=True)


def _hits(matches: Sequence[_Match], terms: Sequence[str]) -> tuple[Hit, ...]:
    found = models.Article.objects.select_related("publisher", "story").defer(
        *("html", "related", "brief", "publisher__icon"),
        *("story__related", "story__before", "story__brief", "story__dossier"),
    )
    articles = found.in_bulk([match.article_id for match in matches]) if matches else {}
    return tuple(
        Hit(article=article, headline=mark(article.headline, terms), snippet=snippet(article.text, terms))
        for match in matches
        if (article := articles.get(match.article_id)) is not None
    )


def _moment(at: datetime | str) -> datetime:
    """SQLite gives plain SQL's moments as text."""
    return at if isinstance(at, datetime) else datetime.fromisoformat(at).replace(tzinfo=UTC)

"""The words of every article, for full-text search: FTS5 in SQLite, tsvector in PostgreSQL.

In: articles. Out: rows of `newsroom_search`, written in the transaction that keeps the article. Refuses: nothing.
Both hold folded words, so that case, accents and the spelling of Arabic letters make no difference; the row's number
rises with the article's time, so that the newest matches are found without sorting all of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db import connection

from newsloom.records import Article
from newsloom.site.newsroom import models
from newsloom.site.newsroom.store.transaction import run_many
from newsloom.text import N_WORDS_LATELY, fold_word, words

LONGEST = 300_000
"""Characters of a text that are searched: a tsvector may hold a megabyte."""
HASH_BITS = 35
N_MINUTES = 2**28
NO_WORD = re.compile(r"[\W_]+")

ADD_SQLITE = "INSERT INTO newsroom_search (rowid, headline, body) VALUES (%s, %s, %s)"
DROP_SQLITE = "INSERT INTO newsroom_search (newsroom_search, rowid, headline, body) VALUES ('delete', %s, %s, %s)"
ADD_POSTGRES = """
INSERT INTO newsroom_search (rowid, words) VALUES (%s,
  setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector(%s, %s), 'A')
  || setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector(%s, %s), 'B'))
ON CONFLICT (rowid) DO UPDATE SET words = excluded.words"""
"""Each part twice, as it stands and stemmed, so that both `who` and `running` are found as they are in SQLite."""


def index_words(text: str) -> str:
    """The text as the index holds it: folded words between spaces."""
    return " ".join(filter(None, map(_indexed, words(text[:LONGEST]))))


@lru_cache(maxsize=N_WORDS_LATELY)
def _indexed(word: str) -> str:
    return NO_WORD.sub(" ", fold_word(word)).strip()


def first_number(minutes: float) -> int:
    """The lowest number of an article of that minute since 1970."""
    return int(min(max(minutes, 0), N_MINUTES - 1)) << HASH_BITS


def numbers(articles: Sequence[Article]) -> list[int]:
    """A free number for each article: its minute, then bits of its id, then the next one that nobody has."""
    wanted = [first_number(article.at.timestamp() / 60) | _bits(article.id) for article in articles]
    taken = set(models.Article.objects.filter(number__in=wanted).values_list("number", flat=True))
    free: list[int] = []
    for number in wanted:
        while number in taken or (
            number != wanted[len(free)] and models.Article.objects.filter(number=number).exists()
        ):
            number += 1
        taken.add(number)
        free.append(number)
    return free


def add(numbered: Iterable[tuple[int, Article]]) -> None:
    if connection.vendor == "sqlite":
        run_many(ADD_SQLITE, [(number, *_parts(article)) for number, article in numbered])
    else:
        run_many(ADD_POSTGRES, [_postgres_values(number, article) for number, article in numbered])


def replace(number: int, before: Article, after: Article) -> None:
    """The article has a new text. The index keeps no text of its own, so it must be told what to forget."""
    if connection.vendor == "sqlite":
        run_many(DROP_SQLITE, [(number, *_parts(before))])
    add([(number, after)])


def _parts(article: Article) -> tuple[str, str]:
    return index_words(article.headline), index_words(f"{article.standfirst}\n{article.text}")


def _postgres_values(number: int, article: Article) -> tuple[object, ...]:
    headline, body = _parts(article)
    stems = "english" if article.language == "en" else "simple"
    return number, headline, stems, headline, body, stems, body


def _bits(article_id: str) -> int:
    digest = hashlib.blake2b(article_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - HASH_BITS)

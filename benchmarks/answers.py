"""Questions over an archive of news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from benchmarks.corpora import is_reported, read_lines
from newsloom.enrich.answers.question import Question, parse_question
from newsloom.jsonlines import article_of
from newsloom.records import Article
from newsloom.text import folded_words

ARCHIVE = "archive-realtimeqa-2025h2-2026"
NOW = datetime(2026, 8, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    question: Question
    answer: str
    is_covered: bool = True


def articles_of(folder: Path) -> Iterator[Article]:
    for line in read_lines(folder / "docs.jsonl.zst"):
        given = {"id": line["url"], "headline": line["title"], "text": line["text"], "language": "en"}
        yield article_of({**given, "published_at": line["date"].replace("/", "-") or None}, now=NOW)


def questions_of(folder: Path, *, reported: bool) -> Iterator[Asked]:
    for line in read_lines(folder / "questions.jsonl.gz"):
        if is_reported(line["question_id"]) == reported:
            year, month, day = map(int, re.split("[-/]", line["question_date"]))
            asked_at = datetime(year, month, day, 23, 59, 59, tzinfo=UTC)
            yield Asked(parse_question(line["question_sentence"], asked_at=asked_at), phrase(line["answer_text"][0]))


@lru_cache(maxsize=20_000)
def phrase(text: str) -> str:
    return f" {' '.join(folded_words(text))} "


_phrases: dict[str, str] = {}


def holds(article: Article, answer: str) -> bool:
    if article.id not in _phrases:
        _phrases[article.id] = phrase.__wrapped__(f"{article.headline}\n{article.text}")
    return answer in _phrases[article.id]

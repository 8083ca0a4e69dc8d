"""`newsloom ask "…"`: the sentences of the coverage that answer a question, each with who wrote it and when.

The archive is the installation's, or the articles of a file. With `--questions`, many questions one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.db import DatabaseError

from newsloom.cli.progress import counted
from newsloom.cli.reading import given_with_texts
from newsloom.enrich.answers import Shelf, answer, parse_question
from newsloom.enrich.answers.policy import N_ARTICLES, N_SENTENCES
from newsloom.environment import read_environment
from newsloom.errors import ParseError, StoreError
from newsloom.jsonlines import NO_ARTICLE, lines_of, moment, parse_line
from newsloom.packed import UNREADABLE, open_bytes, reason
from newsloom.records import Answer, Article, ArticleId, Citation
from newsloom.site.setup import open_store
from newsloom.text import Places

DAY_CHARACTERS = len("2025-07-04")
NOTHING = "The coverage does not say."
DIFFERS = "The coverage differs: {}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A question of a file."""

    id: str
    text: str
    asked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer, and the articles that it names."""

    answer: Answer
    articles: dict[ArticleId, Article]
    texts: Mapping[ArticleId, str] = field(default_factory=dict)
    """As the file gives them, where that is not as we read them."""

    def article(self, one: Citation) -> Article:
        return self.articles[one.article_id]

    def place(self, one: Citation) -> tuple[str, int, int]:
        """The sentence as it stands in the file, whose white space may be another than ours, with start and end."""
        given = self.texts.get(one.article_id)
        if given is None:
            return one.text, one.start, one.end
        start, end = Places(self.article(one).text, given).given(one.start, one.end)
        return given[start:end], start, end


Ask = Callable[[Given], Told]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="what to ask")
    parser.add_argument(
        "--questions", metavar="FILE", help='JSON Lines of {"id", "question", "asked_at"?}; - for standard input'
    )
    parser.add_argument("--articles", metavar="FILE", help="ask these JSON Lines of articles, not the installation's")
    parser.add_argument("--story", default="", metavar="ID", help="ask one story alone")
    parser.add_argument("--article", default="", metavar="ID", help="ask one article alone")
    parser.add_argument("--hashtag", default="", help="ask the articles of a hashtag alone")
    parser.add_argument("--at", metavar="MOMENT", help="as if asked then: nothing published later is known")
    parser.add_argument("--top", type=int, default=N_SENTENCES, metavar="N", help="sentences at most (%(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object a question")


def run(args: argparse.Namespace) -> int:
    """Answer the question, or each of the file; the status is 1 where there was none to answer."""
    if (args.question is None) == (args.questions is None):
        print("newsloom ask: a question, or --questions FILE", file=sys.stderr)
        return 2
    if args.articles and (args.story or args.article or args.hashtag):
        print("newsloom ask: a story, an article or a hashtag is asked in the installation's archive", file=sys.stderr)
        return 2
    at = _moment(args.at or "")
    ask = _of_file(args) if args.articles else _of_store(args)
    if args.question is not None:
        asked_at = at or (None if args.articles else datetime.now(UTC))
        _tell(Given(id="", text=args.question, asked_at=asked_at), ask, is_json=args.json)
        return 0
    n_asked = 0
    for given in counted("ask", _questions(args.questions, at), "questions"):
        n_asked += 1
        _tell(given, ask, is_json=args.json)
    return 0 if n_asked else 1


def _of_file(args: argparse.Namespace) -> Ask:
    texts: dict[ArticleId, str] = {}
    shelf = Shelf(counted("ask", _with_texts_kept(args.articles, texts), "articles read"))

    def ask(given: Given) -> Told:
        question = parse_question(given.text, asked_at=given.asked_at)
        readings, frequencies = shelf.likeliest(question)
        found = answer(question, readings, frequencies, n_sentences=max(0, args.top), n_articles=N_ARTICLES)
        return Told(answer=found, articles={one.article.id: one.article for one in readings}, texts=texts)

    return ask


def _with_texts_kept(path: str, texts: dict[ArticleId, str]) -> Iterator[Article]:
    """The articles of a file; what it gives otherwise than we read it goes into `texts`."""
    for article, given in given_with_texts(path):
        if given != article.text:
            texts[article.id] = given
        else:
            texts.pop(article.id, None)
        yield article


def _of_store(args: argparse.Namespace) -> Ask:
    environment = read_environment(os.environ)
    try:
        open_store(environment, migrate=True)
    except DatabaseError as error:
        raise _unread(error) from error
    from newsloom.site.newsroom.candidates import Scope
    from newsloom.site.newsroom.queries import answers

    scope = Scope(article=args.article, story=args.story, hashtag=args.hashtag)

    def ask(given: Given) -> Told:
        try:
            asked = answers.ask(given.text, asked_at=given.asked_at, scope=scope, n_sentences=max(0, args.top))
        except DatabaseError as error:
            raise _unread(error) from error
        return Told(answer=asked.answer, articles=asked.articles)

    return ask


def _unread(error: DatabaseError) -> StoreError:
    environment = read_environment(os.environ)
    return StoreError(environment.database_url.rpartition("@")[2] or str(environment.home), str(error))


def _questions(path: str, at: datetime | None) -> Iterator[Given]:
    """The questions of a file, in order; a line that is none is said, and the others are asked."""
    number = 0
    try:
        with open_bytes(path) as stream:
            for number, line in enumerate(lines_of(stream), 1):
                if not line.strip():
                    continue
                try:
                    yield _given(parse_line(line), number, at)
                except NO_ARTICLE as error:
                    print(f"newsloom: {ParseError(f'{path}:{number}', f'no question: {error}')}", file=sys.stderr)
    except UNREADABLE as error:
        print(f"newsloom: {ParseError(f'{path}:{number + 1}', reason(error))}", file=sys.stderr)


def _given(line: dict[str, Any], number: int, at: datetime | None) -> Given:
    """The question of a line, its fields named as we name them or as sets of quiz questions do. Raises `NO_ARTICLE`."""
    text = line.get("question", line.get("question_sentence", line.get("query")))
    if not isinstance(text, str):
        raise TypeError("no text of a question")
    asked_at = line.get("asked_at", line.get("question_date"))
    given_id = line.get("id", line.get("question_id"))
    return Given(
        id=str(number if given_id is None else given_id),
        text=text.encode("utf-8", "replace").decode("utf-8"),
        asked_at=at or _moment(str(asked_at or "")),
    )


def _moment(text: str) -> datetime | None:
    """A moment; of a day its end, because what was printed that day is known by then. Raises ValueError."""
    found = moment(text.strip().replace("/", "-"))
    if found is None or len(text.strip()) > DAY_CHARACTERS:
        return found
    return datetime.combine(found.date(), time.max, UTC)


def _tell(given: Given, ask: Ask, *, is_json: bool) -> None:
    told = ask(given)
    if is_json:
        print(json.dumps(_line(given, told), ensure_ascii=False), flush=True)
    else:
        print("\n".join(_lines(told)), flush=True)


def _line(given: Given, told: Told) -> dict[str, object]:
    found = told.answer
    line: dict[str, object] = {"id": given.id} if given.id else {"question": found.question}
    line |= {
        "abstained": found.abstained,
        "sentences": [_sentence(one, told) for one in found.sentences],
        "articles": [told.articles[one].public_id for one in found.articles],
    }
    if found.value:
        line["answer"] = found.value
    if found.conflict:
        line["conflict"] = [
            {"value": one.value, "sentences": [_sentence(said, told) for said in one.sentences]}
            for one in found.conflict
        ]
    return line


def _sentence(one: Citation, told: Told) -> dict[str, object]:
    article = told.article(one)
    text, start, end = told.place(one)
    return {
        "text": text,
        "article": article.public_id,
        "start": start,
        "end": end,
        "publisher": article.publisher_name,
        "published_at": article.at.isoformat().replace("+00:00", "Z"),
    }


def _lines(told: Told) -> Iterable[str]:
    if told.answer.abstained:
        yield NOTHING
        return
    if told.answer.conflict:
        yield DIFFERS.format("; ".join(finding.value for finding in told.answer.conflict))
    for one in told.answer.sentences:
        article = told.article(one)
        yield f"“{' '.join(one.text.split())}”"
        where = ", ".join(filter(None, (article.publisher_name, f"{article.at:%Y-%m-%d}", article.headline)))
        yield f"    {where}" + (f"\n    {article.url}" if article.url else "")

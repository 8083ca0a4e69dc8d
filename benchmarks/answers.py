"""Questions over an archive of news: is the answer found, is it shown, and is nothing said where nothing is known?

Prints JSON objects. On the reported half of a year of news quizzes, each question asked on its day: the share whose
answer stands, as a phrase, in the first 1, 5, 10 and 20 articles and in the three sentences shown, with plain BM25 in
the same run (its three sentences are those with most of the question's words in its first ten articles). Then the
share of questions that are answered where the archive covers them, and of the same ones passed over in silence where
every page that holds the answer is taken out. Then conflicts: snippets of which half were falsified, given as articles.
Then milliseconds an answer over an archive of 100,000: the set's own pages again and again, cut to a common length.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.enrich.answers import Frequencies, Question, Reading, Shelf, answer, counted, parse_question, read
from newsloom.enrich.answers.frequencies import weigh
from newsloom.enrich.answers.rank import bm25
from newsloom.jsonlines import article_of
from newsloom.records import Answer, Article, ArticleId
from newsloom.text import folded_words

ARCHIVE, SNIPPETS = "archive-realtimeqa-2025h2-2026", "qa-rgb-en-fact"
NOW = datetime(2026, 8, 1, tzinfo=UTC)
DEPTHS = (1, 5, 10, 20)
COVERED_SHARE = 0.4
"""Of a question's weight that must stand beside its answer for a page to count as one that answers."""
USUAL_CHARACTERS = 4_000


@dataclass(frozen=True)
class Asked:
    """A question with the phrase that answers it."""

    question: Question
    answer: str


class Pages:
    """The articles of the archive, and their words as phrases are sought in them."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = {article.id: article for article in articles}
        self._phrases = {article.id: phrase(f"{article.headline}\n{article.text}") for article in articles}

    def hold(self, article_id: ArticleId, wanted: str) -> bool:
        return wanted in self._phrases[article_id]

    def answering(self, wanted: str) -> frozenset[ArticleId]:
        """Every article that holds the phrase."""
        return frozenset(article_id for article_id, words in self._phrases.items() if wanted in words)

    def cover(self, asked: Asked, frequencies: Frequencies) -> bool:
        """Whether some page, known by then, has the answer beside much of what was asked."""
        weights = weigh(asked.question, frequencies)
        for article_id in self.answering(asked.answer):
            article = self.articles[article_id]
            if asked.question.asked_at is not None and article.at > asked.question.asked_at:
                continue
            reading = read(article, asked.question)
            for number, (start, end) in enumerate(reading.spans):
                if asked.answer not in phrase(article.text[start:end]):
                    continue
                near = {term for offset, term in reading.found if abs(reading.sentence_of(offset) - number) <= 1}
                if weights.share(near) >= COVERED_SHARE:
                    return True
        return False


def articles_of(folder: Path) -> Iterator[Article]:
    """The pages of the archive; a page's id is its address."""
    for line in read_lines(folder / "docs.jsonl.zst"):
        given = {"id": line["url"], "headline": line["title"], "text": line["text"], "language": "en"}
        yield article_of({**given, "published_at": line["date"].replace("/", "-") or None}, now=NOW)


def questions_of(folder: Path, *, reported: bool) -> Iterator[Asked]:
    """One half of the questions, asked at the end of their day."""
    for line in read_lines(folder / "questions.jsonl.gz"):
        if is_reported(line["question_id"]) == reported:
            year, month, day = map(int, re.split("[-/]", line["question_date"]))
            asked_at = datetime(year, month, day, 23, 59, 59, tzinfo=UTC)
            yield Asked(parse_question(line["question_sentence"], asked_at=asked_at), phrase(line["answer_text"][0]))


def phrase(text: str) -> str:
    """Folded words between spaces, so that one phrase is sought in another."""
    return f" {' '.join(folded_words(re.sub('<[^>]*>', '', text)))} "


def measure_finding(asked: Sequence[Asked], shelf: Shelf, pages: Pages) -> Iterator[dict[str, Any]]:
    """Ours, and plain BM25 beside it."""
    ours, plain = [], []
    for one in asked:
        readings, frequencies = shelf.likeliest(one.question)
        given = answer(one.question, readings, frequencies, may_abstain=False)
        ours.append(_found(one, given.articles, [sentence.text for sentence in given.sentences], pages))
        ordered = _by_bm25(one.question, readings, frequencies)
        sentences = _fullest(one.question, ordered[:10], frequencies)
        plain.append(_found(one, [reading.article.id for reading in ordered], sentences, pages))
    for way, rows in (("newsloom", ours), ("BM25", plain)):
        yield {"benchmark": "answers", "way": way, "n_questions": len(rows)} | _means(rows) | FOUND_TARGET


FOUND_TARGET = {"target": {"answer_at": {"1": 0.42, "5": 0.64, "10": 0.72, "20": 0.77}, "in_three_sentences": 0.38}}


def _found(one: Asked, articles: Sequence[ArticleId], sentences: Sequence[str], pages: Pages) -> tuple[bool, ...]:
    right = [pages.hold(article_id, one.answer) for article_id in articles[: DEPTHS[-1]]]
    return *(any(right[:depth]) for depth in DEPTHS), any(one.answer in phrase(text) for text in sentences)


def _means(rows: Sequence[tuple[bool, ...]]) -> dict[str, Any]:
    *found, shown = (round(sum(column) / len(rows), 3) for column in zip(*rows, strict=True))
    at = {str(depth): share for depth, share in zip(DEPTHS, found, strict=True)}
    return {"answer_at": at, "in_three_sentences": shown}


def _by_bm25(question: Question, readings: Sequence[Reading], frequencies: Frequencies) -> list[Reading]:
    weights = weigh(question, frequencies)
    known = [one for one in readings if question.asked_at is None or one.article.at <= question.asked_at]
    return sorted(known, key=lambda one: (-bm25(one, weights, frequencies), one.article.id))[: DEPTHS[-1]]


def _fullest(question: Question, readings: Sequence[Reading], frequencies: Frequencies) -> list[str]:
    weights = weigh(question, frequencies)
    scored = []
    for reading in readings:
        held: dict[int, set[str]] = {}
        for offset, term in reading.found:
            held.setdefault(reading.sentence_of(offset), set()).add(term)
        scored += [(weights.share(terms), reading.citation(number).text) for number, terms in held.items()]
    return [text for _, text in sorted(scored, key=lambda one: -one[0])[:3]]


def measure_silence(asked: Sequence[Asked], shelf: Shelf, pages: Pages) -> dict[str, Any]:
    """The same questions with the pages that answer them and without."""
    covered = [one for one in asked if pages.cover(one, shelf.likeliest(one.question)[1])][:100]
    with_, without = [], []
    for one in covered:
        with_.append(_ask(shelf, one.question).abstained)
        without.append(_ask(shelf, one.question, pages.answering(one.answer)).abstained)
    return {
        "benchmark": "answers",
        "way": "silence",
        "n_questions": len(covered),
        "answers_with": round(1 - sum(with_) / len(covered), 3),
        "abstains_without": round(sum(without) / len(covered), 3),
        "target": {"answers_with": 0.85, "abstains_without": 0.7},
    }


def _ask(shelf: Shelf, question: Question, but: frozenset[ArticleId] = frozenset()) -> Answer:
    readings, frequencies = shelf.likeliest(question, but=but)
    return answer(question, readings, frequencies)


def measure_conflicts(folder: Path, *, reported: bool) -> dict[str, Any]:
    """True and falsified snippets together, and the true ones alone."""
    shown, false = [], []
    for line in read_lines(folder / "en_fact.jsonl.gz"):
        if is_reported(str(line["id"])) != reported:
            continue
        right, wrong = _phrases(line["answer"]), _phrases(line["fakeanswer"])
        given = _of_snippets(line["query"], line["positive"] + line["positive_wrong"])
        sides = [phrase(" ".join(one.text for one in finding.sentences)) for finding in given.conflict]
        shown.append(all(any(one in side for side in sides for one in wanted) for wanted in (right, wrong)))
        false.append(bool(_of_snippets(line["query"], line["positive"]).conflict))
    return {
        "benchmark": "answers",
        "way": "conflicts",
        "set": folder.name,
        "half": "odd" if reported else "even",
        "n_questions": len(shown),
        "shown": round(sum(shown) / len(shown), 3),
        "shown_among_true_alone": round(sum(false) / len(false), 3),
        "target": {"shown": 0.6},
    }


def _phrases(given: Any) -> list[str]:
    """An answer is a phrase, or a list of lists of its spellings."""
    return [phrase(given)] if isinstance(given, str) else [one for part in given for one in _phrases(part)]


def _of_snippets(query: str, texts: Sequence[str]) -> Answer:
    question = parse_question(query, asked_at=NOW)
    begin = NOW - timedelta(days=2)
    articles = [
        article_of({"id": str(n), "text": text, "published_at": (begin + timedelta(hours=n)).isoformat()}, now=NOW)
        for n, text in enumerate(texts)
    ]
    readings = [read(article, question) for article in articles]
    return answer(question, readings, counted(readings))


def measure_speed(articles: Sequence[Article], asked: Sequence[Asked], n_articles: int) -> dict[str, Any]:
    """Milliseconds a question in memory; the pages repeat, each time with other ids and a day later."""
    began = time.perf_counter()
    shelf = Shelf(_many(articles, n_articles))
    taken = time.perf_counter() - began
    times = []
    for one in asked:
        began = time.perf_counter()
        _ask(shelf, one.question)
        times.append(1000 * (time.perf_counter() - began))
    return {
        "benchmark": "answers",
        "way": "speed, in memory",
        "n_articles": n_articles,
        "n_questions": len(times),
        "milliseconds_median": round(statistics.median(times), 1),
        "milliseconds_95th": round(sorted(times)[int(0.95 * len(times))], 1),
        "milliseconds_to_add": round(1000 * taken / n_articles, 3),
        "target": {"milliseconds_median": 300},
    }


def measure_store(articles: Sequence[Article], asked: Sequence[Asked], n_articles: int) -> dict[str, Any]:
    """Milliseconds a question through the site's query, over the same pages in a SQLite database."""
    from newsloom.environment import read_environment
    from newsloom.site.setup import open_store

    with tempfile.TemporaryDirectory() as home:
        open_store(read_environment({"NEWSLOOM_HOME": home, "NEWSLOOM_ENCODER": "no"}), migrate=True)
        _fill(_many(articles, n_articles))
        from newsloom.site.newsroom.queries import answers

        times = []
        for one in asked:
            began = time.perf_counter()
            answers.ask(one.question.text, asked_at=one.question.asked_at)
            times.append(1000 * (time.perf_counter() - began))
    return {
        "benchmark": "answers",
        "way": "speed, SQLite",
        "n_articles": n_articles,
        "n_questions": len(times),
        "milliseconds_median": round(statistics.median(times), 1),
        "milliseconds_95th": round(sorted(times)[int(0.95 * len(times))], 1),
        "target": {"milliseconds_median": 300},
    }


def _fill(articles: Iterator[Article]) -> None:
    """Rows of articles and their words, all of one story: what the query reads, and nothing else."""
    from django.db import transaction

    from newsloom.site.newsroom import models, search_index

    story = models.Story.objects.create(id="all", language="en", first_at=NOW, updated_at=NOW, changed_at=NOW)
    while batch := list(islice(articles, 1_000)):
        numbered = list(zip(search_index.numbers(batch), batch, strict=True))
        rows = [
            models.Article(
                id=f"{number:x}"[-12:],
                number=number,
                story=story,
                at=article.at,
                language="en",
                headline=article.headline,
                text=article.text,
                seen_at=article.seen_at,
                published_at=article.published_at,
            )
            for number, article in numbered
        ]
        with transaction.atomic():
            models.Article.objects.bulk_create(rows)
            search_index.add(numbered)


def _many(articles: Sequence[Article], n_articles: int) -> Iterator[Article]:
    for number in range(n_articles):
        turn, place = divmod(number, len(articles))
        one = articles[place]
        at = one.at - timedelta(days=turn)
        yield replace(one, id=ArticleId(f"{turn}-{one.id}"), text=one.text[:USUAL_CHARACTERS], published_at=at)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the half to tune on")
    parser.add_argument("--articles", type=int, default=100_000, help="of the archive that speed is measured in")
    parser.add_argument("--only", choices=("quality", "speed", "store"), help="one of the measurements")
    args = parser.parse_args()
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "answers", "skipped": "no labelled data"}))
        return
    articles = list(articles_of(corpora / ARCHIVE))
    asked = list(questions_of(corpora / ARCHIVE, reported=not args.tuning))
    if args.only in (None, "quality"):
        print(json.dumps(measure_conflicts(corpora / SNIPPETS, reported=not args.tuning)), flush=True)
        shelf, pages = Shelf(articles), Pages(articles)
        for row in (*measure_finding(asked, shelf, pages), measure_silence(asked, shelf, pages)):
            print(json.dumps(row | {"half": "even" if args.tuning else "odd"}), flush=True)
    if args.only in (None, "speed"):
        print(json.dumps(measure_speed(articles, asked[:60], args.articles)), flush=True)
    if args.only in (None, "store"):
        print(json.dumps(measure_store(articles, asked[:60], args.articles)), flush=True)


if __name__ == "__main__":
    main()

"""Faithfulness, counted: does every sentence shown stand in its sources, or all its names, numbers and quotations?

Prints one JSON object for each kind of text made from the articles of the reported half: briefs of articles and of
stories, dossiers, answers, wrap-ups, and what a model would have had checked. `share` must be 1.0; the sentences that
fail are printed on standard error. A further kind of text is one more function in `MAKERS`.

The second object looks from the other side: true sentences are made false in one place, and what is counted is how many
of them the check refuses, and how many true ones, some spelled otherwise, it passes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from benchmarks.corpora import find_corpora, is_reported, read_lines
from newsloom.enrich import brief, dossier, story_brief
from newsloom.enrich.answers import Shelf, answer, parse_question
from newsloom.enrich.checked import Verified, check
from newsloom.jsonlines import article_of
from newsloom.publish import publish
from newsloom.publish.wrapup import choose
from newsloom.records import Article, ArticleId, Brief, Citation, Language, Story
from newsloom.text import sentences
from newsloom.trial import weave

SETS = ("stories-allsides/docs.jsonl.zst", "archive-realtimeqa-2025h2-2026/docs.jsonl.zst")
N_ARTICLES = 500
N_WRAPPED = 2
"""Sentences of a brief that a wrap-up shows."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """A sentence as a reader gets it, and what it rests on."""

    text: str
    cited: tuple[Citation, ...]
    language: Language


def article_briefs(articles: Sequence[Article]) -> Iterator[Shown]:
    for article in articles:
        yield from _shown(brief(article), article.language)


def story_briefs(articles: Sequence[Article]) -> Iterator[Shown]:
    for story in weave(articles).stories:
        yield from _shown(story_brief(story), story.language)


def dossiers(articles: Sequence[Article]) -> Iterator[Shown]:
    """Time lines, figures and perspectives: every line of them is a citation."""
    for story in weave(articles).stories:
        for one in _cited(dossier(story, {})):
            yield Shown(one.text, (one,), story.language)


def _cited(record: object) -> Iterator[Citation]:
    """Every citation in a record, however deep."""
    if isinstance(record, Citation):
        yield record
    elif isinstance(record, tuple):
        for each in record:
            yield from _cited(each)
    elif is_dataclass(record):
        for field in fields(record):
            yield from _cited(getattr(record, field.name))


def _shown(made: Brief | None, language: Language) -> Iterator[Shown]:
    for one in made.sentences if made is not None else ():
        yield Shown(one.text, (one,), language)


def answers(articles: Sequence[Article]) -> Iterator[Shown]:
    """Every third headline asked as a question of all articles: the sentences that answer, and those that conflict."""
    shelf = Shelf(articles)
    languages = {article.id: article.language for article in articles}
    for article in articles[::3]:
        question = parse_question(article.headline)
        for one in _cited(answer(question, *shelf.likeliest(question))):
            yield Shown(one.text, (one,), languages[one.article_id])


def wrap_ups(articles: Sequence[Article]) -> Iterator[Shown]:
    """What each day's wrap-up shows of the briefs of the stories that it chooses."""
    days: dict[date, dict[str, Story]] = {}
    for story in weave(articles).stories:
        for member in story.members:
            days.setdefault(member.article.at.date(), {})[story.id] = story
    for on, stories in sorted(days.items()):
        end = datetime.combine(on + timedelta(days=1), time(), UTC)
        pages = [publish(story, None, None, now=end) for story in stories.values()]
        for part in choose([replace(page, updated_at=end) for page in pages], at=end):
            for story in (stories[known] for known in part.story_ids):
                yield from islice(_shown(story_brief(story), story.language), N_WRAPPED)


MAKERS: dict[str, Callable[[Sequence[Article]], Iterable[Shown]]] = {
    "article briefs": article_briefs,
    "story briefs": story_briefs,
    "dossiers": dossiers,
    "answers": answers,
    "wrap-ups": wrap_ups,
}


def stands(shown: Shown, articles: dict[ArticleId, Article]) -> bool:
    """Whether each citation stands where it says, and the sentence is one of them, or is borne out by them."""
    for one in shown.cited:
        if one.article_id not in articles or articles[one.article_id].text[one.start : one.end] != one.text:
            return False
    texts = [one.text for one in shown.cited]
    return shown.text in texts or isinstance(check(shown.text, texts, shown.language), Verified)


def measure(kind: str, articles: Sequence[Article]) -> dict[str, object]:
    known = {article.id: article for article in articles}
    made = list(MAKERS[kind](articles))
    failed = [shown for shown in made if not stands(shown, known)]
    for shown in failed:
        print(f"{kind}: {shown.text}", file=sys.stderr)
    share = 1 - len(failed) / max(1, len(made))
    return {
        "benchmark": "faithful",
        "of": kind,
        "n_articles": len(articles),
        "n_sentences": len(made),
        "share": round(share, 6),
        "target": 1.0,
    }


# -------------------------------------------------------------------------------- the check, from the other side

THE_CHECK = "the check itself"
ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()
Change = Callable[[str, str], str | None]
"""A sentence made false, or spelled otherwise, with the help of another one; None where that cannot be done."""


def _other_number(sentence: str, _: str) -> str | None:
    found = re.search(r"(?<![\w.,$])([2-9]|[1-9]\d+)(?![\w.,%])", sentence)
    return f"{sentence[: found.start()]}{int(found[1]) + 3}{sentence[found.end() :]}" if found else None


def _other_name(sentence: str, other: str) -> str | None:
    names = r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*"
    mine, theirs = re.search(names, sentence), re.search(names, other)
    if mine is None or theirs is None or set(mine[0].split()) & set(theirs[0].split()):
        return None
    return sentence if theirs[0] in sentence else f"{sentence[: mine.start()]}{theirs[0]}{sentence[mine.end() :]}"


def _negated(sentence: str, _: str) -> str | None:
    found = re.search(r" (was|were|is|are|has|have|had|will|would|could) (?!not|n['’]t|never|no\b)", sentence)
    return f"{sentence[: found.end()]}not {sentence[found.end() :]}" if found else None


def _affirmed(sentence: str, _: str) -> str | None:
    changed = re.sub(r" (?:not|never) ", " ", sentence, count=1)
    return changed if changed != sentence else None


def _turned(sentence: str, _: str) -> str | None:
    for one, other in (("more than", "fewer than"), ("rose", "fell"), ("increase", "decrease"), ("won", "lost"),
                       ("before", "after"), ("higher", "lower"), ("support", "oppose"), ("fell", "rose")):  # fmt: skip
        if f" {one} " in sentence and other not in sentence:
            return sentence.replace(f" {one} ", f" {other} ", 1)
    return None


def _misquoted(sentence: str, _: str) -> str | None:
    found = re.search(r"[“\"]([^”\"]{20,})[”\"]", sentence)
    words = found[1].split() if found else []
    if found is None or len(words) < 4:
        return None
    return f"{sentence[: found.start(1)]}{' '.join([*words[:2], *words[3:]])}{sentence[found.end(1) :]}"


def _other_day(sentence: str, _: str) -> str | None:
    found = re.search(r"\b(Mon|Tues|Wednes|Thurs|Fri)day\b", sentence)
    return sentence.replace(found[0], "Sunday", 1) if found and "Sunday" not in sentence else None


def _as_it_stands(sentence: str, _: str) -> str | None:
    return sentence


def _other_spelling(sentence: str, _: str) -> str | None:
    found = re.search(r"(?<![\w.,$-])([2-9]|1[0-2])(?= [a-z])", sentence)
    return f"{sentence[: found.start()]}{ONES[int(found[1])]}{sentence[found.end() :]}" if found else None


FALSE: dict[str, Change] = {
    "number": _other_number,
    "name": _other_name,
    "negated": _negated,
    "affirmed": _affirmed,
    "direction": _turned,
    "quotation": _misquoted,
    "weekday": _other_day,
}
TRUE: dict[str, Change] = {"as it stands": _as_it_stands, "number spelled out": _other_spelling}


def measure_check(articles: Sequence[Article]) -> dict[str, object]:
    """Shares of false sentences refused and of true ones passed, by what was changed. The sources are three sentences
    in a row, as a brief would cite them."""
    rows: dict[str, dict[str, object]] = {"refused": {}, "passed": {}}
    for side, changes in (("refused", FALSE), ("passed", TRUE)):
        for name, change in changes.items():
            judged = list(_judged(articles, change))
            n_passed = sum(judged)
            n = n_passed if side == "passed" else len(judged) - n_passed
            rows[side][name] = {"share": round(n / max(1, len(judged)), 4), "n": len(judged)}
    return {"benchmark": "faithful", "of": THE_CHECK, "n_articles": len(articles), **rows}


def _judged(articles: Sequence[Article], change: Change) -> Iterator[bool]:
    for article, other in zip(articles, [*articles[1:], *articles[:1]], strict=True):
        told = [one for one in islice(sentences(article.text), 12) if 30 < len(one) < 500]
        strange = next((one for one in sentences(other.text) if len(one) > 60), "")
        for n in range(min(3, len(told))):
            changed = change(told[n], strange)
            if changed is not None and (changed != told[n] or change is _as_it_stands):
                yield isinstance(check(changed, told[n : n + 3], article.language), Verified)


def read_articles(limit: int, *, reported: bool = True) -> list[Article]:
    """Articles of one half, as many of each set."""
    corpora = find_corpora()
    assert corpora is not None
    found: list[Article] = []
    for name in SETS:
        texts = (line for line in read_lines(corpora / name) if line.get("text"))
        lines = (line for line in texts if is_reported(str(line.get("id") or line["url"])) == reported)
        found += [_article(line) for line in islice(lines, limit // len(SETS))]
    return found


def _article(line: dict[str, Any]) -> Article:
    values = {
        "id": str(line.get("id") or line["url"]),
        "url": line["url"],
        "headline": line.get("headline") or line.get("title") or "",
        "text": line["text"],
        "published_at": (line.get("published_at") or line.get("date") or "").replace("/", "-"),
        "publisher": line.get("publisher") or "",
        "language": "en",
    }
    return article_of(values, now=NOW)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=N_ARTICLES)
    parser.add_argument("--of", choices=[*MAKERS, THE_CHECK], action="append", help="only this; may be repeated")
    parser.add_argument("--tuning", action="store_true", help="the half to tune on")
    args = parser.parse_args()
    if find_corpora() is None:
        print(json.dumps({"benchmark": "faithful", "skipped": "no labelled data"}))
        return
    articles = read_articles(args.articles, reported=not args.tuning)
    for kind in args.of or [*MAKERS, THE_CHECK]:
        found = measure_check(articles) if kind == THE_CHECK else measure(kind, articles)
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()

"""The page of a question: where it is asked, what answers it, and what to read on.

In: a question, and the keys of an address. Out: `Place`, `AskedPage`. Refuses: keys that are nobody's, with None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsloom.enrich.answers.policy import N_ARTICLES
from newsloom.records import Article as ArticleRecord
from newsloom.records import ArticleId, Citation, Finding, Language
from newsloom.site.newsroom.candidates import Scope
from newsloom.site.newsroom.cited import AnswerLine, DifferingLine
from newsloom.site.newsroom.models import Article, Hashtag
from newsloom.site.newsroom.queries.answers import Asked, ask
from newsloom.site.newsroom.queries.lines import article_line, article_rows
from newsloom.site.newsroom.queries.sources import Sources
from newsloom.site.newsroom.queries.stories import find_story
from newsloom.site.newsroom.shapes import ArticleLine

N_READ_ON = 5
"""Articles under an answer, each text once."""
Kind = Literal["everywhere", "hashtag", "story", "article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place on the way from the whole archive to where a question is asked."""

    kind: Kind
    key: str = ""
    name: str = ""
    language: str = ""
    slug: str = ""
    """Of a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a question is asked."""

    steps: tuple[Step, ...]
    """The whole archive first, the place itself last."""

    @property
    def here(self) -> Step:
        return self.steps[-1]

    @property
    def scope(self) -> Scope:
        return Scope() if self.here.kind == "everywhere" else Scope(**{self.here.kind: self.here.key})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """A question with what the coverage says to it."""

    question: str
    language: Language
    abstained: bool
    asks_something: bool
    sentences: tuple[AnswerLine, ...]
    """Those of `differing` left out."""
    citations: tuple[Citation, ...]
    """Those of `sentences`, in the same order."""
    differing: tuple[DifferingLine, ...]
    """Values that the coverage gives for one thing, newest first."""
    n_articles: int
    n_read: int
    read_on: tuple[ArticleLine, ...]


EVERYWHERE = Place(steps=(Step(kind="everywhere"),))


def find_place(*, article: str = "", story: str = "", hashtag: str = "") -> Place | None:
    """The narrowest of the places named. One query at most, and one for each merge of a story; None where there is no
    such article, story or hashtag."""
    if article:
        return _article(article)
    if story:
        found = find_story(story)
        if found is None or found.line is None:
            return None
        line = found.line
        return _below(
            Step(kind="story", key=line.story_id, name=line.headline, language=line.language, slug=line.slug),
        )
    if hashtag:
        spelling = Hashtag.objects.filter(key=hashtag).values_list("spelling", flat=True).first()
        return None if spelling is None else _below(Step(kind="hashtag", key=hashtag, name=spelling))
    return EVERYWHERE


def _article(key: str) -> Place | None:
    story = ("slug", "headline", "language", "n_articles", "made_at")
    columns = ("headline", "language", "story_id", *(f"story__{name}" for name in story))
    row = Article.objects.filter(id=key).values(*columns).first()
    if row is None:
        return None
    step = Step(kind="article", key=key, name=row["headline"], language=row["language"])
    if not row["story__made_at"] or row["story__n_articles"] < 2:
        return _below(step)
    around = Step(
        kind="story",
        key=row["story_id"],
        name=row["story__headline"],
        language=row["story__language"],
        slug=row["story__slug"],
    )
    return _below(around, step)


def _below(*steps: Step) -> Place:
    return Place(steps=(*EVERYWHERE.steps, *steps))


def asked_page(text: str, place: Place, *, asked_at: datetime, full_text: bool) -> AskedPage:
    """What the coverage of a place says. Six queries; four within a story or an article, two for the question itself;
    one less where it does not say, none where nothing is asked."""
    asked = ask(text, asked_at=asked_at, scope=place.scope, n_articles=N_ARTICLES)
    told = asked.answer
    cited = (*told.sentences, *(one for finding in told.conflict for one in finding.sentences))
    sources = Sources(cited, full_text=full_text)
    differing = _differing(told.conflict, sources, asked)
    beside = {one for finding in told.conflict for one in finding.sentences} if differing else set()
    kept = tuple(one for one in told.sentences if one in sources and one not in beside)
    return AskedPage(
        question=told.question,
        language=asked.language,
        abstained=told.abstained or not (kept or differing),
        asks_something=asked.asks_something,
        sentences=_lines(kept, sources, asked),
        citations=kept,
        differing=differing,
        n_articles=asked.n_articles,
        n_read=asked.n_read,
        read_on=_read_on(told.articles, asked.articles) if place.here.kind != "article" else (),
    )


def _lines(citations: Iterable[Citation], sources: Sources, asked: Asked) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(sentence=sources.sentence(one, number=number), at=asked.articles[one.article_id].at)
        for number, one in enumerate(citations, 1)
        if one in sources
    )


def _differing(conflict: Sequence[Finding], sources: Sources, asked: Asked) -> tuple[DifferingLine, ...]:
    lines = (
        DifferingLine(value=finding.value, lines=_lines(finding.sentences, sources, asked)) for finding in conflict
    )
    return tuple(line for line in lines if line.lines)


def _read_on(best: Sequence[ArticleId], known: dict[ArticleId, ArticleRecord]) -> tuple[ArticleLine, ...]:
    """The best articles, each text once: copies stand under whichever of them comes first. One query, none without."""
    wanted = [one for one in best if one in known]
    rows = (
        {row["id"]: row for row in article_rows(Article.objects.filter(id__in=wanted), with_lede=True)}
        if wanted
        else {}
    )
    lines: dict[str, ArticleLine] = {}
    for row in (rows[one] for one in wanted if one in rows):
        lines.setdefault(row["original_id"] or row["id"], article_line(row))
    return tuple(lines.values())[:N_READ_ON]

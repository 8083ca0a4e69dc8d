"""The article page."""

from __future__ import annotations

from collections.abc import Iterator

from newsloom import records
from newsloom.records import Citation, Enclosure, Hashtag, Image
from newsloom.site.newsroom.codec import load, load_all
from newsloom.site.newsroom.excerpt import shown
from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.queries.briefs import lines_of
from newsloom.site.newsroom.queries.dossiers import citations
from newsloom.site.newsroom.queries.lines import ARTICLE_COLUMNS, STORY_COLUMNS, Row, article_line, story_line
from newsloom.site.newsroom.queries.related import article_cards
from newsloom.site.newsroom.queries.sources import FULL, Sources
from newsloom.site.newsroom.queries.voices import reading_lines
from newsloom.site.newsroom.shapes import ArticleLine, ArticlePage
from newsloom.text import repeats_text

OWN = (
    "byline", "authors", "credit", "published_at", "revised_at", "seen_at", "is_cut", "image", "enclosures", "hashtags",
    "related", "brief", "text", "html", "copy_kind", "publisher__text_policy", "reading__named", "reading__quotes",
)  # fmt: skip
ORIGINAL = tuple(f"original__{name}" for name in ARTICLE_COLUMNS)
STORY = (*(f"story__{name}" for name in STORY_COLUMNS), "story__made_at", "story__brief", "story__dossier")
WORDS_A_MINUTE = {"ar": 160}
WORDS_A_MINUTE_ELSE = 230
"""Silent reading of news: slower in a script that writes few vowels."""


def article_page(article_id: str, *, full_text: bool) -> ArticlePage | None:
    """All that an article's page shows. Three queries, less where there is no brief or nothing related."""
    row = Article.objects.filter(id=article_id).values(*ARTICLE_COLUMNS, *OWN, *ORIGINAL, *STORY).first()
    if row is None:
        return None
    line = article_line(row)
    brief = load(records.Brief, row["brief"]) if row["brief"] else None
    reading = _reading(row)
    sources = Sources(
        brief.sentences if brief else (), full_text=full_text, others=(reading.article_id,) if reading else ()
    )
    in_full = full_text or row["publisher__text_policy"] == FULL
    return ArticlePage(
        line=line,
        standfirst="" if repeats_text(line.standfirst, row["text"]) else line.standfirst,
        shown=shown(row["text"], row["html"], _citations(row, brief, reading), in_full=in_full),
        **{name: row[name] for name in ("byline", "credit", "published_at", "revised_at", "seen_at", "is_cut")},
        authors=tuple(row["authors"]),
        minutes=_minutes(row["text"], row["language"]),
        image=load(Image, row["image"]) if row["image"] else None,
        enclosures=load_all(Enclosure, row["enclosures"]),
        hashtags=load_all(Hashtag, row["hashtags"]),
        brief=lines_of(brief, sources) if brief else None,
        reading=reading_lines(reading, sources) if reading else None,
        related=article_cards(row["related"], own=row["story_id"]),
        story=story_line(_under("story__", row)) if row["story__made_at"] else None,
        original=_original(row),
    )


def as_record(page: ArticlePage) -> records.Article:
    """The page as the record that outgoing data is made of; without its text, which is not ours to give."""
    line = page.line
    return records.Article(
        id=records.ArticleId(line.id),
        headline=line.headline,
        text="",
        seen_at=page.seen_at,
        url=line.url,
        publisher_name=line.publisher.name if line.publisher else "",
        standfirst=line.standfirst,
        authors=page.authors,
        published_at=page.published_at,
        revised_at=page.revised_at,
        section=line.section,
        language=records.Language(line.language),
        image=page.image,
        is_cut=page.is_cut,
    )


def _citations(row: Row, brief: records.Brief | None, reading: records.Reading | None) -> tuple[Citation, ...]:
    """What the article's own brief, its story's and the story's dossier cite of this article, and its quotations."""
    cited = list(brief.sentences if brief else ())
    cited += load(records.Brief, row["story__brief"]).sentences if row["story__brief"] else ()
    cited += citations(load(records.Dossier, row["story__dossier"])) if row["story__dossier"] else ()
    cited += _first_words(row, reading)
    return tuple(citation for citation in cited if citation.article_id == row["id"])


def _first_words(row: Row, reading: records.Reading | None) -> Iterator[Citation]:
    """Where each quotation begins, so that its line can lead there."""
    for quote in reading.quotes if reading else ():
        start, end = quote.content[0] if quote.content else (0, 0)
        yield Citation(text=row["text"][start:end], article_id=records.ArticleId(row["id"]), start=start, end=end)


def _reading(row: Row) -> records.Reading | None:
    """What was read in the article; None where nobody has read it yet."""
    if row["reading__quotes"] is None:
        return None
    return records.Reading(
        article_id=records.ArticleId(row["id"]),
        named=load_all(records.Named, row["reading__named"]),
        quotes=load_all(records.Quote, row["reading__quotes"]),
    )


def _minutes(text: str, language: str) -> int:
    return max(1, round(len(text.split()) / WORDS_A_MINUTE.get(language, WORDS_A_MINUTE_ELSE)))


def _original(row: Row) -> ArticleLine | None:
    return article_line(_under("original__", row)) if row["original__id"] else None


def _under(prefix: str, row: Row) -> Row:
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}

"""What a search found, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.queries.copies import with_copies
from newsloom.site.newsroom.search import Filters, Sort, search
from newsloom.site.newsroom.shapes import ArticleLine, PublisherMark
from newsloom.site.newsroom.snippet import Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    line: ArticleLine
    headline: Markup
    """With the words that were searched marked."""
    snippet: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    items: tuple[FoundArticle, ...]
    n_found: int
    is_cut: bool
    """There are more; only the newest were looked at."""
    page: int
    n_pages: int


def find(words: str, filters: Filters, *, sort: Sort, page: int) -> Found:
    """One page of hits. Three or four queries."""
    results = search(words, filters=filters, sort=sort, page=page)
    lines = with_copies([_line(hit.article) for hit in results.hits])
    items = tuple(
        FoundArticle(line=line, headline=_marked(hit.headline), snippet=_marked(hit.snippet))
        for line, hit in zip(lines, results.hits, strict=True)
    )
    return Found(
        items=items, n_found=results.n_found, is_cut=results.is_cut, page=results.page, n_pages=results.n_pages
    )


def _line(article: Article) -> ArticleLine:
    publisher = article.publisher
    return ArticleLine(
        id=article.id,
        headline=article.headline,
        standfirst=article.standfirst,
        at=article.at,
        language=article.language,
        section=article.section,
        kind=article.kind,
        publisher=PublisherMark(id=publisher.id, name=publisher.name, has_icon=bool(publisher.icon_pixels))
        if publisher
        else None,
        story_id=article.story_id,
        url=article.url,
        original_id=article.original_id,
    )


def _marked(fragments: tuple[Fragment, ...]) -> Markup:
    return Markup().join(Markup("<mark>{}</mark>").format(one.text) if one.is_match else one.text for one in fragments)

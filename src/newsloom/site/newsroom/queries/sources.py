"""Cited sentences with the links that lead to where exactly they stand.

In: citations. Out: `Sentence`s. Refuses: citations of articles that are gone; who asks for one is told by `in`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from newsloom.publish.anchors import anchor
from newsloom.records import ArticleId, Citation
from newsloom.site.newsroom.cited import Sentence, Source
from newsloom.site.newsroom.excerpt import excerpt_end
from newsloom.site.newsroom.models import Article, Publisher
from newsloom.urls import web_url

FULL = Publisher.TextPolicy.FULL.value
COLUMNS = ("id", "url", "text", "language", "publisher_name", "publisher__name", "publisher__text_policy")


class Sources:
    """The articles that some citations rest on. One query, none where nothing is cited."""

    def __init__(self, citations: Iterable[Citation], *, full_text: bool, others: Iterable[ArticleId] = ()) -> None:
        """`others`: articles of which words are cut out."""
        cited = {citation.article_id for citation in citations} | set(others)
        found = Article.objects.filter(id__in=cited).values(*COLUMNS) if cited else ()
        self._articles = {ArticleId(row["id"]): row for row in found}
        self._full_text = full_text

    def __contains__(self, citation: Citation) -> bool:
        return citation.article_id in self._articles

    def cut(self, article_id: ArticleId, pieces: Sequence[tuple[int, int]]) -> Citation | None:
        """Words of an article in several pieces, an ellipsis between them; None where it is gone or has changed."""
        article = self._articles.get(article_id)
        if article is None or not pieces or not all(0 <= start < end <= len(article["text"]) for start, end in pieces):
            return None
        text = " … ".join(article["text"][start:end] for start, end in pieces)
        return Citation(text=" ".join(text.split()), article_id=article_id, start=pieces[0][0], end=pieces[0][1])

    def sentence(self, citation: Citation, *, number: int = 0) -> Sentence:
        """Raises KeyError for an article that is gone."""
        article = self._articles[citation.article_id]
        in_full = self._full_text or article["publisher__text_policy"] == FULL
        return Sentence(
            text=citation.text,
            source=source_of(citation, article, number=number, in_full=in_full),
            language=article["language"],
        )


def source_of(citation: Citation, article: dict[str, Any], *, number: int, in_full: bool) -> Source:
    """The link to a cited sentence: our page where we show it, the publisher's own, at those words, where we do not."""
    shown_end = len(article["text"]) if in_full else excerpt_end(article["text"])
    is_ours = citation.end <= shown_end
    outside = web_url(article["url"])
    if is_ours:
        href = f"{reverse('newsroom:article', args=(article['id'],))}#{anchor(citation)}"
    else:
        href = outside_link(outside, citation.text) if outside else ""
    return Source(
        number=number, href=href, publisher=article["publisher__name"] or article["publisher_name"], is_ours=is_ours
    )


def outside_link(url: str, text: str) -> str:
    """A text fragment, by which browsers scroll to the words; those that know none open the page."""
    words = text.split()
    start, end = " ".join(words[:5]), " ".join(words[-4:])
    return f"{url.partition('#')[0]}#:~:text={_fragment(start)}" + (f",{_fragment(end)}" if len(words) > 9 else "")


def _fragment(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")

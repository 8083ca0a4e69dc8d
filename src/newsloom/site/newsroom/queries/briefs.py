"""Briefs with their sources: each sentence leads to where exactly it stands."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.urls import reverse

from newsloom.publish.anchors import anchor
from newsloom.records import Brief, Citation
from newsloom.site.newsroom.codec import load
from newsloom.site.newsroom.excerpt import excerpt_end
from newsloom.site.newsroom.models import Article, Publisher, Story
from newsloom.site.newsroom.shapes import BriefLines, Sentence, Source
from newsloom.urls import web_url

FULL = Publisher.TextPolicy.FULL.value


def brief_of_story(story_id: str, *, full_text: bool, limit: int) -> BriefLines | None:
    """The first sentences of a story's brief. Two queries, or one where it has none."""
    values = Story.objects.filter(id=story_id).values_list("brief", flat=True).first()
    return brief_lines(values, full_text=full_text, limit=limit)


def brief_lines(values: dict[str, Any] | None, *, full_text: bool, limit: int | None = None) -> BriefLines | None:
    """A kept brief with the articles it rests on. One query, none where there is no brief."""
    if not values:
        return None
    chosen = load(Brief, values).sentences[:limit]
    cited = list(dict.fromkeys(sentence.article_id for sentence in chosen))
    columns = ("id", "url", "text", "publisher_name", "publisher__name", "publisher__text_policy")
    articles = {row["id"]: row for row in Article.objects.filter(id__in=cited).values(*columns)}
    sentences = [
        Sentence(
            text=citation.text,
            source=source_of(
                citation,
                articles[citation.article_id],
                number=cited.index(citation.article_id) + 1,
                in_full=full_text or articles[citation.article_id]["publisher__text_policy"] == FULL,
            ),
        )
        for citation in chosen
        if citation.article_id in articles
    ]
    publishers = tuple(dict.fromkeys(one.source.publisher for one in sentences if one.source.publisher))
    return BriefLines(sentences=tuple(sentences), publishers=publishers) if sentences else None


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

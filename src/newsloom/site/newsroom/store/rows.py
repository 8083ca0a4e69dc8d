"""Articles, their verdicts and what the loom saw of them: from record to row and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from newsloom.records import (
    Article,
    ArticleId,
    CopyOf,
    Enclosure,
    Hashtag,
    Image,
    Joins,
    Language,
    Member,
    Named,
    Original,
    PublisherId,
    Quote,
    Reading,
    Reason,
    Remembered,
    SafeHtml,
    Signature,
    Sketch,
    StoryId,
    Verdict,
    Woven,
)
from newsloom.site.newsroom import codec, models
from newsloom.store.storable import pack_vector, unpack_vector

LARGEST = 2**63


def text_fields(article: Article) -> dict[str, Any]:
    """The columns that the article alone decides, and a revision sets anew."""
    return {
        "publisher_id": article.publisher_id,
        "at": article.at,
        "language": article.language,
        "section": article.section,
        "kind": article.kind,
        "is_cut": article.is_cut,
        "given_id": article.given_id,
        "url": article.url,
        "publisher_name": article.publisher_name,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "credit": article.credit,
        "published_at": article.published_at,
        "revised_at": article.revised_at,
        "seen_at": article.seen_at,
        "image": codec.dump(article.image) if article.image else None,
        "authors": list(article.authors),
        "topics": list(article.topics),
        "enclosures": codec.dump_all(article.enclosures),
        "text": article.text,
        "html": article.html,
    }


def article_row(woven: Woven, *, story_id: StoryId, number: int) -> models.Article:
    verdict, placement = woven.verdict, woven.placement
    copy = verdict if isinstance(verdict, CopyOf) else None
    joins = placement if isinstance(placement, Joins) else None
    return models.Article(
        id=woven.article.id,
        number=number,
        story_id=story_id,
        original_id=copy.original_id if copy else None,
        copy_kind=copy.kind if copy else "",
        resemblance_share=copy.resemblance_share if copy else None,
        logit=joins.logit if joins else None,
        reasons=codec.dump_all(joins.reasons) if joins else [],
        hashtags=codec.dump_all(woven.hashtags),
        **text_fields(woven.article),
    )


def article_of(row: models.Article) -> Article:
    return Article(
        id=ArticleId(row.id),
        headline=row.headline,
        text=row.text,
        seen_at=row.seen_at,
        html=SafeHtml(row.html),
        given_id=row.given_id,
        url=row.url,
        publisher_id=PublisherId(row.publisher_id) if row.publisher_id is not None else None,
        publisher_name=row.publisher_name,
        standfirst=row.standfirst,
        byline=row.byline,
        authors=tuple(row.authors),
        published_at=row.published_at,
        revised_at=row.revised_at,
        section=row.section,
        language=Language(row.language),
        image=codec.load(Image, row.image) if row.image else None,
        is_cut=row.is_cut,
        kind=row.kind,  # type: ignore[arg-type]  # written from a record
        enclosures=codec.load_all(Enclosure, row.enclosures),
        topics=tuple(row.topics),
        credit=row.credit,
    )


def verdict_of(row: models.Article) -> Verdict:
    if row.original_id is None:
        return Original(article_id=ArticleId(row.id))
    return CopyOf(
        article_id=ArticleId(row.id),
        original_id=ArticleId(row.original_id),
        kind=row.copy_kind,  # type: ignore[arg-type]  # written from a record
        resemblance_share=row.resemblance_share or 0.0,
    )


def member_of(row: models.Article) -> Member:
    return Member(
        article=article_of(row),
        verdict=verdict_of(row),
        logit=row.logit,
        reasons=codec.load_all(Reason, row.reasons),
        hashtags=codec.load_all(Hashtag, row.hashtags),
    )


def imprint_row(woven: Woven) -> models.Imprint:
    sketch, signature = woven.sketch, woven.signature
    return models.Imprint(
        article_id=woven.article.id,
        at=signature.at,
        n_shingles=sketch.n_shingles,
        exact_hash=sketch.exact_hash - 2 * LARGEST if sketch.exact_hash >= LARGEST else sketch.exact_hash,
        minhash=sketch.minhash.astype("<u4").tobytes(),
        vector=pack_vector(signature.vector) if signature.vector is not None else None,
        signature=codec.compact(_signature_parts(signature)),
    )


def remembered_of(row: models.Imprint) -> Remembered:
    article = row.article
    return Remembered(
        sketch=_sketch_of(row),
        signature=_signature_of(row),
        story_id=StoryId(article.story_id),
        verdict=verdict_of(article),
        hashtags=codec.load_all(Hashtag, article.hashtags),
        publisher_id=PublisherId(article.publisher_id) if article.publisher_id is not None else None,
        publisher_name=article.publisher_name,
        is_settled=row.settled_at is not None,
    )


def tag_rows(articles: Sequence[tuple[Article, tuple[Hashtag, ...]]]) -> list[models.ArticleHashtag]:
    return [
        models.ArticleHashtag(article_id=article.id, hashtag_id=tag.key, at=article.at, score=tag.score, rank=rank)
        for article, tags in articles
        for rank, tag in enumerate(one_of_each(tags), 1)
    ]


def one_of_each(tags: Sequence[Hashtag]) -> list[Hashtag]:
    """The first hashtag of each key."""
    return list({tag.key: tag for tag in reversed(tags)}.values())[::-1]


def _signature_parts(signature: Signature) -> list[Any]:
    """What has no column of its own; the encoder's name stands last, and only where there is a vector of its."""
    parts = [signature.language, signature.headline_terms, signature.terms, signature.names, signature.spans_events]
    return [*parts, signature.encoder] if signature.encoder else parts


def _sketch_of(row: models.Imprint) -> Sketch:
    return Sketch(
        article_id=ArticleId(row.article_id),
        n_shingles=row.n_shingles,
        minhash=np.frombuffer(row.minhash, dtype="<u4").astype(np.uint32, copy=False),
        exact_hash=row.exact_hash % (2 * LARGEST),
    )


def _signature_of(row: models.Imprint) -> Signature:
    language, headline_terms, terms, names, spans_events, *encoder = json.loads(row.signature)
    return Signature(
        article_id=ArticleId(row.article_id),
        language=Language(language),
        at=row.at,
        headline_terms=tuple(headline_terms),
        terms=tuple([(term, count) for term, count in terms]),
        names=tuple(names),
        vector=unpack_vector(bytes(row.vector)) if row.vector is not None else None,
        encoder=encoder[0] if encoder else "",
        spans_events=spans_events,
    )


def reading_of(row: models.Reading) -> Reading:
    return Reading(
        article_id=ArticleId(row.article_id),
        named=codec.load_all(Named, row.named),
        quotes=codec.load_all(Quote, row.quotes),
    )

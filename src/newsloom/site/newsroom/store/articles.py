"""Articles as rows: kept once with all that was decided about them, revised when their text changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from newsloom.errors import NoSuchArticleError
from newsloom.records import Article, ArticleId, Hashtag, Remembered, StoryId, Woven
from newsloom.site.newsroom import codec, models, search_index
from newsloom.site.newsroom.store import rows
from newsloom.site.newsroom.store.feeds import finish
from newsloom.site.newsroom.store.leases import require_placer
from newsloom.site.newsroom.store.publishers import note_publishers
from newsloom.site.newsroom.store.readings import forget
from newsloom.site.newsroom.store.stories import make_stories, resolve, touch
from newsloom.site.newsroom.store.transaction import in_parts, moment, readable, run_many, take_turn, whole
from newsloom.store.rules import article_texts, originals_wanted, publisher_of, revised, runs_without_repeats
from newsloom.store.storable import storable

PAGE = 500
"""Rows read at once by the long walks: no cursor stays open while their caller writes."""

NOTE_HASHTAG = """
INSERT INTO newsroom_hashtag (key, spelling, n_articles, first_at, last_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (key) DO UPDATE SET
  spelling = excluded.spelling,
  n_articles = newsroom_hashtag.n_articles + excluded.n_articles,
  first_at = CASE WHEN excluded.first_at < newsroom_hashtag.first_at THEN excluded.first_at
    ELSE newsroom_hashtag.first_at END,
  last_at = CASE WHEN excluded.last_at > newsroom_hashtag.last_at THEN excluded.last_at
    ELSE newsroom_hashtag.last_at END"""
"""The spelling that came last stands: the lexicon that chose it has seen the most."""

SEEN = [field.name for field in models.Imprint._meta.fields if field.name not in ("article", "settled_at")]
"""What a revision of the text changes; where an editor settled the article stays."""

Tagged = Sequence[tuple[Article, tuple[Hashtag, ...]]]


class Articles:
    """The part of `DjangoStore` that keeps articles."""

    def find_articles(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        with readable():
            return {known: rows.article_of(row) for known, row in _rows(article_ids).items()}

    def keep(self, woven: Sequence[Woven], *, now: datetime, placer: str = "") -> None:
        batch = storable(tuple(woven))
        with whole():
            take_turn()
            require_placer(placer)
            _require_originals(batch)
            for part in runs_without_repeats(batch):
                _keep_part(part, now)

    def remembered(self, *, since: datetime) -> Iterator[Remembered]:
        found = models.Imprint.objects.select_related("article").only(
            "at", "n_shingles", "exact_hash", "minhash", "vector", "signature", "settled_at", "article__story_id",
            "article__publisher_id", "article__original_id", "article__copy_kind", "article__resemblance_share",
            "article__publisher_name", "article__hashtags",
        )  # fmt: skip
        after = Q(at__gte=since)
        while True:
            with readable():
                page = list(found.filter(after).order_by("at", "article_id")[:PAGE])
            yield from map(rows.remembered_of, page)
            if len(page) < PAGE:
                return
            after = Q(at=page[-1].at, article_id__gt=page[-1].article_id) | Q(at__gt=page[-1].at)

    def articles(self, *, since: datetime | None = None) -> Iterator[Article]:
        after = Q() if since is None else Q(at__gte=since)
        while True:
            with readable():
                page = list(models.Article.objects.filter(after).order_by("at", "id")[:PAGE])
            yield from map(rows.article_of, page)
            if len(page) < PAGE:
                return
            after = Q(at=page[-1].at, id__gt=page[-1].id) | Q(at__gt=page[-1].at)


def _rows(article_ids: Iterable[ArticleId]) -> dict[ArticleId, models.Article]:
    found: dict[ArticleId, models.Article] = {}
    for part in in_parts(article_ids):
        found.update((ArticleId(row.id), row) for row in models.Article.objects.filter(id__in=part))
    return found


def _require_originals(batch: Sequence[Woven]) -> None:
    wanted = originals_wanted(batch)
    known = set(models.Article.objects.filter(id__in=wanted).values_list("id", flat=True)) if wanted else set()
    for missing in sorted(wanted - known):
        raise NoSuchArticleError(missing, "said to be copied")


def _keep_part(part: Sequence[Woven], now: datetime) -> None:
    entry_ids = [one.entry_id for one in part if one.entry_id is not None]
    if entry_ids:
        finish(entry_ids, models.Entry.State.WOVEN)
    known = _rows(one.article.id for one in part)
    _keep_new([one for one in part if one.article.id not in known], now)
    for one in part:
        row = known.get(one.article.id)
        if row is not None and article_texts(rows.article_of(row)) != article_texts(one.article):
            _keep_revision(row, one, now)


def _keep_new(part: Sequence[Woven], now: datetime) -> None:
    if not part:
        return
    homes = resolve([one.placement.story_id for one in part])
    placed = [(one, homes[one.placement.story_id]) for one in part]
    make_stories([(story_id, one.article) for one, story_id in placed], now)
    note_publishers([said for one in part if (said := publisher_of(one.article)) is not None], n_articles=1)
    numbers = search_index.numbers([one.article for one in part])
    models.Article.objects.bulk_create(
        [
            rows.article_row(one, story_id=home, number=number)
            for (one, home), number in zip(placed, numbers, strict=True)
        ]
    )
    models.Imprint.objects.bulk_create([rows.imprint_row(one) for one in part])
    _keep_tags([(one.article, one.hashtags) for one in part])
    search_index.add(zip(numbers, (one.article for one in part), strict=True))
    at_of: dict[StoryId, list[datetime]] = defaultdict(list)
    for one, story_id in placed:
        at_of[story_id].append(one.article.at)
    touch(at_of, now)


def _keep_revision(row: models.Article, woven: Woven, now: datetime) -> None:
    before = rows.article_of(row)
    after = revised(before, woven.article)
    woven = replace(woven, article=after)
    models.ArticleRevision.objects.create(
        article_id=row.id,
        replaced_at=now,
        revised_at=row.revised_at,
        is_cut=row.is_cut,
        headline=row.headline,
        standfirst=row.standfirst,
        text=row.text,
        html=row.html,
    )
    search_index.replace(row.number, before, after)
    for name, value in (rows.text_fields(after) | {"hashtags": codec.dump_all(woven.hashtags)}).items():
        setattr(row, name, value)
    said = publisher_of(after)
    if said is not None:
        note_publishers([said], n_articles=int(said.id != before.publisher_id))
    row.read_at = None
    row.save()
    forget([after.id])
    rows.imprint_row(woven).save(update_fields=SEEN)
    _drop_tags(after.id)
    _keep_tags([(after, woven.hashtags)])
    touch({StoryId(row.story_id): [after.at]}, now)


def _keep_tags(tagged: Tagged) -> None:
    found: dict[str, list[Any]] = {}
    for article, tags in tagged:
        for tag in rows.one_of_each(tags):
            count, first, last = found.get(tag.key, [0, 0, article.at, article.at])[1:]
            found[tag.key] = [tag.spelling, count + 1, min(first, article.at), max(last, article.at)]
    run_many(
        NOTE_HASHTAG,
        [
            (key, spelling, count, moment(first), moment(last))
            for key, (spelling, count, first, last) in sorted(found.items())
        ],
    )
    models.ArticleHashtag.objects.bulk_create(rows.tag_rows(tagged))


def _drop_tags(article_id: ArticleId) -> None:
    old = models.ArticleHashtag.objects.filter(article_id=article_id)
    run_many(
        "UPDATE newsroom_hashtag SET n_articles = n_articles - 1 WHERE key = %s",
        [(key,) for key in sorted(old.values_list("hashtag_id", flat=True))],
    )
    old.delete()

"""Stories as rows: made by placements, merged and split, shown as the page that was kept last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Min

from newsloom.errors import NoSuchStoryError
from newsloom.records import (
    Article,
    ArticleId,
    Enrichment,
    Hashtag,
    Image,
    Language,
    Merges,
    Revision,
    Splits,
    Story,
    StoryId,
    StoryPage,
)
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store import rows
from newsloom.site.newsroom.store.transaction import moment, readable, run_many, whole
from newsloom.store.rules import stories_wanted
from newsloom.store.storable import storable

TOUCH = """
UPDATE newsroom_story SET changed_at = %s, stale_since = COALESCE(stale_since, %s),
  first_at = CASE WHEN first_at > %s THEN %s ELSE first_at END,
  updated_at = CASE WHEN updated_at < %s THEN %s ELSE updated_at END
WHERE id = %s"""
KEEP_ARTICLE_ENRICHMENT = "UPDATE newsroom_article SET brief = %s, related = %s WHERE id = %s"


class Stories:
    """The part of `DjangoStore` that keeps stories."""

    def revise(self, revisions: Sequence[Revision], *, now: datetime) -> None:
        with whole():
            wanted = stories_wanted(revisions)
            known = models.Story.objects.filter(id__in=wanted).values_list("id", flat=True)
            for missing in sorted(wanted - set(known)):
                raise NoSuchStoryError(missing)
            for revision in revisions:
                if isinstance(revision, Merges):
                    _merge(revision, now)
                else:
                    _split(revision, now)

    def stories_to_enrich(self, *, limit: int) -> tuple[StoryId, ...]:
        stale = models.Story.objects.filter(stale_since__isnull=False).order_by("stale_since", "id")
        with readable():
            return tuple(StoryId(known) for known in stale.values_list("id", flat=True)[:limit])

    def story(self, story_id: StoryId) -> Story:
        with readable():
            home = resolve([story_id])[story_id]
            members = models.Article.objects.filter(story_id=home).select_related("story").order_by("at", "id")
            found = list(members)
        if not found:
            raise NoSuchStoryError(story_id)
        return Story(
            id=home, language=Language(found[0].story.language), members=tuple(rows.member_of(row) for row in found)
        )

    def page(self, story_id: StoryId) -> StoryPage | None:
        with readable():
            row = models.Story.objects.filter(id=resolve([story_id])[story_id], made_at__isnull=False).first()
        return _page_of(row) if row is not None else None

    def keep_enrichment(self, enrichment: Enrichment, page: StoryPage) -> None:
        enrichment, page = storable(enrichment), storable(page)
        with whole():
            row = models.Story.objects.select_for_update().filter(id=enrichment.story_id).first()
            if row is None:
                raise NoSuchStoryError(enrichment.story_id)
            if row.merged_into_id is not None:
                return
            for name, value in (_page_fields(page) | _enrichment_fields(enrichment)).items():
                setattr(row, name, value)
            if row.changed_at <= enrichment.made_at:
                row.stale_since = None
            row.save()
            _keep_story_tags(row, enrichment.hashtags)
            _keep_article_enrichments(enrichment)


def resolve(story_ids: Iterable[StoryId]) -> dict[StoryId, StoryId]:
    """Each id, or that of the story which it has become part of. Redirects are never longer than one step."""
    wanted = set(story_ids)
    gone = models.Story.objects.filter(id__in=wanted, merged_into__isnull=False)
    redirects = {StoryId(old): StoryId(new) for old, new in gone.values_list("id", "merged_into_id") if new}
    return {story_id: redirects.get(story_id, story_id) for story_id in wanted}


def make_stories(firsts: Iterable[tuple[StoryId, Article]], now: datetime) -> None:
    """Make those of the stories that are new, each in the language of its first article."""
    first: dict[StoryId, Article] = {}
    for story_id, article in firsts:
        first.setdefault(story_id, article)
    known = set(models.Story.objects.filter(id__in=first).values_list("id", flat=True))
    models.Story.objects.bulk_create(
        models.Story(
            id=story_id,
            language=article.language,
            section=article.section,
            first_at=article.at,
            updated_at=article.at,
            changed_at=now,
            stale_since=now,
        )
        for story_id, article in first.items()
        if story_id not in known
    )


def touch(at_of: Mapping[StoryId, Sequence[datetime]], now: datetime) -> None:
    """Stories changed, by articles of these moments: they wait for new pages."""
    moments = {story_id: (moment(min(at)), moment(max(at))) for story_id, at in at_of.items()}
    changed = moment(now)
    run_many(
        TOUCH,
        [(changed, changed, first, first, last, last, story_id) for story_id, (first, last) in sorted(moments.items())],
    )


def _merge(merges: Merges, now: datetime) -> None:
    homes = resolve([merges.kept_id, merges.gone_id])
    kept_id, gone_id = homes[merges.kept_id], homes[merges.gone_id]
    if kept_id == gone_id:
        return
    moving = models.Article.objects.filter(story_id=gone_id)
    moving.filter(reasons=[]).update(reasons=codec.dump_all(merges.reasons))
    moving.update(story_id=kept_id)
    _redirect(gone_id, kept_id)
    _touch_whole(kept_id, now)


def _split(splits: Splits, now: datetime) -> None:
    homes = resolve([splits.story_id, splits.new_id])
    from_id, to_id = homes[splits.story_id], homes[splits.new_id]
    leaving = models.Article.objects.filter(id__in=splits.article_ids, story_id=from_id)
    first = leaving.order_by("at", "id").first()
    if first is None or splits.new_id == from_id:
        return
    if to_id == from_id:
        to_id = splits.new_id
        models.Story.objects.filter(id=to_id).update(merged_into=None)
    make_stories([(to_id, rows.article_of(first))], now)
    leaving.update(story_id=to_id, logit=None, reasons=[])
    _touch_whole(to_id, now)
    if models.Article.objects.filter(story_id=from_id).exists():
        _touch_whole(from_id, now)
    else:
        _redirect(from_id, to_id)


def _redirect(gone_id: StoryId, kept_id: StoryId) -> None:
    """A story that ended leaves every list; its address, and those that led to it, lead to the other one."""
    models.Story.objects.filter(merged_into=gone_id).update(merged_into=kept_id)
    models.Story.objects.filter(id=gone_id).update(merged_into=kept_id, stale_since=None)
    models.StoryHashtag.objects.filter(story_id=gone_id).delete()


def _touch_whole(story_id: StoryId, now: datetime) -> None:
    """A story's articles came or went: its first and last moment are found anew."""
    span = models.Article.objects.filter(story_id=story_id).aggregate(first=Min("at"), last=Max("at"))
    models.Story.objects.filter(id=story_id).update(first_at=span["first"], updated_at=span["last"])
    touch({story_id: [span["first"], span["last"]]}, now)


def _page_fields(page: StoryPage) -> dict[str, Any]:
    return {
        "slug": page.slug,
        "headline": page.headline,
        "standfirst": page.standfirst,
        "lead_id": page.lead_id,
        "language": page.language,
        "section": page.section,
        "n_articles": page.n_articles,
        "n_publishers": page.n_publishers,
        "n_independent": page.n_independent,
        "first_publisher": page.first_publisher,
        "first_at": page.first_at,
        "updated_at": page.updated_at,
        "weight": page.weight,
        "image": codec.dump(page.image) if page.image else None,
        "coverage": list(page.coverage),
    }


def _enrichment_fields(enrichment: Enrichment) -> dict[str, Any]:
    return {
        "made_at": enrichment.made_at,
        "hashtags": codec.dump_all(enrichment.hashtags),
        "related": codec.dump_all(enrichment.related),
        "brief": codec.dump(enrichment.brief) if enrichment.brief else None,
    }


def _page_of(row: models.Story) -> StoryPage:
    return StoryPage(
        story_id=StoryId(row.id),
        slug=row.slug,
        headline=row.headline,
        standfirst=row.standfirst,
        lead_id=ArticleId(row.lead_id or ""),
        language=Language(row.language),
        section=row.section,
        n_articles=row.n_articles,
        n_publishers=row.n_publishers,
        n_independent=row.n_independent,
        first_publisher=row.first_publisher,
        first_at=row.first_at,
        updated_at=row.updated_at,
        weight=row.weight,
        image=codec.load(Image, row.image) if row.image else None,
        coverage=tuple(row.coverage),
    )


def _keep_story_tags(story: models.Story, tags: Sequence[Hashtag]) -> None:
    models.StoryHashtag.objects.filter(story_id=story.id).delete()
    wanted = rows.one_of_each(tags)
    models.Hashtag.objects.bulk_create(
        [
            models.Hashtag(key=tag.key, spelling=tag.spelling, first_at=story.first_at, last_at=story.updated_at)
            for tag in wanted
        ],
        ignore_conflicts=True,
    )
    models.StoryHashtag.objects.bulk_create(
        models.StoryHashtag(story_id=story.id, hashtag_id=tag.key, at=story.updated_at, score=tag.score, rank=rank)
        for rank, tag in enumerate(wanted, 1)
    )


def _keep_article_enrichments(enrichment: Enrichment) -> None:
    """Write the briefs and related ones that changed; the others' rows, with their long texts, stay as they are."""
    briefs = {known: codec.dump(brief) for known, brief in enrichment.article_briefs}
    related = {known: codec.dump_all(relations) for known, relations in enrichment.article_related}
    members = models.Article.objects.filter(story_id=enrichment.story_id).values_list("id", "brief", "related")
    changed = []
    for known, old_brief, old_related in members:
        new = briefs.get(ArticleId(known)), related.get(ArticleId(known), [])
        if new != (old_brief, old_related):
            changed.append((codec.compact(new[0]) if new[0] else None, codec.compact(new[1]), known))
    run_many(KEEP_ARTICLE_ENRICHMENT, changed)

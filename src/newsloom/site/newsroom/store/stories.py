"""Stories as rows: made by placements, merged and split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Max, Min

from newsloom.errors import NoSuchStoryError
from newsloom.records import (
    Article,
    Language,
    Member,
    Merges,
    Revision,
    Splits,
    Story,
    StoryId,
)
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store import rows
from newsloom.site.newsroom.store.leases import require_placer
from newsloom.site.newsroom.store.transaction import moment, readable, run_many, take_turn, whole
from newsloom.store.rules import MOVED_BY_REVIEW, stories_wanted

TOUCH = """
UPDATE newsroom_story SET changed_at = %s, stale_since = COALESCE(stale_since, %s),
  first_at = CASE WHEN first_at > %s THEN %s ELSE first_at END,
  updated_at = CASE WHEN updated_at < %s THEN %s ELSE updated_at END
WHERE id = %s"""


class Stories:
    """The part of `DjangoStore` that keeps stories."""

    def revise(self, revisions: Sequence[Revision], *, now: datetime, placer: str = "") -> tuple[Revision, ...]:
        with whole():
            take_turn()
            require_placer(placer)
            require(revisions)
            done = [_carry_out(revision, now) for revision in revisions]
        return tuple(revision for revision in done if revision is not None)

    def story(self, story_id: StoryId) -> Story:
        for story in self.stories([story_id]):
            return story
        raise NoSuchStoryError(story_id)

    def stories(self, story_ids: Sequence[StoryId]) -> tuple[Story, ...]:
        with readable():
            homes = resolve(story_ids)
            ids = list(dict.fromkeys(homes[story_id] for story_id in story_ids))
            languages = dict(models.Story.objects.filter(id__in=ids).values_list("id", "language"))
            members: dict[str, list[Member]] = defaultdict(list)
            for row in models.Article.objects.filter(story_id__in=ids).defer("brief", "related").order_by("at", "id"):
                members[row.story_id].append(rows.member_of(row))
        return tuple(
            Story(id=known, language=Language(languages[known]), members=tuple(members[known]))
            for known in ids
            if known in members
        )


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


def require(revisions: Sequence[Revision]) -> None:
    """Raises NoSuchStoryError for the first story that must be there and is not."""
    wanted = stories_wanted(revisions)
    known = models.Story.objects.filter(id__in=wanted).values_list("id", flat=True)
    for missing in sorted(wanted - set(known)):
        raise NoSuchStoryError(missing)


def _carry_out(revision: Revision, now: datetime) -> Revision | None:
    """As far as no article is settled elsewhere; what is left of it."""
    settled = models.Imprint.objects.filter(settled_at__isnull=False)
    if isinstance(revision, Merges):
        if settled.filter(article__story_id=resolve([revision.gone_id])[revision.gone_id]).exists():
            return None
        merge(revision, now)
        return revision
    fixed = set(settled.filter(article_id__in=revision.article_ids).values_list("article_id", flat=True))
    free = tuple(article_id for article_id in revision.article_ids if article_id not in fixed)
    if not free:
        return None
    left = replace(revision, article_ids=free)
    split(left, now)
    return left


def merge(merges: Merges, now: datetime) -> None:
    homes = resolve([merges.kept_id, merges.gone_id])
    kept_id, gone_id = homes[merges.kept_id], homes[merges.gone_id]
    if kept_id == gone_id:
        return
    moving = models.Article.objects.filter(story_id=gone_id)
    moving.filter(reasons=[]).update(reasons=codec.dump_all(merges.reasons))
    moving.update(story_id=kept_id)
    _redirect(gone_id, kept_id)
    _touch_whole(kept_id, now)


def split(splits: Splits, now: datetime) -> None:
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
    leaving.update(story_id=to_id, logit=None, reasons=codec.dump_all(MOVED_BY_REVIEW))
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

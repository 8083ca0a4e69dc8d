"""Editors' corrections as rows: each is one transaction with the deed itself, for which the placer waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from newsloom.records import (
    ArticleId,
    Correction,
    LabelledPair,
    Merges,
    Moved,
    Place,
    Reason,
    Redirected,
    Revision,
    StoryId,
)
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store.stories import merge, require, resolve, split
from newsloom.site.newsroom.store.transaction import in_parts, readable, run_many, take_turn, whole
from newsloom.store import correcting
from newsloom.store.correcting import Redirects, Stood
from newsloom.store.rules import stories_named
from newsloom.store.storable import storable

STAND = "UPDATE newsroom_article SET logit = %s, reasons = %s WHERE id = %s"
PAGE = 500
"""Corrections read at once."""


class Corrections:
    """The part of `DjangoStore` that obeys editors."""

    def correct(self, revisions: Sequence[Revision], *, by: str, note: str = "", now: datetime) -> Correction | None:
        with whole():
            take_turn()
            require(revisions)
            named = stories_named(revisions)
            known = models.Story.objects.filter(id__in=named).values_list("id", flat=True)
            kind = correcting.kind_of(revisions, {StoryId(story) for story in known})
            return _correct(Correction(number=0, kind=kind, at=now, by=by, note=note), revisions)

    def undo(self, number: int, *, by: str, note: str = "", now: datetime) -> Correction:
        with whole():
            take_turn()
            rows = models.Correction.objects.filter(id__gte=number).order_by("id")
            undone = correcting.to_undo(number, [correction_of(row) for row in rows])
            said = Correction(number=0, kind="undo", at=now, by=by, note=note, undoes=number)
            return _correct(said, correcting.undoing(undone), undone) or said

    def corrections(self) -> Iterator[Correction]:
        after = 0
        while True:
            with readable():
                page = list(models.Correction.objects.filter(id__gt=after).order_by("id")[:PAGE])
            yield from map(correction_of, page)
            if len(page) < PAGE:
                return
            after = page[-1].pk

    def last_correction(self) -> int:
        with readable():
            return models.Correction.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def places_corrected(self, *, after: int) -> tuple[Place, ...]:
        stories = models.Story.objects.filter(corrections__id__gt=after).values("id")
        places = models.Article.objects.filter(story_id__in=stories).order_by("story_id", "id")
        with readable():
            return tuple(
                Place(article_id=ArticleId(article), story_id=StoryId(story), is_settled=settled_at is not None)
                for article, story, settled_at in places.values_list("id", "story_id", "imprint__settled_at")
            )


def correction_of(row: models.Correction) -> Correction:
    return Correction(
        number=row.pk,
        kind=row.kind,  # type: ignore[arg-type]  # written from a record
        at=row.at,
        by=row.by,
        note=row.note,
        undoes=row.undoes_id,
        moved=codec.load_all(Moved, row.moved),
        redirected=codec.load_all(Redirected, row.redirected),
        pairs=codec.load_all(LabelledPair, row.pairs),
    )


def _correct(said: Correction, revisions: Sequence[Revision], undone: Correction | None = None) -> Correction | None:
    homes = set(resolve(stories_named(revisions)).values())
    before, led = _stood(homes), _redirects(homes)
    for revision in revisions:
        if isinstance(revision, Merges):
            merge(revision, said.at)
        else:
            split(revision, said.at)
    _put_back(undone)
    done = correcting.told(said, before, _homes(before), led, _leading(led))
    if not done.moved and undone is None:
        return None
    for part in in_parts(before):
        models.Imprint.objects.filter(article_id__in=part, settled_at=None).update(settled_at=said.at)
    stand = correcting.standing_after(done, undone)
    run_many(STAND, [(one.logit, codec.compact(codec.dump_all(one.reasons)), one.article_id) for one in stand])
    return _kept(storable(done))


def _kept(done: Correction) -> Correction:
    row = models.Correction.objects.create(
        kind=done.kind,
        at=done.at,
        by=done.by,
        note=done.note,
        undoes_id=done.undoes,
        moved=codec.dump_all(done.moved),
        redirected=codec.dump_all(done.redirected),
        pairs=codec.dump_all(done.pairs),
    )
    row.stories.set(models.Story.objects.filter(id__in=correcting.stories_of(done)))
    return replace(done, number=row.pk)


def _put_back(undone: Correction | None) -> None:
    """Addresses that led elsewhere before lead there again, but for those of stories that have articles."""
    for one in undone.redirected if undone else ():
        if one.before is not None and not models.Article.objects.filter(story_id=one.story_id).exists():
            home = resolve([one.before])[one.before]
            models.Story.objects.filter(id=one.story_id).update(merged_into=home)


def _stood(homes: Iterable[StoryId]) -> dict[ArticleId, Stood]:
    rows = models.Article.objects.filter(story_id__in=homes).values(
        "id", "story_id", "at", "original_id", "logit", "reasons"
    )
    return {
        ArticleId(row["id"]): Stood(
            story_id=StoryId(row["story_id"]),
            at=row["at"],
            is_copy=row["original_id"] is not None,
            logit=row["logit"],
            reasons=codec.load_all(Reason, row["reasons"]),
        )
        for row in rows
    }


def _homes(article_ids: Iterable[ArticleId]) -> dict[ArticleId, StoryId]:
    found: dict[ArticleId, StoryId] = {}
    for part in in_parts(article_ids):
        homes = models.Article.objects.filter(id__in=part).values_list("id", "story_id")
        found.update((ArticleId(article), StoryId(story)) for article, story in homes)
    return found


def _redirects(homes: set[StoryId]) -> Redirects:
    """The stories, and those whose address leads to one of them."""
    return _merged_into(Q(id__in=homes) | Q(merged_into__in=homes))


def _leading(led: Redirects) -> Redirects:
    return _merged_into(Q(id__in=list(led)))


def _merged_into(wanted: Q) -> Redirects:
    found = models.Story.objects.filter(wanted).values_list("id", "merged_into_id")
    return {StoryId(story): StoryId(home) if home else None for story, home in found}

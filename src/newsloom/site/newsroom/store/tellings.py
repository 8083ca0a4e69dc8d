"""Briefs that wait for a model's words, and the words that were checked, kept in the stories' rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsloom.records import Brief, BriefDue, Language, StoryId, Written
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store.transaction import readable, whole
from newsloom.store.storable import storable


class Tellings:
    """The part of `DjangoStore` that keeps what a model wrote of stories."""

    def briefs_due(self, *, since: datetime, limit: int) -> tuple[BriefDue, ...]:
        shown = models.Story.objects.filter(
            updated_at__gte=since, told_at__isnull=True, n_publishers__gt=1, brief__isnull=False,
            made_at__isnull=False, merged_into__isnull=True,
        )  # fmt: skip
        with readable():
            rows = list(shown.order_by("-updated_at", "id").values_list("id", "language", "brief")[:limit])
        return tuple(
            BriefDue(story_id=StoryId(known), language=Language(language), brief=codec.load(Brief, brief))
            for known, language, brief in rows
            if brief is not None
        )

    def keep_written_brief(self, due: BriefDue, written: Written | None, *, now: datetime) -> None:
        values = codec.dump(storable(written)) if written is not None else None
        with whole():
            row = models.Story.objects.select_for_update().filter(id=due.story_id).only("brief").first()
            if row is not None and row.brief and codec.load(Brief, row.brief) == due.brief:
                models.Story.objects.filter(id=due.story_id).update(written=values, told_at=now)

    def written_brief(self, story_id: StoryId) -> Written | None:
        with readable():
            values = models.Story.objects.filter(id=story_id).values_list("written", flat=True).first()
        return codec.load(Written, values) if values else None


def forget_old(before: Mapping[str, Any], briefs: Mapping[str, Brief | None]) -> None:
    """Drop what was written from briefs that are others now; within a transaction. One query, none where none is."""
    changed = [known for known, brief in briefs.items() if (codec.dump(brief) if brief else None) != before[known]]
    if changed:
        models.Story.objects.filter(id__in=changed, told_at__isnull=False).update(written=None, told_at=None)

"""The part of `MemoryStore` that changes stories: the loom's revisions, and editors' corrections, which it obeys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from newsloom.errors import NoSuchStoryError
from newsloom.records import (
    Article,
    ArticleId,
    CopyOf,
    Correction,
    Merges,
    Place,
    Revision,
    Splits,
    StoryId,
)
from newsloom.store import correcting
from newsloom.store.correcting import Redirects, Stood
from newsloom.store.memory_rows import Hold, KeptArticle, KeptStory
from newsloom.store.rules import MOVED_BY_REVIEW, stories_named, stories_wanted
from newsloom.store.storable import storable


class Stories:
    """Articles in stories, and what was decided about them since they were placed."""

    def __init__(self) -> None:
        self._articles: dict[ArticleId, KeptArticle] = {}
        self._stories: dict[StoryId, KeptStory] = {}
        self._corrections: list[Correction] = []
        self._placer = Hold()

    # ----------------------------------------------------------------------------------- revisions

    def revise(self, revisions: Sequence[Revision], *, now: datetime, placer: str = "") -> tuple[Revision, ...]:
        self._placer.require(placer)
        self._require(revisions)
        done = (self._carry_out(revision, now) for revision in revisions)
        return tuple(revision for revision in done if revision is not None)

    def _carry_out(self, revision: Revision, now: datetime) -> Revision | None:
        """As far as no article is settled elsewhere; what is left of it."""
        if isinstance(revision, Merges):
            gone_id = self._resolve(revision.gone_id)
            if any(kept.is_settled for kept in self._articles.values() if kept.story_id == gone_id):
                return None
            self._merge(revision, now)
            return revision
        free = tuple(
            one for one in revision.article_ids if one not in self._articles or not self._articles[one].is_settled
        )
        if not free:
            return None
        left = replace(revision, article_ids=free)
        self._split(left, now)
        return left

    def _merge(self, merges: Merges, now: datetime) -> None:
        kept_id, gone_id = self._resolve(merges.kept_id), self._resolve(merges.gone_id)
        if kept_id == gone_id:
            return
        for kept in self._articles.values():
            if kept.story_id == gone_id:
                kept.story_id, kept.reasons = kept_id, kept.reasons or merges.reasons
        self._redirect(gone_id, kept_id)
        self._touch(kept_id, now)

    def _split(self, splits: Splits, now: datetime) -> None:
        from_id, to_id = self._resolve(splits.story_id), self._resolve(splits.new_id)
        leaving = [self._articles[known] for known in splits.article_ids if known in self._articles]
        leaving = [kept for kept in leaving if kept.story_id == from_id]
        if not leaving or splits.new_id == from_id:
            return
        if to_id == from_id:
            to_id = splits.new_id
            self._stories[to_id].merged_into = None
        if to_id not in self._stories:
            self._stories[to_id] = KeptStory(_first(leaving).language, now, now)
        for kept in leaving:
            kept.story_id, kept.logit, kept.reasons = to_id, None, MOVED_BY_REVIEW
        self._touch(to_id, now)
        if any(kept.story_id == from_id for kept in self._articles.values()):
            self._touch(from_id, now)
        else:
            self._redirect(from_id, to_id)

    def _redirect(self, gone_id: StoryId, kept_id: StoryId) -> None:
        for story_id, story in self._stories.items():
            if story_id == gone_id or story.merged_into == gone_id:
                story.merged_into, story.stale_since = kept_id, None

    # --------------------------------------------------------------------------------- corrections

    def correct(self, revisions: Sequence[Revision], *, by: str, note: str = "", now: datetime) -> Correction | None:
        self._require(revisions)
        kind = correcting.kind_of(revisions, set(self._stories))
        return self._correct(Correction(number=0, kind=kind, at=now, by=by, note=note), revisions)

    def undo(self, number: int, *, by: str, note: str = "", now: datetime) -> Correction:
        undone = correcting.to_undo(number, self._corrections)
        said = Correction(number=0, kind="undo", at=now, by=by, note=note, undoes=number)
        return self._correct(said, correcting.undoing(undone), undone) or said

    def corrections(self) -> Iterator[Correction]:
        yield from tuple(self._corrections)

    def last_correction(self) -> int:
        return len(self._corrections)

    def places_corrected(self, *, after: int) -> tuple[Place, ...]:
        corrected = set().union(*map(correcting.stories_of, self._corrections[after:]))
        places = (
            Place(article_id=known, story_id=kept.story_id, is_settled=kept.is_settled)
            for known, kept in self._articles.items()
            if kept.story_id in corrected
        )
        return tuple(sorted(places, key=lambda place: (place.story_id, place.article_id)))

    def _correct(
        self, said: Correction, revisions: Sequence[Revision], undone: Correction | None = None
    ) -> Correction | None:
        homes = {self._resolve(story) for story in stories_named(revisions)}
        before = {known: _stood(kept) for known, kept in self._articles.items() if kept.story_id in homes}
        redirects = self._redirects(homes)
        for revision in revisions:
            if isinstance(revision, Merges):
                self._merge(revision, said.at)
            else:
                self._split(revision, said.at)
        self._put_back(undone)
        after = {known: self._articles[known].story_id for known in before}
        leading = {story: self._stories[story].merged_into for story in redirects}
        done = correcting.told(said, before, after, redirects, leading)
        if not done.moved and undone is None:
            return None
        for article_id in before:
            self._articles[article_id].is_settled = True
        for one in correcting.standing_after(done, undone):
            kept = self._articles[one.article_id]
            kept.logit, kept.reasons = one.logit, one.reasons
        self._corrections.append(storable(replace(done, number=len(self._corrections) + 1)))
        return self._corrections[-1]

    def _put_back(self, undone: Correction | None) -> None:
        """Addresses that led elsewhere before lead there again, but for those of stories that have articles."""
        living = {kept.story_id for kept in self._articles.values()}
        for one in undone.redirected if undone else ():
            story = self._stories[one.story_id]
            if one.before is not None and one.story_id not in living:
                story.merged_into = self._resolve(one.before)

    def _redirects(self, homes: set[StoryId]) -> Redirects:
        """The stories, and those whose address leads to one of them."""
        return {
            known: story.merged_into
            for known, story in self._stories.items()
            if known in homes or story.merged_into in homes
        }

    # -------------------------------------------------------------------------------------- inside

    def _require(self, revisions: Sequence[Revision]) -> None:
        for wanted in sorted(stories_wanted(revisions) - self._stories.keys()):
            raise NoSuchStoryError(wanted)

    def _resolve(self, story_id: StoryId) -> StoryId:
        story = self._stories.get(story_id)
        return story.merged_into if story is not None and story.merged_into is not None else story_id

    def _touch(self, story_id: StoryId, now: datetime) -> None:
        story = self._stories[story_id]
        story.changed_at, story.stale_since = now, story.stale_since or now


def _first(kept: Sequence[KeptArticle]) -> Article:
    return min((one.woven.article for one in kept), key=lambda article: (article.at, article.id))


def _stood(kept: KeptArticle) -> Stood:
    return Stood(
        story_id=kept.story_id,
        at=kept.woven.article.at,
        is_copy=isinstance(kept.woven.verdict, CopyOf),
        logit=kept.logit,
        reasons=kept.reasons,
    )

"""The loom: six stages in order, and the only place that keeps what they decide.

    fetch ─ Entry, Page ─▶ extract ─ Article ─▶ dedupe ─ Verdict ─▶ cluster ─ Placement ─▶ enrich ─▶ publish
                              │                                        │                                │
                              └────────────────────────────────────────┴─ Store.keep ───────────────────┴─ Store

`Loom` remembers what the thinking stages need of the last days, rebuilt from the store at start, and takes articles
through them in the order of their time. `newsloom.worker` brings it articles from the network, `newsloom import`
from files.

In: articles. Out: a `Tally`. Refuses: nothing; what fails in the store is raised, and the loom forgets whatever
it had decided but not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsloom.encode import Encoder
from newsloom.enrich import (
    Lexicon,
    Neighbours,
    brief,
    came_before,
    dossier,
    hashtags,
    related_to_article,
    related_to_story,
    story_brief,
    tellers,
)
from newsloom.enrich import story_hashtags as best_hashtags
from newsloom.placing import Placer, ahead, garbage_left_lying, prepare, with_language
from newsloom.publish import lead_article, publish
from newsloom.records import (
    Article,
    ArticleId,
    CopyOf,
    Enrichment,
    EntryId,
    Reading,
    Starts,
    Story,
    StoryId,
    StoryPage,
    Vector,
    Woven,
)
from newsloom.store import Store
from newsloom.vectors import Comparable, vectors_of

BATCH = 64
"""Articles kept in one transaction: large enough that its cost is shared, small enough to be lost to a crash."""
MEMORY = timedelta(days=14)
"""How far back copies and stories are remembered; idf looks back as far."""
ENRICH_AT_ONCE = 200
N_LOOKED_AGAIN = 8
"""Members that nothing has happened to, of which related ones are sought anew when their story changes."""
N_LOOKS = 100_000
"""Articles of which it is known when they were looked at."""


@dataclass(slots=True)
class Tally:
    """What a pass did, in numbers."""

    n_articles: int = 0
    """New ones."""
    n_revised: int = 0
    n_unchanged: int = 0
    n_copies: int = 0
    n_stories: int = 0
    """Started."""
    n_merged: int = 0
    n_split: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article on its way in, with the waiting entry that it answers."""

    article: Article
    entry_id: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """When a member's brief and related ones were made, and of which text."""

    number: int
    text: int


class Loom:
    """Takes articles through dedupe, cluster, enrich and publish. One at a time may place articles in one store."""

    def __init__(self, store: Store, *, encoder: Encoder | None = None) -> None:
        self._store = store
        self._encoder = encoder
        self._is_rebuilt = False
        self._worker = ""
        self._looked_at: dict[ArticleId, Look] = {}
        self._n_looks = 0

    @property
    def neighbours(self) -> Neighbours:
        """Among which related articles are sought; to look at only, once something is woven."""
        return self._neighbours

    def take_place(self, *, worker: str, now: datetime, lease_seconds: float) -> bool:
        """Become, or stay, the one who places articles; False where another one does.

        Who gets the place after somebody else forgets what it remembers, because articles were placed that it knows
        nothing of. Who has lost it unawares keeps nothing: the store raises StaleClaimError.
        """
        held = self._store.hold_placer(worker=worker, now=now, lease_seconds=lease_seconds)
        if held != "kept":
            self._is_rebuilt = False
        self._worker = worker
        return bool(held)

    def leave_place(self, *, worker: str, now: datetime) -> None:
        """Let others have the place. Where none of them takes it, what is remembered still holds."""
        self._store.hold_placer(worker=worker, now=now, lease_seconds=0)

    def rebuild(self, *, now: datetime) -> None:
        """Remember the last days as the store has them. Cost: about a millisecond an article; what the open ones hold
        against each other is reckoned by the first placement or review."""
        self._placer, self._lexicon, self._neighbours = Placer(self._encoder), Lexicon(), Neighbours()
        self._heard = self._store.last_correction()
        self._comparable = Comparable(self._encoder)
        for known in self._comparable.among(self._store.remembered(since=now - MEMORY)):
            self._placer.remember(known)
            self._lexicon.remember(known.signature, known.hashtags)
            self._neighbours.remember(known)
        self._is_rebuilt = True

    def weave(self, articles: Iterable[Article], *, now: datetime) -> Tally:
        """Weave articles that come from nowhere in particular (a file), in the order of their time."""
        return self.weave_arrivals((Arrival(with_language(article)) for article in articles), now=now)

    def weave_arrivals(self, arrivals: Iterable[Arrival], *, now: datetime) -> Tally:
        """Weave what has come in. Weaving an article twice changes nothing; a changed text is a revision.

        The encoder works on the next batch while this one is decided and kept.
        """
        in_order = sorted(arrivals, key=lambda arrival: (arrival.article.at, arrival.article.id))
        if not in_order:
            return Tally()
        if not self._is_rebuilt:
            self.rebuild(now=in_order[0].article.at)
        tally = Tally()
        try:
            for batch, vectors in self._encoded(in_order):
                if not self._comparable.fits(vectors):
                    self.rebuild(now=batch[0].article.at)
                tally += self._weave_reviewing(batch, vectors, now=now)
        except BaseException:
            self._is_rebuilt = False
            raise
        return tally

    def review(self, at: datetime, *, now: datetime) -> Tally:
        """Let open stories merge and split on what is known by `at`."""
        if not self._is_rebuilt:
            self.rebuild(now=now)
        self._hear_editors()
        wanted = self._placer.review(at)
        if not wanted:
            return Tally()
        revisions = self._store.revise(wanted, now=now, placer=self._worker)
        for revision in revisions:
            self._placer.apply(revision)
            self._neighbours.apply(revision)
        n_merged = sum(1 for revision in revisions if hasattr(revision, "gone_id"))
        return Tally(n_merged=n_merged, n_split=len(revisions) - n_merged)

    def enrich(self, *, now: datetime, limit: int | None = None) -> int:
        """Make anew what readers see of stories that changed; returns how many. All of them where no limit is given."""
        if not self._is_rebuilt:
            self.rebuild(now=now)
        n_done = 0
        with garbage_left_lying():
            while limit is None or n_done < limit:
                wanted = ENRICH_AT_ONCE if limit is None else min(ENRICH_AT_ONCE, limit - n_done)
                stale = self._store.stories_to_enrich(limit=wanted)
                if stale:
                    self._renew(stale, now=now)
                n_done += len(stale)
                if len(stale) < wanted:
                    break
        return n_done

    # ------------------------------------------------------------------------------------------ inside

    def _encoded(self, arrivals: Sequence[Arrival]) -> Iterator[tuple[list[Arrival], list[Vector | None]]]:
        def vectors(batch: list[Arrival]) -> list[Vector | None]:
            return vectors_of([arrival.article for arrival in batch], self._encoder)

        return ahead(_batches(arrivals), vectors)

    def _weave_reviewing(self, batch: Sequence[Arrival], vectors: Sequence[Vector | None], *, now: datetime) -> Tally:
        """Weave the batch in stretches, with a review wherever six hours of news have passed."""
        tally, start = Tally(), 0
        for place, arrival in enumerate(batch):
            at = min(arrival.article.at, now)
            if self._placer.is_review_due(at):
                tally += self._weave_batch(batch[start:place], vectors[start:place], now=now)
                tally += self.review(at, now=now)
                start = place
        return tally + self._weave_batch(batch[start:], vectors[start:], now=now)

    def _weave_batch(self, batch: Sequence[Arrival], vectors: Sequence[Vector | None], *, now: datetime) -> Tally:
        """Decide on each article, and keep all of them in one transaction."""
        tally = Tally()
        self._hear_editors()
        known = self._store.find_articles([arrival.article.id for arrival in batch])
        woven: list[Woven] = []
        for arrival, vector in zip(batch, vectors, strict=True):
            before = known.get(arrival.article.id)
            if before is not None and _says_the_same(before, arrival.article):
                tally.n_unchanged += 1
                if arrival.entry_id is not None:
                    self._store.finish_entry(arrival.entry_id)
                continue
            done = self._weave_one(arrival, vector, is_known=before is not None)
            known[arrival.article.id] = arrival.article
            woven.append(done)
            tally.n_revised += before is not None
            tally.n_articles += before is None
            tally.n_copies += before is None and isinstance(done.verdict, CopyOf)
            tally.n_stories += before is None and isinstance(done.placement, Starts)
        if woven:
            self._store.keep(woven, now=now, placer=self._worker)
        return tally

    def _hear_editors(self) -> None:
        """Follow the corrections that came since we asked last; one that comes while we place is heard the next time,
        and the store has led whatever we placed meanwhile to where it belongs."""
        last = self._store.last_correction()
        if last == self._heard:
            return
        for place in self._store.places_corrected(after=self._heard):
            self._placer.correct(place)
            self._neighbours.correct(place)
        self._heard = last

    def _weave_one(self, arrival: Arrival, vector: Vector | None, *, is_known: bool) -> Woven:
        one = prepare(arrival.article, vector)
        placed = self._placer.revise(one) if is_known else self._placer.place(one)
        tags = hashtags(one.article, self._lexicon)
        self._lexicon.add(one.signature, tags)
        self._neighbours.add(one.signature, placed.placement.story_id, one.article.publisher_id, tags)
        return Woven(
            article=one.article,
            sketch=one.sketch,
            verdict=placed.verdict,
            signature=self._comparable.named(one.signature),
            placement=placed.placement,
            hashtags=tags,
            entry_id=arrival.entry_id,
        )

    def _renew(self, stale: Sequence[StoryId], *, now: datetime) -> None:
        """Make and keep what readers see of these stories. What could not be kept has not been looked at."""
        last_pages, stories = self._store.pages(stale), self._store.stories(stale)
        readings = self._store.readings([article.id for story in stories for article in tellers(story)])
        try:
            self._store.keep_enrichments(
                [self._make(story, readings, last_pages.get(story.id), now=now) for story in stories]
            )
        except BaseException:
            self._looked_at.clear()
            raise

    def _make(
        self, story: Story, readings: Mapping[ArticleId, Reading], last_page: StoryPage | None, *, now: datetime
    ) -> tuple[Enrichment, StoryPage]:
        """What enrich and publish make of a story."""
        looked_at, new = self._to_look_at(story)
        lead = lead_article(story)
        to_read = {one.id: one for one in (*looked_at, lead) if one.id in new or one is lead}
        before = came_before(story, self._neighbours)
        enrichment = Enrichment(
            story_id=story.id,
            made_at=now,
            hashtags=best_hashtags(story),
            related=related_to_story(story, self._neighbours, shown=before),
            before=before,
            brief=story_brief(story),
            dossier=dossier(story, readings),
            article_briefs=tuple((article_id, brief(article)) for article_id, article in to_read.items()),
            article_related=tuple(
                (article.id, related_to_article(article.id, self._neighbours)) for article in looked_at
            ),
        )
        return enrichment, publish(story, enrichment, last_page, now=now)

    def _to_look_at(self, story: Story) -> tuple[list[Article], set[ArticleId]]:
        """Members that are new or changed, and a few of the others, those first that were looked at longest ago; and
        which of them are new or changed: of the others only what is related may have become different.

        A story that grows by one article a minute would otherwise cost as many looks at each as it has members.
        """
        looks = {
            member.article.id: Look(self._n_looks, hash((member.article.headline, member.article.text)))
            for member in story.members
        }
        before = {known: self._looked_at[known] for known in looks if known in self._looked_at}
        new = {known for known, look in looks.items() if known not in before or before[known].text != look.text}
        again = sorted(before.keys() - new, key=lambda known: (before[known].number, known))[:N_LOOKED_AGAIN]
        for known in (*new, *again):
            self._looked_at.pop(known, None)
            self._looked_at[known] = looks[known]
        self._n_looks += 1
        while len(self._looked_at) > N_LOOKS:
            del self._looked_at[next(iter(self._looked_at))]
        chosen = new | set(again)
        return [member.article for member in story.members if member.article.id in chosen], new


def _batches(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """Batches in which no article stands twice, so that the second is seen as what it is: a revision."""
    rest = iter(arrivals)
    batch: list[Arrival] = []
    seen: set[ArticleId] = set()
    for arrival in rest:
        if arrival.article.id in seen or len(batch) == BATCH:
            yield batch
            batch, seen = [], set()
        batch.append(arrival)
        seen.add(arrival.article.id)
    if batch:
        yield batch


def _says_the_same(before: Article, after: Article) -> bool:
    """Whether a reader would find nothing new; `seen_at` and our own parts do not count."""
    return (before.headline, before.standfirst, before.text, before.is_cut) == (
        after.headline,
        after.standfirst,
        after.text,
        after.is_cut,
    )

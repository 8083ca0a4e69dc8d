"""The index of recent texts, and the judgement whether a new one repeats one of them.

In: articles with their sketches, in the order of their time. Out: `Verdict`. Refuses: to call a text of a few words a
copy; to follow shingles that half the shelf shares (a registration notice is no wire copy).

Candidates come from shared shingles, a fair 32nd of them; each is then measured by `sketch.overlap`. Resemblance
alone would miss the wire story that was cut to a third, or got local paragraphs added: containment finds them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from newsloom.dedupe.runs import Runs
from newsloom.dedupe.sketch import overlap
from newsloom.dedupe.wire import is_agency, is_own
from newsloom.records import Article, ArticleId, CopyKind, CopyOf, Original, PublisherId, Sketch, Verdict

WINDOW = timedelta(days=14)
"""Copies of older texts are reprints, and news again."""
N_TEXTS = 60_000
"""Texts held at most, 4 KiB each and less: the oldest leave first."""

N_SHINGLES_EXACT = 12
"""Shorter texts ("Watch live", a caption) are equal by accident."""
N_SHINGLES = 40
"""Shorter texts share set phrases for more than half of their length."""
RESEMBLANCE_SHARE = 0.5
"""From here on two texts are one, edited. On the tuning half of 1,088 labelled pairs: see docs/measuring.md."""
CUT_SHARE = 0.8
"""A text of which so much stands in a longer, earlier one was cut from it."""
WIRE_SHARE = 0.6
"""With an agency's credit the rest may be local paragraphs."""

SAMPLE = np.uint32(2**32 // 32)
"""Shingles below are indexed: about 25 of an article's 800."""
N_SAMPLE = 8
"""And so many of its smallest, where that is more."""
N_COMMON = 60
"""A shingle of more texts is furniture, not copy."""
N_MEASURED = 24
"""Candidates measured at most."""


@dataclass(frozen=True, slots=True)
class Known:
    """A text on the shelf."""

    sketch: Sketch
    at: datetime
    publisher_id: PublisherId | None
    publisher_name: str
    original_id: ArticleId
    """Itself, or what it is a copy of."""

    @property
    def is_original(self) -> bool:
        return self.original_id == self.sketch.article_id


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier text that the new one repeats."""

    known: Known
    kind: CopyKind
    resemblance_share: float


class Shelf:
    """The texts of the last days. Not safe for two threads."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._exact: dict[int, int] = {}
        self._runs = Runs()
        self._n_added = 0

    def __len__(self) -> int:
        return len(self._known)

    def judge(self, article: Article, drawn: Sketch) -> Verdict:
        """Whether the article repeats one on the shelf; changes nothing.

        An agency's own article is an original even where a copy came first. Cost: about .2 ms.
        """
        matches = [match for slot in self._candidates(drawn) if (match := _match(article, drawn, self._known[slot]))]
        best = max(matches, key=lambda match: _preference(article, match), default=None)
        if best is None or (_is_agencys(article) and not is_agency(best.known.publisher_id)):
            return Original(article_id=article.id)
        return CopyOf(
            article_id=article.id,
            original_id=best.known.original_id,
            kind=best.kind,
            resemblance_share=best.resemblance_share,
        )

    def add(self, article: Article, drawn: Sketch, verdict: Verdict) -> None:
        """Put the article on the shelf."""
        self.remember(
            drawn, verdict, at=article.at, publisher_id=article.publisher_id, publisher_name=article.publisher_name
        )

    def remember(
        self,
        drawn: Sketch,
        verdict: Verdict,
        *,
        at: datetime,
        publisher_id: PublisherId | None = None,
        publisher_name: str = "",
    ) -> None:
        """Put an article that was judged before back on the shelf."""
        original_id = verdict.original_id if isinstance(verdict, CopyOf) else verdict.article_id
        slot, self._n_added = self._n_added, self._n_added + 1
        self._known[slot] = Known(drawn, at, publisher_id, publisher_name, original_id)
        self._exact.setdefault(drawn.exact_hash, slot)
        self._forget(at - WINDOW)
        self._runs.add(_sample(drawn), slot, oldest=next(iter(self._known)))

    # ------------------------------------------------------------------------------------------ inside

    def _candidates(self, drawn: Sketch) -> list[int]:
        """Slots of texts that share enough with this one to be measured, most promising first."""
        equal = self._exact.get(drawn.exact_hash)
        found = [] if equal is None or drawn.n_shingles < N_SHINGLES_EXACT else [equal]
        if drawn.n_shingles < N_SHINGLES:
            return found
        n_shared: Counter[int] = Counter()
        for slots in self._runs.find(_sample(drawn)):
            if len(slots) <= N_COMMON:
                n_shared.update(slots)
        ranked = sorted(n_shared.items(), key=lambda item: (-item[1], item[0]))
        return found + [slot for slot, _ in ranked[:N_MEASURED] if slot in self._known and slot != equal]

    def _forget(self, horizon: datetime) -> None:
        """Drop what is too old or too much; two at a time, so that one wrong date does not empty the shelf."""
        for _ in range(2):
            oldest = next(iter(self._known))
            known = self._known[oldest]
            if len(self._known) == 1 or (known.at >= horizon and len(self._known) <= N_TEXTS):
                return
            del self._known[oldest]
            if self._exact.get(known.sketch.exact_hash) == oldest:
                del self._exact[known.sketch.exact_hash]


def _sample(drawn: Sketch) -> NDArray[np.uint32]:
    n_sampled = int(np.searchsorted(drawn.minhash, SAMPLE))
    return drawn.minhash[: max(n_sampled, N_SAMPLE)]


def _is_agencys(article: Article) -> bool:
    """Whether an agency publishes it itself."""
    return is_agency(article.publisher_id) or is_own(article.publisher_id, article.publisher_name, article.credit)


def _match(article: Article, drawn: Sketch, known: Known) -> Match | None:
    """The two texts as copy and original, or None where they are two texts."""
    if known.sketch.article_id == article.id or abs(article.at - known.at) > WINDOW:
        return None
    if drawn.exact_hash == known.sketch.exact_hash:
        return Match(known, "exact", 1.0)
    if min(drawn.n_shingles, known.sketch.n_shingles) < N_SHINGLES:
        return None
    shared = overlap(drawn, known.sketch)
    is_wire = (bool(article.credit) and not _is_agencys(article)) or is_agency(known.publisher_id)
    kind: CopyKind = "wire" if is_wire and article.publisher_id != known.publisher_id else "light-edit"
    share = shared.resemblance_share
    is_cut = shared.first_share >= CUT_SHARE
    is_run = kind == "wire" and max(shared.first_share, shared.second_share) >= WIRE_SHARE
    return Match(known, kind, share) if share >= RESEMBLANCE_SHARE or is_cut or is_run else None


def _preference(article: Article, match: Match) -> tuple[bool, bool, float, float, ArticleId]:
    """The credited agency's own article before all; then an original before a copy, the most alike, the earliest."""
    known = match.known
    return (
        is_own(known.publisher_id, known.publisher_name, article.credit),
        known.is_original,
        round(match.resemblance_share, 1),
        -known.at.timestamp(),
        known.sketch.article_id,
    )

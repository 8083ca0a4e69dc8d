"""Related articles on stories-allsides: are the other publishers' articles of the same event found without its story?

Every article is its own story here. Each labelled article with a mate asks once, after all articles of the following
three days have come in, among all that were published until then; a mate is a labelled article of the same event.

Two readings of every list. `judged`: among labelled articles, as for stories, because four articles in five have no
label, and many of those tell of the same event. `all`: every article without a label counts as wrong, which no list can
come through unharmed. Beside ours stand plain rules over the same archive: the latest articles, the cosine of tf-idf,
BM25. Prints one JSON object a way: how often a mate is first and among the first three, MRR, how often nothing was
found, milliseconds of CPU a query. `benchmarks/related_train.py` learns from what was published before April 2018.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.corpora import find_corpora, read_lines
from benchmarks.plain_rules import Bm25, Cosine, Latest
from benchmarks.vectors import kept_vectors
from newsloom.cluster import sign
from newsloom.enrich import Lexicon, Neighbours, hashtags, related_to_article
from newsloom.jsonlines import article_of
from newsloom.records import Article, ArticleId, Hashtag, Signature, StoryId, Vector
from newsloom.urls import story_id

REPORTED_FROM = datetime(2018, 4, 1, tzinfo=UTC)
PATIENCE = timedelta(days=3)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
DEPTH = 60
"""Length of a list: mates further down count as not found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of the stream, ready for the index."""

    article: Article
    signature: Signature
    hashtags: tuple[Hashtag, ...]
    event: str | None


@dataclass(slots=True)
class Found:
    """The lists of one way."""

    lists: dict[ArticleId, list[ArticleId]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


def pieces(folder: Path, vectors: Mapping[ArticleId, Vector] | None) -> Iterator[Piece]:
    """The stream in the order of time, each article with what came of it on the way in."""
    lexicon = Lexicon()
    for article, event in stream(folder):
        signature = sign(article, None if vectors is None else vectors.get(article.id))
        tags = hashtags(article, lexicon)
        lexicon.add(signature, tags)
        yield Piece(article, signature, tags, event)


def stream(folder: Path) -> list[tuple[Article, str | None]]:
    """Articles by time, then id, each with the event that it is labelled with."""
    records = read_lines(folder / "docs.jsonl.zst")
    found = [(article_of(record, now=NOW), record.get("story")) for record in records]
    return sorted(found, key=lambda one: (one[0].at, one[0].id))


def mates_of(labelled: Iterable[tuple[Article, str | None]], *, tuning: bool) -> dict[ArticleId, set[ArticleId]]:
    """Who asks, and whom it should find: articles of the part, of events that have two there."""
    events: dict[str, set[ArticleId]] = {}
    for article, event in labelled:
        if event is not None and (article.at < REPORTED_FROM) == tuning:
            events.setdefault(event, set()).add(article.id)
    return {one: members - {one} for members in events.values() if len(members) > 1 for one in members}


def asked(
    stream: Iterable[Piece], add: Callable[[Piece], None], asks: Mapping[ArticleId, object]
) -> Iterator[ArticleId]:
    """Feed the stream; give each asking article when the following three days have come in."""
    waiting: deque[Article] = deque()
    for piece in stream:
        while waiting and waiting[0].at + PATIENCE < piece.article.at:
            yield waiting.popleft().id
        add(piece)
        if piece.article.id in asks:
            waiting.append(piece.article)
    for article in waiting:
        yield article.id


def ours(
    stream: Iterable[Piece],
    asks: Mapping[ArticleId, object],
    home: Callable[[ArticleId], StoryId] = story_id,
) -> Found:
    """The lists as `related_to_article` gives them."""
    neighbours, found = Neighbours(), Found()

    def add(piece: Piece) -> None:
        article = piece.article
        neighbours.add(piece.signature, home(article.id), article.publisher_id, piece.hashtags)

    for one in asked(stream, add, asks):
        began = time.process_time()
        relations = related_to_article(one, neighbours, limit=DEPTH)
        found.seconds.append(time.process_time() - began)
        found.lists[one] = [relation.article_id for relation in relations]
    return found


def plain(stream: Sequence[Piece], asks: Mapping[ArticleId, object], rule: Latest | Cosine | Bm25) -> Found:
    found = Found()
    for one in asked(stream, lambda piece: rule.add(piece.article.id, piece.signature.terms), asks):
        began = time.process_time()
        found.lists[one] = rule.ask(one, DEPTH)
        found.seconds.append(time.process_time() - began)
    return found


def report(
    way: str, found: Found, mates: Mapping[ArticleId, set[ArticleId]], labelled: set[ArticleId]
) -> dict[str, object]:
    ordered = sorted(found.seconds)
    return {
        "benchmark": "related",
        "way": way,
        "n_asked": len(mates),
        "judged": scores(
            [([one for one in found.lists[asking] if one in labelled], right) for asking, right in mates.items()]
        ),
        "all": scores([(found.lists[asking], right) for asking, right in mates.items()]),
        "milliseconds_median": round(1000 * ordered[len(ordered) // 2], 2),
        "milliseconds_95th": round(1000 * ordered[int(0.95 * len(ordered))], 2),
    }


def scores(rows: Sequence[tuple[Sequence[ArticleId], set[ArticleId]]]) -> dict[str, float]:
    """Of lists and what should stand in them."""
    places = [next((place for place, one in enumerate(listed, 1) if one in right), None) for listed, right in rows]
    n = max(1, len(rows))
    return {
        "first_share": round(sum(place == 1 for place in places) / n, 4),
        "first_three_share": round(sum(place is not None and place <= 3 for place in places) / n, 4),
        "mrr": round(sum(1 / place for place in places if place) / n, 4),
        "nothing_found_share": round(sum(not listed for listed, _ in rows) / n, 4),
    }


def measure(folder: Path, *, tuning: bool) -> Iterator[dict[str, object]]:
    """Every way over the part."""
    labelled = stream(folder)
    mates = mates_of(labelled, tuning=tuning)
    known = {article.id for article, event in labelled if event is not None}
    by_words = list(pieces(folder, None))
    for rule in (Latest(), Cosine(), Bm25()):
        yield report(rule.name, plain(by_words, mates, rule), mates, known)
    yield report("words", ours(by_words, mates), mates, known)
    vectors = kept_vectors(folder.name, [article for article, _ in labelled])
    if vectors is None:
        yield {"benchmark": "related", "way": "encoder", "skipped": "no encoder"}
        return
    yield report("encoder", ours(pieces(folder, vectors), mates), mates, known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the part to tune on")
    args = parser.parse_args()
    corpora = find_corpora()
    if corpora is None:
        print(json.dumps({"benchmark": "related", "skipped": "no labelled data"}))
        return
    for row in measure(corpora / "stories-allsides", tuning=args.tuning):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

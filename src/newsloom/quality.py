"""How good each stage is, on the labelled sample newspaper, and the measures that the benchmarks share.

In: what was found and what is right. Out: shares between 0 and 1. Refuses: nothing; where nothing was asked, a share is
1, and where nothing was found, precision is 1 and recall 0.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from itertools import combinations
from typing import TypeVar

from newsloom.enrich import brief, related_to_story, story_brief
from newsloom.enrich.wordlists import key_of
from newsloom.extract import extract
from newsloom.records import Article, ArticleId, CopyOf, Language, Page, PublisherId, Rejection, StoryId
from newsloom.sample.newspaper import Newspaper, Piece, moment, read_newspaper
from newsloom.sample.printing import Proof, print_page, proof
from newsloom.text import folded_words
from newsloom.trial import Trial, weave
from newsloom.urls import article_id

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return (
            2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0
        )

    def rounded(self) -> dict[str, float]:
        return {"precision": round(self.precision, 4), "recall": round(self.recall, 4), "f1": round(self.f1, 4)}


def score(n_right: float, n_found: float, n_wanted: float) -> Score:
    """From counts. Found nothing: precision 1; wanted nothing: recall 1."""
    return Score(n_right / n_found if n_found else 1.0, n_right / n_wanted if n_wanted else 1.0)


def set_score(found: Collection[Hashable], wanted: Collection[Hashable]) -> Score:
    return score(len(set(found) & set(wanted)), len(set(found)), len(set(wanted)))


def b_cubed(found: Mapping[K, Hashable], wanted: Mapping[K, Hashable]) -> Score:
    """Mean over the labelled things of the share of their found (wanted) companions that are right."""
    groups_found, groups_wanted = _groups(found, wanted), _groups(wanted, wanted)
    precision = recall = 0.0
    for thing in wanted:
        mine, right = groups_found[found[thing]], groups_wanted[wanted[thing]]
        n_both = len(mine & right)
        precision += n_both / len(mine)
        recall += n_both / len(right)
    n = len(wanted)
    return Score(precision / n, recall / n) if n else Score(1.0, 1.0)


def pairwise(found: Mapping[K, Hashable], wanted: Mapping[K, Hashable]) -> Score:
    """Of the pairs of labelled things put together, those that belong together, and the other way round."""
    together_found = _pairs(_groups(found, wanted).values())
    together_wanted = _pairs(_groups(wanted, wanted).values())
    return set_score(together_found, together_wanted)


def rouge_n(found: str, wanted: str, n: int) -> Score:
    """Shared runs of `n` words, each counted as often as in both."""
    mine, right = _runs(folded_words(found), n), _runs(folded_words(wanted), n)
    return score((mine & right).total(), mine.total(), right.total())


def rouge_l(found: Sequence[str], wanted: Sequence[str]) -> Score:
    """Words of each wanted sentence that stand in the same order in some found sentence, over all sentences."""
    mine = [folded_words(sentence) for sentence in found]
    right = [folded_words(sentence) for sentence in wanted]
    left_mine = Counter(word for sentence in mine for word in sentence)
    left_right = Counter(word for sentence in right for word in sentence)
    n_mine, n_right, n_shared = left_mine.total(), left_right.total(), 0
    for sentence in right:
        places = set().union(*(_common_places(sentence, other) for other in mine)) if mine else set()
        for place in places:
            word = sentence[place]
            if left_mine[word] > 0 and left_right[word] > 0:
                n_shared += 1
                left_mine[word] -= 1
                left_right[word] -= 1
    return score(n_shared, n_mine, n_right)


def _groups(placed: Mapping[K, Hashable], things: Iterable[K]) -> dict[Hashable, set[K]]:
    groups: dict[Hashable, set[K]] = {}
    for thing in things:
        groups.setdefault(placed[thing], set()).add(thing)
    return groups


def _pairs(groups: Iterable[set[K]]) -> set[frozenset[K]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def _runs(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + n]) for start in range(len(words) - n + 1))


def _common_places(sentence: Sequence[str], other: Sequence[str]) -> set[int]:
    """Places in `sentence` of one longest common subsequence with `other`. Cost: O(n_words²)."""
    table = [[0] * (len(other) + 1) for _ in range(len(sentence) + 1)]
    for row, word in enumerate(sentence, 1):
        for column, twin in enumerate(other, 1):
            longest = (
                table[row - 1][column - 1] + 1 if word == twin else max(table[row - 1][column], table[row][column - 1])
            )
            table[row][column] = longest
    places: set[int] = set()
    row, column = len(sentence), len(other)
    while row and column:
        if sentence[row - 1] == other[column - 1]:
            places.add(row - 1)
            row, column = row - 1, column - 1
        elif table[row - 1][column] >= table[row][column - 1]:
            row -= 1
        else:
            column -= 1
    return places


# ------------------------------------------------------------------------------------- the sample newspaper

N_OTHERS = 4
"""Headlines of other pieces that a printed page offers beside its own."""
READ_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""When the sample newspaper is read; nothing depends on the day."""


def sample_hash() -> str:
    """Of the sample newspaper's files: floors hold for one state of the corpus."""
    digest = hashlib.sha256()
    for file in sorted(files("newsloom.sample").joinpath("newspaper").iterdir(), key=lambda found: found.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def score_sample() -> dict[str, dict[str, float]]:
    """Each stage on the labelled sample newspaper, its own texts given: shares, and what was asked."""
    newspaper = read_newspaper()
    pieces = {_id(piece): piece for piece in newspaper.pieces if not piece.is_rejected}
    trial = weave(sample_article(piece) for piece in pieces.values())
    return {
        "extraction": _score_extraction(newspaper),
        "copies": _score_copies(trial, pieces),
        "stories": _score_stories(trial, pieces),
        "hashtags": _score_hashtags(trial, pieces),
        "related": _score_related(trial, pieces, newspaper),
        "brief": _score_briefs(trial),
    }


def sample_article(piece: Piece) -> Article:
    """A piece of the newspaper as extraction should find it, in its last version, cut where it is behind a paywall."""
    printed = _proof(piece)
    return Article(
        id=_id(piece),
        headline=printed.version.headline,
        standfirst=printed.version.standfirst,
        text="\n\n".join(text for block in printed.blocks for text in block.texts),
        seen_at=moment(piece.hours_ago, READ_AT),
        publisher_id=PublisherId(piece.house.domain),
        publisher_name=piece.house.name,
        byline=piece.byline,
        authors=(piece.byline,) if piece.byline else (),
        section=piece.section,
        language=Language(piece.house.language),
        is_cut=piece.n_shown > 0,
        kind=piece.kind,
        topics=piece.tags,
    )


def _proof(piece: Piece) -> Proof:
    """The piece as the press prints it today."""
    printed = proof(piece, base=f"https://{piece.house.domain}", hours_ago=0, now=READ_AT)
    if printed is None:
        raise ValueError(f"{piece.key} is printed only in the future")
    return printed


def _score_extraction(newspaper: Newspaper) -> dict[str, float]:
    """Printed pages read back: words of the body, exact headlines, and pages that are no article turned away."""
    n_right = n_found = n_wanted = n_headlines = n_turned_away = 0
    for piece in newspaper.pieces:
        printed = _proof(piece)
        page = Page(url=printed.url, content=print_page(printed, newspaper.pieces[:N_OTHERS]), content_type="text/html")
        read = extract(page, now=READ_AT)
        if piece.is_rejected or isinstance(read, Rejection):
            n_turned_away += piece.is_rejected == isinstance(read, Rejection)
            continue
        wanted = Counter(folded_words(sample_article(piece).text))
        found = Counter(folded_words(read.text))
        n_right += (found & wanted).total()
        n_found, n_wanted = n_found + found.total(), n_wanted + wanted.total()
        n_headlines += read.headline == printed.version.headline
        n_turned_away += 1
    return score(n_right, n_found, n_wanted).rounded() | {
        "headline_share": round(n_headlines / max(1, sum(not piece.is_rejected for piece in newspaper.pieces)), 4),
        "judged_right_share": round(n_turned_away / max(1, len(newspaper.pieces)), 4),
        "n": len(newspaper.pieces),
    }


def _id(piece: Piece) -> ArticleId:
    return article_id(given_id=piece.key)


def _score_copies(trial: Trial, pieces: Mapping[ArticleId, Piece]) -> dict[str, float]:
    """Pairs of copy and original."""
    found = {
        (member.article.id, member.verdict.original_id)
        for story in trial.stories
        for member in story.members
        if isinstance(member.verdict, CopyOf)
    }
    wanted = {(one, article_id(given_id=piece.copy_of)) for one, piece in pieces.items() if piece.copy_of}
    return set_score(found, wanted).rounded() | {"n": len(wanted)}


def _score_stories(trial: Trial, pieces: Mapping[ArticleId, Piece]) -> dict[str, float]:
    """Articles in the right company, stories of two languages apart, round-ups in nobody's."""
    found = _homes(trial)
    wanted = {one: (piece.story, piece.house.language) for one, piece in pieces.items() if piece.kind != "roundup"}
    together = pairwise(found, wanted)
    return {
        "b_cubed_f1": round(b_cubed(found, wanted).f1, 4),
        "pairwise_f1": round(together.f1, 4),
        "n": len(set(wanted.values())),
    }


def _score_hashtags(trial: Trial, pieces: Mapping[ArticleId, Piece]) -> dict[str, float]:
    """Hashtags against an editor's, spelling folded: found ones that are right, and right ones that are found."""
    n_right = n_found = n_wanted = 0
    for story in trial.stories:
        for member in story.members:
            wanted = {_key(tag) for tag in pieces[member.article.id].hashtags}
            found = {_key(tag.spelling) for tag in member.hashtags} if wanted else set()
            n_right, n_found, n_wanted = n_right + len(found & wanted), n_found + len(found), n_wanted + len(wanted)
    return score(n_right, n_found, n_wanted).rounded() | {"n": n_wanted}


def _score_related(trial: Trial, pieces: Mapping[ArticleId, Piece], newspaper: Newspaper) -> dict[str, float]:
    """Stories of the same affair: how many of them a story's related ones hold, and whether one of them comes first."""
    affairs = {(event.key, other) for event in newspaper.events for other in event.related}
    affairs |= {(other, event) for event, other in affairs}
    n_right = n_wanted = n_first = n_asked = 0
    for story in trial.stories:
        mine = {pieces[member.article.id].story for member in story.members}
        there = {other for event, other in affairs if event in mine and _speaks(newspaper, other, story.language)}
        if not there - mine:
            continue
        others = (pieces[relation.article_id].story for relation in related_to_story(story, trial.neighbours))
        found = [other for other in others if other not in mine]
        n_asked, n_wanted = n_asked + 1, n_wanted + len(there - mine)
        n_right += len((there - mine) & set(found))
        n_first += bool(found) and found[0] in there
    return {
        "recall_at_6": round(n_right / max(1, n_wanted), 4),
        "right_first_share": round(n_first / max(1, n_asked), 4),
        "n": n_asked,
    }


def _score_briefs(trial: Trial) -> dict[str, float]:
    """What a brief must never do, and whom it must serve: exact citations, several publishers, nothing said twice."""
    cited = exact = n_due = n_made = 0
    for story in trial.stories:
        texts = {member.article.id: member.article.text for member in story.members}
        briefs = [found for member in story.members if (found := brief(member.article)) is not None]
        whole = story_brief(story)
        for one in (sentence for found in [*briefs, *([whole] if whole else [])] for sentence in found.sentences):
            cited += 1
            exact += texts[one.article_id][one.start : one.end] == one.text
        tellers = [member.article for member in story.members if not isinstance(member.verdict, CopyOf)]
        publishers = {article.publisher_id for article in tellers if article.kind == "text"}
        n_due += len(publishers) > 1
        n_made += whole is not None and whole.n_publishers > 1
    return {
        "exact_share": round(exact / max(1, cited), 4),
        "made_share": round(n_made / max(1, n_due), 4),
        "n": cited,
    }


def _homes(trial: Trial) -> dict[ArticleId, StoryId]:
    return {member.article.id: story.id for story in trial.stories for member in story.members}


def _speaks(newspaper: Newspaper, event: str, language: str) -> bool:
    return any(piece.story == event and piece.house.language == language for piece in newspaper.pieces)


def _key(spelling: str) -> str:
    return key_of(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", spelling))

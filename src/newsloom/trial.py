"""Articles taken through copies, stories and hashtags in memory, for what only looks on: commands and scores.

In: articles. Out: a `Trial`: stories, and the neighbours that related articles are sought among. Refuses: nothing.
Nothing is kept, and no encoder is asked, so that the result does not depend on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsloom.cluster import Window, sign
from newsloom.dedupe import Shelf, sketch
from newsloom.enrich import Lexicon, Neighbours, hashtags
from newsloom.records import Article, Joins, Member, Story, StoryId


@dataclass(frozen=True, slots=True)
class Trial:
    """What the stages made of some articles."""

    stories: tuple[Story, ...]
    neighbours: Neighbours


def weave(articles: Iterable[Article]) -> Trial:
    """Place every article in the order of its time; the neighbours hold all of them."""
    in_order = sorted(articles, key=lambda article: (article.at, article.id))
    shelf, window, lexicon = Shelf(), Window(), Lexicon()
    neighbours = Neighbours(capacity=max(1, len(in_order)))
    members: dict[StoryId, list[Member]] = {}
    for article in in_order:
        drawn, signature = sketch(article), sign(article, None)
        verdict = shelf.judge(article, drawn)
        placement = window.place(signature, verdict)
        shelf.add(article, drawn, verdict)
        window.add(signature, placement.story_id, verdict)
        tags = hashtags(article, lexicon)
        lexicon.add(signature, tags)
        neighbours.add(signature, placement.story_id, article.publisher_id, tags)
        joined = placement if isinstance(placement, Joins) else None
        members.setdefault(placement.story_id, []).append(
            Member(
                article=article,
                verdict=verdict,
                logit=joined.logit if joined else None,
                reasons=joined.reasons if joined else (),
                hashtags=tags,
            )
        )
    return Trial(tuple(_story(story_id, held) for story_id, held in members.items()), neighbours)


def _story(story_id: StoryId, members: list[Member]) -> Story:
    return Story(id=story_id, language=members[0].article.language, members=tuple(members))

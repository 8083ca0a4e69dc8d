"""What lists and the story page show of a story, worked out once for each change.

In: a story, what enrich found, the page before. Out: `StoryPage`. Refuses: a story without members, which no store
gives.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import chain, islice

from newsloom.publish.independent import Printing, independent
from newsloom.publish.rank import RECENT, weight
from newsloom.publish.slug import slug
from newsloom.records import (
    Article,
    ArticleId,
    ArticleKind,
    CopyOf,
    Enrichment,
    Image,
    Member,
    Original,
    Story,
    StoryPage,
)
from newsloom.text import sentence_spans
from newsloom.voice import tells_of_others

SUBSTANTIAL_CHARACTERS = 600
KINDS: tuple[ArticleKind, ...] = ("text", "video", "audio", "live", "roundup")
"""Whom a story is spoken for by, the likeliest first: a later kind only where there is none of an earlier one."""
SHOUTED_LETTERS = 12
"""Capitals from which on a headline of nothing else is shouted: `NATO, UN, EU` has fewer."""
N_TWELFTHS = 12
SENTENCES_READ = 3
"""In search of a standfirst."""
SHORTEST_LIFE = timedelta(hours=1)
"""A younger story's coverage is drawn over an hour."""


def publish(story: Story, enrichment: Enrichment | None, last_page: StoryPage | None, *, now: datetime) -> StoryPage:
    """The story's page. The slug of the last page stays: an address that was shared keeps its words."""
    if not story.members:
        raise ValueError(f"story {story.id} has no members")
    lead = lead_article(story)
    members = sorted(story.members, key=lambda member: (member.article.at, member.article.id))
    counts = {
        "n_publishers": len({_publisher(member.article) for member in members}),
        "n_independent": len(independent([_printing(member) for member in members])),
    }
    first = members[0].article
    last_at = members[-1].article.at
    return StoryPage(
        story_id=story.id,
        slug=last_page.slug if last_page is not None else slug(lead.headline),
        headline=lead.headline,
        standfirst=_standfirst(lead, enrichment),
        lead_id=lead.id,
        language=story.language,
        section=_section(members),
        n_articles=len(members),
        **counts,
        first_publisher=first.publisher_name,
        first_at=first.at,
        updated_at=last_at,
        weight=weight(**counts, n_recent=sum(1 for member in members if last_at - member.article.at <= RECENT)),
        image=lead.image or _any_image(members),
        coverage=coverage(members, now=now),
    )


def lead_article(story: Story) -> Article:
    """The member that speaks for the story: of the likeliest kind, in a calm headline, fitting it best, early."""
    copies = Counter(member.verdict.original_id for member in story.members if isinstance(member.verdict, CopyOf))
    return min(story.members, key=lambda member: _order(member, copies[member.article.id])).article


def _order(member: Member, n_copies: int) -> tuple[int, bool, float, datetime, ArticleId]:
    article = member.article
    return KINDS.index(article.kind), _is_shouted(article.headline), -_fitness(member, n_copies), article.at, article.id


def _is_shouted(headline: str) -> bool:
    """Whether it is all in capitals, and no mere row of initials."""
    return headline.isupper() and sum(letter.isupper() for letter in headline) >= SHOUTED_LETTERS


def _fitness(member: Member, n_copies: int) -> float:
    article = member.article
    fitness = 4.0 * isinstance(member.verdict, Original) + 2.0 * (not article.is_cut)
    fitness += 1.5 * (len(article.text) >= SUBSTANTIAL_CHARACTERS)
    return fitness + min(1.0, 0.25 * n_copies)


def coverage(members: list[Member], *, now: datetime) -> tuple[int, ...]:
    """Articles in each twelfth of the story's life, from its first article to its last, an hour at least."""
    first = members[0].article.at
    life = max(members[-1].article.at - first, SHORTEST_LIFE)
    counts = [0] * N_TWELFTHS
    for member in members:
        share = (member.article.at - first) / life
        counts[min(N_TWELFTHS - 1, int(share * N_TWELFTHS))] += 1
    return tuple(counts)


def _publisher(article: Article) -> str:
    return article.publisher_id or article.publisher_name


def _printing(member: Member) -> Printing:
    article, verdict = member.article, member.verdict
    return Printing(
        article_id=article.id,
        publisher=_publisher(article),
        publisher_name=article.publisher_name,
        original_id=verdict.original_id if isinstance(verdict, CopyOf) else None,
        credit=article.credit,
    )


def _standfirst(lead: Article, enrichment: Enrichment | None) -> str:
    """What the brief begins with, or the lead article says; never in the first person: the page is nobody's own."""
    briefs = dict(enrichment.article_briefs) if enrichment is not None else {}
    made = (enrichment.brief if enrichment is not None else None, briefs.get(lead.id))
    of_story, of_lead = ([citation.text for citation in one.sentences] if one else [] for one in made)
    sentences = (lead.text[start:end] for start, end in sentence_spans(lead.text))
    candidates = chain(of_story[:1], filter(None, [lead.standfirst]), of_lead, islice(sentences, SENTENCES_READ))
    return next((one for one in candidates if tells_of_others(one, lead.language)), "")


def _section(members: list[Member]) -> str:
    """The section that most publishers gave it; of equals the first met."""
    sections = Counter(member.article.section for member in members if member.article.section)
    return sections.most_common(1)[0][0] if sections else ""


def _any_image(members: list[Member]) -> Image | None:
    return next((member.article.image for member in members if member.article.image is not None), None)

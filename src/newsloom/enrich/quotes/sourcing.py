"""What an article rests on, and who says what in a story across its publishers.

In: quotations, of one article or of a story's articles. Out: `Sourcing`, `Voice`. Refuses: nothing. What is not named
is never taken for one and the same in two articles: two papers' "officials" may be different people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from newsloom.enrich.wordlists import key_of
from newsloom.records import ArticleId, Attributed, Original, Quote, QuoteStatus, Sourcing, Story, Voice

LISTED: tuple[QuoteStatus, ...] = (
    "named", "official", "anonymous", "group", "document", "declined", "unanswered",
)  # fmt: skip
REFUSED: frozenset[QuoteStatus] = frozenset({"declined", "unanswered"})
LAST_OF_SEVERAL = re.compile(r",? (?:and|et|und|y) (?=[Tt]he |[A-Z])")
PART_OF_SEVERAL = re.compile(rf"{LAST_OF_SEVERAL.pattern}|, (?=[Tt]he |[A-Z])")
SHARED: frozenset[QuoteStatus] = frozenset({"named", "official", "document"})
"""Statuses whose speakers are the same in every article that names them so."""


def sourcing(quotes: Sequence[Quote]) -> Sourcing:
    """Who speaks in an article, each once under each status, and how many quotations rest on whom."""
    spoken: dict[QuoteStatus, dict[str, str]] = {status: {} for status in LISTED}
    for quote in quotes:
        for speaker in _parties(quote) if quote.status in spoken else ():
            spoken[quote.status].setdefault(key_of(speaker) or speaker, speaker)
    said = [quote for quote in quotes if quote.status not in REFUSED]
    return Sourcing(
        **{status: tuple(names.values()) for status, names in spoken.items()},
        n_quotes=len(said),
        n_direct=sum(quote.kind == "direct" for quote in said),
        n_anonymous_quotes=sum(quote.status == "anonymous" for quote in said),
        n_unknown_quotes=sum(quote.status == "unknown" for quote in said),
    )


def _parties(quote: Quote) -> list[str]:
    """The speaker; each of them where several declined, or did not answer, in one sentence."""
    if quote.status not in REFUSED or not LAST_OF_SEVERAL.search(quote.speaker):
        return [quote.speaker] if quote.speaker else []
    return PART_OF_SEVERAL.split(quote.speaker)


def voices(story: Story, quotes: Mapping[ArticleId, Sequence[Quote]]) -> tuple[Voice, ...]:
    """The story's speakers, those whom most publishers quote first; copies are left out, and so is who is unknown.

    `quotes`: of each article, as `enrich.quotes` gives them.
    """
    told = [
        Attributed(article_id=member.article.id, publisher_id=member.article.publisher_id, quote=quote)
        for member in story.members
        if isinstance(member.verdict, Original)
        for quote in quotes.get(member.article.id, ())
        if quote.speaker and quote.status != "unknown"
    ]
    owners = _owners(one.quote for one in told)
    gathered: dict[tuple[str, ...], list[Attributed]] = {}
    for one in told:
        gathered.setdefault(_key(one, owners), []).append(one)
    found = [_voice(group) for group in gathered.values()]
    return tuple(sorted(found, key=lambda voice: (-voice.n_publishers, -len(voice.quotes))))


def _owners(quotes: Iterable[Quote]) -> dict[str, str]:
    """The one name in full behind each last name; none where two people of the story share it."""
    full: dict[str, set[str]] = {}
    for quote in quotes:
        if quote.status == "named" and " " in quote.speaker:
            full.setdefault(key_of(quote.speaker.rsplit(" ", 1)[-1]), set()).add(key_of(quote.speaker))
    return {last: names.pop() for last, names in full.items() if len(names) == 1}


def _key(one: Attributed, owners: Mapping[str, str]) -> tuple[str, ...]:
    quote = one.quote
    key = key_of(quote.speaker) or quote.speaker
    if quote.status not in SHARED:
        is_person = quote.status in REFUSED
        return (quote.status, owners.get(key, key)) if is_person else (quote.status, key, one.article_id)
    return quote.status, owners.get(key, key)


def _voice(group: Sequence[Attributed]) -> Voice:
    names = Counter(one.quote.speaker for one in group)
    descriptions = [one.quote.description for one in group if one.quote.description]
    return Voice(
        speaker=max(names, key=lambda name: (len(name.split()), names[name])),
        description=max(descriptions, key=len, default=""),
        status=group[0].quote.status,
        quotes=tuple(group),
        n_publishers=len({one.publisher_id or one.article_id for one in group}),
    )

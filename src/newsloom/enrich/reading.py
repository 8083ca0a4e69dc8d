"""An article read by itself: whom it names, and who says what in it.

In: an article, and the names that the archive knows. Out: `Reading`. Refuses: what is named in passing, and quotations
whose speaker is not sure.

It costs as much as all else that is done with an article, and changes nothing of where the article stands: so it is
done when there is time.
"""

from __future__ import annotations

from dataclasses import replace

from newsloom.enrich.attribution import sure
from newsloom.enrich.entities import NameBook, entities
from newsloom.enrich.quotes import quotes
from newsloom.orders import is_order
from newsloom.records import Article, Entity, Named, Reading
from newsloom.text import sentence_spans

EARLY_CHARACTERS = 600
"""What is named in the lead is what the article is about."""
EARLY, IN_HEADLINE = 2, 3
"""Mentions that one in the lead, and one in the headline, count for."""
LEAST = 2
"""Mentions that make a thing one that the article is about."""
MAX_NAMED = 16


def read(article: Article, book: NameBook | None = None) -> Reading:
    """What the article names and who speaks in it. Cost: about 30 ms for 800 words of English."""
    found = _told(article, entities(article, book))
    if book is not None:
        book.note(found)
    return Reading(article_id=article.id, named=_about(article, found), quotes=sure(article, quotes(article), found))


def _told(article: Article, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Without what only orders to machines name."""
    text = article.text
    orders = [(start, end) for start, end in sentence_spans(text) if is_order(text[start:end])]
    if not orders:
        return found
    told = []
    for entity in found:
        mentions = [one for one in entity.mentions if not any(start <= one.start < end for start, end in orders)]
        if mentions:
            told.append(replace(entity, mentions=tuple(mentions)))
    return tuple(told)


def _about(article: Article, found: tuple[Entity, ...]) -> tuple[Named, ...]:
    weighed = [(_weight(article, entity), entity) for entity in found if entity.kind is not None]
    weighed.sort(key=lambda one: (-one[0], one[1].mentions[0].start))
    return tuple(_named(entity) for weight, entity in weighed[:MAX_NAMED] if weight >= LEAST)


def _weight(article: Article, entity: Entity) -> int:
    is_early = entity.mentions[0].start < EARLY_CHARACTERS
    return len(entity.mentions) + EARLY * is_early + IN_HEADLINE * (entity.name in article.headline)


def _named(entity: Entity) -> Named:
    assert entity.kind is not None
    return Named(
        key=entity.key,
        name=entity.name,
        kind=entity.kind,
        n_mentions=len(entity.mentions),
        start=entity.mentions[0].start,
        end=entity.mentions[0].end,
        country=entity.country,
        spellings=entity.spellings,
    )

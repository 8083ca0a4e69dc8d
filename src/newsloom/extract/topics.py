"""The publisher's own tags.

In: `Clues`. Out: tags in their order, each once. Refuses: what is no topic: the site's name, codes, whole sentences.
"""

from __future__ import annotations

import re

from newsloom.extract.clues import Clues, printed, same
from newsloom.extract.jsonld import listed, plain, text_in
from newsloom.text import fold, words

MOST_TOPICS = 30
LONGEST = 60
CODE = re.compile(r"^[\w-]+:|^\d+$|[_=]|^https?:|^[a-f0-9-]{20,}$", re.IGNORECASE)


def find_topics(clues: Clues) -> tuple[str, ...]:
    """From the first place that has any: schema.org keywords, article tags, news keywords, tag links, keywords."""
    places = (
        _keywords(clues),
        list(clues.all_of("article:tag", "og:article:tag")),
        _split(clues, "news_keywords", "parsely-tags"),
        _links(clues),
        _split(clues, "keywords", "sailthru.tags"),
        list(clues.entry.categories) if clues.entry else [],
    )
    return next((found for place in places if (found := _cleaned(place, clues))), ())


def _keywords(clues: Clues) -> list[str]:
    found: list[str] = []
    for value in listed(clues.article.get("keywords")):
        text = text_in(value)
        found += re.split(r"\s*[,;،|]\s*", text) if isinstance(value, str) else [text]
    return found


def _split(clues: Clues, *names: str) -> list[str]:
    return [part for value in clues.all_of(*names) for part in re.split(r"\s*[,;،|]\s*", value)]


def _links(clues: Clues) -> list[str]:
    return [
        printed(element) for element in clues.tree.xpath("//a[contains(concat(' ',@rel,' '),' tag ')]")[:MOST_TOPICS]
    ]


def _cleaned(names: list[str], clues: Clues) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        name = plain(name).strip(" #,.;")
        if (
            1 < len(name) <= LONGEST
            and words(name)
            and not CODE.search(name)
            and not any(same(name, site) for site in clues.site_names)
        ):
            found.setdefault(fold(name), name)
    return tuple(found.values())[:MOST_TOPICS]

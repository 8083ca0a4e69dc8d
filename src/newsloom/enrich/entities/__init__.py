"""Entities: the people, organisations, places and events that an article names, each with all its mentions.

`recognise` finds mentions, by learned weights (`chain`, `features`, `echo`) or by `rules`; `names` folds them into
things, with what `places` knows of countries and `spelling` of writing; `kinds` says what readers call them.

In: articles, the archive's `NameBook`. Out: `Entity`. Refuses: nothing; an article without text has none.
"""

from newsloom.enrich.entities.names import NameBook, fold_names
from newsloom.enrich.entities.recognise import mentions
from newsloom.records import Article, Entity

__all__ = ["NameBook", "entities", "mentions"]


def entities(article: Article, book: NameBook | None = None) -> tuple[Entity, ...]:
    """Everything that the text names, in the order of first mention; without a book, by the article alone."""
    found = mentions(article.text, article.language)
    return fold_names(article.text, found, article.language, book or NameBook())

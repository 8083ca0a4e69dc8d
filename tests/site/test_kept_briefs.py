"""What stands in the database of an article that a new page looked at, was read for, or left alone."""

from __future__ import annotations

import pytest

from newsloom.records import Article, Brief, Enrichment, Relation
from newsloom.site.newsroom.models import Article as Row
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import brief_of, paper, print_story
from tests.factories import after, article_id, make_page, story_id

GAZETTE, COURIER, HERALD = (
    paper("pier", name, published_at=after(n)) for n, name in enumerate(("gazette", "courier", "herald"))
)
RELATED = (Relation(story_id=story_id("x"), article_id=article_id("x"), kind="background", score=0.5, reasons=()),)


@pytest.fixture(autouse=True)
def pier(db: None, store: DjangoStore) -> None:
    print_story(store, "pier", GAZETTE, COURIER, HERALD, brief=True)


def renew(store: DjangoStore, *, read: dict[Article, Brief | None], looked_at: tuple[Article, ...]) -> None:
    made = Enrichment(
        story_id=story_id("pier"),
        made_at=after(70),
        article_briefs=tuple((article.id, brief) for article, brief in read.items()),
        article_related=tuple((article.id, RELATED) for article in looked_at),
    )
    store.keep_enrichments([(made, make_page(story_id("pier"), GAZETTE.id))])


def kept(article: Article) -> tuple[bool, int]:
    """Whether it has a brief, and how many related ones."""
    row = Row.objects.get(id=article.id)
    return row.brief is not None, len(row.related)


def test_who_was_looked_at_but_not_read_keeps_its_brief(store: DjangoStore) -> None:
    renew(store, read={GAZETTE: None}, looked_at=(GAZETTE, COURIER))
    assert [kept(one) for one in (GAZETTE, COURIER, HERALD)] == [(False, 1), (True, 1), (True, 0)]
    renew(store, read={GAZETTE: brief_of(GAZETTE)}, looked_at=(GAZETTE,))
    assert [kept(one) for one in (GAZETTE, COURIER, HERALD)] == [(True, 1), (True, 1), (True, 0)]

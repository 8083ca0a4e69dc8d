"""A question finds the same in SQLite and in PostgreSQL: everywhere, in a story, under a hashtag, in one article."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsloom.records import PublisherId
from newsloom.site.newsroom.candidates import Scope
from newsloom.site.newsroom.queries.answers import Asked, ask
from newsloom.site.newsroom.store import DjangoStore
from tests.factories import after, article_id, make_article, make_hashtag, make_woven, story_id

pytestmark = pytest.mark.usefixtures("database_url")

TEXTS = {
    "bridge": ("Harbour bridge closed", "Mayor Ines Corlan closed the harbour bridge. The repairs will cost 4.2 million crowns."),
    "dearer": ("Bridge dearer", "The repairs of the harbour bridge will cost 6.8 million crowns. Ferries run meanwhile."),
    "cup": ("Rovers win the cup", "Rovers beat Athletic in the final. Captain Lena Brandt scored the winning goal."),
    "library": ("عمدة المدينة يفتتح المكتبة", "افتتح العمدة سامي النجار المكتبة الجديدة يوم الثلاثاء. وحضر الحفل مئات السكان."),
}  # fmt: skip
BRIDGE = "How much will the repairs of the harbour bridge cost?"


@pytest.fixture(autouse=True)
def archive(database_url: str) -> None:
    keep("bridge", 0, hashtag="Aldport")
    keep("dearer", 10)
    keep("cup", 20)
    keep("library", 30)


def keep(name: str, minutes: float, *, hashtag: str = "Coast") -> None:
    headline, text = TEXTS[name]
    publisher = PublisherId(f"{name}.example")
    article = make_article(name, headline=headline, text=text, published_at=after(minutes), publisher_id=publisher)
    DjangoStore().keep([make_woven(article, hashtags=(make_hashtag(hashtag),))], now=after(minutes))


def names(asked: Asked) -> list[str]:
    return [one.rstrip("x") for one in asked.answer.articles]


ASKED = [
    ("Who scored the winning goal of the final?", Scope(), "cup"),
    ("من افتتح مكتبة جديدة؟", Scope(), "library"),
    (BRIDGE, Scope(hashtag="aldport"), "bridge"),
    (BRIDGE, Scope(story=story_id(article_id("bridge"))), "bridge"),
    (BRIDGE, Scope(article=article_id("dearer")), "dearer"),
]


@pytest.mark.parametrize(("question", "scope", "first"), ASKED)
def test_a_question_is_answered_where_it_is_asked(question: str, scope: Scope, first: str) -> None:
    asked = ask(question, asked_at=after(60), scope=scope)
    sentence = asked.answer.sentences[0]
    assert (names(asked)[0], sentence.article_id.rstrip("x")) == (first, first)
    assert asked.articles[sentence.article_id].text[sentence.start : sentence.end] == sentence.text


def test_figures_of_two_papers_stand_beside_each_other_newest_first() -> None:
    asked = ask(BRIDGE, asked_at=after(60))
    assert [finding.value for finding in asked.answer.conflict] == ["6.8 million", "4.2 million"]
    assert [asked.articles[one.article_id].publisher_id for one in asked.answer.sentences[:2]] == [
        "dearer.example",
        "bridge.example",
    ]


def test_what_is_published_later_is_not_known_yet() -> None:
    assert names(ask(BRIDGE, asked_at=after(5))) == ["bridge"]


@pytest.mark.parametrize(
    "question", ["", "Who was it?", "\"* OR ) NEAR( ' ; --", "Which chess grandmaster resigned?", "\x00"]
)
def test_where_nothing_is_said_nothing_is_answered(question: str) -> None:
    asked = ask(question, asked_at=after(60))
    assert (asked.answer.abstained, asked.answer.sentences) == (True, ())


QUERIES = [
    (BRIDGE, Scope(), 4),
    (BRIDGE, Scope(hashtag="aldport"), 4),
    (BRIDGE, Scope(story="none"), 2),
    ("", Scope(), 0),
]


@pytest.mark.parametrize(("question", "scope", "n_queries"), QUERIES)
def test_a_question_costs_so_many_queries(question: str, scope: Scope, n_queries: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask(question, asked_at=after(60), scope=scope)
    assert len(queries) == n_queries

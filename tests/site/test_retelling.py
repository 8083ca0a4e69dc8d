"""Texts by a model: on pages that answer and retell, checked, with what they rest on; and everything without one."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsloom.enrich.writer import Prompt
from newsloom.enrich.written import write_brief
from newsloom.errors import ModelUnavailable
from newsloom.records import Written
from newsloom.site.newsroom import scribe as scribes
from newsloom.site.newsroom.scribe import Scribe
from newsloom.site.newsroom.store import DjangoStore
from newsloom.site.newsroom.views import asking, retelling
from newsloom.write import ChatEndpoint, MemoryDrafts
from tests.completions import environment
from tests.completions import retelling as retold_by_server
from tests.editions import paper, print_story, reader
from tests.embeddings import serving
from tests.factories import after, story_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]

FIRST = "The pier of Calder Bay opened on Saturday."
SECOND = "Mayor Ida Quill cut a ribbon of kelp before 300 guests."
LAST = "Ferries to the islands leave from it every hour."
STORY = f"/en/story/{story_id('pier')}/the-pier-opens"
PLAIN = f"/en/story/{story_id('pier')}/in/plain-words"
ARABIC = f"/en/story/{story_id('pier')}/in/ar"
RIBBON = "/en/ask?q=Who+cut+the+ribbon+of+kelp?"
Told = list[tuple[str, list[int]]]


class Quill:
    """A model at our own seam: what it says is set by the test."""

    name = "quill:1b"
    identity = "quill:1b@example"

    def __init__(self, says: Callable[[], Told]) -> None:
        self.says = says
        self.n_asked = 0

    def write(self, prompt: Prompt) -> str:
        self.n_asked += 1
        return json.dumps({"sentences": [{"text": text, "sources": numbers} for text, numbers in self.says()]})


@pytest.fixture(autouse=True)
def story(store: DjangoStore) -> None:
    gazette = paper("pier", "gazette", text=f"{FIRST} It is long.\n\n{LAST}")
    courier = paper("pier", "courier", text=f"{SECOND} It rained.", published_at=after(5))
    print_story(store, "pier", gazette, courier)


@pytest.fixture
def hire(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Told]], Quill]:
    def hired(says: Callable[[], Told]) -> Quill:
        quill = Quill(says)
        found = Scribe(quill, MemoryDrafts())
        for room in (asking, retelling, scribes):
            monkeypatch.setattr(room, "scribe", lambda: found)
        return quill

    return hired


Hire = Callable[[Callable[[], Told]], Quill]


def page_of(path: str) -> str:
    answer = reader().get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def written(page: str) -> list[str]:
    """The sentences of a model's text."""
    text = re.search(r'<div class="brief">\s*<p[^>]*>(.*?)</p>\s*<p class="note">(?:Written by|كتبه)', page, re.DOTALL)
    return (
        [one.strip() for one in re.split(r"<a class=\"cite\".*?</a>", text[1], flags=re.DOTALL) if one.strip()]
        if text
        else []
    )


@pytest.mark.parametrize("path", [PLAIN, ARABIC])
def test_without_a_model_nothing_is_offered_and_nothing_is_there(path: str) -> None:
    page = page_of(STORY)
    assert ("Explain simply" in page, "Read in Arabic" in page) == (False, False)
    assert reader().get(path).status_code == 404
    assert written(page_of(RIBBON)) == []
    assert "It writes nothing of its own" in page_of("/en/about")


def test_an_answer_stands_above_its_sentences_with_its_model(hire: Hire) -> None:
    quill = hire(lambda: [("Mayor Ida Quill cut the ribbon of kelp.", [1])])
    page = page_of(RIBBON)
    assert written(page) == ["Mayor Ida Quill cut the ribbon of kelp."]
    assert "from 1 sentence, checked" in page
    assert page.index("Written by") < page.index(SECOND)
    page_of(RIBBON)
    assert quill.n_asked == 1


def test_what_does_not_stand_in_the_sentences_is_not_shown(hire: Hire) -> None:
    quill = hire(lambda: [("Mayor Ida Quill cut the ribbon before 900 guests.", [1])])
    page = page_of(RIBBON)
    assert (written(page), "900" in page, SECOND in page, quill.n_asked) == ([], False, True, 2)


def test_a_model_that_is_late_is_not_waited_for(hire: Hire, monkeypatch: pytest.MonkeyPatch) -> None:
    may_speak = threading.Event()

    def says() -> Told:
        may_speak.wait(10)
        return [("Mayor Ida Quill cut the ribbon of kelp.", [1])]

    hire(says)
    monkeypatch.setattr(asking, "WAIT_SECONDS", 0.05)
    page = page_of(RIBBON)
    assert (written(page), SECOND in page) == ([], True)
    may_speak.set()
    monkeypatch.setattr(asking, "WAIT_SECONDS", 10.0)
    assert written(page_of(RIBBON)) == ["Mayor Ida Quill cut the ribbon of kelp."]


def test_a_model_that_is_away_costs_the_text_alone(hire: Hire) -> None:
    def says() -> Told:
        raise ModelUnavailable("quill:1b", "away")

    hire(says)
    assert SECOND in page_of(RIBBON)
    assert "It could not be written this time." in page_of(PLAIN)


def test_where_the_coverage_does_not_say_no_model_is_asked(hire: Hire) -> None:
    quill = hire(lambda: [("It was Ida Quill.", [1])])
    assert "The coverage does not say." in page_of("/en/ask?q=Which+chess+grandmaster+resigned?")
    assert quill.n_asked == 0


def test_a_story_offers_plain_words_and_the_other_language(hire: Hire) -> None:
    quill = hire(list)
    page = page_of(STORY)
    assert re.findall(r'<a href="([^"]+)" rel="nofollow">([^<]+)</a>', page) == [
        (PLAIN, "Explain simply"),
        (ARABIC, "Read in Arabic"),
    ]
    assert quill.n_asked == 0
    assert "What a model writes" in page_of("/en/about")


def test_plain_words_rest_on_the_sentences_of_the_brief(hire: Hire) -> None:
    hire(lambda: [("The pier of Calder Bay opened on Saturday.", [1]), ("Mayor Ida Quill cut a ribbon of kelp.", [2])])
    page = page_of(PLAIN)
    assert written(page) == ["The pier of Calder Bay opened on Saturday.", "Mayor Ida Quill cut a ribbon of kelp."]
    assert "from 2 sentences, checked" in page
    assert re.findall(r"<blockquote>([^<]+)<", page) == [FIRST, SECOND, LAST]
    assert '<meta name="robots" content="noindex">' in page


def test_a_translation_has_every_sentence_or_is_not_there(hire: Hire) -> None:
    told: Told = [
        ("افتُتح رصيف كالدر باي يوم السبت.", [1]),
        ("وقصّت العمدة إيدا كويل شريطًا من عشب البحر أمام 300 ضيف.", [2]),
        ("وتنطلق منه العبّارات إلى الجزر كل ساعة.", [3]),
    ]
    quill = hire(lambda: told)
    page = page_of(ARABIC)
    assert written(page) == [text for text, _ in told]
    assert '<p lang="ar" dir="rtl">' in page
    quill.says = lambda: told[:2]
    assert written(page_of(f"/ar/story/{story_id('pier')}/in/ar")) == [text for text, _ in told], "it is remembered"
    hire(lambda: told[:2])
    assert "It could not be written this time." in page_of(ARABIC)


def test_a_story_shows_its_written_brief_and_keeps_the_sentences_one_step_away(store: DjangoStore) -> None:
    assert written(page_of(STORY)) == []
    due = store.briefs_due(since=after(-60), limit=1)[0]
    made = write_brief(
        due.brief.sentences,
        due.language,
        Quill(
            lambda: [
                ("The pier of Calder Bay opened on Saturday.", [1]),
                ("Mayor Ida Quill cut a ribbon of kelp.", [2]),
            ]
        ),
    )
    assert isinstance(made, Written)
    store.keep_written_brief(due, made, now=after(61))
    with CaptureQueriesContext(connection) as asked:
        page = page_of(STORY)
    assert written(page) == ["The pier of Calder Bay opened on Saturday.", "Mayor Ida Quill cut a ribbon of kelp."]
    assert "3 sentences taken from" in page.partition("The sentences it rests on</summary>")[2]
    assert len(asked) == 3


BAD = [
    (f"/en/story/{story_id('pier')}/in/en", 404), (f"/en/story/{story_id('pier')}/in/de", 404),
    ("/en/story/aaaaaaaaaaaa/in/ar", 404), ("/en/story/aaaaaaaaaaaa/in/plain-words", 404),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), BAD)
def test_no_other_way_leads_anywhere(hire: Hire, path: str, status: int) -> None:
    hire(list)
    assert reader().get(path).status_code == status


@pytest.mark.parametrize(("path", "n_queries"), [(PLAIN, 2), (ARABIC, 2), (RIBBON, 6)])
def test_a_written_page_takes_so_many_queries(hire: Hire, path: str, n_queries: int) -> None:
    hire(lambda: [(FIRST, [1]), (SECOND, [2]), (LAST, [3])])
    with CaptureQueriesContext(connection) as asked:
        page_of(path)
    assert len(asked) == n_queries, [query["sql"] for query in asked]


def test_a_real_endpoint_is_asked_over_the_wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(retold_by_server) as server:
        found = Scribe(ChatEndpoint(environment(server.url, tmp_path)), MemoryDrafts())
        monkeypatch.setattr(retelling, "scribe", lambda: found)
        page = page_of(PLAIN)
        assert (written(page), len(server.asked)) == ([FIRST, SECOND, LAST], 1)

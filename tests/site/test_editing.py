"""Editors merge, split, move and undo on the story page; readers see nothing of it but the result."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsloom.cli import main
from newsloom.site.accounts.models import Member
from newsloom.site.newsroom import actions
from newsloom.site.newsroom.actions import Refusal
from newsloom.site.newsroom.models import Correction
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_edition, reader
from tests.factories import NOON, story_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_one")]

PIER, QUAY = story_id("pier"), story_id("quay")
PAGE, OTHER = f"/en/story/{PIER}/the-pier-opens", f"/en/story/{QUAY}/the-quay-opens"
GAZETTE, COURIER, HERALD = (paper("pier", house).id for house in ("gazette", "courier", "herald"))
HOUR = NOON + timedelta(hours=1)


@pytest.fixture
def store() -> DjangoStore:
    made = DjangoStore()
    print_edition(made, 2)
    return made


def signed_in(*, is_staff: bool = True, may: bool = True, **options: Any) -> Client:
    member = Member.objects.create_user("ana@gazette.example", "a long word", is_staff=is_staff)
    if may:
        member.user_permissions.add(Permission.objects.get(codename="change_story"))
    client = Client(headers={"host": "127.0.0.1"}, **options)
    client.force_login(member)
    return client


@pytest.fixture
def editor(store: DjangoStore) -> Client:
    return signed_in()


def act(client: Client, deed: str, story: str = PIER, **fields: Any) -> str:
    """Send the form, go where it leads, and say what the page tells."""
    answer = client.post(f"/en/correct/{story}", {"deed": deed, **fields}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[0][1] == 303
    return " ".join(re.findall(r'role="status">([^<]*)', answer.content.decode()))


def articles(store: DjangoStore, story: str) -> list[str]:
    return [member.article.id for member in store.story(story).members]  # type: ignore[arg-type]


def test_an_editor_splits_an_article_off_with_its_copies_and_undoes_it(editor: Client, store: DjangoStore) -> None:
    before = store.story(PIER)
    assert act(editor, "split", article=[GAZETTE], note=" Two\npiers ").startswith("2 articles stand in a story of")
    done = Correction.objects.get()
    assert (done.kind, done.by, done.note, done.at) == ("split", "ana@gazette.example", "Two piers", HOUR)
    assert articles(store, PIER) == [COURIER]
    own = done.moved[0]["to_id"]
    assert articles(store, own) == [GAZETTE, HERALD]
    page = editor.get(PAGE).content.decode()
    assert "Split 2 articles off this story into a new story" in page
    assert "Two piers" in page
    assert act(editor, "undo", number=done.pk) == "It is as it was before."
    assert store.story(PIER) == before
    assert "Took a split back" in editor.get(PAGE).content.decode()
    assert act(editor, "undo", number=done.pk).startswith("This was undone already")


def test_an_editor_moves_an_article_to_a_story_named_by_its_address(editor: Client, store: DjangoStore) -> None:
    said = act(editor, "move", article=[COURIER], other=f"https://paper.example{OTHER}?x=1")
    assert said == "1 article stands in the other story now."
    assert COURIER in articles(store, QUAY)
    for story, told in ((PIER, "from this story to <a"), (QUAY, "to this story")):
        page = editor.get(f"/en/story/{story}", follow=True).content.decode()
        assert re.search(f"Moved 1 article .*{told}", page)
    assert "an editor put it here" in reader().get(OTHER).content.decode()


def test_an_editor_merges_into_the_older_story_whichever_page_asks(editor: Client, store: DjangoStore) -> None:
    assert act(editor, "merge", QUAY, other=PIER) == "The stories are one now."
    assert store.story(QUAY).id == PIER
    assert "Merged <a" in editor.get(PAGE).content.decode()
    assert reader().get(OTHER).headers["location"] == PAGE
    act(editor, "undo", number=Correction.objects.get().pk)
    assert store.story(QUAY).id == QUAY
    assert reader().get(OTHER).status_code == 200


@pytest.mark.parametrize(
    ("deed", "fields", "said"),
    [
        ("merge", {"other": "nonsense"}, "There is no story at that address."),
        ("merge", {"other": "aaaaaaaaaaaa"}, "There is no story at that address."),
        ("merge", {"other": PIER}, "It takes two stories."),
        ("move", {"other": PIER, "article": [GAZETTE]}, "It takes two stories."),
        ("move", {"other": QUAY}, "Choose the articles first."),
        ("split", {"article": ["nobodyxxxxxx"]}, "Choose the articles first."),
        ("split", {"article": [GAZETTE, COURIER]}, "A story cannot be split off whole"),
        ("undo", {"number": "99"}, "This was undone already"),
        ("undo", {"number": "x"}, "It is so already"),
        ("burn", {}, "It is so already"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    editor: Client, store: DjangoStore, deed: str, fields: dict[str, Any], said: str
) -> None:
    before = store.stories([PIER, QUAY])
    assert said in act(editor, deed, **fields)
    assert store.stories([PIER, QUAY]) == before
    assert not Correction.objects.exists()


def test_a_form_that_is_sent_twice_is_done_once(editor: Client, store: DjangoStore) -> None:
    act(editor, "split", article=[COURIER])
    assert act(editor, "split", article=[COURIER]) == "Choose the articles first."
    assert act(editor, "merge", other=QUAY) == "The stories are one now."
    assert act(editor, "merge", other=QUAY) == "It takes two stories."
    assert Correction.objects.count() == 2


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("is_staff", "may"), [(False, True), (True, False), (False, False)])
def test_who_is_no_editor_sees_no_form_and_may_do_nothing(is_staff: bool, may: bool) -> None:
    client = signed_in(is_staff=is_staff, may=may)
    assert "Edit this story" not in client.get(PAGE).content.decode()
    for one in (client, reader()):
        assert one.post(f"/en/correct/{PIER}", {"deed": "merge", "other": QUAY}).status_code == 403
    assert not Correction.objects.exists()


@pytest.mark.usefixtures("store")
def test_a_form_without_our_token_is_refused() -> None:
    client = signed_in(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(PAGE).content.decode())
    assert token is not None
    form = {"deed": "split", "article": COURIER}
    assert client.post(f"/en/correct/{PIER}", form).status_code == 403
    assert client.post(f"/en/correct/{PIER}", form | {"csrfmiddlewaretoken": token[1]}).status_code == 303
    assert client.get(f"/en/correct/{PIER}").status_code == 405


def test_readers_get_the_page_that_they_got_before(editor: Client) -> None:
    page, mine = reader().get(PAGE), editor.get(PAGE)
    assert "editing" not in page.content.decode()
    assert (page.headers.get("Cache-Control"), page.headers["Vary"], page.cookies) == (None, "Cookie", {})
    assert mine.headers["Cache-Control"] == "private, no-store"
    with CaptureQueriesContext(connection) as asked:
        reader(sessionid="of-nobody").get(PAGE)
    assert len(asked) == 4, "a session that is none costs one question"


@pytest.mark.parametrize("n_deeds", [1, 3])
def test_an_editors_page_takes_the_same_queries_for_one_deed_and_for_three(
    editor: Client, store: DjangoStore, n_deeds: int
) -> None:
    for _ in range(n_deeds):
        act(editor, "move", article=[COURIER], other=QUAY)
        act(editor, "undo", number=Correction.objects.latest("id").pk)
    act(editor, "move", article=[COURIER], other=QUAY)
    editor.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        editor.get(PAGE)
    assert len(asked) == 11, [query["sql"] for query in asked]


@pytest.mark.usefixtures("store")
def test_copies_are_chosen_under_their_originals(editor: Client) -> None:
    page = editor.get(PAGE).content.decode()
    assert re.findall(r'name="article" value="(\w+)"', page) == [GAZETTE, HERALD, COURIER]
    assert page.count("goes along with the text above") == page.count("editing-copy") == 1


@pytest.mark.usefixtures("store")
def test_what_strangers_wrote_stays_text_in_the_history(editor: Client) -> None:
    act(editor, "merge", other=QUAY, note="<script>alert(1)</script>")
    page = editor.get(PAGE).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("abcdefghij23", "abcdefghij23"),
        (" /ar/story/abcdefghij23/عنوان ", "abcdefghij23"),
        ("https://paper.example/en/story/abcdefghij23?x=/story/zzzzzzzzzzzz", "abcdefghij23"),
        ("https://paper.example/en/article/abcdefghij23", None),
        ("abcdefghij23x", None),
        ("", None),
    ],
)
def test_a_story_is_named_by_its_address_or_id(text: str, found: str | None) -> None:
    assert actions.story_named(text) == found


def test_three_stories_are_merged_by_one_deed() -> None:
    print_edition(DjangoStore(), 3)
    names = [story_id(name) for name in ("dock", "pier", "quay")]
    done = actions.merge(names, by="ana", now=HOUR)
    assert not isinstance(done, Refusal)
    assert DjangoStore().story(names[0]).id == PIER
    assert actions.merge([names[0], names[2]], by="ana", now=HOUR) == Refusal("one-story")


def test_corrections_are_exported_and_scored_by_a_command(
    editor: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quality", "--corrections"]) == 0
    assert "no editor has corrected anything yet" in capsys.readouterr().err
    act(editor, "move", article=[COURIER], other=QUAY, note="a secret")
    file = tmp_path / "pairs.jsonl.gz"
    assert main(["corrections", str(file)]) == 0
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert {tuple(sorted(line)) for line in lines} == {("at", "correction", "deed", "ids", "together")}
    assert sorted((sorted(line["ids"]), line["together"]) for line in lines) == sorted(
        (sorted((COURIER, other)), together)
        for other, together in (
            (GAZETTE, False),
            *((paper("quay", house).id, True) for house in ("gazette", "courier")),
        )
    )
    assert main(["quality", "--corrections"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line.get("pairs") or line["deed"], line["n"]) for line in printed] == [
        ("together", 2),
        ("apart", 1),
        ("move", 3),
    ]

"""The operator's desk opens, shows what is ill, and does what it says."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsloom.records import CopyOf, FeedSubscription, Rejection, Run, Splits
from newsloom.site.accounts.models import Member
from newsloom.site.newsroom import actions, models
from newsloom.site.newsroom.store import DjangoStore
from newsloom.urls import feed_id
from tests.factories import NOON, after, article_id, make_article, make_note, make_woven, story_id

pytestmark = pytest.mark.django_db

URL = "https://gazette.example/feed.xml"
LISTS = ("feed", "publisher", "article", "story", "correction", "rejection", "run")


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(Member.objects.create_superuser("Ana@Example.org", "a long word"))
    return client


@pytest.fixture
def newsroom() -> DjangoStore:
    store = DjangoStore()
    store.add_feed(FeedSubscription(url=URL, title="The Gazette: world"), now=NOON)
    note = make_note(feed_id(URL), outcome="failed", error_code="unreachable", error_detail="no route", n_failures=2)
    store.note_fetches([note])
    store.keep(
        [make_woven(make_article(name, published_at=after(n)), story=name) for n, name in enumerate("ab")], now=NOON
    )
    store.keep_rejection(Rejection(reason="login-wall", url="https://gazette.example/x"), entry_id=None, now=NOON)
    store.note_run(Run(started_at=NOON, ended_at=after(1)))
    return store


@pytest.fixture
def corrected(newsroom: DjangoStore) -> None:
    ids = [(story_id(one), article_id(one)) for one in "ab"]
    splits = Splits(story_id=ids[1][0], new_id=ids[0][0], article_ids=(ids[1][1],))
    done = newsroom.correct([splits], by="ana@example.org", now=NOON)
    assert done is not None
    newsroom.undo(done.number, by="ana@example.org", now=NOON)


def list_of(name: str) -> str:
    return reverse(f"admin:newsroom_{name}_changelist")


def act(client: Client, name: str, action: str, *ids: str, **fields: str) -> str:
    data = {"action": action, "_selected_action": ids, **fields}
    return client.post(list_of(name), data, follow=True).content.decode()


def test_members_sign_in_by_e_mail_in_any_case(client: Client) -> None:
    Member.objects.create_superuser("Ana@Example.org", "a long word")
    assert client.login(username="ANA@example.ORG", password="a long word")
    assert not client.login(username="ana@example.org", password="another word")


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for name in LISTS:
        assert client.get(list_of(name)).status_code == 302


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_every_row_opens(operator: Client, name: str) -> None:
    assert operator.get(list_of(name)).status_code == 200
    row = getattr(models, name.capitalize()).objects.first()
    assert operator.get(reverse(f"admin:newsroom_{name}_change", args=[row.pk])).status_code == 200
    assert operator.get(list_of(name), {"q": "gazette"}).status_code == 200


@pytest.mark.usefixtures("newsroom")
def test_a_failing_feed_says_why(operator: Client) -> None:
    page = operator.get(list_of("feed")).content.decode()
    assert "unreachable: no route" in page
    assert "failing" in page
    for state, count in (("failing", 1), ("fine", 0), ("retired", 0), ("paused", 0)):
        found = operator.get(list_of("feed"), {"state": state}).context["cl"].result_count
        assert (state, found) == (state, count)


@pytest.mark.usefixtures("newsroom")
def test_a_feed_is_fetched_now_retired_and_brought_back(operator: Client) -> None:
    feed = models.Feed.objects.get()
    act(operator, "feed", "fetch_now", feed.id)
    assert models.Feed.objects.get().due_at != feed.due_at
    act(operator, "feed", "retire", feed.id)
    assert models.Feed.objects.get().retired_at is not None
    act(operator, "feed", "bring_back", feed.id)
    assert (models.Feed.objects.get().retired_at, models.Feed.objects.get().n_failures) == (None, 0)


def test_a_feed_added_by_hand_is_the_one_that_the_store_knows(operator: Client) -> None:
    data = {"url": URL, "title": "", "section": "sport", "language": "", "is_active": "on"}
    assert operator.post(reverse("admin:newsroom_feed_add"), data).status_code == 302
    assert DjangoStore().add_feed(FeedSubscription(url=URL), now=NOON) == (feed_id(URL), False)
    again = operator.post(reverse("admin:newsroom_feed_add"), data)
    assert "This feed is here already." in again.content.decode()
    bad = operator.post(reverse("admin:newsroom_feed_add"), data | {"url": "ftp://gazette.example/"})
    assert "no http or https address" in bad.content.decode()


@pytest.mark.usefixtures("newsroom")
def test_the_text_policy_is_changed_in_the_list(operator: Client) -> None:
    data = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": "gazette.example",
        "form-0-text_policy": "full",
    }
    operator.post(list_of("publisher"), data | {"_save": "Save"})
    assert models.Publisher.objects.get().text_policy == "full"


@pytest.mark.usefixtures("newsroom")
def test_an_editor_merges_stories_into_the_oldest(operator: Client, newsroom: DjangoStore) -> None:
    page = act(operator, "story", "merge", story_id("a"), story_id("b"))
    assert "The stories are one now." in page
    members = newsroom.story(story_id("b")).members
    assert [member.article.id for member in members] == [article_id("a"), article_id("b")]
    assert "It takes two stories." in act(operator, "story", "merge", story_id("a"))


@pytest.mark.usefixtures("newsroom")
def test_an_editor_moves_and_splits_articles_and_undoes_it_in_the_list(operator: Client, newsroom: DjangoStore) -> None:
    before = newsroom.stories([story_id("a"), story_id("b")])
    page = act(operator, "article", "move", article_id("b"), goal=f"/en/story/{story_id('a')}")
    assert "1 article stands in the other story now." in page
    assert "1 article stands in a story of its own" in act(operator, "article", "split_off", article_id("a"))
    assert "Choose articles of one story." in act(operator, "article", "move", article_id("a"), article_id("b"))
    page = operator.get(list_of("correction"), {"q": story_id("a")}).content.decode()
    assert (page.count("stands"), "ana@example.org" in page) == (2, True)
    numbers = [str(one.pk) for one in models.Correction.objects.all()]
    assert "It is as it was before." in act(operator, "correction", "undo", *numbers)
    assert newsroom.stories([story_id("a"), story_id("b")]) == before
    assert "something later rests on it" in act(operator, "correction", "undo", numbers[0])


@pytest.mark.usefixtures("newsroom")
def test_who_may_only_look_is_offered_no_corrections(client: Client) -> None:
    member = Member.objects.create_user("bo@example.org", "a long word", is_staff=True)
    names = ("view_story", "view_article", "view_correction")
    member.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(member)
    act(client, "story", "merge", story_id("a"), story_id("b"))
    act(client, "article", "split_off", article_id("a"))
    assert not models.Correction.objects.exists()


@pytest.mark.usefixtures("corrected")
def test_what_the_loom_makes_is_not_changed_by_hand(operator: Client) -> None:
    for name in ("article", "story", "correction", "rejection", "run"):
        row = getattr(models, name.capitalize()).objects.first()
        for page in ("change", "delete"):
            address = reverse(f"admin:newsroom_{name}_{page}", args=[row.pk])
            assert operator.post(address, {"post": "yes"}).status_code == 403


@pytest.mark.usefixtures("corrected")
def test_lists_cost_as_many_queries_for_one_row_as_for_three(operator: Client, newsroom: DjangoStore) -> None:
    def costs() -> list[int]:
        counts = []
        for name in LISTS:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                operator.get(list_of(name))
            counts.append(len(queries))
        return counts

    costs()
    before = costs()
    newsroom.keep(
        [make_woven(make_article(name, publisher_id=name), story=name) for name in ("c1.example", "d1.example")],
        now=NOON,
    )
    newsroom.add_feed(FeedSubscription(url="https://herald.example/feed"), now=NOON)
    newsroom.note_run(Run(started_at=NOON, ended_at=after(2)))
    actions.merge([story_id("a"), story_id("b")], by="ana@example.org", now=NOON)
    assert costs() == before


def test_only_the_admin_may_run_inline_scripts(operator: Client) -> None:
    admin_policy = operator.get(reverse("admin:index")).headers["Content-Security-Policy"]
    page_policy = operator.get("/healthz").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in admin_policy
    assert "frame-ancestors 'none'" in admin_policy
    assert sorted(page_policy.split("; ")) == [
        "base-uri 'none'", "default-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
        "img-src 'self' data: https: http:", "media-src 'self' https: http:", "object-src 'none'",
        "script-src 'self'", "style-src 'self'",
    ]  # fmt: skip


@pytest.mark.usefixtures("newsroom")
def test_an_article_says_what_it_copies(operator: Client, newsroom: DjangoStore) -> None:
    verdict = CopyOf(article_id=article_id("c"), original_id=article_id("a"), kind="wire", resemblance_share=0.93)
    newsroom.keep([make_woven(make_article("c"), verdict=verdict)], now=NOON)
    assert "wire 93%" in operator.get(list_of("article")).content.decode()

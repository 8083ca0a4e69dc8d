"""The operator's desk: feeds and publishers to keep, articles, stories, rejections and runs to look into.

What the loom makes is not changed here; editors correct it through `actions`, as they do on the story page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import ActionForm
from unfold.widgets import UnfoldAdminTextInputWidget

from newsloom.records import SECTIONS
from newsloom.site.newsroom import actions
from newsloom.site.newsroom.actions import Outcome, Refusal
from newsloom.site.newsroom.models import Article, Correction, Feed, Publisher, Rejection, Run, Story
from newsloom.site.newsroom.views.editing import REFUSALS, said
from newsloom.urls import canonical_url, feed_id, web_url

SHORT = 90
STATES = {"fine": _("fine"), "failing": _("failing"), "retired": _("retired"), "paused": _("paused")}
COLOURS = {"fine": "success", "failing": "warning", "retired": "danger", "paused": "info"}


class LookOnly(ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    """What the loom makes is looked into here, not made or changed."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Edited(LookOnly):
    """What editors correct, by the list's actions."""

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return actions.may_edit(request.user)

    def told(self, request: HttpRequest) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": request.user.get_username(), "now": timezone.now()}

    def tell(self, request: HttpRequest, done: Outcome) -> None:
        if isinstance(done, Refusal):
            self.message_user(request, REFUSALS[done.reason], messages.WARNING)
        else:
            self.message_user(request, said(done), messages.SUCCESS)


class GoalForm(ActionForm):  # type: ignore[misc]  # unfold is untyped
    """The list's action, and the story that articles are moved to."""

    goal = forms.CharField(
        label="",
        required=False,
        widget=UnfoldAdminTextInputWidget({"aria-label": _("story to move to"), "placeholder": _("story to move to")}),
    )


class FeedForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    section = forms.ChoiceField(choices=[("", "—"), *((name, name) for name in SECTIONS)], required=False)

    class Meta:
        model = Feed
        fields = ("url", "title", "publisher", "section", "language", "is_active")
        widgets: ClassVar = {"url": forms.URLInput, "title": forms.TextInput}

    def clean_url(self) -> str:
        """An http address that no other feed has."""
        url = web_url(self.cleaned_data["url"])
        if url is None:
            raise ValidationError(_("This is no http or https address."))
        if not self.instance.pk and Feed.objects.filter(id=feed_id(url)).exists():
            raise ValidationError(_("This feed is here already."))
        return url


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feed]) -> QuerySet[Feed]:
        match self.value():
            case "fine":
                return queryset.filter(is_active=True, retired_at=None, n_failures=0)
            case "failing":
                return queryset.filter(is_active=True, retired_at=None, n_failures__gt=0)
            case "retired":
                return queryset.filter(is_active=True, retired_at__isnull=False)
            case "paused":
                return queryset.filter(is_active=False)
            case _:
                return queryset


@admin.register(Feed)
class FeedAdmin(ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    form = FeedForm
    list_display = ("name", "publisher", "section", "state", "error", "last_ok_at", "due_at", "n_entries")
    list_filter = (StateFilter, "section", "language", "error_code")
    list_select_related = ("publisher",)
    search_fields = ("title", "url", "publisher__name")
    autocomplete_fields = ("publisher",)
    actions = ("fetch_now", "retire", "bring_back")
    told = (
        "id", "kind", "home_url", "due_at", "interval_seconds", "fetched_at", "last_ok_at", "n_entries", "n_failures",
        "error_code", "error_detail", "gone_since_at", "retired_at", "held_by", "held_until",
    )  # fmt: skip
    readonly_fields = told
    fieldsets = (
        (None, {"fields": ("url", "title", "publisher", "section", "language", "is_active")}),
        (_("What fetching it has taught"), {"fields": told}),
    )

    @admin.display(description=_("feed"), ordering="title")
    def name(self, feed: Feed) -> str:
        return format_html("<strong>{}</strong><br><small>{}</small>", _short(feed.title or "—"), _short(feed.url))

    @display(description=_("state"), label=COLOURS)  # type: ignore[untyped-decorator]
    def state(self, feed: Feed) -> tuple[str, str]:
        name = "failing" if feed.n_failures else "fine"
        if feed.retired_at is not None:
            name = "retired"
        if not feed.is_active:
            name = "paused"
        return name, str(STATES[name])

    @admin.display(description=_("last error"), ordering="error_code")
    def error(self, feed: Feed) -> str:
        return _short(": ".join(part for part in (feed.error_code, feed.error_detail) if part)) or "—"

    @admin.action(description=_("Fetch now"))
    def fetch_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._say(request, feeds.filter(is_active=True, retired_at=None).update(due_at=timezone.now()))

    @admin.action(description=_("Retire"))
    def retire(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._say(request, feeds.filter(retired_at=None).update(retired_at=timezone.now()))

    @admin.action(description=_("Bring back"))
    def bring_back(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        retired = feeds.filter(retired_at__isnull=False)
        self._say(request, retired.update(retired_at=None, gone_since_at=None, n_failures=0, due_at=timezone.now()))

    def save_model(self, request: HttpRequest, feed: Feed, form: Any, change: bool) -> None:
        if not change:
            feed.id, feed.due_at = feed_id(canonical_url(feed.url)), timezone.now()
        super().save_model(request, feed, form, change)

    def _say(self, request: HttpRequest, count: int) -> None:
        text = ngettext("%(count)d feed changed.", "%(count)d feeds changed.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS if count else messages.WARNING)


@admin.register(Publisher)
class PublisherAdmin(ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    list_display = ("name", "id", "country", "language", "kind", "text_policy", "n_articles")
    list_display_links = ("name", "id")
    list_editable = ("text_policy",)
    list_filter = ("text_policy", "kind", "country", "language")
    search_fields = ("name", "id")
    readonly_fields = ("n_articles", "icon_checked_at", "icon_pixels")
    exclude = ("icon",)

    def get_readonly_fields(self, request: HttpRequest, obj: Publisher | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj is None else ("id", *self.readonly_fields)

    def formfield_for_dbfield(self, field: Any, request: HttpRequest, **options: Any) -> Any:
        if field.name in ("name", "home_url"):
            return forms.CharField(label=field.verbose_name, required=not field.blank)
        return super().formfield_for_dbfield(field, request, **options)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(Edited):
    action_form = GoalForm
    actions = ("split_off", "move")
    list_display = ("title", "publisher", "at", "language", "section", "verdict", "in_story")
    list_filter = ("language", "section", "kind", "copy_kind", "is_cut")
    list_select_related = ("publisher",)
    search_fields = ("headline", "=id", "=given_id", "=url")
    search_help_text = _("Words of the headline, or a whole id or address")
    exclude = ("number", "html")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request)
        is_list = (
            request.resolver_match is not None and request.resolver_match.url_name == "newsroom_article_changelist"
        )
        return rows.defer("text", "html", "related", "brief") if is_list else rows

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, article: Article) -> str:
        return _short(article.headline) or "—"

    @display(description=_("verdict"), label={"original": "success", "copy": "info"})  # type: ignore[untyped-decorator]
    def verdict(self, article: Article) -> tuple[str, str]:
        if article.original_id is None:
            return "original", str(_("original"))
        return "copy", f"{article.copy_kind} {article.resemblance_share or 0:.0%}"

    @admin.action(description=_("Split off as a new story"), permissions=["edit"])
    def split_off(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        story, ids = _of_one_story(articles)
        done = actions.split(story, ids, **self.told(request)) if story else Refusal("many-stories")
        self.tell(request, done)

    @admin.action(description=_("Move to the story named beside"), permissions=["edit"])
    def move(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        story, ids = _of_one_story(articles)
        goal = request.POST.get("goal", "")
        done = actions.move(story, ids, goal, **self.told(request)) if story else Refusal("many-stories")
        self.tell(request, done)

    @admin.display(description=_("story"))
    def in_story(self, article: Article) -> str:
        address = reverse("admin:newsroom_story_change", args=[article.story_id])
        return format_html('<a href="{}">{}</a>', address, article.story_id)


@admin.register(Story)
class StoryAdmin(Edited):
    list_display = (
        "title",
        "language",
        "section",
        "n_articles",
        "n_publishers",
        "updated_at",
        "made_at",
        "merged_into",
    )
    list_filter = ("language", "section")
    search_fields = ("headline", "=id")
    actions = ("make_anew", "merge")
    exclude = ("image", "coverage", "related", "before")
    readonly_fields = ("corrected",)
    list_select_related = ("merged_into",)

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, story: Story) -> str:
        return _short(story.headline) or story.id

    @admin.action(description=_("Make the page anew"))
    def make_anew(self, request: HttpRequest, stories: QuerySet[Story]) -> None:
        now = timezone.now()
        count = stories.filter(merged_into=None).update(stale_since=now, changed_at=now)
        text = ngettext("%(count)d story waits.", "%(count)d stories wait.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("Merge into the oldest"), permissions=["edit"])
    def merge(self, request: HttpRequest, stories: QuerySet[Story]) -> None:
        self.tell(request, actions.merge([story.id for story in stories], **self.told(request)))

    @admin.display(description=_("what editors did"))
    def corrected(self, story: Story) -> str:
        address = reverse("admin:newsroom_correction_changelist")
        page = reverse("newsroom:story", args=(story.id,))
        return format_html(
            '<a href="{}?q={}">{}</a> · <a href="{}#editing">{}</a>',
            *(address, story.id, _("history"), page, _("edit on its page")),
        )


@admin.register(Correction)
class CorrectionAdmin(Edited):
    list_display = ("at", "deed", "n_articles", "left", "met", "by", "note", "state")
    list_filter = ("kind", ("at", admin.DateFieldListFilter))
    search_fields = ("by", "note", "=stories__id")
    search_help_text = _("Words of the note, an editor, or the whole id of a story")
    actions = ("undo",)
    exclude = ("stories",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        rows: QuerySet[Correction] = super().get_queryset(request)
        return rows.select_related("undone_by", "undoes")

    @admin.display(description=_("deed"), ordering="kind")
    def deed(self, correction: Correction) -> str:
        undone = correction.undoes
        return (
            f"{correction.get_kind_display()}: {undone.get_kind_display()}" if undone else correction.get_kind_display()
        )

    @admin.display(description=_("articles"))
    def n_articles(self, correction: Correction) -> int:
        return len(correction.moved)

    @admin.display(description=_("from story"))
    def left(self, correction: Correction) -> str:
        return _stories(one["from_id"] for one in correction.moved)

    @admin.display(description=_("to story"))
    def met(self, correction: Correction) -> str:
        return _stories(one["to_id"] for one in correction.moved)

    @display(description=_("state"), label={"stands": "success", "undone": "warning"})  # type: ignore[untyped-decorator]
    def state(self, correction: Correction) -> tuple[str, str]:
        return ("undone", str(_("undone"))) if hasattr(correction, "undone_by") else ("stands", str(_("stands")))

    @admin.action(description=_("Undo"), permissions=["edit"])
    def undo(self, request: HttpRequest, corrections: QuerySet[Correction]) -> None:
        """The last one first, as they rest on one another."""
        for number in corrections.order_by("-id").values_list("id", flat=True):
            self.tell(request, actions.undo(number, **self.told(request)))


@admin.register(Rejection)
class RejectionAdmin(LookOnly):
    list_display = ("at", "reason", "title", "detail", "feed")
    list_filter = ("reason", ("at", admin.DateFieldListFilter))
    list_select_related = ("feed",)
    search_fields = ("url", "headline", "detail")

    @admin.display(description=_("page"))
    def title(self, rejection: Rejection) -> str:
        return _short(rejection.headline or rejection.url) or "—"


@admin.register(Run)
class RunAdmin(LookOnly):
    list_display = (
        "ended_at", "seconds", "n_feeds", "n_feeds_failed", "n_articles", "n_copies", "n_stories", "n_rejected",
    )  # fmt: skip

    @admin.display(description=_("seconds"))
    def seconds(self, run: Run) -> str:
        return f"{(run.ended_at - run.started_at).total_seconds():.1f}"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def _of_one_story(articles: QuerySet[Article]) -> tuple[str, list[str]]:
    """The story of all of them, or nothing, and their ids."""
    found = list(articles.values_list("story_id", "id"))
    stories = {story for story, _ in found}
    return stories.pop() if len(stories) == 1 else "", [article for _, article in found]


def _stories(ids: Iterable[str]) -> str:
    """Links to stories in the admin."""
    links = [(reverse("admin:newsroom_story_change", args=(story,)), story) for story in dict.fromkeys(ids)]
    return format_html_join(", ", '<a href="{}">{}</a>', links)

"""The newsroom's rows. `store.py` alone turns records into rows and back; pages read rows through `queries.py`.

Ids of feeds, articles and stories are their public ids. What strangers wrote has no length limit, because a limit
would turn one long headline into a failed batch. Big columns stand last in a row: SQLite reads a row from its start.
Where most rows hold no value, an index holds only those that do: SQLite would take "has none" for a rare thing, and
read them all.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsloom.site.newsroom.history import Correction as Correction
from newsloom.site.newsroom.publishers import Publisher as Publisher
from newsloom.site.newsroom.readings import ArticleEntity as ArticleEntity
from newsloom.site.newsroom.readings import Entity as Entity
from newsloom.site.newsroom.readings import Reading as Reading


class Feed(models.Model):
    """A document at an address that lists entries, with all that fetching it has taught us."""

    id = models.CharField(primary_key=True, max_length=12)
    url = models.TextField(_("address"), unique=True)
    title = models.TextField(_("title"), blank=True)
    publisher = models.ForeignKey(
        Publisher, on_delete=models.SET_NULL, null=True, blank=True, related_name="feeds", verbose_name=_("publisher")
    )
    """Where the operator said so; otherwise each entry's page tells."""
    section = models.CharField(_("section"), blank=True)
    language = models.CharField(_("language"), blank=True)
    home_url = models.TextField(_("home page"), blank=True)
    kind = models.CharField(_("format"), blank=True)

    is_active = models.BooleanField(_("active"), default=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"))
    interval_seconds = models.FloatField(_("interval in seconds"), default=3600.0)
    etag = models.TextField(null=True, blank=True)
    last_modified = models.TextField(null=True, blank=True)
    content_hash = models.TextField(null=True, blank=True)
    n_failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    gone_since_at = models.DateTimeField(_("missing since"), null=True, blank=True)
    error_code = models.CharField(_("error"), blank=True)
    error_detail = models.TextField(_("error detail"), blank=True)
    fetched_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    last_ok_at = models.DateTimeField(_("last answer"), null=True, blank=True)
    n_entries = models.PositiveIntegerField(_("entries"), default=0)

    held_by = models.CharField(blank=True, editable=False)
    held_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ("title", "url")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"], name="feed_due", condition=Q(is_active=True, retired_at__isnull=True)
            ),
            models.Index(fields=["held_by"], name="feed_held", condition=~Q(held_by="")),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class Entry(models.Model):
    """One item of a feed: waiting to be woven, or done and remembered so that it is not taken twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WOVEN = "woven", _("woven")
        REJECTED = "rejected", _("rejected")

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    key = models.BigIntegerField(unique=True)
    """64 bits of feed and guid."""
    fingerprint = models.BigIntegerField()
    """64 bits of headline and texts; an entry that changes becomes a new row, and so a new number."""
    state = models.CharField(choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    n_attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(blank=True)
    error_detail = models.TextField(blank=True)
    held_by = models.CharField(blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    payload = models.TextField(blank=True)
    """The entry as JSON while it waits."""

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="entry_due", condition=Q(state="waiting")),
            models.Index(fields=["held_by"], name="entry_held", condition=~Q(held_by="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Rejection(models.Model):
    """A page that was no article, and why."""

    url = models.TextField(_("address"), blank=True)
    headline = models.TextField(_("headline"), blank=True)
    reason = models.CharField(_("reason"))
    detail = models.TextField(_("detail"), blank=True)
    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, null=True, related_name="rejections", verbose_name=_("feed")
    )
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("rejection")
        verbose_name_plural = _("rejections")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.reason}: {self.url or self.headline}"


class Story(models.Model):
    """The articles about one event, and the page that was made of them last.

    A story is shown once it has a page (`made_at`) and as long as it has not become part of another (`merged_into`).
    """

    id = models.CharField(primary_key=True, max_length=12)
    language = models.CharField(_("language"))
    section = models.CharField(_("section"), blank=True)
    first_at = models.DateTimeField(_("first article"))
    updated_at = models.DateTimeField(_("last article"))
    weight = models.FloatField(_("weight"), default=0.0)
    made_at = models.DateTimeField(_("page made"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    stale_since = models.DateTimeField(_("waits for a new page since"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", db_index=False,
        verbose_name=_("merged into"),
    )  # fmt: skip
    lead = models.ForeignKey(
        "Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead article")
    )
    slug = models.TextField(blank=True)
    headline = models.TextField(_("headline"), blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    n_articles = models.PositiveIntegerField(_("articles"), default=0)
    n_publishers = models.PositiveIntegerField(_("publishers"), default=0)
    n_independent = models.PositiveIntegerField(_("independent publishers"), default=0)
    first_publisher = models.TextField(_("first publisher"), blank=True)
    image = models.JSONField(null=True, blank=True)
    coverage = models.JSONField(default=list, blank=True)
    hashtags = models.JSONField(default=list, blank=True)
    related = models.JSONField(default=list, blank=True)
    before = models.JSONField(default=list, blank=True)
    brief = models.JSONField(null=True, blank=True)
    dossier = models.JSONField(null=True, blank=True)
    written = models.JSONField(null=True, editable=False)
    """What a model wrote from the brief."""
    told_at = models.DateTimeField(null=True, editable=False)
    """When a model was told the brief, whatever came of it."""

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ("-updated_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["-updated_at", "id"], name="story_updated"),
            models.Index(fields=["language", "-updated_at"], name="story_language_updated"),
            models.Index(fields=["language", "section", "-updated_at"], name="story_section_updated"),
            models.Index(fields=["stale_since", "id"], name="story_stale", condition=Q(stale_since__isnull=False)),
            models.Index(fields=["merged_into"], name="story_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.headline or self.id


class Article(models.Model):
    """One publisher's text at one canonical address, with all that was decided about it."""

    id = models.CharField(primary_key=True, max_length=12)
    number = models.BigIntegerField(unique=True)
    """Row of the search index; rises with `at`."""
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="articles", verbose_name=_("story"))
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, null=True, related_name="articles", verbose_name=_("publisher")
    )
    at = models.DateTimeField(_("at"))
    """When it was published, as far as anybody knows."""
    language = models.CharField(_("language"))
    section = models.CharField(_("section"), blank=True)
    kind = models.CharField(_("kind"), default="text")
    original = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="copies", db_index=False, verbose_name=_("copy of")
    )
    copy_kind = models.CharField(_("kind of copy"), blank=True)
    resemblance_share = models.FloatField(_("resemblance"), null=True)
    logit = models.FloatField(_("logit of joining"), null=True)
    """How surely it belongs to its story; none for the article that started it."""
    is_cut = models.BooleanField(_("cut"), default=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    """When whom it names and who speaks in it was read."""

    given_id = models.TextField(_("given id"), null=True)
    url = models.TextField(_("address"), null=True)
    publisher_name = models.TextField(_("publisher as named"), blank=True)
    headline = models.TextField(_("headline"))
    standfirst = models.TextField(_("standfirst"), blank=True)
    byline = models.TextField(_("byline"), blank=True)
    credit = models.TextField(_("agency"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True)
    revised_at = models.DateTimeField(_("revised"), null=True)
    seen_at = models.DateTimeField(_("seen"))
    image = models.JSONField(null=True)
    authors = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    enclosures = models.JSONField(default=list)
    hashtags = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    related = models.JSONField(default=list)
    brief = models.JSONField(null=True)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-at", "id")
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], name="article_at"),
            models.Index(fields=["language", "-at"], name="article_language_at"),
            models.Index(fields=["section", "-at"], name="article_section_at"),
            models.Index(fields=["publisher", "-at"], name="article_publisher_at"),
            models.Index(fields=["original"], name="article_original", condition=Q(original__isnull=False)),
            models.Index(fields=["-at", "id"], name="article_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.headline or self.id


class ArticleRevision(models.Model):
    """A text that an article had before."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    replaced_at = models.DateTimeField(_("replaced"))
    revised_at = models.DateTimeField(_("revised"), null=True)
    is_cut = models.BooleanField(default=False)
    headline = models.TextField(_("headline"))
    standfirst = models.TextField(_("standfirst"), blank=True)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("replaced_at", "id")

    def __str__(self) -> str:
        return f"{self.headline} ({self.replaced_at:%Y-%m-%d %H:%M})"


class Imprint(models.Model):
    """What dedupe and cluster see of an article; only the loom reads it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="imprint")
    at = models.DateTimeField()
    n_shingles = models.PositiveIntegerField()
    exact_hash = models.BigIntegerField()
    minhash = models.BinaryField()
    """uint32, little-endian, (128,)."""
    vector = models.BinaryField(null=True)
    """float16, little-endian, (n_dims,)."""
    signature = models.TextField()
    """The rest of the signature, as JSON."""
    settled_at = models.DateTimeField(null=True)
    """When an editor settled the article in its story."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at", "article"], name="imprint_at")]

    def __str__(self) -> str:
        return str(self.pk)


class Hashtag(models.Model):
    """A topic as readers write it."""

    key = models.CharField(_("key"), primary_key=True)
    """Folded; what an address carries."""
    spelling = models.TextField(_("spelling"))
    n_articles = models.PositiveIntegerField(_("articles"), default=0)
    first_at = models.DateTimeField(_("first article"))
    last_at = models.DateTimeField(_("last article"))

    class Meta:
        verbose_name = _("hashtag")
        verbose_name_plural = _("hashtags")
        indexes: ClassVar = [models.Index(fields=["-n_articles", "key"], name="hashtag_articles")]

    def __str__(self) -> str:
        return f"#{self.spelling}"


class ArticleHashtag(models.Model):
    """A hashtag of an article, for lists by hashtag; the whole record stands in `Article.hashtags`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="tagged", db_index=False)
    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="tagged_articles", db_index=False)
    at = models.DateTimeField()
    score = models.FloatField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "hashtag"], name="article_hashtag")]
        indexes: ClassVar = [models.Index(fields=["hashtag", "-at"], name="article_hashtag_at")]

    def __str__(self) -> str:
        return f"{self.article_id} #{self.hashtag_id}"


class StoryHashtag(models.Model):
    """A hashtag of a story, for lists by hashtag; the whole record stands in `Story.hashtags`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="tagged", db_index=False)
    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="tagged_stories", db_index=False)
    at = models.DateTimeField()
    """`Story.updated_at`."""
    score = models.FloatField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "hashtag"], name="story_hashtag")]
        indexes: ClassVar = [models.Index(fields=["hashtag", "-at"], name="story_hashtag_at")]

    def __str__(self) -> str:
        return f"{self.story_id} #{self.hashtag_id}"


class Run(models.Model):
    """One pass of the pipeline, in numbers."""

    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), db_index=True)
    n_feeds = models.PositiveIntegerField(_("feeds"), default=0)
    n_feeds_failed = models.PositiveIntegerField(_("feeds failed"), default=0)
    n_articles = models.PositiveIntegerField(_("articles"), default=0)
    n_rejected = models.PositiveIntegerField(_("rejected"), default=0)
    n_copies = models.PositiveIntegerField(_("copies"), default=0)
    n_stories = models.PositiveIntegerField(_("stories"), default=0)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ("-ended_at", "-id")

    def __str__(self) -> str:
        return f"{self.ended_at:%Y-%m-%d %H:%M}"


class Lease(models.Model):
    """Who holds something that only one may hold at a time."""

    name = models.CharField(primary_key=True)
    held_by = models.CharField()
    held_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.held_by}"

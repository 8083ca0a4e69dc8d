"""What was read in articles, as rows: whom they name, and who says what in them.

In: nothing. Out: the models. Refuses: nothing.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """What was read in the present text of an article; a revision drops it."""

    article = models.OneToOneField("Article", on_delete=models.CASCADE, primary_key=True, related_name="reading")
    at = models.DateTimeField()
    named = models.JSONField(default=list)
    quotes = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.article_id)


class Entity(models.Model):
    """A person, organisation, place or event that articles are about."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")
        EVENT = "event", _("event")

    key = models.TextField(primary_key=True)
    name = models.TextField(_("name"))
    kind = models.CharField(_("kind"), choices=Kind.choices)
    country = models.CharField(_("country"), blank=True)
    spellings = models.JSONField(default=list)
    n_articles = models.PositiveIntegerField(_("articles"), default=0)
    last_at = models.DateTimeField(_("last article"))

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ("name", "key")

    def __str__(self) -> str:
        return self.name


class ArticleEntity(models.Model):
    """An article that is about something that has a name."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="about", db_index=False)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="articles", db_index=False)
    at = models.DateTimeField()
    """`Article.at`."""
    n_mentions = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "entity"], name="article_entity")]
        indexes: ClassVar = [models.Index(fields=["entity", "-at"], name="article_entity_at")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.entity_id}"

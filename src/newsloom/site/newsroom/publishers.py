"""Publishers as rows, with what operators decide about them.

In: nothing. Out: the model. Refuses: nothing.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publisher(models.Model):
    """Who stands behind feeds and articles."""

    class TextPolicy(models.TextChoices):
        EXCERPT = "excerpt", _("excerpt and link")
        FULL = "full", _("full text")

    class Kind(models.TextChoices):
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        NEWSPAPER = "newspaper", _("newspaper")
        MAGAZINE = "magazine", _("magazine")
        ONLINE = "online", _("online medium")
        OFFICIAL = "official", _("official body")

    id = models.CharField(_("domain"), primary_key=True)
    """Registered domain, or a short id where an import gave only a name."""
    name = models.TextField(_("name"))
    home_url = models.TextField(_("home page"), blank=True)
    country = models.CharField(_("country"), blank=True)
    language = models.CharField(_("language"), blank=True)
    kind = models.CharField(_("kind"), choices=Kind.choices, blank=True, default="")
    text_policy = models.CharField(_("shown text"), choices=TextPolicy.choices, default=TextPolicy.EXCERPT)
    n_articles = models.PositiveIntegerField(_("articles"), default=0)
    icon_checked_at = models.DateTimeField(_("icon asked for"), null=True, blank=True)
    icon_pixels = models.PositiveSmallIntegerField(_("icon size"), null=True, blank=True)
    icon = models.BinaryField(_("icon"), null=True, blank=True)
    """A square PNG."""

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name or self.id

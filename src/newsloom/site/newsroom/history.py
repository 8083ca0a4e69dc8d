"""What editors did to stories, as rows: part of `models.py`, which is long enough without; imported through there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """What an editor did to stories: added to and never changed; the store writes it with the deed itself."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        MOVE = "move", _("moved")
        UNDO = "undo", _("undone")

    kind = models.CharField(_("deed"), choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    by = models.TextField(_("by"))
    """The editor's name at sign-in: the record outlives the account."""
    note = models.TextField(_("note"), blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by", verbose_name=_("undoes")
    )
    stories = models.ManyToManyField("newsroom.Story", related_name="corrections", verbose_name=_("stories"))
    moved = models.JSONField(_("moved articles"), default=list)
    redirected = models.JSONField(_("addresses that lead elsewhere"), default=list)
    pairs = models.JSONField(_("labelled pairs"), default=list)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.at:%Y-%m-%d %H:%M})"

"""Panels of a round, and what is drawn by lot from a seed that was published before."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round


class Panel(models.Model):
    """Some jurors of a round, who judge the entries of the panel."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="panels", verbose_name=_("round"))
    number = models.PositiveSmallIntegerField(_("number"))

    if TYPE_CHECKING:
        _history_user: Any
        round_id: int
        members: Any
        entries: Any

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="panel_number_unique")]

    def __str__(self) -> str:
        return str(_("Panel %(number)d") % {"number": self.number})


class PanelMember(models.Model):
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="members", verbose_name=_("panel"))
    # Copied from the panel, so that the database can hold one panel per juror and round.
    round = models.ForeignKey(Round, models.CASCADE, related_name="+", editable=False)
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("juror"))

    if TYPE_CHECKING:
        _history_user: Any
        panel_id: int
        juror_id: int

    class Meta:
        verbose_name = _("member of a panel")
        verbose_name_plural = _("members of panels")
        ordering = ["panel", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "juror"], name="panel_one_per_juror")]

    def __str__(self) -> str:
        return f"{self.panel_id}/{self.juror_id}"


class Draw(models.Model):
    """A drawing by lot: the seed is published first; from it and `inputs` anybody computes `result` again.

    Once drawn it never changes; another drawing is another row with another seed.
    """

    class Purpose(models.TextChoices):
        PANELS = "panels", _("Panels")
        ORDER = "order", _("Running order")

    round = models.ForeignKey(Round, models.PROTECT, related_name="draws", verbose_name=_("round"))
    purpose = models.CharField(_("for"), max_length=10, choices=Purpose.choices)
    seed = models.CharField(_("seed"), max_length=100)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("seed published"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drawn by")
    )
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    inputs = models.JSONField(_("what was drawn among"), null=True, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)

    if TYPE_CHECKING:
        round_id: int

    class Meta:
        verbose_name = _("drawing by lot")
        verbose_name_plural = _("drawings by lot")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(seed=""), name="draw_has_a_seed"),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | Q(drawn_at__gt=F("published_at")), name="draw_after_its_seed_was_published"
            ),
            models.UniqueConstraint(
                fields=["round", "purpose"], condition=Q(drawn_at=None), name="draw_one_waiting_per_purpose"
            ),
        ]

    def __str__(self) -> str:
        return self.seed

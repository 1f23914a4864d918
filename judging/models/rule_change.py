"""What was changed of a round's rules once a score was given: public, with the reason."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round


class RuleChange(models.Model):
    """A row of the public register: what, from what to what, why, when. Append-only."""

    class What(models.TextChoices):
        CRITERION = "criterion", _("Criterion")
        WEIGHTS = "weights", _("Weights")
        LEVEL = "level", _("Level in words")
        DATES = "dates", _("Dates")
        JURY = "jury", _("Composition of the jury")
        ROUND = "round", _("Rules of the round")
        CONFLICTS = "conflicts", _("Conflicts of interest")

    round = models.ForeignKey(Round, models.PROTECT, related_name="rule_changes", verbose_name=_("round"))
    what = models.CharField(_("what"), max_length=15, choices=What.choices)
    # What it concerns and how it stood, by language, as the register shows it: {"ar": …, "fr": …, "en": …}.
    subject = models.JSONField(_("subject"), default=dict)
    old = models.JSONField(_("before"), default=dict)
    new = models.JSONField(_("after"), default=dict)
    reason = models.TextField(_("reason"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"))

    if TYPE_CHECKING:
        round_id: int

    class Meta:
        verbose_name = _("change of the rules")
        verbose_name_plural = _("changes of the rules")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rule_change_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.what}"

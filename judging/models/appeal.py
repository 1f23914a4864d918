"""A team does not accept a decision, and says so once."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from judging.models.entry import Entry


class AppealQuerySet(models.QuerySet["Appeal"]):
    def unanswered(self) -> "AppealQuerySet":
        return self.filter(answered_at=None)

    def of_competition(self, competition: Competition) -> "AppealQuerySet":
        return self.filter(entry__round__phase__competition=competition)


class Appeal(models.Model):
    """Against an exclusion or a result; answered by somebody else than who decided first."""

    class Subject(models.TextChoices):
        SCREENING = "screening", _("The exclusion")
        RESULT = "result", _("The result")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="appeals", verbose_name=_("entry"))
    subject = models.CharField(_("against"), max_length=10, choices=Subject.choices)
    text = models.TextField(_("what the team says"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    # Copied, so that the database can hold that somebody else answers.
    first_decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided first by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    is_upheld = models.BooleanField(_("upheld"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = AppealQuerySet.as_manager()
    if TYPE_CHECKING:
        entry_id: int
        answered_by_id: int | None
        first_decider_id: int

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "subject"], name="appeal_once"),
            models.CheckConstraint(condition=~Q(text=""), name="appeal_says_why"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_upheld=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False, is_upheld__isnull=False) & ~Q(answer="")),
                name="appeal_answered_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("first_decider")),
                name="appeal_answered_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.entry_id}"

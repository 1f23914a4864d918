"""Somebody asks an open team for a place."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.models.team import Team


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(answered_at=None, withdrawn_at=None)

    def of(self, person: Any) -> "JoinRequestQuerySet":
        return self.filter(person=person)

    def lock_in_order(self) -> list[int]:
        """The keys of the rows, locked: always in one order, so that two who lock several never wait in a circle."""
        return list(self.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


class JoinRequest(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="join_requests", verbose_name=_("team"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="join_requests", verbose_name=_("person")
    )
    word = models.TextField(_("word to the team"), max_length=500)
    requested_at = models.DateTimeField(_("requested"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    answer = models.TextField(_("answer of the team"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()
    if TYPE_CHECKING:
        team_id: int
        person_id: int

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="join_request_one_waiting_per_team",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, accepted=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, accepted__isnull=False, withdrawn_at=None),
                name="join_request_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} #{self.pk}"

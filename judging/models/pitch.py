"""Pitch rounds: who speaks when, and the vote of the audience."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from judging.models.entry import Entry
from judging.models.round import Round


class PitchSlotQuerySet(models.QuerySet["PitchSlot"]):
    def admitted(self) -> "PitchSlotQuerySet":
        """Slots of entries that are judged."""
        return self.filter(entry__in=Entry.objects.admitted())

    def announced(self) -> "PitchSlotQuerySet":
        """Those of which the team has been told."""
        return self.admitted().filter(told_at__isnull=False)

    def to_be_heard_of(self, team: Any) -> "PitchSlotQuerySet":
        """What `team` has been told of and has yet to do."""
        return self.announced().filter(entry__project__team=team, ended_at=None)


class PitchSlot(models.Model):
    """When an entry speaks, and where; the chair starts and ends it."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="slot", verbose_name=_("entry"))
    # Copied from the entry, so that the database can hold one place per round.
    round = models.ForeignKey(Round, models.PROTECT, related_name="slots", editable=False, verbose_name=_("round"))
    place = models.PositiveSmallIntegerField(_("place in the order"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    link = models.URLField(_("link"), max_length=500, blank=True)
    # Since when its team knows of it; before that an hour is only a plan. The messages say of which hour.
    told_at = models.DateTimeField(_("team told"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    questions_at = models.DateTimeField(_("questions since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = PitchSlotQuerySet.as_manager()
    if TYPE_CHECKING:
        _history_user: Any
        history: Any
        entry_id: int
        round_id: int

    class Meta:
        verbose_name = _("slot of a pitch")
        verbose_name_plural = _("slots of pitches")
        ordering = ["round", "place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="slot_place_unique"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.place}"


class AudienceVoter(models.Model):
    """Somebody of the audience has voted. For whom is written elsewhere, without their name. Append-only."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="audience_voters", verbose_name=_("round"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    voted_at = models.DateTimeField(_("voted"))

    class Meta:
        verbose_name = _("voter of the audience")
        verbose_name_plural = _("voters of the audience")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="audience_one_vote_per_person")]

    def __str__(self) -> str:
        return str(self.pk)


class AudienceVote(models.Model):
    """A voice of the audience: neither name nor hour, and a random key, so that no page or list tells whose it is.

    The database itself still can: voter and voice are written in one transaction, and their rows lie in the order in
    which they came (SQLite counts them, PostgreSQL notes the transaction; logs and backups do too). Whoever reads the
    database without this site must be trusted not to lay the two tables side by side.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="audience_votes", verbose_name=_("round"))
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="audience_votes", verbose_name=_("entry"))

    class Meta:
        verbose_name = _("vote of the audience")
        verbose_name_plural = _("votes of the audience")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)

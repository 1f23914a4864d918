"""The jury deliberates over a closed round: notes, votes, signatures."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from judging.models.entry import Entry
from judging.models.prize import Prize
from judging.models.round import Round


class DeliberationQuerySet(models.QuerySet["Deliberation"]):
    def with_signature_of(self, juror: Any) -> "DeliberationQuerySet":
        """Each has `has_signed`: whether `juror` has signed its minutes."""
        minutes = JurorSignature.objects.filter(kind=JurorSignature.Kind.MINUTES, juror=juror, withdrawn_at=None)
        return self.annotate(has_signed=Exists(minutes.filter(round=OuterRef("round"))))


class Deliberation(models.Model):
    """Opened by the president once the round has closed; closed when the ranking goes to be signed."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="deliberation", verbose_name=_("round"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = DeliberationQuerySet.as_manager()

    if TYPE_CHECKING:
        round_id: int
        notes: Any
        votes: Any
        attendances: Any

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.round_id)


class Attendance(models.Model):
    """A juror takes part in the deliberation: the quorum counts them."""

    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="attendances")
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("juror"))
    came_at = models.DateTimeField(_("came"))

    if TYPE_CHECKING:
        juror_id: int

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deliberation", "juror"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.deliberation_id}/{self.juror_id}"


class DeliberationNote(models.Model):
    """What somebody of the jury wants remembered, of an entry or of all. Append-only."""

    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="notes")
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="deliberation_notes", verbose_name=_("entry")
    )
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))

    if TYPE_CHECKING:
        entry_id: int | None

    class Meta:
        verbose_name = _("note of a deliberation")
        verbose_name_plural = _("notes of deliberations")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="deliberation_note_says_something")]

    def __str__(self) -> str:
        return self.text[:50]


class Vote(models.Model):
    """A question put to the jurors who have no conflict with the candidates: who of equals, or who gets a prize."""

    class Kind(models.TextChoices):
        TIE = "tie", _("Equal scores")
        PRIZE = "prize", _("A prize")

    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="votes")
    kind = models.CharField(_("about"), max_length=10, choices=Kind.choices)
    prize = models.ForeignKey(
        Prize, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name=_("prize")
    )
    candidates = models.ManyToManyField(Entry, related_name="+", verbose_name=_("candidates"))
    # Copied from the round, as it stood when the vote was opened.
    president_counts_double = models.BooleanField(_("the president’s voice counts double"), default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    if TYPE_CHECKING:
        deliberation_id: int
        prize_id: int | None
        ballots: Any

    class Meta:
        verbose_name = _("vote of the jury")
        verbose_name_plural = _("votes of the jury")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="prize", prize__isnull=False) | Q(kind="tie", prize=None), name="vote_about_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Ballot(models.Model):
    """One juror's voice in a vote; nobody sees it before the vote is closed. `entry` None is an abstention."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots", verbose_name=_("vote"))
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("juror"))
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("candidate")
    )
    weight = models.PositiveSmallIntegerField(_("voices"), default=1)
    cast_at = models.DateTimeField(_("cast"))

    if TYPE_CHECKING:
        vote_id: int
        juror_id: int
        entry_id: int | None

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "juror"], name="ballot_one_per_juror"),
            models.CheckConstraint(condition=Q(weight__in=(1, 2)), name="ballot_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}/{self.juror_id}"


class JurorSignature(models.Model):
    """A juror signs: all their evaluations at the end of their work, or the minutes after the deliberation."""

    class Kind(models.TextChoices):
        EVALUATIONS = "evaluations", _("Their evaluations")
        MINUTES = "minutes", _("The result of the deliberation")

    round = models.ForeignKey(Round, models.PROTECT, related_name="juror_signatures", verbose_name=_("round"))
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("juror"))
    kind = models.CharField(_("of"), max_length=12, choices=Kind.choices)
    signed_at = models.DateTimeField(_("signed"))
    # Of the canonical text that they saw.
    sha256 = models.CharField("SHA-256", max_length=64)
    # Reopening an evaluation takes the signature of the evaluations back; the row stays.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    if TYPE_CHECKING:
        juror_id: int
        round_id: int

    class Meta:
        verbose_name = _("signature of a juror")
        verbose_name_plural = _("signatures of jurors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "juror", "kind"], condition=Q(withdrawn_at=None), name="juror_signs_once"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

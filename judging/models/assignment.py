"""Which juror judges which entry, and until when."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from judging.models.conflict import Conflict
from judging.models.criterion import Criterion
from judging.models.entry import Entry
from judging.models.plan import Plan
from judging.models.round import Round
from teams.models import Role, Team

if TYPE_CHECKING:
    from datetime import datetime

    from judging.models.evaluation import Evaluation


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> "AssignmentQuerySet":
        return self.filter(closed_at=None)

    def of(self, juror: Any) -> "AssignmentQuerySet":
        return self.filter(juror=juror)

    def of_competition(self, competition: Competition) -> "AssignmentQuerySet":
        return self.filter(entry__round__phase__competition=competition)

    def of_edition(self, slug: str) -> "AssignmentQuerySet":
        return self.filter(entry__round__phase__competition__slug=slug)

    def of_team(self, team: Team) -> "AssignmentQuerySet":
        return self.filter(entry__project__team=team)

    def in_running_rounds(self) -> "AssignmentQuerySet":
        return self.filter(entry__round__opened_at__isnull=False, entry__round__closed_at=None)

    def without_conflict(self) -> "AssignmentQuerySet":
        """Whose juror has no conflict with the team that bars."""
        live = Conflict.objects.barring().filter(juror=OuterRef("juror"), team=OuterRef("entry__project__team"))
        return self.filter(~Exists(live))

    def of_todays_jurors(self) -> "AssignmentQuerySet":
        """Whose juror has not been dismissed."""
        return self.filter(Exists(_seats().active(at=timezone.now())))

    def standing(self) -> "AssignmentQuerySet":
        """Live, on an admitted entry, without a conflict."""
        admitted = Entry.objects.admitted().filter(pk=OuterRef("entry"))
        return self.live().filter(Exists(admitted)).without_conflict()

    def readable(self) -> "AssignmentQuerySet":
        """What a juror may open: what stands, while they are a juror."""
        return self.standing().of_todays_jurors()

    def signable(self) -> "AssignmentQuerySet":
        """What a juror may sign: the readable; until the round closes also what they had finished when they left.

        It counts, so it is theirs to answer for. Whoever was dismissed signs nothing.
        """
        last = _seats().order_by("-since", "-pk").values("juror_profile__stepped_back_at")
        finished = Q(entry__round__closed_at=None, evaluation__finished_at__isnull=False, left_at__isnull=False)
        return (
            self.standing()
            .alias(left_at=Subquery(last[:1]))
            .filter(finished | Exists(_seats().active(at=timezone.now())))
        )

    def owed(self) -> "AssignmentQuerySet":
        """Readable, in a round that runs, and not finished."""
        return self.readable().in_running_rounds().filter(evaluation__finished_at=None)

    def with_work(self) -> "AssignmentQuerySet":
        """With the entry, its version, team, round and the evaluation."""
        return self.select_related(
            "entry__version__theme", "entry__project__team", "entry__round__phase__competition", "evaluation"
        )

    def to_write(self) -> "AssignmentQuerySet":
        """With the round, its clock and the evaluation, and nothing of the project."""
        return self.select_related("entry__round__phase__competition", "evaluation")

    def without_content(self) -> "AssignmentQuerySet":
        """The texts of the versions stay in the database: a list shows titles."""
        return self.defer("entry__version__content")

    def with_own_end(self) -> "AssignmentQuerySet":
        """With `extended_until`: until when its juror has more time in the round; None without an extension."""
        given = Extension.objects.filter(juror=OuterRef("juror"), round=OuterRef("entry__round")).order_by("-until")
        return self.annotate(extended_until=Subquery(given.values("until")[:1]))

    def with_criteria(self) -> "AssignmentQuerySet":
        """With the criteria of the round and their levels, which stand since it was opened."""
        return self.prefetch_related("entry__round__criteria__levels")

    def in_order(self) -> "AssignmentQuerySet":
        """As a juror goes through them."""
        return self.order_by("entry__round__phase__closes_at", "entry__round", "entry", "pk")

    def locked_to_write(self, pk: int) -> "Assignment | None":
        """As `locked`, with the evaluation alone: whoever saves has read the rest before."""
        rows = self.select_related("evaluation").select_for_update(no_key=True, of=("self",))
        return rows.filter(pk=pk).first()

    def in_a_list(self) -> "AssignmentQuerySet":
        """With what a row of a list says: title, theme, team and how far it is. The round is to be put in."""
        return self.select_related("entry__version__theme", "entry__project__team", "evaluation").only(
            *("juror", "entry__round", "entry__project__team__name_ar", "entry__project__team__name_latin"),
            *("entry__version__title", "entry__version__sha256"),
            *(f"entry__version__theme__name_{language}" for language in ("ar", "fr", "en")),
            *("evaluation__begun_at", "evaluation__finished_at"),
        )

    def locked(self, pk: int) -> "Assignment | None":
        """The assignment, its row locked until the end of the transaction; None if it is not among these."""
        return self.with_work().select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()


def _seats() -> Any:
    """The outer assignment's juror as a juror of its edition, today or before."""
    return Role.objects.filter(
        kind=Role.Kind.JUROR, person=OuterRef("juror"), competition=OuterRef("entry__round__phase__competition")
    )


class Assignment(models.Model):
    class Closed(models.TextChoices):
        CONFLICT = "conflict", _("Conflict of interest")
        WITHDRAWN = "withdrawn", _("The project was withdrawn")
        REASSIGNED = "reassigned", _("Given to another juror")
        STEPPED_BACK = "stepped_back", _("The juror stepped back")
        DISMISSED = "dismissed", _("The juror left the jury")
        EXCLUDED = "excluded", _("The project was excluded")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments", verbose_name=_("entry"))
    juror = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("juror")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_because = models.CharField(_("reason"), max_length=20, choices=Closed.choices, blank=True)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, editable=False, related_name="assignments", verbose_name=_("plan")
    )

    objects = AssignmentQuerySet.as_manager()
    if TYPE_CHECKING:
        _history_user: Any
        entry_id: int
        juror_id: int
        history: Any
        evaluation: "Evaluation"

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "juror"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_because="") | (Q(closed_at__isnull=False) & ~Q(closed_because="")),
                name="assignment_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.juror}"

    @property
    def work(self) -> "Evaluation | None":
        """The evaluation, or None while it has not been begun."""
        return getattr(self, "evaluation", None)

    @property
    def own_end(self) -> "datetime | None":
        """The later end that its juror has been given; needs `with_own_end`."""
        return getattr(self, "extended_until", None)

    @property
    def criteria(self) -> list[Criterion]:
        """What the round judges by, with the levels."""
        return list(self.entry.round.criteria.all())


class Extension(models.Model):
    """More time for one juror in a round, given by the president, who sees no point."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions", verbose_name=_("round"))
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("juror"))
    until = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted"))

    if TYPE_CHECKING:
        juror_id: int

    class Meta:
        verbose_name = _("extension for a juror")
        verbose_name_plural = _("extensions for jurors")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.juror_id}"

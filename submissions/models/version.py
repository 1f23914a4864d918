"""What was submitted: frozen, hashed, never changed again."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase, Theme
from submissions.models.attachment import Attachment
from submissions.models.project import Project
from submissions.models.questionnaire_version import QuestionnaireVersion


def receipt_code() -> str:
    """What the verification page is asked with: it tells nothing and cannot be guessed."""
    return secrets.token_urlsafe(18)


class VersionQuerySet(models.QuerySet["Version"]):
    def counting(self) -> "VersionQuerySet":
        """Of each project and phase, the version that was received last, unless it was withdrawn after that."""
        newest = of_the_same(Version).order_by("-received_at", "-number")
        return self.filter(pk=Subquery(newest.values("pk")[:1])).standing()

    def standing(self) -> "VersionQuerySet":
        """Not withdrawn: no withdrawal was received when they were, or after."""
        later = of_the_same(Withdrawal).filter(received_at__gte=OuterRef("received_at"))
        return self.exclude(Exists(later))

    def with_withdrawal(self) -> "VersionQuerySet":
        """Each with `withdrawn_at`: when the team took it back, None while it stands."""
        later = of_the_same(Withdrawal).filter(received_at__gte=OuterRef("received_at"))
        return self.annotate(withdrawn_at=Subquery(later.order_by("received_at").values("received_at")[:1]))  # type: ignore[no-redef]

    def of_phase(self, phase: Phase) -> "VersionQuerySet":
        return self.filter(phase=phase)

    def of(self, project: Project) -> "VersionQuerySet":
        """All that `project` submitted, newest first; nothing while it has not been saved."""
        return self.filter(project_id=project.pk)

    def without_content(self) -> "VersionQuerySet":
        """For lists: the content is long and stays in the database."""
        return self.defer("content")


def of_the_same(model: Any) -> QuerySet[Any]:
    """Rows of `model` of the project and the phase of the outer query's row.

    The phase is compared as a number, which no index serves: without statistics SQLite would take that of the phase, in
    which a whole edition stands, and read all of it for each project.
    """
    phase = ExpressionWrapper(F("phase") + 0, output_field=BigIntegerField())
    rows: QuerySet[Any] = model.objects.filter(project=OuterRef("project"))
    rows = rows.alias(its_phase=phase).filter(its_phase=OuterRef("phase"))
    return rows


def last_of(versions: Iterable["Version"]) -> "Version | None":
    """The one that was received last, whether it counts or was withdrawn."""
    return max(versions, key=lambda version: (version.received_at, version.number), default=None)


def newest(versions: Iterable["Version"]) -> "Version | None":
    """The one that counts among versions of one project and phase, read `with_withdrawal`; as `counting` says of many.

    Whatever was received before a withdrawal went with it: where the newest one was withdrawn, none counts.
    """
    last = last_of(versions)
    return last if last is not None and last.withdrawn_at is None else None


class Version(models.Model):
    project = models.ForeignKey(Project, models.PROTECT, related_name="versions", verbose_name=_("project"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="versions", verbose_name=_("submission phase"))
    number = models.PositiveSmallIntegerField(_("version"))
    # One press of the button, however often it arrives.
    intent = models.UUIDField(_("intent"), editable=False)
    title = models.CharField(_("title"), max_length=250)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    # The canonical form, byte for byte what was hashed. Null only once the edition's retention has ended.
    content = models.TextField(_("content"), null=True)  # noqa: DJ001
    sha256 = models.CharField("SHA-256", max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    # Submitted by another member in the last hours, while captain and deputy could not be reached.
    without_captain = models.BooleanField(_("submitted without the captain"), default=False)
    # Submitted by the platform at the deadline, as the team had asked.
    automatic = models.BooleanField(_("submitted at the deadline by itself"), default=False)
    # Why it was submitted though a member had not signed off on the text.
    reason = models.TextField(_("why without a sign-off"), blank=True)
    # Names of files that were still on their way: the version stands without them, and says so.
    missing_files = models.JSONField(_("files still on their way"), default=list, blank=True)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version of the questionnaire"),
    )
    code = models.CharField(_("code of the receipt"), max_length=40, default=receipt_code, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"))
    frozen_at = models.DateTimeField(_("frozen"))

    objects = VersionQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        phase_id: int
        theme_id: int
        submitted_by_id: int
        people: Any
        sign_offs: Any
        withdrawn_at: datetime | None

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="version_number_unique"),
            models.UniqueConstraint(fields=["project", "intent"], name="version_once_per_intent"),
            # The pair that an entry of a round is held against.
            models.UniqueConstraint(fields=["id", "project"], name="version_id_project"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class VersionPerson(models.Model):
    """Who a random name in a version's content stands for; beside the hash, so that erasure can empty it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="people", verbose_name=_("version"))
    reference = models.UUIDField(_("reference"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    name_ar = models.CharField(_("name in Arabic script"), max_length=120, blank=True)
    name_latin = models.CharField(_("name in Latin script"), max_length=120, blank=True)
    # In the person's own words, where the organiser's list has no name for it; the hashed text holds listed ones only.
    discipline_other = models.CharField(_("other discipline"), max_length=80, blank=True)
    # When they had signed off on exactly this text; empty if they had not.
    approved_at = models.DateTimeField(_("signed off"), null=True, blank=True)

    class Meta:
        verbose_name = _("person of a version")
        verbose_name_plural = _("people of a version")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "reference"], name="version_person_unique")]

    def __str__(self) -> str:
        return str(self.reference)


class VersionAttachment(models.Model):
    version = models.ForeignKey(Version, models.PROTECT, related_name="attachments", verbose_name=_("version"))
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="versions", verbose_name=_("attachment"))

    class Meta:
        verbose_name = _("attachment of a version")
        verbose_name_plural = _("attachments of a version")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "attachment"], name="version_attachment_unique")]

    def __str__(self) -> str:
        return str(self.attachment)


class Withdrawal(models.Model):
    """A team took back what it had submitted in a phase: nothing received before it counts any more. Never changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="withdrawals", verbose_name=_("project"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", verbose_name=_("submission phase"))
    # One press of the button, however often it arrives.
    intent = models.UUIDField(_("intent"), editable=False)
    reason = models.TextField(_("reason"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )
    received_at = models.DateTimeField(_("received"))

    if TYPE_CHECKING:
        project_id: int
        phase_id: int

    class Meta:
        verbose_name = _("withdrawal of a submission")
        verbose_name_plural = _("withdrawals of submissions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "intent"], name="withdrawal_once_per_intent")]

    def __str__(self) -> str:
        return f"{self.project_id} #{self.pk}"

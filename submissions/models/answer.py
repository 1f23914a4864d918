"""What a team answers, and everything it answered before."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.project import Project
from submissions.models.questionnaire import Question


class AnswerQuerySet(models.QuerySet["Answer"]):
    def of(self, project: Project) -> "AnswerQuerySet":
        """What `project` answers; nothing while it has not been saved."""
        return self.filter(project_id=project.pk)


class Answer(models.Model):
    """The text as it stands. `revision` counts its saves; a save must name the one it started from."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="answers", verbose_name=_("project"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    value = models.JSONField(_("answer"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    # The sense of the question that it was given to, `Question.edition`.
    question_edition = models.PositiveSmallIntegerField(_("edition of the question"), default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    saved_at = models.DateTimeField(_("saved"))

    objects = AnswerQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        question_id: int
        saved_by_id: int

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "question"], name="answer_once_per_question"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="answer_revision_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.question_id}"


class AnswerRevision(models.Model):
    """One save of an answer. Append-only: nothing that was typed and saved is ever lost."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="revisions", verbose_name=_("answer"))
    revision = models.PositiveIntegerField(_("revision"))
    # Null only once the edition's retention has ended.
    value = models.JSONField(_("answer"), null=True)
    question_edition = models.PositiveSmallIntegerField(_("edition of the question"), default=1)
    # The earlier save whose text was taken back, if one was.
    restored_from = models.PositiveIntegerField(_("taken back from"), null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["answer", "-revision"]
        constraints = [models.UniqueConstraint(fields=["answer", "revision"], name="answer_revision_unique")]

    def __str__(self) -> str:
        return f"{self.answer} r{self.revision}"

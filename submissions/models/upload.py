"""A file on its way: it comes in pieces, and goes on where the line broke."""

import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Phase
from submissions.models.attachment import Attachment
from submissions.models.project import Project
from submissions.models.questionnaire import Question


def chunk_path(chunk: "UploadChunk", filename: str) -> str:
    """A name that tells nothing and cannot be guessed."""
    return f"uploads/{chunk.upload.token.hex}/{secrets.token_hex(8)}"


class UploadQuerySet(models.QuerySet["Upload"]):
    def under_way(self) -> "UploadQuerySet":
        """Begun, and neither finished nor given up."""
        return self.filter(finished_at=None, cancelled_at=None)

    def of(self, project: Project) -> "UploadQuerySet":
        return self.filter(project_id=project.pk)


class Upload(models.Model):
    token = models.UUIDField(_("token"), default=uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="uploads", verbose_name=_("project"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", verbose_name=_("submission phase"))
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("question")
    )
    name = models.CharField(_("file name"), max_length=200)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received = models.PositiveBigIntegerField(_("bytes received"), default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    started_at = models.DateTimeField(_("started"))
    last_at = models.DateTimeField(_("last piece received"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("given up"), null=True, blank=True)
    # What it has become; null also where the whole file was refused.
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("attachment")
    )

    objects = UploadQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        phase_id: int
        question_id: int | None
        started_by_id: int
        chunks: Any

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_received_within_size"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(cancelled_at=None), name="upload_finished_or_given_up"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UploadChunk(models.Model):
    """A piece, kept in the same storage as the files; gone once the whole is there or given up."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="chunks", verbose_name=_("upload"))
    offset = models.PositiveBigIntegerField(_("offset in bytes"))
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), upload_to=chunk_path, max_length=120)

    class Meta:
        verbose_name = _("piece of an upload")
        verbose_name_plural = _("pieces of uploads")
        ordering = ["upload", "offset"]
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="upload_chunk_offset_unique")]

    def __str__(self) -> str:
        return f"{self.upload_id} @{self.offset}"

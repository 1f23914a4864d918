"""A file of a project."""

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.project import Project
from submissions.models.questionnaire import Question


def random_path(attachment: "Attachment", filename: str) -> str:
    """A name that tells nothing and cannot be guessed; what people called the file is kept beside it."""
    token = secrets.token_hex(16)
    return f"attachments/{token[:2]}/{token}"


def page_path(page: "PageImage", filename: str) -> str:
    """As `random_path`, for the picture of a page."""
    token = secrets.token_hex(16)
    return f"pages/{token[:2]}/{token}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def present(self) -> "AttachmentQuerySet":
        """In the draft now; what waits in quarantine is not."""
        return self.filter(removed_at=None, quarantined_at=None)

    def quarantined(self) -> "AttachmentQuerySet":
        """Received while the virus scanner was away; not accepted before it has looked."""
        return self.filter(removed_at=None, quarantined_at__isnull=False)

    def shown(self) -> "AttachmentQuerySet":
        """What somebody may still have to read: in the draft, or in a version."""
        return self.filter(Q(removed_at=None) | Q(versions__isnull=False)).filter(quarantined_at=None).distinct()

    def of(self, project: Project) -> "AttachmentQuerySet":
        """All that `project` ever had; none while it has not been saved."""
        return self.filter(project_id=project.pk)


class Attachment(models.Model):
    project = models.ForeignKey(Project, models.PROTECT, related_name="attachments", verbose_name=_("project"))
    file = models.FileField(_("file"), upload_to=random_path, max_length=120)
    # The question it answers; null: an annex of the whole file.
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="attachments", verbose_name=_("question")
    )
    name = models.CharField(_("file name"), max_length=200)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    # Of the bytes as they came, where the platform has written them anew (pictures); else the same.
    received_sha256 = models.CharField(_("SHA-256 of what was received"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    # Removed from the draft; the file stays as long as a version counts it.
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    # Since when it waits for the virus scanner; empty once it was found clean, or where there is no scanner.
    quarantined_at = models.DateTimeField(_("in quarantine since"), null=True, blank=True)
    # What the scanner found in it; such a file is removed too.
    infection = models.CharField(_("virus"), max_length=200, blank=True)
    # When a job had made the pictures of its pages, or had tried to.
    rendered_at = models.DateTimeField(_("pages drawn"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int
        question_id: int | None
        page_images: Any

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "question", "received_sha256"],
                condition=Q(removed_at=None),
                name="attachment_once_per_question",
            ),
            # Two empty questions are not equal to a database: annexes have a rule of their own.
            models.UniqueConstraint(
                fields=["project", "received_sha256"],
                condition=Q(removed_at=None, question=None),
                name="attachment_once_per_project",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PageImage(models.Model):
    """A page of an attachment as a picture, drawn by a job; page 0 is the small picture of the first one."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="page_images", verbose_name=_("attachment"))
    number = models.PositiveSmallIntegerField(_("page"))
    file = models.FileField(_("file"), upload_to=page_path, max_length=120)
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))

    class Meta:
        verbose_name = _("picture of a page")
        verbose_name_plural = _("pictures of pages")
        ordering = ["attachment", "number"]
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="page_image_once_per_page")]

    def __str__(self) -> str:
        return f"{self.attachment} {self.number}"

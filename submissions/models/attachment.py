"""A file of a project."""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from submissions.models.project import Project


def random_path(attachment: "Attachment", filename: str) -> str:
    """A name that tells nothing and cannot be guessed; what people called the file is kept beside it."""
    token = secrets.token_hex(16)
    return f"attachments/{token[:2]}/{token}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def present(self) -> "AttachmentQuerySet":
        """In the draft now."""
        return self.filter(removed_at=None)

    def shown(self) -> "AttachmentQuerySet":
        """What somebody may still have to read: in the draft, or in a version."""
        return self.filter(Q(removed_at=None) | Q(versions__isnull=False)).distinct()

    def of(self, project: Project) -> "AttachmentQuerySet":
        """All that `project` ever had; none while it has not been saved."""
        return self.filter(project_id=project.pk)


class Attachment(models.Model):
    project = models.ForeignKey(Project, models.PROTECT, related_name="attachments", verbose_name=_("project"))
    file = models.FileField(_("file"), upload_to=random_path, max_length=120)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    # Removed from the draft; the file stays as long as a version counts it.
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()
    if TYPE_CHECKING:
        project_id: int

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "sha256"], condition=Q(removed_at=None), name="attachment_once_per_project"
            )
        ]

    def __str__(self) -> str:
        return self.name

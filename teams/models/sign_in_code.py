"""A code with which somebody signs in once, handed to them in person."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition


class SignInCodeQuerySet(models.QuerySet["SignInCode"]):
    def usable(self, *, at: datetime) -> "SignInCodeQuerySet":
        return self.filter(used_at=None, replaced_at=None, expires_at__gt=at)


class SignInCode(models.Model):
    """Never deleted: it is the record of who let whom in. The code itself is kept as a slow hash."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_in_codes", verbose_name=_("person")
    )
    # The edition in which whoever hands it has the right to.
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=128, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed by")
    )
    issued_at = models.DateTimeField(_("handed"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    # A newer code takes the place of an older one.
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("wrong attempts"), default=0)

    objects = SignInCodeQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        verbose_name = _("sign-in code handed in person")
        verbose_name_plural = _("sign-in codes handed in person")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(used_at=None, replaced_at=None), name="sign_in_code_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="sign_in_code_expires_later"),
            models.CheckConstraint(condition=~Q(person=F("issued_by")), name="sign_in_code_not_for_oneself"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

"""The outbox: every e-mail is a row here before it is anything else."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models.competition import Competition
from competitions.models.job import Job
from competitions.sealing import SealedTextField

MAX_ATTEMPTS = 8


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(sent_at=None, skipped_at=None, attempts__lt=MAX_ATTEMPTS)

    def claimable(self, *, at: datetime) -> "MessageQuerySet":
        """Due, and in nobody's hands; secret kinds first, then the oldest."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=at)
        return self.waiting().filter(free, not_before__lte=at).order_by("-secret", "pk")

    def given_up(self) -> "MessageQuerySet":
        return self.filter(sent_at=None, skipped_at=None, attempts__gte=MAX_ATTEMPTS)

    def of(self, person: Any) -> "MessageQuerySet":
        """What `person` may read on the site; what proved needless before it was sent is not there."""
        return self.filter(recipient=person, skipped_at=None)

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)

    def sealed(self) -> "MessageQuerySet":
        return self.filter(secret=True).exclude(sealed_text="")


class Broadcast(models.Model):
    """One message to many: unfolded into rows by a job, each recipient once."""

    kind = models.CharField(_("kind"), max_length=60)
    competition = models.ForeignKey(
        Competition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("competition")
    )
    context = models.JSONField(_("variables"), default=dict)
    about = models.JSONField(_("about"), default=dict, blank=True)
    job = models.OneToOneField(Job, models.PROTECT, related_name="broadcast", verbose_name=_("job"))
    queued_at = models.DateTimeField(_("queued"))
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("queued by")
    )

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Message(models.Model):
    kind = models.CharField(_("kind"), max_length=60)
    address = models.EmailField(_("address"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("recipient"),
    )
    # The edition it tells about, so that its organisers see it; None for what concerns an account.
    competition = models.ForeignKey(
        Competition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("competition")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    secret = models.BooleanField(_("secret"), default=False)
    # Secret kinds keep their text here and nowhere else, and only until it is sent or expires.
    sealed_text = SealedTextField(blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    dedupe_key = models.CharField(_("dedupe key"), max_length=200, unique=True)
    broadcast = models.ForeignKey(
        Broadcast, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("broadcast")
    )
    # What `still_wanted` of the kind needs to look at just before sending.
    about = models.JSONField(_("about"), default=dict, blank=True)
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("not before"))
    claimed_by = models.CharField(max_length=80, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    skipped_at = models.DateTimeField(_("no longer needed"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()
    if TYPE_CHECKING:
        recipient_id: int | None

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["not_before"], name="message_waiting", condition=Q(sent_at=None, skipped_at=None)),
            models.Index(fields=["recipient", "-id"], name="message_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["broadcast", "recipient"],
                condition=Q(broadcast__isnull=False),
                name="message_once_per_broadcast",
            ),
            models.CheckConstraint(
                condition=Q(secret=False, sealed_text="") | Q(secret=True, text="", html=""),
                name="message_secret_text_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sealed_text=""), name="message_sealed_text_gone_once_sent"
            ),
            models.CheckConstraint(
                condition=Q(not_before__gte=F("queued_at")), name="message_not_before_it_was_queued"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

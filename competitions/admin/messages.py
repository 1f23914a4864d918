"""The outbox as the organisers see it: what waits, what went, what failed. Nothing here shows a secret's text."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from competitions.administration import EditionAdmin
from competitions.domain import outbox
from competitions.domain.reminders import key_prefix
from competitions.filtering import Present
from competitions.folding import fold
from competitions.models import Broadcast, Message, ReminderRule
from competitions.models.message import MAX_ATTEMPTS
from competitions.presenters import kind_label
from competitions.refusals import Refusal
from competitions.registries import message_kinds

STATES = {
    "waiting": (pgettext_lazy("message", "Waiting"), Message.objects.waiting),
    "sent": (pgettext_lazy("message", "Sent"), lambda: Message.objects.filter(sent_at__isnull=False)),
    "skipped": (gettext_lazy("No longer needed"), lambda: Message.objects.filter(skipped_at__isnull=False)),
    "given_up": (gettext_lazy("Given up"), Message.objects.given_up),
}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _rows) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        state = STATES.get(self.value() or "")
        return queryset.filter(pk__in=state[1]().values("pk")) if state else queryset


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind.key, kind.label) for kind in message_kinds.every()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ReminderFilter(admin.SimpleListFilter):
    """Who got the reminders of a rule."""

    title = gettext_lazy("deadline reminder")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        rules = ReminderRule.objects.select_related("phase")
        if not request.user.is_superuser:
            rules = rules.filter(phase__competition__in=request.user.organised_editions())  # type: ignore[union-attr]
        return [(str(rule.pk), f"{rule.phase}: {rule}") for rule in rules]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(dedupe_key__startswith=key_prefix(ReminderRule(pk=int(self.value() or 0))))


@admin.register(Message)
class MessageAdmin(EditionAdmin):
    list_display = ("subject", "address", "kind_label", "state", "queued_at")
    list_filter = (StateFilter, KindFilter, ReminderFilter, "language", ("competition", Present))
    list_select_related = ("competition",)
    search_fields = ("address", "subject")
    search_help_text = gettext_lazy("Address, subject or name of the recipient.")
    show_full_result_count = False
    actions = ("resend",)
    fields = (
        *("subject", "kind_label", "state", "address", "recipient", "competition", "language"),
        *("queued_at", "not_before", "attempts", "last_error", "sent_at", "skipped_at", "read_at", "secret", "text"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """Messages of the organiser's own editions, and those of accounts, which belong to none."""
        rows: QuerySet[Message] = Message.objects.defer("sealed_text", "html")
        if request.user.is_superuser:
            return rows
        own = request.user.organised_editions()  # type: ignore[union-attr]
        return rows.filter(Q(competition__in=own) | Q(competition=None))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        wanted = fold(search_term)
        named = Q(recipient__name_ar_key__contains=wanted) | Q(recipient__name_latin_key__contains=wanted)
        written = Q(address__icontains=search_term.strip()) | Q(subject__icontains=search_term.strip())
        found: QuerySet[Any] = queryset.filter(named | written) if wanted else queryset
        return found, False

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_label(self, message: Message) -> str:
        return kind_label(message.kind)

    @admin.display(description=gettext_lazy("state"))
    def state(self, message: Message) -> str:
        if message.sent_at is not None:
            return str(STATES["sent"][0])
        if message.skipped_at is not None:
            return str(STATES["skipped"][0])
        return str(STATES["given_up" if message.attempts >= MAX_ATTEMPTS else "waiting"][0])

    @admin.action(description=gettext_lazy("Send the selected messages again"), permissions=["view"])
    def resend(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        sent = 0
        for message in queryset.select_related("recipient", "competition"):
            try:
                outbox.resend(message, by=request.user, at=request.received_at)  # type: ignore[attr-defined]
                sent += 1
            except Refusal as refusal:
                self.message_user(request, f"{message.subject}: {refusal}", messages.ERROR)
        if sent:
            words = ngettext("%(count)s message is queued again.", "%(count)s messages are queued again.", sent)
            self.message_user(request, words % {"count": sent}, messages.SUCCESS)


@admin.register(Broadcast)
class BroadcastAdmin(EditionAdmin):
    list_display = ("kind_label", "competition", "queued_at", "queued_by", "written", "sent", "progress")
    list_filter = (("competition", Present),)
    list_select_related = ("competition", "queued_by", "job")
    fields = ("kind_label", "competition", "queued_at", "queued_by", "progress")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(
            written_count=Count("messages"),
            sent_count=Count("messages", filter=Q(messages__sent_at__isnull=False)),
        )
        return counted

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_label(self, broadcast: Broadcast) -> str:
        return kind_label(broadcast.kind)

    @admin.display(description=gettext_lazy("messages written"))
    def written(self, broadcast: Any) -> int:
        return int(broadcast.written_count)

    @admin.display(description=gettext_lazy("messages sent"))
    def sent(self, broadcast: Any) -> int:
        return int(broadcast.sent_count)

    @admin.display(description=gettext_lazy("progress"))
    def progress(self, broadcast: Broadcast) -> SafeString:
        url = reverse("competitions:job", args=[broadcast.job_id])
        label = _("%(done)s of %(total)s") % {"done": broadcast.job.done, "total": broadcast.job.total}
        return format_html('<a href="{}">{}</a>', url, label)

"""The notice about personal data, version by version."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.admin.editions import in_languages
from competitions.administration import VerbAdmin
from competitions.asking import ask_then_act
from competitions.domain import notices
from competitions.filtering import Happened
from competitions.models import PrivacyNotice
from competitions.presenters import prose

PREVIEWS = ("preview_ar", "preview_fr", "preview_en")


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(VerbAdmin):
    """It belongs to no edition: whoever has an account agrees to one notice."""

    edition_lookup = None
    list_display = ("__str__", "published")
    list_filter = (("published_at", Happened),)
    actions = ("publish",)
    readonly_fields = ("version", "published_at", *PREVIEWS)

    def get_fieldsets(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> Any:
        written = (None, {"fields": in_languages("text")})
        if obj is None:
            return (written,)
        facts = (None, {"fields": ("version", "published_at")})
        return (facts, written, (_("As people read it"), {"fields": PREVIEWS}))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_published = obj is not None and obj.published_at is not None
        return super().has_change_permission(request, obj) and not is_published

    @admin.display(description=_("in force since"), ordering="published_at")
    def published(self, notice: PrivacyNotice) -> str:
        return wording.moment(notice.published_at) if notice.published_at else ""

    @admin.display(description=_("in Arabic"))
    def preview_ar(self, notice: PrivacyNotice) -> SafeString:
        return prose(notice.text_ar, below=2)

    @admin.display(description=_("in French"))
    def preview_fr(self, notice: PrivacyNotice) -> SafeString:
        return prose(notice.text_fr, below=2)

    @admin.display(description=_("in English"))
    def preview_en(self, notice: PrivacyNotice) -> SafeString:
        return prose(notice.text_en, below=2)

    def add_verb(self, request: HttpRequest, form: Any) -> PrivacyNotice:
        return self.change_verb(request, PrivacyNotice(), form)

    def change_verb(self, request: HttpRequest, notice: PrivacyNotice, form: Any) -> PrivacyNotice:
        return notices.save_notice(
            notice,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    @admin.action(description=_("Put in force the selected version"), permissions=["view"])
    def publish(self, request: HttpRequest, queryset: QuerySet[PrivacyNotice]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="publish",
            title=_("Put in force the selected version"),
            explanation=str(_("It can never be changed afterwards, and everybody is asked to agree to it.")),
            act=lambda notice, _values: notices.publish_notice(
                notice,
                by=request.user,
                at=request.received_at,  # type: ignore[attr-defined]
            ),
        )

"""What is only read: the register of changed rules, appeals, more time for jurors. Each has its page on the site."""

from typing import Any

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Happened, Present
from judging.admin.parts import TEAM_KEYS, KeySearch, date, when
from judging.models import Appeal, Extension, RuleChange


@admin.register(RuleChange)
class RuleChangeAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("concerns", "what", "round", "changed")
    list_filter = (("round", Present), "what")
    list_select_related = ("round",)
    fields = ("round", "what", "concerns", "before", "after", "reason", "changed_by", "changed")

    @admin.display(description=_("subject"))
    def concerns(self, change: RuleChange) -> str:
        return _said(change.subject)

    @admin.display(description=_("before"))
    def before(self, change: RuleChange) -> str:
        return _said(change.old)

    @admin.display(description=_("after"))
    def after(self, change: RuleChange) -> str:
        return _said(change.new)

    changed = when("changed_at", _("changed"))


@admin.register(Appeal)
class AppealAdmin(KeySearch, EditionAdmin):
    edition_lookup = "entry__round__phase__competition"
    list_display = ("project", "subject", "made", "answered", "is_upheld")
    list_filter = (("entry__round", Present), "subject", ("answered_at", Happened))
    list_select_related = ("entry__version", "entry__round")
    search_fields = ("entry__project__title_key", *(f"entry__project__team__{key}" for key in TEAM_KEYS))
    fields = (
        *("entry", "subject", "text", "made_by", "made", "first_decider"),
        *("is_upheld", "answer", "answered_by", "answered"),
    )

    @admin.display(description=_("project"))
    def project(self, appeal: Appeal) -> str:
        return str(appeal.entry)

    made = when("made_at", _("made"), date)
    answered = when("answered_at", _("answered"), date)


@admin.register(Extension)
class ExtensionAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("juror", "round", "ends", "granted")
    list_filter = (("round", Present),)
    list_select_related = ("juror", "round")
    fields = ("round", "juror", "ends", "reason", "granted_by", "granted")

    ends = when("until", _("until"))
    granted = when("granted_at", _("granted"))


def _said(texts: dict[str, Any]) -> str:
    return str(texts.get(get_language() or "ar") or texts.get("ar", ""))

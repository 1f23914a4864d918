"""What is only read: the register of changed rules, appeals, more time for jurors. Each has its page on the site."""

from typing import Any

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Happened, Present
from judging.admin.parts import TEAM_KEYS, KeySearch, date, moment
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

    @admin.display(description=_("changed"), ordering="changed_at")
    def changed(self, change: RuleChange) -> str:
        return moment(change.changed_at)


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

    @admin.display(description=_("made"), ordering="made_at")
    def made(self, appeal: Appeal) -> str:
        return date(appeal.made_at)

    @admin.display(description=_("answered"), ordering="answered_at")
    def answered(self, appeal: Appeal) -> str:
        return date(appeal.answered_at)


@admin.register(Extension)
class ExtensionAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("juror", "round", "ends", "granted")
    list_filter = (("round", Present),)
    list_select_related = ("juror", "round")
    fields = ("round", "juror", "ends", "reason", "granted_by", "granted")

    @admin.display(description=_("until"), ordering="until")
    def ends(self, extension: Extension) -> str:
        return moment(extension.until)

    @admin.display(description=_("granted"), ordering="granted_at")
    def granted(self, extension: Extension) -> str:
        return moment(extension.granted_at)


def _said(texts: dict[str, Any]) -> str:
    return str(texts.get(get_language() or "ar") or texts.get("ar", ""))

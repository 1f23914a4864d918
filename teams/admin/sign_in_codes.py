"""Who handed a sign-in code to whom: read by organisers, changed by nobody. The code itself is nowhere."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.administration import EditionAdmin
from competitions.filtering import Present
from teams.admin.parts import PERSON_KEYS, KeySearch
from teams.models import SignInCode


@admin.register(SignInCode)
class SignInCodeAdmin(KeySearch, EditionAdmin):
    list_display = ("person", "competition", "issued_by", "handed", "outcome", "failures")
    list_filter = (("competition", Present),)
    list_select_related = ("person", "competition", "issued_by")
    search_fields = PERSON_KEYS
    fields = (
        *("person", "competition", "issued_by", "issued_at"),
        *("expires_at", "used_at", "replaced_at", "failures"),
    )

    @admin.display(description=gettext_lazy("handed"), ordering="issued_at")
    def handed(self, code: SignInCode) -> str:
        return wording.moment(code.issued_at, zone=code.competition.time_zone)

    @admin.display(description=gettext_lazy("what became of it"))
    def outcome(self, code: SignInCode) -> str:
        if code.used_at:
            return _("used")
        return _("replaced") if code.replaced_at else _("not used")

"""People, as the organisers of their editions see them: read, never changed here."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.administration import VerbAdmin
from competitions.filtering import Present
from teams.admin.parts import KeySearch, OwnEditionsInline
from teams.models import EligibilityDecision, Membership, Role, User


class RoleInline(OwnEditionsInline):
    model = Role
    fk_name = "person"
    fields = ("competition", "kind", "department", "since", "until")


class MembershipInline(OwnEditionsInline):
    model = Membership
    fk_name = "person"
    fields = ("competition", "team", "joined_at", "agreed_at", "left_at")
    readonly_fields = ("competition",)


class EligibilityInline(OwnEditionsInline):
    model = EligibilityDecision
    fk_name = "person"
    fields = ("competition", "department", "outcome", "basis", "reason", "decided_by", "decided_at")


@admin.register(User)
class UserAdmin(KeySearch, VerbAdmin):
    """No verb of the admin changes a person: who they are they say themselves, and what they are is a role.

    Addresses, passwords and second factors are changed by their owner alone.
    """

    list_display = ("name", "email", "department", "discipline", "signed_up")
    list_filter = (
        ("department", Present),
        "service_level",
        "region",
        ("discipline", Present),
        "is_staff",
        "is_active",
    )
    list_select_related = ("department", "discipline")
    search_fields = ("name_ar_key", "name_latin_key", "email")
    show_full_result_count = False
    ordering = ("-pk",)
    inlines = (RoleInline, MembershipInline, EligibilityInline)
    fieldsets = (
        (None, {"fields": ("name_ar", "name_latin", "email", "language", "appoint", "decide")}),
        (gettext_lazy("Service"), {"fields": ("department", "service_level", "region", "discipline")}),
        (gettext_lazy("Account"), {"fields": ("is_active", "is_staff", "date_joined", "last_login", "erased_at")}),
    )
    readonly_fields = ("appoint", "decide", "erased_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The people of the organiser's own editions: their departments' staff, their teams, their roles."""
        rows: QuerySet[User] = User.objects.all()
        if request.user.is_superuser:
            return rows
        own: Any = request.user.organised_editions()  # type: ignore[union-attr]
        return rows.filter(
            Q(department__enrolments__competition__in=own)
            | Q(pk__in=Membership.objects.filter(competition__in=own).values("person"))
            | Q(pk__in=Role.objects.filter(competition__in=own).values("person"))
        ).distinct()

    edition_lookup = None

    @admin.display(description=gettext_lazy("name"), ordering="name_latin_key")
    def name(self, person: User) -> str:
        return person.display_name

    @admin.display(description=gettext_lazy("account created"), ordering="date_joined")
    def signed_up(self, person: User) -> str:
        return wording.date_of(person.date_joined)

    @admin.display(description=gettext_lazy("roles"))
    def appoint(self, person: User) -> SafeString:
        url = f"{reverse('admin:teams_role_add')}?person={person.pk}"
        return format_html('<a href="{}">{}</a>', url, _("Give this person a role"))

    @admin.display(description=gettext_lazy("eligibility"))
    def decide(self, person: User) -> SafeString:
        url = f"{reverse('admin:teams_eligibilitydecision_add')}?person={person.pk}"
        return format_html('<a href="{}">{}</a>', url, _("Vouch for this person, or decline"))

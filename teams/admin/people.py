"""People, as the organisers of their editions see them: read, never changed here."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.administration import VerbAdmin
from competitions.asking import ReasonForm, answer, ask, ask_then_act, do_each
from competitions.filtering import Happened, Present
from competitions.models import Competition
from teams.admin.parts import KeySearch, OwnEditionsInline, arrived
from teams.domain import phones
from teams.domain.consent import latest_consent
from teams.domain.payroll import attest_no_payroll_number
from teams.domain.second_factor import take_away_second_factor
from teams.models import EligibilityDecision, Membership, PayrollRecord, Role, User


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


PAYROLL = {
    "given": gettext_lazy("Given"),
    "none": gettext_lazy("Attested that there is none"),
    "missing": gettext_lazy("Missing"),
}


class PayrollFilter(admin.SimpleListFilter):
    """How far people are with their number; the number itself is shown to nobody."""

    title = gettext_lazy("payroll number")
    parameter_name = "payroll"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(PAYROLL.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        wanted = {
            "given": Q(number_given=True),
            "none": Q(number_given=False, number_settled=True),
            "missing": Q(number_settled=False),
        }.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(wanted)


class EditionForm(forms.Form):
    """Asks for which edition, among those that the person runs."""

    competition = forms.ModelChoiceField(Competition.objects.none(), label=gettext_lazy("competition"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = request.user
        editions = Competition.objects.all() if user.is_superuser else user.organised_editions()
        self.fields["competition"].queryset = editions  # type: ignore[attr-defined]
        self.fields["competition"].initial = editions.order_by("-pk").first()


@admin.register(User)
class UserAdmin(KeySearch, VerbAdmin):
    """No verb of the admin changes a person: who they are they say themselves, and what they are is a role.

    Addresses, passwords and second factors are changed by their owner alone.
    """

    list_display = ("name", "email", "department", "learned", "payroll", "signed_up")
    list_filter = (
        ("department", Present),
        "service_level",
        "region",
        ("discipline", Present),
        "gender",
        PayrollFilter,
        ("accessibility_needs", Happened),
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
        (gettext_lazy("Service"), {"fields": ("department", "entity", "service_level", "region", "service_role")}),
        (gettext_lazy("About them"), {"fields": ("learned", "gender", "telephone", "accessibility_needs")}),
        (gettext_lazy("Proofs"), {"fields": ("payroll", "consent")}),
        (gettext_lazy("Account"), {"fields": ("is_active", "is_staff", "date_joined", "last_login", "erased_at")}),
    )
    readonly_fields = ("appoint", "decide", "learned", "telephone", "payroll", "consent", "erased_at")
    actions = ("attest_no_number", "take_away_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The people of the organiser's own editions: their departments' staff, their teams, their roles."""
        records = PayrollRecord.objects.filter(person=OuterRef("pk"))
        rows: QuerySet[User] = User.objects.annotate(
            number_settled=Exists(records), number_given=Exists(records.filter(number_hash__isnull=False))
        )
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

    @admin.display(description=gettext_lazy("discipline"), ordering="discipline")
    def learned(self, person: User) -> str:
        return person.discipline_label

    @admin.display(description=gettext_lazy("telephone"))
    def telephone(self, person: User) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', phones.shown(person.phone))

    @admin.display(description=gettext_lazy("payroll number"))
    def payroll(self, person: Any) -> str:
        """How far it is, never the number."""
        if person.number_given:
            return str(PAYROLL["given"])
        return str(PAYROLL["none" if person.number_settled else "missing"])

    @admin.display(description=gettext_lazy("consent"))
    def consent(self, person: User) -> str:
        given = latest_consent(person)
        return f"{given.notice} · {wording.date_of(given.given_at)}" if given else _("None yet")

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

    def has_rescue_permission(self, request: HttpRequest) -> bool:
        """Whether the person may help somebody who has lost their second factor."""
        return bool(request.user.is_superuser)

    @admin.action(
        description=gettext_lazy("Take away the second factor of the selected person"), permissions=["rescue"]
    )
    def take_away_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="take_away_factor",
            title=_("Take away the second factor of the selected person"),
            form_class=ReasonForm,
            act=lambda person, values: take_away_second_factor(
                person=person,
                reason=values["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=arrived(request),
            ),
        )

    @admin.action(description=gettext_lazy("Attest that they have no payroll number"), permissions=["view"])
    def attest_no_number(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        form, people = EditionForm(answer(request), request=request), list(queryset)
        title = gettext_lazy("Attest that they have no payroll number")
        explanation = _("Their team can then be confirmed without one. Who has given their number is left as they are.")
        question = ask(self, request, people, name="attest_no_number", title=title, form=form, explanation=explanation)
        if question is None:
            about: Any = {"competition": form.cleaned_data["competition"], "by": request.user, "at": arrived(request)}
            acts = [(str(person), partial(attest_no_payroll_number, person=person, **about)) for person in people]
            do_each(self, request, acts)
        return question
